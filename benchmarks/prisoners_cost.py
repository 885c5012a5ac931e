#!/usr/bin/env python3
"""What the finder of prisoner counts costs per 1,000 words, beside the named entity recogniser on the same text in the same run.

    python benchmarks/prisoners_cost.py [--runs 5] [FILE.jsonl ...]

FILES hold one object with "text" a line (default: the passages on which the finder is developed, which are as full of prisoner
counts as text can be, and `../shared/data/dates_meantime.jsonl`, ordinary news, where it is there). Each run times the components
one after the other; the figure is the median, its spread stands beside it.
"""

import argparse
import json
import runpy
import statistics
import time
from pathlib import Path

from spacy.tokens import Doc

from extract.finding.pipeline import load_pipeline

ROOT = Path(__file__).resolve().parent.parent
PASSAGES = ROOT / "tests/finding/prisoners/passages"
DEFAULT = (PASSAGES / "develop.txt", ROOT.parent / "shared/data/dates_meantime.jsonl")
TIMED = ("ner", "prisoner_counts")


def read_texts(path: Path) -> list[str]:
    """The texts of a file of JSON Lines, or of passages in our markup (`.txt`)."""
    if path.suffix == ".txt":
        return [passage["text"] for passage in runpy.run_path(str(PASSAGES / "passages.py"))["read_passages"](path)]
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Times the components and prints what they cost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*", default=[path for path in DEFAULT if path.exists()])
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    nlp = load_pipeline()
    for path in args.files:
        texts = read_texts(path)
        taken: dict[str, list[float]] = {name: [] for name in TIMED}
        words = 0
        for _ in range(args.runs):
            docs: list[Doc] = [nlp.make_doc(text) for text in texts]
            words = sum(not token.is_space and not token.is_punct for doc in docs for token in doc)
            for name, component in nlp.pipeline:
                start = time.perf_counter()
                docs = list(component.pipe(docs, batch_size=16)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
                if name in taken:
                    taken[name].append(time.perf_counter() - start)
        medians = {name: statistics.median(times) / words * 1e6 for name, times in taken.items()}
        print(f"{path.name}: {len(texts)} texts, {words:,} words")
        for name, times in taken.items():
            low, high = min(times) / words * 1e6, max(times) / words * 1e6
            print(f"  {name}: {medians[name]:.1f} ms per 1,000 words ({low:.1f} to {high:.1f})")
        print(f"  prisoner_counts takes {medians['prisoner_counts'] / medians['ner']:.2f} of the time of ner")


if __name__ == "__main__":
    main()
