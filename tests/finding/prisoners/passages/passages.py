#!/usr/bin/env python3
"""The passages that are marked up in `develop.txt` and `held_out.txt`, as gold.

    python passages.py develop.txt > develop.jsonl

prints them in gold format, one object a line. README.md describes the markup; a passage that breaks it raises a ValueError that
quotes the mark at fault.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any, get_args

from extract.records import Certainty, CountModifier, Status

PARTS = {"develop": "dev", "held_out": "held"}
MARK = re.compile(r"\[\[([^\[\]]+)\]\]")
SIGNS = {">=": "at_least", ">": "more_than", "~": "about", "<=": "at_most", "<": "less_than", "": "exact"}
NUMBER = re.compile(r"(>=|>|~|<=|<|)(\d+)")
RANGE = re.compile(r"(\d+)-(\d+)")
VAGUE = re.compile(r"vague:(\d+)")
KEYS = {"c": "certainty", "p": "place", "d": "date", "by": "attributed_to"}


def read_passages(path: Path) -> list[dict[str, Any]]:
    """The passages of a markup file as gold objects; their ids number them in file order."""
    blocks = re.split(r"^---(.*)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [
        gold(f"{PARTS.get(path.stem, path.stem)}-{number:04}", published.strip(), marked.strip())
        for number, (published, marked) in enumerate(zip(blocks[::2], blocks[1::2], strict=True), 1)
    ]


def gold(identity: str, published: str, marked: str) -> dict[str, Any]:
    """One passage in gold format: the text without its marks, and a count for every mark, offsets in code points."""
    text, last, counts = "", 0, []
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        shown, *fields = mark[1].split("|")
        counts.append({"text": shown, "start": len(text), "end": len(text) + len(shown), **annotation(fields, mark[0])})
        text += shown
        last = mark.end()
    text += marked[last:]
    if "[[" in text or "]]" in text:
        raise ValueError(f"{identity}: a mark is not closed")
    passage = {"id": identity, "published": published, "text": text, "prisoner_counts": counts}
    return {key: value for key, value in passage.items() if value != ""}


def annotation(fields: list[str], mark: str) -> dict[str, Any]:
    """The fields of a count from the parts of its mark: number, group, status, then `c=`, `p=`, `d=`, `by=` and `opt`."""
    number, group, status, *rest = fields
    count = {**quantity(number, mark), "group": options(group), "status": options(status), "certainty": ["asserted"]}
    count |= {"place": [None], "date": [None], "attributed_to": [None]}
    for part in rest:
        key, equals, value = part.partition("=")
        if part == "opt":
            count["optional"] = True
        elif key in KEYS and equals:
            count[KEYS[key]] = options(value)
        else:
            raise ValueError(f"{part!r} in {mark}")
    if not set(count["status"]) <= {None, *get_args(Status)} or not set(count["certainty"]) <= set(get_args(Certainty)):
        raise ValueError(f"status or certainty in {mark}")
    return {key: value for key, value in count.items() if value != ["?"]}


def quantity(written: str, mark: str) -> dict[str, Any]:
    """Value, modifier, minimum and maximum of a number such as `12`, `>=12`, `12-15` or `vague:200`; `;` parts alternatives."""
    found = [single(option, mark) for option in written.split(";")]
    return {key: found[0][key] if len(found) == 1 else merged([one[key] for one in found]) for key in found[0]}


def single(written: str, mark: str) -> dict[str, Any]:
    """One reading of a number; what the words bind follows the output contract."""
    if match := NUMBER.fullmatch(written):
        modifier, value = SIGNS[match[1]], int(match[2])
        minimum = {"exact": value, "at_least": value, "more_than": value + 1}.get(modifier)
        maximum = {"exact": value, "at_most": value, "less_than": value - 1}.get(modifier)
    elif match := RANGE.fullmatch(written):
        modifier, value, minimum, maximum = "between", None, int(match[1]), int(match[2])
    elif match := VAGUE.fullmatch(written):
        modifier, value, minimum, maximum = "vague", None, int(match[1]), None
    else:
        raise ValueError(f"number {written!r} in {mark}")
    if modifier not in get_args(CountModifier):
        raise ValueError(f"modifier {modifier!r} in {mark}")
    return {"value": value, "modifier": modifier, "minimum": minimum, "maximum": maximum}


def merged(options: list[Any]) -> Any:
    """Alternatives as a list without repeats, or the value alone where they agree."""
    distinct = list(dict.fromkeys(options))
    return distinct if len(distinct) > 1 else distinct[0]


def options(written: str) -> list[str | None]:
    """The acceptable answers of a field, parted by `;`; `-` is null."""
    return [None if option.strip() == "-" else option.strip() for option in written.split(";")]


if __name__ == "__main__":
    for passage in read_passages(Path(sys.argv[1])):
        print(json.dumps(passage, ensure_ascii=False))
