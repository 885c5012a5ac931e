#!/usr/bin/env python3
"""Learns `models/en/dates/which.tsv` from annotated lines and passages of our own.

    python models/en/dates/build/train_which.py [--folds 5]

The lines are `tests/finding/dates/which/develop.tsv` and `plain.tsv` (day of publication, tab, text in which bare weekdays, months … are
marked "{Friday|P}" for the latest, F for the next one, N for one to learn nothing from), the passages
`tests/finding/dates/passages/develop.txt`; the examples of the rules are learned from too. A log-linear model: of the days that an
expression may mean, those that the annotation accepts are made likely. Deterministic. With --folds it writes nothing and prints how
often what was not learned from is chosen right.
"""

import argparse
import re
import runpy
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extract.data import model_file
from extract.finding.dates.calendar import Days, covered
from extract.finding.dates.finder import DateFinder
from extract.finding.dates.which import Chooser, Expression, Label

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT / "models/build"))
from log_linear import learn  # noqa: E402

LINES = ROOT / "tests/finding/dates/which/develop.tsv"
PLAIN = ROOT / "tests/finding/dates/which/plain.tsv"
PASSAGES = ROOT / "tests/finding/dates/passages/develop.txt"
MARK = re.compile(r"\{([^{}|]+)\|([PFN])\}")
PENALTY = 2.0
"""The weight of the squared weights (a Gaussian prior): chosen by --folds."""
ROUNDS = 300
EXAMPLES = 2
"""How often the examples of the rules are repeated: they must come out right."""
LEAST = 0.03
"""Weights nearer to 0 are left out of the file."""


@dataclass(frozen=True)
class Text:
    """A text to learn from: for each marked stretch the days, or the label, that are right."""

    text: str
    published: str
    right: Sequence[tuple[int, int, str | list[Days]]]


@dataclass
class Instance:
    """One choice: the features of each option, which options are right, and which one was chosen."""

    features: list[list[str]]
    right: list[bool]
    chosen: int


class Watcher(Chooser):
    """A chooser that notes what it chooses among, chooses what is right where it is told, and else by its weights."""

    def __init__(self, weights: Mapping[str, float] | None) -> None:
        self._weights = {"past": {}, "future": {}, "story": {}}
        for name, weight in (weights or {}).items():
            label, _, feature = name.partition(" ")
            self._weights[label][feature] = weight  # type: ignore[index]
        self.follows = weights is None
        self.right: Sequence[tuple[int, int, str | list[Days]]] = ()
        self.instances: list[Instance] = []

    def choose(
        self, expression: Expression, options: Mapping[Label, date], features: Mapping[Label, Sequence[str]]
    ) -> tuple[Label, list[int]]:
        best, cues = super().choose(expression, options, features)
        gold = next((g for g in self.right if g[0] < expression.end and expression.start < g[1]), None)
        if gold is None:
            return best, cues
        labels = list(options)
        right = [is_right(label, options[label], gold[2]) for label in labels]
        if any(right):
            shared = [*expression.features, *(name for name, _ in expression.words)]
            rows = [[f"{label} {f}" for f in (*shared, *features[label])] for label in labels]
            self.instances.append(Instance(rows, right, labels.index(best)))
            if self.follows:
                best = labels[right.index(True)]
        return best, cues


def is_right(label: Label, day: date, gold: str | list[Days]) -> bool:
    """Whether an option is what the annotation says: its label, or a day within the days that it covers."""
    if isinstance(gold, str):
        return label == {"P": "past", "F": "future"}.get(gold)
    return any(first <= day <= last for first, last in gold)


def read_lines(path: Path) -> list[Text]:
    """The lines of a file of marked lines."""
    texts = []
    for line in path.read_text(encoding="utf-8").splitlines():
        published, _, marked = line.partition("\t")
        text, right, at = "", [], 0
        for mark in MARK.finditer(marked):
            text += marked[at : mark.start()]
            right.append((len(text), len(text) + len(mark[1]), mark[2]))
            text += mark[1]
            at = mark.end()
        texts.append(Text(text + marked[at:], published, right))
    return texts


def read_passages(path: Path) -> list[Text]:
    """The passages of a file; an expression of known days is right where it was chosen to lie in them."""
    texts = []
    for row in runpy.run_path(str(path.parent / "passages.py"))["read_passages"](path):
        right = [(d["start"], d["end"], [days for value in d["value"] if (days := covered(value))]) for d in row["dates"]]
        texts.append(Text(row["text"], row["published"], [r for r in right if r[2]]))
    return texts


def read_examples() -> list[Text]:
    """The examples of the rules, which are read as published on one day."""
    markup = runpy.run_path(str(ROOT / "tests/finding/dates/markup.py"))
    texts = []
    for rule in DateFinder(chooser=Watcher({})).book.rules.values():
        for example in rule.examples:
            text, marks = markup["parse"](example)
            right = [(start, end, [days]) for start, end, _, value, _ in marks if (days := covered(value))]
            texts.append(Text(text, markup["PUBLISHED"], right))
    return texts * EXAMPLES


def instances(texts: Iterable[Text], weights: Mapping[str, float] | None) -> list[Instance]:
    """What there is to choose in the texts, behind a history that `weights` chose, or the annotation where there are none."""
    watcher = Watcher(weights)
    finder = DateFinder(chooser=watcher)
    for text in texts:
        watcher.right = text.right
        finder.find(text.text, text.published)
    return watcher.instances


def learned(found: Sequence[Instance], penalty: float) -> dict[str, float]:
    """The weights that make the right options likely."""
    return learn([(instance.features, instance.right) for instance in found], lambda _: penalty, ROUNDS)


def train(texts: Sequence[Text], penalty: float) -> dict[str, float]:
    """The weights that the texts teach: first behind the annotated history, then behind what the weights themselves choose."""
    weights = learned(instances(texts, None), penalty)
    return learned(instances(texts, weights), penalty)


def share_right(found: Sequence[Instance]) -> str:
    """How often an option that is right was chosen."""
    right = sum(instance.right[instance.chosen] for instance in found)
    return f"{right / len(found):.3f} of {len(found)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--penalty", type=float, default=PENALTY)
    args = parser.parse_args()
    lines, passages = read_lines(LINES), read_passages(PASSAGES)
    examples = [*read_examples(), *read_lines(PLAIN)]
    if args.folds:
        of_lines, of_passages = [], []
        for fold in range(args.folds):
            kept = [t for ts in (lines, passages) for i, t in enumerate(ts) if i % args.folds != fold]
            weights = train([*kept, *examples], args.penalty)
            of_lines += instances(lines[fold :: args.folds], weights)
            of_passages += instances(passages[fold :: args.folds], weights)
        print(f"chosen right: lines {share_right(of_lines)}, passages {share_right(of_passages)}")
        return
    weights = train([*lines, *passages, *examples], args.penalty)
    head = "# What speaks for the latest, the next, or the story's such day: feature, weight. Learned by build/train_which.py.\n"
    rows = [f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= LEAST]
    (model_file("dates") / "which.tsv").write_text(head + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} weights; chosen right where learned: {share_right(instances([*lines, *passages], weights))}")


if __name__ == "__main__":
    main()
