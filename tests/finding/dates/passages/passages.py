#!/usr/bin/env python3
"""The passages with marked dates in `develop.txt` and `held_out.txt`, as gold.

    python passages.py develop.txt > develop.jsonl

prints them in gold format, one object a line. A passage begins with a line "## id | day of publication"; an expression is marked
"{text|TYPE value modifier}", values that are right as well behind a comma, a "?" before the type where it may be left out. A mark
that cannot be read raises a ValueError that quotes it.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

MARK = re.compile(r"\{([^{}]*)\}")
INSIDE = re.compile(r"([^|]+)\|(\??)(DATE|TIME|DURATION|SET) (\S+)(?: (\w+))?")


def read_passages(path: Path) -> list[dict[str, Any]]:
    """The passages of a file as gold objects, in file order."""
    blocks = re.split(r"^## (\S+) \| (\S+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [gold(*blocks[at : at + 3]) for at in range(0, len(blocks), 3)]


def gold(identity: str, published: str, marked: str) -> dict[str, Any]:
    """One passage in gold format: the text without its marks, and a date for every mark, offsets in code points."""
    text, last, dates = "", 0, []
    marked = marked.strip()
    for mark in MARK.finditer(marked):
        inside = INSIDE.fullmatch(mark[1])
        if inside is None:
            raise ValueError(f"{identity}: {mark[0]}")
        text += marked[last : mark.start()]
        shown, optional, kind, values, modifier = inside.groups()
        date = {
            "text": shown,
            "start": len(text),
            "end": len(text) + len(shown),
            "type": kind,
            "value": values.split(","),
            "modifier": modifier,
        }
        dates.append(date | ({"optional": True} if optional else {}))
        text += shown
        last = mark.end()
    return {"id": identity, "published": published, "text": text + marked[last:], "dates": dates}


if __name__ == "__main__":
    for passage in read_passages(Path(sys.argv[1])):
        print(json.dumps(passage, ensure_ascii=False))
