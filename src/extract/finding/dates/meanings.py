"""What rules mean: each function turns what a rule captured, and its `Moment`, into a TIMEX3 value, or None where it is no date.

The names that rules use for `meaning` are the keys of `MEANINGS`. Here are the dates that the calendar names; those counted from another
date are in `relative.py`, durations, sets and clock times in `lengths.py`.
"""

from collections.abc import Callable
from datetime import date, timedelta

from extract.finding.dates.calendar import at_unit, covered, holiday, make_day, moved, to_day
from extract.finding.dates.moment import Moment, nth_or_last, value_at

Meaning = Callable[[Moment], str | None]
SEASON = 45
"""So many days before a feast news speaks of it in the past tense too ("shops were full for Christmas")."""


NEAR = 45
"""Where 3/4/2025 may be two days, the nearer one within so many days of publication is meant."""


def constant(moment: Moment) -> str | None:
    """The rule's own value."""
    return moment.constant


def word(moment: Moment) -> str | None:
    """The meaning of the one class that the rule captured."""
    return next((c.value for c in moment.captures.values()), None)


def soon(moment: Moment) -> str | None:
    """ "Soon", unless the clause tells of the past."""
    return None if moment.find_tense() == "past" else "FUTURE_REF"


def iso(moment: Moment) -> str | None:
    """A date in ISO 8601, with or without a time."""
    text = moment.get("isodate") or ""
    return text if to_day(text[:10]) else None


def numeric(moment: Moment) -> str | None:
    """A date in figures. Four figures are the year; dots put the day first, slashes the month, unless the text shows otherwise."""
    text = moment.get("numericdate") or ""
    separator = next(c for c in text if not c.isdigit())
    first, second, third = (int(part) for part in text.split(separator))
    if text[:4].isdigit():
        return whole(first, second, third)
    year = third if len(text) - text.rfind(separator) > 3 else moment.full_year(third)
    day_first, month_first = make_day(year, second, first), make_day(year, first, second)
    if day_first is None or month_first is None:
        only = day_first or month_first
        return only.isoformat() if only else None
    if separator != "/" or moment.day_first is not None:
        return (month_first if separator == "/" and not moment.day_first else day_first).isoformat()
    here = moment.published
    near = [day for day in (month_first, day_first) if here and abs((day - here).days) <= NEAR]
    return min(near, key=lambda day: abs((day - here).days) if here else 0, default=month_first).isoformat()


def calendar(moment: Moment) -> str | None:
    """Year, decade, season, month and day as far as the words name them; what is missing comes from the moment."""
    year = moment.year()
    if decade := moment.get("decade4"):
        return decade[:3]
    if (short := moment.number("decade2") if moment.get("decade2") else moment.number("decadeword")) is None and moment.get("decade2"):
        short = int((moment.get("decade2") or "0")[:2])
    if short is not None:
        return _decade(moment, short)
    if season := moment.get("season"):
        if year is None:
            year = _season_year(moment, season)
        return f"{year:04d}-{season}" if year else f"XXXX-{season}"
    month, day = moment.number("month"), moment.number("day")
    if month is None:
        return f"{year:04d}" if year else None
    if year is None:
        year = moment.year_of(month, day, moment.number("weekday"))
    if day is None:
        return f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}"
    if year is None:
        return f"XXXX-{month:02d}-{day:02d}" if make_day(2024, month, day) else f"XXXX-{month:02d}"
    return whole(year, month, day) or f"{year:04d}-{month:02d}"


def plain_year(moment: Moment) -> str | None:
    """A bare number as a year: only one that news would write without a word before it, and no round number."""
    year = moment.number("year")
    return str(year) if year and 1700 <= year <= 2099 and year % 100 else None


def range_year(moment: Moment) -> str | None:
    """The second year of "2020-21", in the century of the first."""
    first, short = moment.number("first"), moment.number("year2")
    if first is None or short is None:
        return None
    year = first - first % 100 + short
    return str(year if year > first else year + 100) if 0 < (year - first) % 100 <= 20 else None


def ordinal_day(moment: Moment) -> str | None:
    """ "The 12th": of the month that the text speaks of, else the latest, or in the future the next, such day."""
    day = moment.number("day")
    base = moment.told_day or moment.published
    if base is None or day is None:
        return f"XXXX-XX-{day:02d}" if day else None
    if moment.told_day is None:
        step = 1 if moment.is_future else -1
        for months in range(0, 3 * step, step):
            month = moved(base.replace(day=1), "M", months)
            found = make_day(month.year, month.month, day) if month else None
            if found and (found - base).days * step >= 0:
                return found.isoformat()
    return whole(base.year, base.month, day)


def century(moment: Moment) -> str | None:
    """ "The 19th century" is "18"."""
    nth = moment.number("ordinal")
    return f"{nth - 1:02d}" if nth and 1 <= nth <= 30 else None


def quarter(moment: Moment) -> str | None:
    """A quarter of a stated year, else of the year of publication, or the one before where it would still be to come."""
    nth = moment.number("ordinal") or int("".join(c for c in moment.get("quarterno") or "" if c.isdigit()) or 0)
    if nth == -1:
        nth = 4
    if not 1 <= nth <= 4:
        return None
    if (year := moment.year()) is not None:
        return f"{year:04d}-Q{nth}"
    if moment.published is None:
        return f"XXXX-Q{nth}"
    here = (moment.published.month + 2) // 3
    ahead = (nth - here) % 4  # quarters to the next such one
    back = 0 if ahead == 0 or moment.is_future or ahead == 1 else 4
    return value_at(moved(moment.published, "Q", ahead - back), "Q")


