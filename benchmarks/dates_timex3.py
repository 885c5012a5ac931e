#!/usr/bin/env python3
"""How well and how fast the dates finder reads news whose dates were annotated with TIMEX3.

    python benchmarks/dates_timex3.py [--errors] [--runs 5] [FILE.jsonl|FILE.txt ...]

FILES hold passages in our markup or objects with "text", "published" and "dates" a line (default: the passages held out, and
`../shared/data/dates_meantime.jsonl` where it is there). Prints relaxed precision, recall and F1 (spans that overlap), strict F1 (the
same span), the share of matched expressions with the right type and value, and value F1; then words a second of the finder alone,
beside spaCy's tokenizer and named entity recogniser in the same run.
"""

import argparse
import json
import runpy
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extract.finding.dates import DateFinder
from extract.finding.pipeline import load_pipeline

ROOT = Path(__file__).resolve().parent.parent
PASSAGES = ROOT / "tests/finding/dates/passages"
DEFAULT = (PASSAGES / "held_out.txt", ROOT.parent / "shared/data/dates_meantime.jsonl")
sys.path.insert(0, str(ROOT / "tests/quality"))
from scoring import score  # noqa: E402  (the gate's scorer, which the tests hold to the shared one)


def read(path: Path) -> list[dict[str, Any]]:
    """The annotated articles of a file."""
    if path.suffix == ".txt":
        rows: list[dict[str, Any]] = runpy.run_path(str(PASSAGES / "passages.py"))["read_passages"](path)
        return rows
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def words_a_second(work: Callable[[], object], words: int, runs: int) -> str:
    """The median and range of `runs` runs."""
    rates = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        rates.append(words / (time.perf_counter() - start))
    return f"{statistics.median(rates):,.0f} words a second ({min(rates):,.0f} to {max(rates):,.0f})"


def main() -> None:
    """Scores and times the finder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*", default=[path for path in DEFAULT if path.exists()])
    parser.add_argument("--errors", action="store_true", help="list every miss, false find and wrong field")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    finder = DateFinder()
    texts: list[tuple[str, str | None]] = []
    for path in args.files:
        rows = read(path)
        texts += [(row["text"], row.get("published")) for row in rows]
        found = {row["id"]: [asdict(date) for date in finder.find(row["text"], row.get("published"))] for row in rows}
        figures = score(rows, {identity: {"dates": dates} for identity, dates in found.items()})["dates"]
        same = {(row["id"], d["start"], d["end"]) for row in rows for d in row["dates"] if not d.get("optional")}
        strict = sum((identity, d["start"], d["end"]) in same for identity, dates in found.items() for d in dates)
        total = 2 * figures.right + figures.wrong + figures.missed
        named = figures.named()
        precision, recall = figures.right / (figures.right + figures.wrong), figures.right / (figures.right + figures.missed)
        print(f"{path.name}: {len(rows)} articles, {figures.right + figures.missed} expressions")
        print(f"  relaxed P {precision:.3f} R {recall:.3f} F1 {figures.f1:.3f}  strict F1 {2 * strict / total:.3f}")
        print(f"  type {named['type']:.3f}  value {named['value']:.3f} of matched  value F1 {figures.f1 * named['value']:.3f}")
        if args.errors:
            print("".join(f"    {error}\n" for error in figures.errors), end="")
    words = sum(len(text.split()) for text, _ in texts)
    pipeline = load_pipeline()
    recogniser = pipeline.get_pipe("ner")

    def recognise() -> None:
        for text, _ in texts:
            recogniser(pipeline.make_doc(text))

    print(f"dates finder: {words_a_second(lambda: [finder.find(*text) for text in texts], words, args.runs)}")
    print(f"spaCy's tokenizer and recogniser: {words_a_second(recognise, words, args.runs)}")


if __name__ == "__main__":
    main()
