"""The meanings of dates counted from the day of publication or from the date that the text has last spoken of: see `meanings.py`."""

from datetime import date, timedelta

from extract.finding.dates.calendar import covered, moved
from extract.finding.dates.meanings import Meaning, calendar, whole
from extract.finding.dates.moment import Moment, unknown, value_at


def weekday(moment: Moment) -> str | None:
    """A bare day of the week: the latest, today counting, or where the clause looks ahead the next; "Friday night" adds its part."""
    number = moment.number("weekday")
    if number is None:
        return None
    if moment.published is None:
        return with_part(moment, f"XXXX-WXX-{number}")
    off = (number - moment.published.isoweekday()) % 7
    if off and not moment.is_future:
        off -= 7
    return with_part(moment, (moment.published + timedelta(days=off)).isoformat())


def weekday_or_calendar(moment: Moment) -> str | None:
    """A part of a day that is named by its weekday or its date."""
    if moment.get("month"):
        value = calendar(moment)
        return with_part(moment, value) if value else None
    return weekday(moment)


def weekday_after(moment: Moment) -> str | None:
    """The end of "Thursday to Saturday": the first such day after the one that begins it."""
    number = moment.number("weekday")
    if number is None or moment.told_day is None:
        return weekday(moment)
    return (moment.told_day + timedelta(days=(number - moment.told_day.isoweekday()) % 7 or 7)).isoformat()


def direction_weekday(moment: Moment) -> str | None:
    """ "Last Friday", "next Friday", "this Friday", "the following Friday"."""
    number = moment.number("weekday") or 1
    told, direction = moment.number("told"), moment.number("direction")
    base = moment.told_day if told is not None else moment.published
    step = told if told is not None else direction
    if base is None:
        return with_part(moment, f"XXXX-WXX-{number}")
    off = (number - base.isoweekday()) % 7
    if step == 0 and off and moment.find_tense() == "past":
        off -= 7
    elif step == 1:
        off = off or 7
    elif step == -1:
        off -= 7
    return with_part(moment, (base + timedelta(days=off)).isoformat())


def weekday_in_week(moment: Moment) -> str | None:
    """ "Tuesday last week"."""
    number, direction = moment.number("weekday"), moment.number("direction")
    if moment.published is None or number is None or direction is None:
        return f"XXXX-WXX-{number}"
    day = moment.published + timedelta(days=7 * direction + number - moment.published.isoweekday())
    return day.isoformat()


def deictic(moment: Moment) -> str | None:
    """Today, yesterday, tomorrow, with a part of the day where one is named."""
    if moment.published is None:
        value = "PRESENT_REF" if moment.number("deictic") == 0 and not moment.get("part") else "XXXX-XX-XX"
        return with_part(moment, value)
    day = moved(moment.published, "D", moment.number("deictic") or 0)
    return with_part(moment, day.isoformat()) if day else None


def tonight(moment: Moment) -> str | None:
    """The night of the day of publication."""
    return value_at(moment.published, "D") + "TNI"


def overnight(moment: Moment) -> str | None:
    """The night before the day of publication, or where the clause looks ahead the night after."""
    day = moment.published
    return value_at(day if day is None or moment.is_future else moved(day, "D", -1), "D") + "TNI"


def direction_part(moment: Moment) -> str | None:
    """ "This morning", "last night", "next morning"."""
    direction = moment.number("direction") or 0
    base = moment.told_day if direction > 0 else moment.published
    return with_part(moment, value_at(moved(base, "D", direction) if base else None, "D"))


def direction_span(moment: Moment) -> str | None:
    """ "Last month", "this week", "next year"."""
    span, direction = moment.unit("span"), moment.number("direction") or 0
    if span == "WE" and moment.published and direction == 0:
        return weekend(moment)
    return value_at(moved(moment.published, span, direction) if moment.published else None, span)


def told_span(moment: Moment) -> str | None:
    """ "The next day", "the previous year", "the same week": from the date that the text has last spoken of."""
    span, step = moment.unit("span"), moment.number("told") or 0
    base = moment.told_day if span in ("D", "W", "WE") else moment.base()
    if base is None and span in ("D", "W", "WE") and step <= 0 and moment.told is None:
        base = moment.published
    return value_at(moved(base, span, step) if base else None, span)


def span_before(moment: Moment) -> str | None:
    """ "The year before", "the day after" where the phrase ends there."""
    span = moment.unit("span")
    base = moment.told_day if span in ("D", "W", "WE") else moment.base()
    step = 1 if moment.get("told") == "after" else -1
    return value_at(moved(base, span, step) if base else None, span)


def past_or_future(moment: Moment) -> str | None:
    """ "The past", "the future"."""
    return f"{(moment.get('value') or '').upper()}_REF"


def that_part(moment: Moment) -> str | None:
    """ "That night", "the following morning", "in the evening"."""
    base = moment.told_day or moment.published
    return with_part(moment, value_at(moved(base, "D", moment.number("told") or 0) if base else None, "D"))


def this_span(moment: Moment) -> str | None:
    """ "The day", "the year" after a preposition: of a story its own, else that of publication."""
    span = moment.unit("span")
    base = moment.told_day if span == "D" and moment.told_day else moment.published
    if span == "Y" and moment.told_year:
        return f"{moment.told_year[0]:04d}"
    return value_at(base, span)


