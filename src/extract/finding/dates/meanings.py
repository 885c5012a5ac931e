"""What rules mean: each function turns what a rule captured, and its `Moment`, into a TIMEX3 value, or None where it is no date.

The names that rules use for `meaning` are the keys of `MEANINGS`. Here are the dates that the calendar names; those counted from another
date are in `relative.py`, durations, sets and clock times in `lengths.py`.
"""

from collections.abc import Callable
from datetime import date, timedelta

from extract.finding.dates.calendar import Days, at_unit, covered, make_day, moved, to_day
from extract.finding.dates.feasts import feast_days, is_fixed
from extract.finding.dates.moment import Moment, nth_or_last, value_at

Meaning = Callable[[Moment], str | None]
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
    return "FUTURE_REF" if moment.is_future("soon") else None


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
    """ "The 12th": of the month that the text speaks of, else the latest or the next such day."""
    day, here, told = moment.number("day"), moment.published, moment.told_day
    if day is None or (here is None and told is None):
        return f"XXXX-XX-{day:02d}" if day else None
    in_story = make_day(told.year, told.month, day) if told else None
    if here is None:
        return in_story.isoformat() if in_story else None
    months = (moved(here.replace(day=1), "M", off) for off in range(-2, 3))
    days = [found for month in months if month and (found := make_day(month.year, month.month, day))]
    past, future = max((d for d in days if d <= here), default=None), min((d for d in days if d > here), default=None)
    found = moment.which("ordinal", past, future, in_story)
    return found.isoformat() if found else None


def century(moment: Moment) -> str | None:
    """ "The 19th century" is "18"."""
    nth = moment.number("ordinal")
    return f"{nth - 1:02d}" if nth and 1 <= nth <= 30 else None


