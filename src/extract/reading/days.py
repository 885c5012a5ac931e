"""Calendar days as pages and records state them in their metadata. What does not state a full day is None, never completed."""

import re
from collections.abc import Callable
from datetime import date, datetime

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.]?)(\d\d)\2(\d\d)(?!\d)(?!\2\d)|(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)\d{4,6}(?!\d)")
_MONTH_OR_YEAR = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_WORDS = re.compile(
    r"(?<![\w.])(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m1>[A-Za-z]{3,9})\.?|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?)"
    r",?\s+(?P<year>(?:19|20)\d\d)(?!\d)"
)


def iso_day(value: str) -> str:
    """The day of an ISO 8601 day or date and time, as "YYYY-MM-DD", in the time zone that it is written in.

    Raises `ValueError` for anything else, a bare month or year among them; `is_month_or_year` tells those apart.
    """
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        return datetime.fromisoformat(value.strip()).date().isoformat()


def is_month_or_year(value: str) -> bool:
    """Whether `value` is an ISO 8601 year or month, "2025" or "2025-12": right as it is, but no day."""
    return bool(_MONTH_OR_YEAR.fullmatch(value.strip()))


def find_day(text: str) -> tuple[int, int, str] | None:
    """The first full day in `text` as (start, end, "YYYY-MM-DD"), offsets in code points, or None.

    Forms: "2025-12-12", "2025/12/12", "20251212", "12 December 2025", "Dec. 12, 2025". "12/11/2025" could be two days, and
    is none; "Dec. 12" has no year.
    """
    found = [f for f in (_first(_ISO, _numeric, text), _first(_WORDS, _worded, text)) if f]
    return min(found, default=None)


def stated_day(text: str) -> str | None:
    """The first full day in `text` as "YYYY-MM-DD", or None; see `find_day`."""
    found = find_day(text)
    return found[2] if found else None


def _first(pattern: re.Pattern[str], read: Callable[[re.Match[str]], str | None], text: str) -> tuple[int, int, str] | None:
    for match in pattern.finditer(text):
        if day := read(match):
            return match.start(), match.end(), day
    return None


def _numeric(match: re.Match[str]) -> str | None:
    year, month, day = (match[1], match[3], match[4]) if match[1] else (match[5], match[6], match[7])
    return _day(int(year), int(month), int(day))


def _worded(match: re.Match[str]) -> str | None:
    from email.utils import parsedate  # here, because few texts need it and it takes a while

    day, month = (match["d1"], match["m1"]) if match["d1"] else (match["d2"], match["m2"])
    month = "sep" if month.lower() == "sept" else month
    parsed = parsedate(f"{day} {month} {match['year']} 00:00:00")  # knows the names of the months, whole and short
    return _day(*parsed[:3]) if parsed else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
