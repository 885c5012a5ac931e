"""The weights of the features by which the finder chooses how to read a number: a table that was learned from passages of our own."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from math import exp
from pathlib import Path

from extract.data import kept, model_file, read_table
from extract.finding.prisoners.ways import Option, word_features
from extract.records import Status

THRESHOLD = 0.5
"""A number counts prisoners where it is at least so likely that it does."""


def read_weights(folder: Path | None = None) -> dict[str, float]:
    """The table `weights.tsv`: feature, weight. A feature that it has not counts nothing."""
    path = (folder or model_file("prisoners")) / "weights.tsv"
    return kept().get(path, "weights", lambda: {feature: float(weight) for feature, weight in read_table(path, 2)})


def choose(options: Sequence[Option], weights: Mapping[str, float]) -> Option:
    """The option to take: none, or the likeliest of those with the likeliest status; the first of equals.

    An option is the likelier the greater the sum of the weights of its features is (a log-linear model); a status is as
    likely as all its options together, since several often say the same.
    """
    by_words: dict[Status | None, float] = {}
    for option in options:  # the words nearby say the same of all options with one status
        if option.status not in by_words:
            by_words[option.status] = _score(word_features(option.status, option.nearby), weights)
    scores = [by_words[option.status] + _score(option.features, weights) for option in options]
    highest = max(scores)
    likely = [exp(score - highest) for score in scores]
    statuses: dict[Status, float] = {}
    for option, weight in zip(options, likely, strict=True):
        if option.status is not None:
            statuses[option.status] = statuses.get(option.status, 0.0) + weight
    if sum(statuses.values()) < THRESHOLD * sum(likely):
        return options[0]  # "none" comes first where it is one of them
    status = max(statuses, key=statuses.__getitem__)
    return options[max((i for i, o in enumerate(options) if o.status == status), key=lambda i: likely[i])]


def _score(features: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(map(weights.get, features, repeat(0.0)))
