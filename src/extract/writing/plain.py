"""What terminal and page share: text from articles made safe, where the finds stand in it, numbers written out."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from extract.records import KINDS

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
"""What moves the cursor, starts a sequence of the terminal, or turns the direction of writing: all but tab and line feed."""


def safe(text: str) -> str:
    """`text` with U+FFFD for each control character, so that offsets stay; tabs and line feeds stay as they are."""
    return _CONTROL.sub("\ufffd", text)


def safe_line(text: str) -> str:
    """`text` as `safe` gives it, on one line."""
    return " ".join(safe(text).split())


class Find(NamedTuple):
    """A find of a record: its number (in the order of kinds and lists), its kind, its entry, and where it stands first."""

    number: int
    kind: str
    entry: dict[str, Any]
    start: int
    end: int


def finds_of(record: dict[str, Any], before: int = 0) -> Iterator[Find]:
    """The finds of a record, as `Record.to_dict` gives it, numbered on from `before` as `extract show` and `extract explain` do."""
    number = before
    for kind in KINDS:
        for entry in record.get(kind, ()):
            number += 1
            first = entry["mentions"][0] if "mentions" in entry else entry
            yield Find(number, kind, entry, first["start"], first["end"])


def spans_of(find: Find) -> list[tuple[int, int]]:
    """All stretches of the text that a find stands in."""
    mentions = find.entry.get("mentions") or [find.entry]
    return [(mention["start"], mention["end"]) for mention in mentions]


def number_of(entry: dict[str, Any]) -> str:
    """A count's number as bounds: "52", "≥ 261", "≤ 30", "40–60", "≈ 500", "" where it has none."""
    value, least, most = entry["value"], entry["minimum"], entry["maximum"]
    if entry["modifier"] == "exact":
        return f"{value:,}" if value is not None else ""
    if least is not None and most is not None:
        return f"{least:,}–{most:,}" if least != most else f"{least:,}"
    if least is not None:
        return f"≥ {least:,}"
    if most is not None:
        return f"≤ {most:,}"
    return f"≈ {value:,}" if value is not None else ""
