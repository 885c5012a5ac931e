"""Which countries an article speaks of, where, and how much."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.finding.places.knowledge import Knowledge
from extract.finding.places.tokens import Token

CLAUSE = 3.0
"""What a country named in the same clause counts beside one elsewhere in the article."""
ENOUGH = 0.5
"""A town says enough, a facility does not."""
CLEARLY = 1.5
"""By this factor a country must be ahead of the next to be the one that is meant."""
IN_NAME = 0.4
"""The share of a nationality word that rather is part of a name: the Norwegian Refugee Council works elsewhere."""
_CLAUSE_END = re.compile(r"[.!?;](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Sign:
    """A stretch that speaks of a country, in code points: a name of it, a nationality word, a place in it."""

    start: int
    end: int
    country: str
    weight: float


def nationalities(tokens: Sequence[Token], knowledge: Knowledge, weight: float) -> list[Sign]:
    """The nationality words of one country, the longest first: "South Sudanese" speaks of South Sudan alone."""
    found: list[Sign] = []
    free = 0
    for index, token in enumerate(tokens):
        if index < free or not token.capital or token.word not in knowledge.demonym_phrases.starts:
            continue
        hit = knowledge.demonym_phrases.at(tokens, index)
        if hit is None:
            continue
        free = hit[1]
        if hit[2] is not None:
            named = free < len(tokens) and tokens[free].linked and tokens[free].capital
            found.append(Sign(token.start, tokens[free - 1].bare, hit[2], weight * (IN_NAME if named else 1.0)))
    return found


def summed(signs: Iterable[Sign]) -> dict[str, float]:
    """The weights of each country added up."""
    counted: dict[str, float] = defaultdict(float)
    for sign in signs:
        counted[sign.country] += sign.weight
    return counted


class Spoken:
    """The signs of a text, asked for the country that a stretch of it speaks of."""

    def __init__(self, text: str, signs: Iterable[Sign]) -> None:
        self._signs = sorted(signs, key=lambda s: (s.start, s.end, s.country))
        self._starts = [s.start for s in self._signs]
        self._ends = [m.start() for m in _CLAUSE_END.finditer(text)]
        self.counted = summed(self._signs)

    def before(self, start: int) -> Sign | None:
        """The last sign that ends at or before `start`."""
        at = bisect_left(self._starts, start)
        return self._signs[at - 1] if at and self._signs[at - 1].end <= start else None

    def behind(self, end: int) -> Sign | None:
        """The first sign that begins at or after `end`."""
        at = bisect_left(self._starts, end)
        return self._signs[at] if at < len(self._signs) else None

    def around(self, start: int) -> str | None:
        """The country that the clause around `start`, else the article, clearly speaks of; None where that is open."""
        at = bisect_right(self._ends, start)
        first = self._ends[at - 1] if at else 0
        last = self._ends[at] if at < len(self._ends) else 1 << 60
        near = summed(self._signs[bisect_left(self._starts, first) : bisect_left(self._starts, last)])
        votes = {country: value + CLAUSE * near.get(country, 0.0) for country, value in self.counted.items()}
        ranked = sorted(votes, key=lambda c: (-votes[c], c))
        if not ranked or self.counted[ranked[0]] < ENOUGH or (len(ranked) > 1 and votes[ranked[0]] < CLEARLY * votes[ranked[1]]):
            return None
        return ranked[0]
