#!/usr/bin/env python3
"""Averages recognisers' weights: python models/en/names/train/average.py OUT FOLDER FOLDER [...]

The mean of runs with different seeds reads new text a little better than any one of them, at the cost of one.
"""

import sys

from train_names import load_base


def main() -> None:
    """Writes the mean of the weights in the folders to OUT."""
    out, *folders = sys.argv[1:]
    mean = load_base().get_pipe("ner")
    total: list[dict[str, object]] = []
    for folder in folders:
        pipe = load_base().get_pipe("ner").from_disk(folder, exclude=["vocab"])
        nodes = [{name: node.get_param(name) / len(folders) for name in node.param_names} for node in pipe.model.walk()]
        total = [{name: node[name] + more[name] for name in node} for node, more in zip(total, nodes, strict=True)] if total else nodes
    for node, values in zip(mean.model.walk(), total, strict=True):
        for name, value in values.items():
            node.set_param(name, value)
    mean.to_disk(out, exclude=["vocab"])


if __name__ == "__main__":
    main()
