#!/usr/bin/env python3
"""Learn `models/en/prisoners/weights.tsv` from the annotated passages in `tests/finding/prisoners/passages/`.

    python models/en/prisoners/build/train_weights.py tests/finding/prisoners/passages/develop.txt [--folds 4]

A conditional log-linear model: of the options that a number has (see `extract.finding.prisoners.ways`) the right ones are
made likely. Right is "none" for a number that the passage does not count, else every option with one of the annotated
statuses. The examples of cues.toml and certainty.toml are passages too. Deterministic: the same passages give the same file.
With --folds it writes nothing and prints how well passages are read whose like it did not learn from.
"""

import argparse
import re
import runpy
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.data import model_file
from extract.finding.dates.finder import DateFinder
from extract.finding.prisoners.finder import PrisonerCountFinder, Surroundings
from extract.finding.prisoners.groups import Candidate
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.ways import Option
from extract.finding.prisoners.weights import choose
from extract.finding.sentences.splitter import default_splitter

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "build"))
from log_linear import learn

PENALTY = 6.0
"""The weight of the squared weights (a Gaussian prior): chosen by --folds."""
ROUNDS = 400
_WORD_PENALTY = 1.5
"""How much more is asked of the words nearby than of other features."""
PASSES = 3
"""How often the options are made anew, each time behind what the weights so far would have told of the numbers before."""
EXAMPLES = 8
"""How often the examples of the rules are repeated: they must be found."""
LEAST = 0.03
"""Weights nearer to 0 are left out of the file."""
MARK = re.compile(r"\[\[(.+?)\]\]")


@dataclass
class Passage:
    text: str
    published: str | None
    counts: list[dict[str, Any]]


@dataclass
class Instance:
    """One number of one passage: its options, and which are right."""

    options: Sequence[Option]
    right: list[bool]


class Watcher(PrisonerCountFinder):
    """A finder that notes what it chooses among, and is told what is right."""

    def __init__(self, weights: dict[str, float] | None) -> None:
        super().__init__()
        self.known = weights
        self.counts: list[dict[str, Any]] = []
        self.instances: list[Instance] = []

    def _choose(self, candidate: Candidate, options: Sequence[Option]) -> Option:
        gold = next((c for c in self.counts if c["start"] < candidate.end and candidate.start < c["end"]), None)
        if gold is None:
            right = [o.status is None for o in options]
        else:
            accepted = gold.get("status") or []
            right = [o.status is not None and o.status in accepted for o in options]
            if not any(right):
                right = [o.status is not None for o in options]
        if any(right) and len(options) > 1 and not (gold and gold.get("optional")):
            self.instances.append(Instance(options, right))
        if self.known is None:
            return next((o for o, ok in zip(options, right, strict=True) if ok), options[0])
        return choose(options, self.known)


def read_passages(path: Path) -> list[Passage]:
    """The passages of a file in the markup that the `passages.py` beside it reads."""
    rows = runpy.run_path(str(path.parent / "passages.py"))["read_passages"](path)
    return [Passage(row["text"], row.get("published"), row["prisoner_counts"]) for row in rows]


def read_examples() -> list[Passage]:
    """The examples of the rules as passages; a marked count has the status of its rule."""
    passages = []
    lexicon = Lexicon()
    for cue in lexicon.cues:
        for example in cue.match:
            text, counts, last = "", [], 0
            for mark in MARK.finditer(example):
                text += example[last : mark.start()]
                counts.append({"start": len(text), "end": len(text) + len(mark[1]), "status": statuses(cue)})
                text += mark[1]
                last = mark.end()
            passages.append(Passage(text + example[last:], None, counts))
        passages += [Passage(example, None, []) for example in cue.no_match]
    return passages


def statuses(cue: Any) -> list[str]:
    return [status for status in (cue.status, cue.attributive, cue.present, cue.passive, cue.court) if status]


def instances(passages: Iterable[Passage], weights: dict[str, float] | None) -> list[Instance]:
    """The instances that the passages give behind a history made by `weights`, or by the annotation where there are none."""
    watcher, splitter, dates = Watcher(weights), default_splitter(), DateFinder()
    for passage in passages:
        watcher.counts = passage.counts
        sentences = splitter.split(passage.text)
        watcher.find(passage.text, sentences, Surroundings(dates=dates.find(passage.text, day(passage.published), sentences)))
    return watcher.instances


def day(published: Any) -> str | None:
    written = published[0] if isinstance(published, list) else published
    return written if written and len(written) == 10 else None


def learned(found: Sequence[Instance], penalty: float) -> dict[str, float]:
    """The weights that make the right options likely; more is asked of the words nearby."""

    def prior(name: str) -> float:
        return penalty * (_WORD_PENALTY if name.endswith(" <") or " > " in name else 1.0)

    return learn([([option.all_features for option in instance.options], instance.right) for instance in found], prior, ROUNDS)


def train(passages: Sequence[Passage], penalty: float) -> dict[str, float]:
    """The weights that `passages` teach."""
    weights: dict[str, float] | None = None
    for _ in range(PASSES):
        weights = learned(instances(passages, weights), penalty)
    return weights or {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("passages", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--penalty", type=float, default=PENALTY)
    args = parser.parse_args()
    passages = [passage for path in args.passages for passage in read_passages(path)]
    examples = read_examples() * EXAMPLES
    if args.folds:
        outcomes = []
        for fold in range(args.folds):
            weights = train([p for i, p in enumerate(passages) if i % args.folds != fold] + examples, args.penalty)
            outcomes += outcome(instances([p for i, p in enumerate(passages) if i % args.folds == fold], weights), weights)
        print(report(outcomes))
        return
    weights = train(passages + examples, args.penalty)
    path = model_file("prisoners") / "weights.tsv"
    head = (
        "# Weights of the features by which a number is read: feature, weight. Learned by build/train_weights.py from our own passages.\n"
    )
    rows = [f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= LEAST]
    path.write_text(head + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} weights; on what they were learned from: {report(outcome(instances(passages, weights), weights))}")


def outcome(found: Iterable[Instance], weights: dict[str, float]) -> list[tuple[bool, bool, bool]]:
    """For each number: whether it counts, whether it was taken to count, and whether an option that is right was chosen."""
    outcomes = []
    for instance in found:
        best = instance.options.index(choose(instance.options, weights))
        outcomes.append((not instance.right[0], best != 0, instance.right[best]))
    return outcomes


def report(outcomes: Sequence[tuple[bool, bool, bool]]) -> str:
    counts, taken = sum(c for c, _, _ in outcomes), sum(t for _, t, _ in outcomes)
    found, right = sum(c and t for c, t, _ in outcomes), sum(c and t and r for c, t, r in outcomes)
    whole = 2 * right / (counts + taken)
    return f"F1 {2 * found / (counts + taken):.3f}, with the status right {whole:.3f}, of {counts} counts in {len(outcomes)} numbers"


if __name__ == "__main__":
    main()
