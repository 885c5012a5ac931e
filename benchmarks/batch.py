#!/usr/bin/env python3
"""Many articles: is each there, in order; memory as the run goes on; words a second against bare spaCy.

    python benchmarks/batch.py [--articles 20000] [--jobs 2] [--bare]

makes articles from the samples, with other names and numbers in each, as JSON Lines, and runs the installed `extract` over them. Memory is
that of all its processes together (proportional set size, /proc), highest up to the 500th record and in the whole run. With `--bare` the
same texts go through spaCy's `nlp.pipe` with nothing but the same recogniser, in as many processes: once before and once after.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
EXTRACT = Path(sys.executable).with_name("extract")
SYLLABLES = "ka ro mi ne sha lu bo ti za dor vel har min que ab".split()


def articles(number: int) -> Iterator[dict[str, str]]:
    """So many articles: a sample's text, in which some capitalised words and all numbers are others each time."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    chance = random.Random(1)
    for i in range(number):
        text = texts[i % len(texts)]
        for name in chance.sample(sorted(set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{4,}", text))), 5):
            text = text.replace(name, "".join(chance.choices(SYLLABLES, k=3)).title())
        text = re.sub(r"\b\d{2,3}\b", lambda m: str(chance.randrange(10, 999)), text)
        yield {"id": str(i), "text": text}


def memory(process: int) -> int:
    """The megabytes that a process and those that it started hold, shared pages counted once."""
    total = 0
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if process in (parent, int(path.name)):
                total += int(re.search(r"^Pss:\s+(\d+)", (path / "smaps_rollup").read_text(), re.MULTILINE)[1])  # type: ignore[index]
        except (OSError, TypeError):
            continue
    return total // 1024


def bare(path: Path, jobs: int) -> float:
    """Words a second of spaCy's nlp.pipe with its recogniser alone, the same weights in it."""
    import spacy

    from extract.finding.model import find_model
    from extract.finding.pipeline import own_weights

    path_of_model = find_model().path
    pipes = spacy.util.load_config(path_of_model / "config.cfg")["nlp"]["pipeline"]
    nlp = spacy.load(path_of_model, exclude=[name for name in pipes if name != "ner"])
    if weights := own_weights():
        nlp.get_pipe("ner").from_disk(weights, exclude=["vocab"])
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    began = time.perf_counter()
    for _ in nlp.pipe(texts, n_process=jobs, batch_size=16):
        pass
    return sum(len(text.split()) for text in texts) / (time.perf_counter() - began)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--bare", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        words = 0
        with path.open("w", encoding="utf-8") as file:
            for article in articles(args.articles):
                words += len(article["text"].split())
                file.write(json.dumps(article) + "\n")
        rates = [bare(path, args.jobs)] if args.bare else []
        began = time.perf_counter()
        run = subprocess.Popen([EXTRACT, path, "-o", output, "-q", "--jobs", str(args.jobs)])
        early = highest = 0
        while run.poll() is None:
            time.sleep(0.5)
            highest = max(highest, memory(run.pid))
            if output.exists() and output.stat().st_size and len(output.read_bytes()[:8_000_000].splitlines()) <= 500:
                early = highest
        seconds = time.perf_counter() - began
        ids = [json.loads(line)["id"] for line in output.open(encoding="utf-8")]
        print(
            f"{len(ids):,} of {args.articles:,} records, {'in' if ids == [str(i) for i in range(args.articles)] else 'NOT in'} input order"
        )
        print(f"memory: {early} MB up to the 500th record, {highest} MB at most ({highest / max(1, early):.2f} times)")
        print(f"{words:,} words in {seconds:.0f} s with {args.jobs} processes: {words / seconds:,.0f} a second, the start included")
        if args.bare:
            rates.append(bare(path, args.jobs))
            mean = sum(rates) / len(rates)
            print(f"bare nlp.pipe: {rates[0]:,.0f} and {rates[1]:,.0f} words a second; ratio {words / seconds / mean:.2f}")


if __name__ == "__main__":
    main()