def quarter(moment: Moment) -> str | None:
    """A quarter of a stated year, else the latest such one or the next."""
    nth = moment.number("ordinal") or int("".join(c for c in moment.get("quarterno") or "" if c.isdigit()) or 0)
    if nth == -1:
        nth = 4
    if not 1 <= nth <= 4:
        return None
    if (year := moment.year()) is not None:
        return f"{year:04d}-Q{nth}"
    if moment.published is None:
        return f"XXXX-Q{nth}"
    back = ((moment.published.month + 2) // 3 - nth) % 4  # quarters since the latest such one began
    past, future = moved(moment.published, "Q", -back), moved(moment.published, "Q", 4 - back)
    return value_at(moment.which("quarter", past, future), "Q")


def month_quarter(moment: Moment) -> str | None:
    """ "The September quarter": the quarter that ends with the month."""
    month = moment.number("month")
    year = moment.year() or (moment.year_of(month) if month else None)
    return at_unit(date(year, month, 1), "Q") if year and month else None


def half(moment: Moment) -> str | None:
    """A half of a stated year, else of the year of publication."""
    nth = {-1: 2}.get(moment.number("ordinal") or 0, moment.number("ordinal")) or int((moment.get("halfno") or "H0")[1:])
    year = moment.year() or (moment.published.year if moment.published else None)
    return f"{year}-H{nth}" if year and nth in (1, 2) else None


def fiscal(moment: Moment) -> str | None:
    """A financial year, whose days differ from country to country; that of publication where none is named."""
    text = moment.get("fiscalyear")
    year = moment.year() or (moment.full_year(int(text[-2:])) if text and len(text) == 4 else int(text[2:]) if text else None)
    if year is None and moment.published:
        year = moment.published.year
    return f"FY{year}" if year else None


def before_christ(moment: Moment) -> str | None:
    """ "480 B.C." is "BC0480"."""
    year = moment.number("year") or moment.number("count")
    return f"BC{year:04d}" if year and year <= 9999 else None


def anno_domini(moment: Moment) -> str | None:
    """ "A.D. 800" is "0800"."""
    year = moment.number("count")
    return f"{year:04d}" if year and year <= 9999 else None


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
    """A feast in a stated year, else the latest or the next."""
    days = _feast(moment)
    return _interval(days) if days else _unknown_feast(moment)


def feast_weekend(moment: Moment) -> str | None:
    """ "The Easter weekend": the weekend that the feast falls on or lies beside."""
    days = _feast(moment)
    if days is None:
        return "XXXX-WXX-WE"
    # a feast early in the week makes a long weekend of the one before it
    return at_unit(days[0] - timedelta(days=7 if days[0].isoweekday() <= 3 else 0), "WE")


def told_feast(moment: Moment) -> str | None:
    """ "Last Christmas", "next Easter"."""
    direction, here = moment.number("direction") or 0, moment.published
    if here is None:
        return _unknown_feast(moment)
    kept = _feasts_around(moment, here)
    if direction < 0:
        kept = [days for days in kept if days[1] < here][-1:]
    elif direction > 0:
        kept = [days for days in kept if days[0] > here][:1]
    return _interval(min(kept, key=lambda days: _days_off(days, here))) if kept else None


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
    here, story = moment.published, moment.story

    def begins(year: int) -> date | None:
        days = covered(f"{year:04d}-{season}")
        return days[0] if days else None

    in_story = None
    if story is not None:
        days = covered(f"{story.day.year:04d}-{season}")
        in_story = begins(story.day.year + (days is not None and days[1] < story.day))
    if here is None:
        return in_story.year if in_story else None
    for year in (here.year, here.year - 1):
        days = covered(f"{year:04d}-{season}")
        if story is None and days and days[0] <= here <= days[1]:
            return year  # the season that it is now
    days_begun = [day for year in range(here.year - 1, here.year + 2) if (day := begins(year))]
    past = max((day for day in days_begun if day <= here), default=None)
    future = min((day for day in days_begun if day > here), default=None)
    found = moment.which("season", past, future, in_story)
    return found.year if found else None


def _month(moment: Moment) -> date | None:
    month = moment.number("month")
    if month is None:
        return None
    year = moment.year() or moment.year_of(month)
    return date(year, month, 1) if year else None


def _feast(moment: Moment) -> Days | None:
    rule, year, here, story = moment.get("holiday") or "", moment.year(), moment.published, moment.story
    if year is not None:
        return next(iter(feast_days(rule, year)), None)
    told = (
        next((d for d in (feast_days(rule, story.day.year) + feast_days(rule, story.day.year + 1)) if d[1] >= story.day), None)
        if story
        else None
    )
    if here is None:
        return told
    kept = _feasts_around(moment, here)
    past = max((days for days in kept if days[0] <= here), default=None)
    future = min((days for days in kept if days[0] > here), default=None)
    first = moment.which("feast", past and past[0], future and future[0], told and told[0])
    return next((days for days in (past, future, told) if days and days[0] == first), None)


def _feasts_around(moment: Moment, here: date) -> list[Days]:
    rule = moment.get("holiday") or ""
    return [days for year in range(here.year - 2, here.year + 3) for days in feast_days(rule, year)]


def _days_off(days: Days, here: date) -> int:
    return max(0, (days[0] - here).days, (here - days[1]).days)


def _interval(days: Days) -> str:
    return days[0].isoformat() if days[0] == days[1] else f"{days[0].isoformat()}/{days[1].isoformat()}"


def _unknown_feast(moment: Moment) -> str:
    rule, year = moment.get("holiday") or "", moment.year()
    return f"{f'{year:04d}' if year else 'XXXX'}-{rule if is_fixed(rule) else 'XX-XX'}"


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
    "month-quarter": month_quarter,
    "half": half,
    "fiscal": fiscal,
    "before-christ": before_christ,
    "anno-domini": anno_domini,
    "week-of-month": week_of_month,
    "weekday-of-month": weekday_of_month,
    "edge-of-span": edge_of_span,
    "holiday": feast,
    "holiday-weekend": feast_weekend,
    "told-holiday": told_feast,
    "named": named,
}
"""The meanings of calendar dates by the name that rules call them."""
