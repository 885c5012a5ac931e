"""Which mentions are one person: full names first, then the shorter forms that the article uses for them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.finding.people.comparing import Name, base, same_family_name, skeleton
from extract.finding.people.lexicons import Lexicons
from extract.finding.people.words import Word

Span = tuple[int, int]

_ALIAS_WORDS = 10
"""Between a name and another of the same person there stand no more words than these."""
_TOO_LITTLE = frozenset({"as", "called", "named", "name", "by", "was", "is", "to", "and"})
"""Words that join no names by themselves: "Okoth called Keller"."""
_IS = frozenset({"is", "was"})
_COMPARED = 40
"""How many people that share a word with a name it is compared with, the latest ones: keeps hostile lists linear."""


@dataclass(slots=True)
class Cluster:
    """One person while the article is read."""

    names: list[Name] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    gender: str = ""  # by a word of address
    likely_gender: str = ""  # by the given name
    latest: int = -1  # the first word of its latest mention before the one being linked

    def fits(self, name: Name) -> bool:
        """Whether a longer name can be this person's."""
        return any(name.is_same(mine) for mine in self.names)

    def rank(self, parts: Sequence[str]) -> int:
        """How well a short form fits: 3 the family name, 2 the whole end of a name, 1 the given name, 0 not at all."""
        best = 0
        for name in self.names:
            if len(parts) > 1:
                joined = any(name.core[i : i + len(parts)] == tuple(parts) for i in range(len(name.core)))
                best = max(best, 3 if joined else 0)
            elif same_family_name(parts[0], name.core[name.family]):
                return 3
            elif base(parts[0]) in (base(name.core[-1]), base(name.core[max(0, len(name.core) - 2)])) and len(name.core) > 2:
                best = max(best, 2)
            elif parts[0] in name.core:
                best = max(best, 1)
        return best


class Linker:
    """The people of one article, filled in two passes: `add_full` for names of two words or more, then `add_short` in text order."""

    def __init__(self, lexicons: Lexicons, genders: Mapping[str, str]) -> None:
        self.clusters: list[Cluster] = []
        self._lexicons = lexicons
        self._genders = genders
        self._by_part: dict[str, list[Cluster]] = defaultdict(list)
        self._full: list[tuple[Span, Cluster]] = []
        self._passed = 0

    def gender_at(self, words: Sequence[Word], first: int) -> str:
        """ "m", "f" or "" by the word of address or kinship before the word `first`."""
        for i in range(first - 1, max(-1, first - 3), -1):
            if words[i].low != "," and (words[i].kind != "mark"):
                return self._genders.get(words[i].low.rstrip("."), "")
        return ""

    def add_full(self, words: Sequence[Word], span: Span) -> None:
        """Takes in a name of two words or more."""
        name = Name.of(words[span[0] : span[1]], self._lexicons)
        gender = self.gender_at(words, span[0])
        for cluster in reversed(self._sharing(name.core)):
            if cluster.fits(name) and not (gender and cluster.gender and gender != cluster.gender):
                break
        else:
            cluster = Cluster()
            self.clusters.append(cluster)
        cluster.gender = cluster.gender or gender
        if not cluster.likely_gender and name.given:
            cluster.likely_gender = self._lexicons.given_genders.get(name.given[0], "-").strip("-")
        cluster.spans.append(span)
        self._full.append((span, cluster))
        if name not in cluster.names:
            cluster.names.append(name)
            for key in {skeleton(part) for part in name.core} | {skeleton("".join(name.core))}:
                if not any(cluster is known for known in self._by_part[key][-_COMPARED:]):
                    self._by_part[key].append(cluster)

    def _sharing(self, parts: Sequence[str]) -> list[Cluster]:
        found: list[Cluster] = []
        for key in dict.fromkeys([*(skeleton(part) for part in parts), skeleton("".join(parts))]):
            found += [c for c in self._by_part.get(key, [])[-_COMPARED:] if not any(c is f for f in found)]
        return found

    def join_aliases(self, words: Sequence[Word]) -> None:
        """Joins people who the text says are one: "Okoth, better known as Baba", "Baba, whose real name is Okoth"."""
        owners = sorted(((span, cluster) for cluster in self.clusters for span in cluster.spans), key=lambda pair: pair[0])
        joined: dict[int, Cluster] = {}
        for (left, one), (right, other) in pairwise(owners):
            one, other = joined.get(id(one), one), joined.get(id(other), other)
            if one is other or not self._is_alias(words[left[1] : right[0]]):
                continue
            one.spans += other.spans
            one.names += other.names
            self.clusters.remove(other)
            joined = {key: one if value is other else value for key, value in joined.items()} | {id(other): one}

    def _is_alias(self, between: Sequence[Word]) -> bool:
        known = self._lexicons
        plain = [w for w in between if w.kind != "mark"]
        if (
            not plain
            or len(plain) > _ALIAS_WORDS
            or {w.low for w in plain} <= _TOO_LITTLE
            or between[0].sentence != between[-1].sentence
            or not known.alias_ends & {w.low for w in plain[-2 if plain[-1].low in _IS else -1 :]}
        ):
            return False
        if any(w.text not in ",(\"“‘'" for w in between if w.kind == "mark"):  # a possessive: "Okoth's son, known as Baba"
            return False
        return all(w.kind == "lower" and (w.low in known.alias_words or w.low in known.title_heads) for w in plain)

    def fitting(self, parts: Sequence[str]) -> list[Cluster]:
        """The people that a short form fits, best fit only; empty where it fits none."""
        ranked = [(cluster.rank(parts), cluster) for cluster in self._sharing(parts)]
        best = max((rank for rank, _ in ranked), default=0)
        return [cluster for rank, cluster in ranked if rank == best and best]

    def add_short(self, words: Sequence[Word], span: Span) -> None:
        """Takes in a short form, in text order: to the person it fits, named most recently before it; else a person of its own."""
        name = Name.of(words[span[0] : span[1]], self._lexicons)
        gender = self.gender_at(words, span[0])
        while self._passed < len(self._full) and self._full[self._passed][0] < span:
            full, named = self._full[self._passed]
            named.latest = full[0]
            self._passed += 1
        fitting = self.fitting(name.core)
        if gender:
            known = [c for c in fitting if (c.gender or c.likely_gender) == gender]
            fitting = known or [c for c in fitting if not c.gender]
        if fitting:
            chosen = max(fitting, key=lambda c: (c.latest, -c.spans[0][0]))
            chosen.spans.append(span)
            chosen.latest = span[0]
            return
        cluster = Cluster([name], [span], gender, latest=span[0])
        self.clusters.append(cluster)
        for part in name.core:
            self._by_part[skeleton(part)].append(cluster)
