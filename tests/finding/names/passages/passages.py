#!/usr/bin/env python3
"""The news texts with marked people and places in `develop.txt` and `held_out.txt`, as gold.

    python passages.py develop.txt > develop.jsonl

prints them in gold format, one object a line, with the mentions beside it. A text begins with a line "## id | country | day of
publication"; a mention is marked "[[text|p1]]" (person 1) or "[[text|l1]]" (place 1); lines "p1 = fullest name ; title, title" end it.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

MARK = re.compile(r"\[\[([^\[\]|]+)\|([pl]\d+)\]\]")
PERSON = re.compile(r"^(p\d+) = ([^;\n]*)(?:;(.*))?$", re.MULTILINE)


def read_passages(path: Path) -> list[dict[str, Any]]:
    """The texts of a file, in file order."""
    blocks = re.split(r"^## (\S+) \| (\S+) \| (\S+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [gold(*blocks[at : at + 4]) for at in range(0, len(blocks), 4)]


def gold(identity: str, country: str, published: str, marked: str) -> dict[str, Any]:
    """One text: without its marks, with `people` and `places` in gold format and every mention as (start, end, "p1")."""
    names = {m[1]: m[2].strip() for m in PERSON.finditer(marked)}
    marked = PERSON.sub("", marked).strip()
    text, last, mentions = "", 0, []
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        mentions.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        last = mark.end()
    text += marked[last:]
    if missing := {m for _, _, m in mentions if m[0] == "p"} - names.keys():
        raise ValueError(f"{identity}: no name for {', '.join(sorted(missing))}")
    forms: dict[str, list[str]] = {}
    for start, end, which in mentions:
        forms.setdefault(which, []).append(text[start:end])
    return {
        "id": identity,
        "country": country,
        "published": published,
        "text": text,
        "people": [{"name": [name]} for name in names.values()],
        "places": [{"name": sorted(set(found))} for which, found in forms.items() if which[0] == "l"],
        "mentions": mentions,
    }


if __name__ == "__main__":
    for row in read_passages(Path(sys.argv[1])):
        print(json.dumps(row, ensure_ascii=False))
