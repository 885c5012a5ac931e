#!/usr/bin/env python3
"""The rate on a Dask cluster on this machine.

    python benchmarks/cluster.py [--articles 2000] [--workers 2]

starts a scheduler and worker processes on loopback, runs the installed `extract --dask` over articles as in `batch.py` twice (the workers
load their model in the first run), and prints the rate of the second.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from batch import EXTRACT, articles

DASK = [sys.executable, "-m", "dask"]


def main() -> None:
    """Prints the rate."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    processes: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        words = 0
        with (folder / "in.jsonl").open("w", encoding="utf-8") as file:
            for article in articles(args.articles):
                words += len(article["text"].split())
                file.write(json.dumps(article) + "\n")
        try:
            options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", "scheduler.json"]
            processes.append(subprocess.Popen([*DASK, "scheduler", *options], **quiet))
            while not (folder / "scheduler.json").exists() or not (folder / "scheduler.json").read_text().strip().endswith("}"):
                time.sleep(0.1)
            address = json.loads((folder / "scheduler.json").read_text())["address"]
            for _ in range(args.workers):
                processes.append(subprocess.Popen([*DASK, "worker", address, "--nthreads", "1", "--no-dashboard"], **quiet))
            for turn in range(2):
                began = time.perf_counter()
                subprocess.run([EXTRACT, "in.jsonl", "--dask", address, "-o", f"out{turn}"], cwd=folder, check=True)
                seconds = time.perf_counter() - began
            rate = f"{words / seconds:,.0f} a second, the client's start included"
            print(f"{words:,} words in {seconds:.0f} s with {args.workers} workers: {rate}")
        finally:
            for process in processes:
                process.terminate()


if __name__ == "__main__":
    main()
