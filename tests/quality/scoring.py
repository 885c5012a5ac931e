"""Extracted records against gold: precision, recall and F1 for each kind of find.

Gold holds a list wherever several answers are right; `"optional": true` marks an entry that may be given or left out; what
gold does not state is not scored. People and places are paired by name, dates and counts by overlapping spans. A date or
count is `whole` where its value, modifier, status and certainty are right as well.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Entry = Mapping[str, Any]
WHOLE = ("value", "modifier", "status", "certainty")
FIELDS = {
    "people": (),
    "places": ("country", "kind"),
    "dates": ("type", "value", "modifier"),
    "prisoner_counts": ("value", "modifier", "group", "status", "certainty", "place", "date", "attributed_to"),
}


@dataclass
class Figures:
    """What was found right, wrong and not at all, and for each field how often it was right."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    whole: int = 0
    fields: dict[str, list[bool]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return self._share(self.right)

    @property
    def whole_f1(self) -> float:
        return self._share(self.whole)

    def _share(self, good: int) -> float:
        everything = 2 * self.right + self.wrong + self.missed
        return 2 * good / everything if everything else 1.0

    def named(self) -> dict[str, float]:
        """The figures that a gate can pin, by name."""
        shares = {name: sum(values) / len(values) for name, values in self.fields.items() if values}
        return {"f1": self.f1, "whole_f1": self.whole_f1, **shares}


def score(gold: Sequence[Entry], records: Mapping[str, Entry]) -> dict[str, Figures]:
    """The figures of each kind; `records` are the extracted records by id."""
    figures = {kind: Figures() for kind in FIELDS}
    for article in gold:
        record = records.get(article["id"], {})
        for kind, result in figures.items():
            if kind in article:
                by_name = kind in ("people", "places")
                _score_article(article["id"], article[kind], record.get(kind, []), result, FIELDS[kind], _named if by_name else _overlap)
    return figures


def _score_article(
    name: str,
    gold: Sequence[Entry],
    found: Sequence[Entry],
    figures: Figures,
    fields: Sequence[str],
    likeness: Callable[[Entry, Entry], int],
) -> None:
    pairs = dict(_pairs(gold, found, likeness))
    for index, entry in enumerate(gold):
        if entry.get("optional"):
            continue
        if index not in pairs:
            figures.missed += 1
            figures.errors.append(f"{name}: missed {entry.get('text') or entry.get('name')!r}")
            continue
        match = found[pairs[index]]
        figures.right += 1
        figures.whole += all(_accepted(entry[key], match.get(key)) for key in WHOLE if key in entry)
        for key in fields:
            if key in entry:
                good = _accepted(entry[key], match.get(key))
                figures.fields.setdefault(key, []).append(good)
                if not good:
                    figures.errors.append(
                        f"{name}: {match.get('text') or match.get('name')!r} {key} {match.get(key)!r}, not {entry[key]!r}"
                    )
    paired = set(pairs.values())
    for index, entry in enumerate(found):
        tolerated = any(g.get("optional") and likeness(g, entry) > 0 for g in gold)
        if index not in paired and not tolerated:
            figures.wrong += 1
            figures.errors.append(f"{name}: wrong {entry.get('text') or entry.get('name')!r}")


def _pairs(gold: Sequence[Entry], found: Sequence[Entry], likeness: Callable[[Entry, Entry], int]) -> Iterator[tuple[int, int]]:
    """Gold and found entries one to one, the likest first."""
    candidates = [(likeness(g, f), -abs(i - j), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for likely, _, i, j in sorted(candidates, reverse=True):
        if likely > 0 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            yield i, j


def _named(gold: Entry, found: Entry) -> int:
    return int(_accepted(gold["name"], found.get("name")))


def _overlap(gold: Entry, found: Entry) -> int:
    return min(gold["end"], found["end"]) - max(gold["start"], found["start"])


def _accepted(answers: Any, value: Any) -> bool:
    return _folded(value) in {_folded(answer) for answer in (answers if isinstance(answers, list) else [answers])}


def _folded(value: Any) -> str | None:
    """A name without accents, case, leading article and possessive, so that spelling alone decides nothing."""
    if value is None:
        return None
    plain = "".join(c for c in unicodedata.normalize("NFKD", str(value).replace("’", "'")) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split()).removesuffix("'s").strip(" .,'\"").removeprefix("the ")
