"""The day of publication, where the head of an article states it."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from extract.data import model_file, read_table
from extract.records import Date

_CREDITED = re.compile(r"[.,]?\s*\([A-Z][^()]{2,120}\)\.?")
"""What closes a caption behind its date: "… March 11, 2025. (Ann Ray/City Wire)"."""
_TOP_LINES = 5
"""A line of place and date, or of source and date, stands among so many at the top."""
HEAD = 2500
"""Only so many characters at the top of the text are read for the day of publication."""
Find = Callable[[Sequence[tuple[int, int]]], Sequence[Date]]
_YEAR = re.compile(r"\d{4}|\d\W\d\d?\W\d|['’]\d\d")
"""What a date that states its year has in it."""


def find_published(text: str, find: Find) -> str | None:
    """The ISO day that a credit, a line of its own, a dateline or a caption states, in that order; None where none names the year.

    `find` gives the dates of a text, published on an unknown day, that begin in one of some stretches, here the lines that hold a year.
    """
    head = text[:HEAD]
    lines: list[tuple[int, int]] = []
    for year in _YEAR.finditer(head):
        if not lines or year.start() >= lines[-1][1]:
            end = head.find("\n", year.end())
            lines.append((head.rfind("\n", 0, year.start()) + 1, end if end >= 0 else len(head)))
    if not lines:
        return None
    cues = _cues()
    best: tuple[int, str] | None = None
    for found in find(lines):
        if found.type not in ("DATE", "TIME") or found.earliest is None or found.earliest != found.latest:
            continue
        rank = _rank(head, found, cues)
        if rank is not None and (best is None or rank < best[0]):
            best = rank, found.earliest
    return best[1] if best else None


@cache
def _cues() -> dict[str, list[str]]:
    """The cues of published.txt by their kind."""
    cues: dict[str, list[str]] = {}
    for kind, cue in read_table(model_file("dates/published.txt"), 2):
        cues.setdefault(kind, []).append(cue)
    return cues


def _rank(head: str, found: Date, cues: dict[str, list[str]]) -> int | None:
    """How plainly the words around a date say that it is the day of publication, 0 the most; None where they do not."""
    begin = head.rfind("\n", 0, found.start) + 1
    end = head.find("\n", found.end)
    line = head[begin : end if end >= 0 else len(head)]
    before, after = line[: found.start - begin].strip(), line[found.end - begin :].strip()
    said = _has(before, cues.get("published", []))
    if said and len(before) <= 60:
        return 0
    if len(before) <= 40 and _has(before, cues.get("updated", [])):
        return 3
    if not re.search(r"[^\W\d_]{2,}", _without(before, cues) + _without(after, cues)):
        return 1
    if _is_dateline(before, after, cues) or _is_source_line(head, begin, before, after, cues):
        return 2
    credit = after.lstrip(" .,;")
    if (
        _CREDITED.fullmatch(after)
        or _has(before, cues.get("caption", []))
        or (credit[:1] == "(" and _has(credit[:80], cues.get("credit", [])))
        or _has(credit[:12], cues.get("credit", []))
    ):
        return 4
    return None


def _is_dateline(before: str, after: str, cues: dict[str, list[str]]) -> bool:
    """ "MINSK, Belarus, Dec. 12, 2025 (Agency) —": a place in capitals before the date, a dash or an agency after it."""
    place = re.match(r"[A-Z][A-Z.’' -]+\b", before)
    return bool(place and len(before) <= 60 and re.match(r"\W*\([^()]{2,40}\)|\s*\)?\s*[-–—:]|\s*/", after))


def _is_source_line(head: str, begin: int, before: str, after: str, cues: dict[str, list[str]]) -> bool:
    """A line near the top that ends with the date behind a place or a source: "Dnipro Herald, 19 April 2024, 14:35"."""
    lines_above = sum(1 for line in head[:begin].split("\n") if line.strip())
    rest = re.sub(r"[\W\d]+", "", _without(after, cues))
    return lines_above < _TOP_LINES and 0 < len(before) <= 60 and before.endswith((",", "|", "·", "-", "–", "—")) and not rest


def _has(text: str, cues: Sequence[str]) -> bool:
    lower = text.casefold()
    return any(re.search(rf"\b{re.escape(cue)}(?!\w)", lower) for cue in cues)


def _without(text: str, cues: dict[str, list[str]]) -> str:
    """The text without words that may stand on a line beside a date: clock times, zones, "updated", a byline."""
    lower = text.casefold()
    if re.match(r"by\s", lower) and len(lower) <= 60:
        return ""
    return _beside().sub(" ", lower)


@cache
def _beside() -> re.Pattern[str]:
    """Any of the cues "beside", the longest first."""
    return re.compile("|".join(rf"\b{re.escape(cue)}\b" for cue in sorted(_cues().get("beside", []), key=len, reverse=True)) or "(?!)")
