"""Learning a conditional log-linear model: for the scripts that make the tables of weights. Needs numpy."""

from collections.abc import Callable, Sequence

import numpy as np

Choice = tuple[Sequence[Sequence[str]], Sequence[bool]]
"""A choice to learn from: the features of each option, and which options are right."""


def learn(choices: Sequence[Choice], penalty: Callable[[str], float], rounds: int) -> dict[str, float]:
    """The weights that make the right options likely: gradient steps with momentum on the whole set (Adam).

    A feature is known that stands in two choices at least; `penalty` is the weight of the square of its weight (a Gaussian prior).
    """
    seen: dict[str, int] = {}
    for options, _ in choices:
        for feature in {f for features in options for f in features}:
            seen[feature] = seen.get(feature, 0) + 1
    names = sorted(name for name, times in seen.items() if times >= 2)
    number = {name: i for i, name in enumerate(names)}
    columns, rows, firsts, right = [], [], [], []
    for options, correct_ones in choices:
        firsts.append(len(right))
        for features, ok in zip(options, correct_ones, strict=True):
            known = [number[f] for f in features if f in number]
            columns += known
            rows += [len(right)] * len(known)
            right.append(float(ok))
    column, row, first, correct = np.array(columns), np.array(rows), np.array(firsts), np.array(right)
    owner = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(correct))))
    prior = np.array([penalty(name) for name in names])
    weights, slope, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, rounds + 1):
        scores = np.bincount(row, weights=weights[column], minlength=len(correct))
        powers = np.exp(scores - np.maximum.reduceat(scores, first)[owner])
        likely = powers / np.add.reduceat(powers, first)[owner]
        wanted = powers * correct
        wanted /= np.maximum(np.add.reduceat(wanted, first)[owner], 1e-300)
        gradient = np.bincount(column, weights=(likely - wanted)[row], minlength=len(names)) + prior * weights
        slope = 0.9 * slope + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights -= 0.05 * (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {name: float(weight) for name, weight in zip(names, weights, strict=True)}