def half(moment: Moment) -> str | None:
    """A half of a stated year, else of the year of publication."""
    nth = {-1: 2}.get(moment.number("ordinal") or 0, moment.number("ordinal")) or int((moment.get("halfno") or "H0")[1:])
    year = moment.year() or (moment.published.year if moment.published else None)
    return f"{year}-H{nth}" if year and nth in (1, 2) else None


def fiscal(moment: Moment) -> str | None:
    """A financial year, whose days differ from country to country."""
    text = moment.get("fiscalyear")
    year = moment.year() or (moment.full_year(int(text[-2:])) if text and len(text) == 4 else int(text[2:]) if text else None)
    return f"FY{year}" if year else None


def week_of_month(moment: Moment) -> str | None:
    """The nth or last week of a month: the ISO week that has most of its days there."""
    base, nth = _month(moment), moment.number("ordinal")
    if base is None or nth is None or nth > 5:
        return None
    last = (moved(base, "M", 1) or base) - timedelta(days=1)
    return at_unit(last - timedelta(days=3) if nth < 0 else base + timedelta(days=3 + 7 * (nth - 1)), "W")


def weekday_of_month(moment: Moment) -> str | None:
    """The nth or last Monday (or other day) of a month."""
    base, nth, weekday = _month(moment), moment.number("ordinal"), moment.number("weekday")
    return nth_or_last(base.year, base.month, weekday, nth) if base and nth and weekday else None


def edge_of_span(moment: Moment) -> str | None:
    """The first, second … or last day of a month or year."""
    nth = moment.number("ordinal")
    days = covered(calendar(moment) or "")
    if not days or not nth:
        return None
    day = days[1] if nth < 0 else days[0] + timedelta(days=nth - 1)
    return day.isoformat() if days[0] <= day <= days[1] else None


def span_of_day(moment: Moment) -> str | None:
    """ "The week of November 3", "the weekend of 17 September"."""
    days = covered(calendar(moment) or "")
    return at_unit(days[0], moment.unit("span").replace("weekend", "WE")) if days else None


def feast(moment: Moment) -> str | None:
    """A holiday in a stated year, else the nearest one, or the next where the clause looks ahead."""
    rule = moment.get("holiday") or ""
    year = moment.year()
    if year is None and moment.published:
        year = _feast_year(moment, rule, moment.published)
    return _feast_day(year, rule)


def told_feast(moment: Moment) -> str | None:
    """ "Last Christmas", "next Easter"."""
    rule, direction, here = moment.get("holiday") or "", moment.number("direction") or 0, moment.published
    if here is None:
        return _feast_day(None, rule)
    days = [day for y in range(here.year - 1, here.year + 2) if (day := holiday(y, rule))]
    if direction < 0:
        days = [day for day in days if day < here][-1:]
    elif direction > 0:
        days = [day for day in days if day > here][:1]
    return min(days, key=lambda day: abs((day - here).days)).isoformat() if days else None


def named(moment: Moment) -> str | None:
    """A day that has become a name."""
    return moment.get("named") or moment.constant


def whole(year: int, month: int, day: int) -> str | None:
    """The value of a day, or None where the calendar has no such day."""
    found = make_day(year, month, day)
    return found.isoformat() if found else None


def _decade(moment: Moment, tens: int) -> str:
    if moment.published is None:
        return str(1900 + tens)[:3] if tens >= 30 else str(2000 + tens)[:3]
    start = moment.published.year - moment.published.year % 100 + tens
    return f"{(start if start <= moment.published.year else start - 100):04d}"[:3]


def _season_year(moment: Moment, season: str) -> int | None:
    here = moment.published
    if moment.told_year and not moment.is_future:
        return moment.told_year[0]
    if here is None:
        return None
    days = covered(f"{here.year}-{season}")
    if days and days[0] > here and moment.find_tense() == "past":
        return here.year - 1
    if days and days[1] < here and moment.is_future:
        return here.year + 1
    return here.year


def _month(moment: Moment) -> date | None:
    month = moment.number("month")
    if month is None:
        return None
    year = moment.year() or moment.year_of(month)
    return date(year, month, 1) if year else None


def _feast_day(year: int | None, rule: str) -> str | None:
    if year is None:
        return f"XXXX-{rule}" if rule[2:3] == "-" and len(rule) == 5 else "XXXX-XX-XX"
    day = holiday(year, rule)
    return day.isoformat() if day else None


def _feast_year(moment: Moment, rule: str, here: date) -> int:
    if moment.told_year and not moment.is_future:
        return moment.told_year[0]
    days = [day for y in (here.year - 1, here.year, here.year + 1) if (day := holiday(y, rule))]
    if moment.is_future:
        days = [day for day in days if day >= here]
    elif moment.find_tense() == "past":
        days = [day for day in days if (day - here).days <= SEASON]
    return min(days, key=lambda day: abs((day - here).days), default=here).year


MEANINGS: dict[str, Meaning] = {
    "constant": constant,
    "word": word,
    "soon": soon,
    "span-of-day": span_of_day,
    "iso": iso,
    "numeric": numeric,
    "calendar": calendar,
    "plain-year": plain_year,
    "range-year": range_year,
    "ordinal-day": ordinal_day,
    "century": century,
    "quarter": quarter,
    "half": half,
    "fiscal": fiscal,
    "week-of-month": week_of_month,
    "weekday-of-month": weekday_of_month,
    "edge-of-span": edge_of_span,
    "holiday": feast,
    "told-holiday": told_feast,
    "named": named,
}
"""The meanings of calendar dates by the name that rules call them."""
