"""Our own texts with names marked, in `texts/`, as rows like those of the openly licensed data.

A text begins with a line "## id | country | day of publication". A mention is marked "[[text|p]]": p is a person, g a country, state or
town, n another place of nature or the world, f a facility, o an organisation, x any other named thing; nationalities are not marked.
"""

import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "texts"
HELD_OUT = 5
"""Every so many-th text of a file is kept out of training."""
LABELS = {"p": "PER", "g": "GPE", "n": "LOC", "f": "FAC", "o": "ORG", "x": "MISC"}
_HEAD = re.compile(r"^## (\S+) \| [A-Z]{2} \| \d{4}-\d\d-\d\d\n", re.MULTILINE)
_MARK = re.compile(r"\[\[([^\[\]|]+)\|([pgnfox])\]\]")


def read_texts(held_out: bool) -> list[dict[str, Any]]:
    """The texts of all files that are kept out of training, or those that are not; entities as (start, end, label) in code points."""
    rows = []
    for path in sorted(FOLDER.glob("*.txt")):
        parts = _HEAD.split(path.read_text(encoding="utf-8"))[1:]
        for number, (identity, marked) in enumerate(zip(parts[::2], parts[1::2], strict=True), 1):
            if (number % HELD_OUT == 0) == held_out:
                rows.append({"id": identity, "source": "own", **_read(marked.strip())})
    return rows


def _read(marked: str) -> dict[str, Any]:
    text, last, entities = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        entities.append({"start": len(text), "end": len(text) + len(mark[1]), "label": LABELS[mark[2]]})
        text += mark[1]
        last = mark.end()
    text += marked[last:]
    if "[[" in text or "]]" in text:
        raise ValueError(f"a mark that is none: {text[:60]!r}")
    return {"text": text, "entities": entities}