def this_year(moment: Moment) -> str | None:
    """The year of publication."""
    return value_at(moment.published, "Y")


def weekend(moment: Moment) -> str | None:
    """The weekend just gone, this one on its days, or the one to come where the clause looks ahead."""
    here = moment.published
    gone = here and here.isoweekday() < 6 and moment.find_tense() != "future" and "direction" not in moment.captures
    return value_at(moved(here, "W", -1) if gone and here else here, "WE")


def direction_season(moment: Moment) -> str | None:
    """ "Last summer" is the latest that has begun and is over, "next summer" the next to begin."""
    season, step = moment.get("season") or "SP", moment.number("direction") or 0
    here = moment.published
    if here is None:
        return f"XXXX-{season}"
    years = range(here.year - 2, here.year + 3)
    spans = {y: days for y in years if (days := covered(f"{y}-{season}"))}
    if step < 0:
        year = max(y for y, days in spans.items() if days[1] < here)
    elif step > 0:
        year = min(y for y, days in spans.items() if days[0] > here)
    else:
        year = here.year - (season == "WI" and here.month < 6)
    return f"{year}-{season}"


def direction_month(moment: Moment) -> str | None:
    """ "Last September" is the latest before this month, "next March" the first after it, "this May" that of the year."""
    month, step, day = moment.number("month") or 1, moment.number("direction") or 0, moment.number("day")
    here = moment.published
    if here is None:
        return f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
    year = here.year
    if step < 0 and month >= here.month:
        year -= 1
    elif step > 0 and month <= here.month:
        year += 1
    return whole(year, month, day) if day else f"{year}-{month:02d}"


def ago(moment: Moment) -> str | None:
    """ "Two years ago", "a week from now": counted from the day of publication, as exact as its unit."""
    return _shifted(moment, moment.published, moment.number("ago") or -1)


def ahead(moment: Moment) -> str | None:
    """ "In two weeks' time"."""
    return _shifted(moment, moment.published, 1)


def later(moment: Moment) -> str | None:
    """ "Three days later", "a year earlier": counted from the date that the text has last spoken of."""
    step = moment.number("later") or 1
    fine = moment.unit() in ("D", "W", "2W", "TH", "TM", "TS")
    base = moment.told_day if fine else moment.base() if step < 0 or moment.told else None
    return _shifted(moment, base, step)


def vague_later(moment: Moment) -> str | None:
    """ "Years later"."""
    unit = moment.unit("units")
    return unknown("Y" if unit in ("DE", "CE") else unit)


def from_deictic(moment: Moment) -> str | None:
    """ "A week from tomorrow"."""
    start = moved(moment.published, "D", moment.number("deictic") or 0) if moment.published else None
    day = moved(start, moment.unit(), moment.number("count") or 1) if start else None
    return value_at(day, "D")


def that_span(moment: Moment) -> str | None:
    """ "That year", "that same day"."""
    return told_span(moment)


def told(moment: Moment) -> str | None:
    """ "At the time": the date that the text has last spoken of, else the past."""
    return moment.told or "PAST_REF"


def _shifted(moment: Moment, base: date | None, step: int) -> str:
    text, unit = moment.get("count") or moment.get("fraction") or ("X" if moment.get("vague") else "1"), moment.unit()
    if text == "X":
        is_ahead = step > 0 and "later" not in moment.captures
        return "PAST_REF" if step < 0 else "FUTURE_REF" if is_ahead else unknown("D" if unit[0] == "T" else unit)
    if unit[0] == "T":  # told in days: the clock of neither end is known
        days = float(text) // 24 if unit == "TH" else 0
        return value_at(moved(base, "D", step * days) if base else None, "D")
    count = float(text) * (2 if unit == "2W" else 1)
    unit = unit.lstrip("2")
    if unit == "CE" and count != int(count):
        unit, count = "DE", count * 10
    day = moved(base, unit, step * count) if base else None
    return value_at(day, unit if count == int(count) else {"Y": "M", "DE": "Y"}.get(unit, unit))


def with_part(moment: Moment, value: str) -> str:
    """The value with the part of the day that the rule captured, if it has one."""
    return value + (moment.get("part") or "")


MEANINGS: dict[str, Meaning] = {
    "weekday": weekday,
    "weekday-after": weekday_after,
    "weekday-or-calendar": weekday_or_calendar,
    "direction-weekday": direction_weekday,
    "weekday-in-week": weekday_in_week,
    "deictic": deictic,
    "tonight": tonight,
    "overnight": overnight,
    "direction-part": direction_part,
    "direction-span": direction_span,
    "told-span": told_span,
    "span-before": span_before,
    "past-or-future": past_or_future,
    "that-span": that_span,
    "that-part": that_part,
    "this-span": this_span,
    "this-year": this_year,
    "weekend": weekend,
    "direction-season": direction_season,
    "direction-month": direction_month,
    "ago": ago,
    "ahead": ahead,
    "later": later,
    "vague-later": vague_later,
    "from-deictic": from_deictic,
    "told": told,
}
"""The meanings of relative dates by the name that rules call them."""
