"""The quality gate: scores the extractor and fails when a pinned figure falls.

    python tests/quality/gate.py            the pinned sets, one line a figure
    python tests/quality/gate.py --errors   and every miss, false find and wrong field
    python tests/quality/gate.py --pin      writes the figures of this run as the new pins

Sets are named in pins.toml beside this file; one whose file is not there (../shared outside the project) is left out, and
said so.
"""

import argparse
import json
import runpy
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from scoring import Figures, score

from extract import Article, Extractor
from extract.reading.sources import read_sources

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PINS = HERE / "pins.toml"
TOLERANCE = 0.0005
"""Pins are written with three digits."""


def articles(path: Path) -> list[tuple[dict[str, Any], Article]]:
    """The gold entries of a file, each with its article: the bare text that it holds, or the file that it names, as `extract` reads it.

    A `.txt` file holds passages in the markup that the `passages.py` beside it reads.
    """
    if path.suffix == ".txt":
        rows = runpy.run_path(str(path.parent / "passages.py"))["read_passages"](path)
    else:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(row, replace(article_of(row, path.parent), id=row["id"])) for row in rows]


def article_of(row: dict[str, Any], folder: Path) -> Article:
    """The article that a gold entry describes; one that fails to be read ends the gate."""
    if "text" in row:
        days = [day for day in [row.get("published")] for day in (day if isinstance(day, list) else [day]) if day and len(day) == 10]
        return Article(row["text"], published=days[0] if days else None)
    read = next(iter(read_sources([str(folder / row["file"])])))
    if not isinstance(read, Article):
        raise read
    return read


def figures_of(path: Path, extractor: Extractor) -> dict[str, Figures]:
    """The figures of the extractor on a gold file, by kind."""
    gold = articles(path)
    records = {record.id or "": record.to_dict() for record in extractor.pipe(article for _, article in gold)}
    return score([row for row, _ in gold], records)


def main() -> int:
    parser = argparse.ArgumentParser(description="Score the extractor; fail when a pinned figure falls.")
    parser.add_argument("--errors", action="store_true", help="list every miss, false find and wrong field")
    parser.add_argument("--pin", action="store_true", help="write the figures of this run as the new pins")
    options = parser.parse_args()
    pins = tomllib.loads(PINS.read_text(encoding="utf-8"))
    extractor = Extractor()
    fallen = []
    for name, pinned in pins.items():
        path = ROOT / pinned["gold"]
        if not path.is_file():
            print(f"{name}: left out, {path} is not there")
            continue
        results = figures_of(path, extractor)
        for kind, least in pinned["least"].items():
            figures = results[kind].named()
            print(f"{name:10} {kind:16}" + "".join(f" {key} {value:.3f}" for key, value in figures.items()))
            fallen += [
                f"{name} {kind} {key} {figures[key]:.3f}, pinned {value}"
                for key, value in least.items()
                if figures[key] < value - TOLERANCE
            ]
            least.update({key: round(figures[key], 3) for key in least})
            if options.errors:
                print("".join(f"    {error}\n" for error in results[kind].errors), end="")
    if options.pin:
        PINS.write_text("".join(as_toml(name, pinned) for name, pinned in pins.items()), encoding="utf-8")
        return 0
    for line in fallen:
        print(f"fallen: {line}", file=sys.stderr)
    return 1 if fallen else 0


def as_toml(name: str, pinned: dict[str, Any]) -> str:
    kinds = "".join(
        f"{kind} = {{ {', '.join(f'{key} = {value}' for key, value in least.items())} }}\n" for kind, least in pinned["least"].items()
    )
    return f'[{name}]\ngold = "{pinned["gold"]}"\n[{name}.least]\n{kinds}\n'


if __name__ == "__main__":
    sys.exit(main())
