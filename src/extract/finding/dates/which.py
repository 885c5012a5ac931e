"""Which one is meant: the latest Friday or the next, this March or that of the story?

A bare weekday, a day or month without its year, a season or a feast may be the latest one before the day of publication ("past"), the next
one ("future"), or the one that a story of other days runs on to ("story"). A log-linear model weighs them by the words around the
expression and by how far off each is; its weights are in `models/en/dates/which.tsv`, learned by `models/en/dates/build/train_which.py`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from extract.data import kept, model_file, read_table
from extract.errors import DataError
from extract.finding.dates.lexing import TENSE, Lattice

Label = Literal["past", "future", "story"]
LEFT, RIGHT = 12, 7
"""So many tokens before and after the expression are asked what they say; those of its own sentence only."""
TELLING = 0.3
"""A word that adds less than this to the score of what was chosen is no cue."""
_BREAKS = frozenset(', ; : — – ( ) " “ ” and but that which who when while where after before as because if although'.split())
"""What may begin another clause."""
_PASSIVE = frozenset({"be", "being", "get"})
"""What makes no past of a participle behind it: "to be freed"."""
_FAR = (0, 1, 2, 3, 4, 5, 6, 7, 14, 30, 60, 120, 200, 300)
"""Upper ends of the classes of distance, in days."""


@dataclass(frozen=True, slots=True)
class Story:
    """The last date apart from publication that the text has spoken of: its first day, how it was told, and how many sentences back."""

    day: date
    told: str
    back: int


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that may mean several days: its offsets in the text, its features, those of words with their tokens."""

    start: int
    end: int
    features: tuple[str, ...]
    words: tuple[tuple[str, int], ...]


class Chooser:
    """Chooses by the weights of `which.tsv`. Raises `DataError` where the table is malformed."""

    def __init__(self, folder: Path | None = None) -> None:
        path = (folder or model_file("dates")) / "which.tsv"
        self._weights = kept().get(path, "weights", lambda: _read_weights(path))

    def choose(
        self, expression: Expression, options: Mapping[Label, date], features: Mapping[Label, Sequence[str]]
    ) -> tuple[Label, list[int]]:
        """The likeliest of `options`, and the tokens that spoke most for it, at most two.

        `features` are those of each option beside those of the expression.
        """
        words = [name for name, _ in expression.words]
        scores: dict[Label, float] = {}
        said: dict[Label, list[float]] = {}
        for label in options:
            weights = self._weights[label]
            said[label] = [weights.get(word, 0.0) for word in words]
            other = sum(weights.get(feature, 0.0) for feature in (*expression.features, *features[label]))
            scores[label] = sum(said[label]) + other
        best = max(options, key=scores.__getitem__)
        spoke: dict[int, float] = {}
        for at, (_, token) in enumerate(expression.words):
            against = max((said[label][at] for label in options if label != best), default=0.0)
            spoke[token] = spoke.get(token, 0.0) + said[best][at] - against
        return best, sorted(token for token in sorted(spoke, key=lambda token: -spoke[token])[:2] if spoke[token] > TELLING)


def _read_weights(path: Path) -> dict[Label, dict[str, float]]:
    weights: dict[Label, dict[str, float]] = {"past": {}, "future": {}, "story": {}}
    for row, weight in read_table(path, 2):
        label, _, feature = row.partition(" ")
        if label not in weights:
            raise DataError(path, 0, f"{label!r} is none of {', '.join(weights)}")
        weights[label][feature] = float(weight)
    return weights


def describe(lattice: Lattice, start: int, end: int, bounds: tuple[int, int]) -> Expression:
    """The features of the expression of the tokens from `start` up to `end` in a sentence of the tokens `bounds`."""
    tokens = lattice.tokens
    first, last = bounds
    left = list(_side(lattice, range(start - 1, max(first, start - LEFT) - 1, -1), "L"))
    right = list(_side(lattice, range(end, min(last, end + RIGHT)), "R"))
    features = ["bias"]
    before = _word(tokens[start - 1].lower) if start > first else "^"
    earlier = _word(tokens[start - 2].lower) if start - 1 > first else "^"
    features += [f"before={before}", f"before={earlier} {before}", f"after={_word(tokens[end].lower) if end < last else '$'}"]
    for side, words in (("L", left), ("R", right)):
        told = (name.partition("=")[2] for name, _ in words if "~tense=" in name)
        nearest = next((tense for tense in told if tense != "participle"), "none")
        features.append(f"nearest {side}={nearest}")
    features.append(f"nearest={features[-2]} {features[-1]}")
    features.append(f"before={before} {features[-1]}")
    return Expression(tokens[start].start, tokens[end - 1].end, tuple(features), (*left, *right))


def _side(lattice: Lattice, indices: Iterable[int], side: str) -> Iterator[tuple[str, int]]:
    """The features of the words on one side, from the expression outwards, with the number of breaks between them and it."""
    breaks = 0
    for index in indices:
        word = _word(lattice.tokens[index].lower)
        if word in _BREAKS:
            breaks += breaks < 2
        yield f"{side}{breaks}:{word}", index
        yield f"{side}:{word}", index
        if tense := next((edge.value for edge in lattice.begins[index] if edge.name == TENSE), None):
            passive = tense == "past" and index > 0 and lattice.tokens[index - 1].lower in _PASSIVE
            yield f"{side}{breaks}~tense={'participle' if passive else tense}", index


def _word(lower: str) -> str:
    """A token as it stands in a feature: numbers are alike, and so are marks that a table cannot hold."""
    return "0" if lower[0].isdigit() else lower if lower.isprintable() and lower[0] != "#" else "|"


def distances(kind: str, here: date, options: Mapping[Label, date], story: Story | None) -> dict[Label, tuple[str, ...]]:
    """What of each option depends on the calendar: the kind of expression, how far off the options lie, and the story."""
    off = {label: _far(abs((day - here).days)) for label, day in options.items()}
    back, ahead = off.get("past", "-"), off.get("future", "-")
    shared = [kind, f"{kind} back={back}"]
    if kind != "weekday":  # the two always make a week
        shared += [f"{kind} ahead={ahead}", f"{kind} back={back} ahead={ahead}"]
    if story is not None and "story" in options:
        years = min(3, abs(story.day.year - here.year))
        shared += [
            f"story back={story.back}",
            f"story told={story.told}",
            f"story {kind} back={story.back} told={story.told} years={years}",
        ]
    return {label: tuple(shared) for label in options}


def _far(days: int) -> str:
    return str(next((limit for limit in _FAR if days <= limit), "more"))
