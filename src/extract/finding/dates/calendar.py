"""TIMEX3 values and the calendar under them: building values, the days they cover, weeks, quarters.

Values follow ISO-TimeML's TIMEX3: "2025-12-12", "2024-07", "2020", "199" (a decade), "19" (a century), "2025-W50", "2025-W50-WE",
"2025-Q3", "2025-H1", "2025-SU", "2025-12-12TMO"; X stands for what is not known ("XXXX-12-12"). Days that no unit of the calendar
holds together, such as a Ramadan, are an interval of ISO 8601: "2025-03-01/2025-03-29".
"""

import calendar
import re
from datetime import date, timedelta

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
"""First and last month of the meteorological seasons of the northern hemisphere; winter runs into the next year."""
_VALUE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-W(\d{2})(-WE)?|-Q([1-4])|-H([12])|-(SP|SU|FA|WI))?(?:T.*)?")
_DECADE = re.compile(r"\d{3}|\d{2}")

Days = tuple[date, date]


def to_day(value: str | None) -> date | None:
    """The day that the value names, without a time; None for any other value and for days that do not exist."""
    if value is None or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def covered(value: str) -> Days | None:
    """The first and last day that a DATE or TIME value covers; None where it is not known to be any days."""
    if _DECADE.fullmatch(value):
        size = 10 ** (4 - len(value))
        first = int(value) * size
        if not 1 <= first <= 9999 - size:
            return None
        # "the 19th century" is 1801 to 1900 by the book; TIMEX3 writes it "18", as people count it: 1800 to 1899
        return date(first, 1, 1), date(first + size - 1, 12, 31)
    if "/" in value:
        first_day, last_day = map(to_day, value.split("/", 1))
        return (first_day, last_day) if first_day and last_day and first_day <= last_day else None
    match = _VALUE.fullmatch(value)
    if match is None or match[1] == "0000":
        return None
    try:
        return _covered(int(match[1]), match)
    except (ValueError, OverflowError):
        return None


def _covered(year: int, match: re.Match[str]) -> Days:
    _, month, day, week, weekend, quarter, half, season = match.groups()
    if day:
        only = date(year, int(month), int(day))
        return only, only
    if month:
        return months(year, int(month), int(month))
    if week:
        monday = date.fromisocalendar(year, int(week), 1)
        return monday + timedelta(days=5 if weekend else 0), monday + timedelta(days=6)
    if quarter:
        return months(year, int(quarter) * 3 - 2, int(quarter) * 3)
    if half:
        return months(year, int(half) * 6 - 5, int(half) * 6)
    if season:
        first, last = SEASONS[season]
        return months(year, first, first)[0], months(year + (last < first), last, last)[1]
    return date(year, 1, 1), date(year, 12, 31)


def months(year: int, first: int, last: int) -> Days:
    """The days from the first of one month to the last of another in the same year."""
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def at_unit(day: date, unit: str) -> str:
    """The value of the unit ("D", "W", "WE", "M", "Q", "H", "Y", "DE", "CE") that the day lies in."""
    year = f"{day.year:04d}"
    match unit:
        case "D":
            return day.isoformat()
        case "W" | "WE":
            iso = day.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if unit == "WE" else "")
        case "M":
            return f"{year}-{day.month:02d}"
        case "Q":
            return f"{year}-Q{(day.month + 2) // 3}"
        case "DE":
            return year[:3]
        case "CE":
            return year[:2]
        case _:
            return year


def moved(day: date, unit: str, count: float) -> date | None:
    """The day `count` units away; the last day of the month where the month is shorter. None beyond the years 1 to 9999."""
    try:
        if unit in ("D", "W", "WE"):
            return day + timedelta(days=round(count * (1 if unit == "D" else 7)))
        in_months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
        if in_months is None:
            return None
        index = day.year * 12 + day.month - 1 + round(count * in_months)
        year, month = divmod(index, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth Monday (weekday 1) to Sunday (7) of a month; nth -1 is the last. None where there is none."""
    first, last = months(year, month, month)
    if nth < 0:
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else None
