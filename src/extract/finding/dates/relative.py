"""The meanings of dates counted from the day of publication: see `meanings.py`; `told.py` has those counted from what the text told."""

from datetime import date, timedelta

from extract.finding.dates.calendar import covered, make_day, moved
from extract.finding.dates.meanings import Meaning, calendar, ordinal_day, whole
from extract.finding.dates.moment import Moment, unknown, value_at


def weekday(moment: Moment) -> str | None:
    """A bare day of the week: the latest, today counting, the next, or that of the story; "Friday night" adds its part."""
    number = moment.number("weekday")
    if number is None:
        return None
    if moment.published is None:
        return with_part(moment, f"XXXX-WXX-{number}")
    here, story = moment.published, moment.story
    in_story = None
    if story and story.told == "day":
        in_story = story.day + timedelta(days=(number - story.day.isoweekday()) % 7)
    past = here - timedelta(days=(here.isoweekday() - number) % 7)
    # the weekday of publication is that day, also where the clause looks ahead ("will vote on Friday")
    day = moment.which("weekday", past, past + timedelta(days=7) if past < here else None, in_story)
    return with_part(moment, value_at(day, "D"))


def weekday_or_calendar(moment: Moment) -> str | None:
    """A part of a day that is named by its weekday or its date."""
    if moment.get("month"):
        value = calendar(moment)
        return with_part(moment, value) if value else None
    return weekday(moment)


def weekday_or_deictic(moment: Moment) -> str | None:
    """A part of a day that is named by its weekday, or as today's."""
    return weekday(moment) if moment.get("weekday") else deictic(moment)


def weekday_ordinal_day(moment: Moment) -> str | None:
    """ "Thursday 29th": the nearest 29th that is a Thursday, within half a year."""
    here, number, day = moment.published, moment.number("weekday"), moment.number("day")
    if here is None or day is None:
        return f"XXXX-XX-{day:02d}" if day else None
    months = (moved(here.replace(day=1), "M", off) for off in (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5))
    days = (make_day(month.year, month.month, day) for month in months if month)
    return next((d.isoformat() for d in days if d and d.isoweekday() == number), f"XXXX-XX-{day:02d}")


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
    if step == 0 and off:
        following = base + timedelta(days=off)
        off = ((moment.which("this", following - timedelta(days=7), following) or following) - base).days
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
    return value_at(day if day is None or moment.is_future("overnight") else moved(day, "D", -1), "D") + "TNI"


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


def past_or_future(moment: Moment) -> str | None:
    """ "The past", "the future"."""
    return f"{(moment.get('value') or '').upper()}_REF"


def that_part(moment: Moment) -> str | None:
    """ "That night", "the following morning", "in the evening"."""
    base = moment.told_day or moment.published
    return with_part(moment, value_at(moved(base, "D", moment.number("told") or 0) if base else None, "D"))


def part_of_ordinal_day(moment: Moment) -> str | None:
    """ "The evening of the 10th"."""
    day = ordinal_day(moment)
    return with_part(moment, day) if day else None


def long_ago(moment: Moment) -> str | None:
    """ "A year and five months ago": as exact as the finer unit."""
    day = moment.published
    for count, unit in ((moment.number("count") or 1, moment.unit()), (moment.number("more") or 0, moment.unit("finer"))):
        day = moved(day, unit, -count) if day else None
    return value_at(day, moment.unit("finer"))


def this_span(moment: Moment) -> str | None:
    """ "The day", "the year" after a preposition: of a story its own, else that of publication."""
    span = moment.unit("span")
    base = moment.told_day if span == "D" and moment.told_day else moment.published
    if span == "Y" and moment.story and moment.story.back <= 1 and moment.story.told != "year":
        return value_at(moment.story.day, "Y")
    return value_at(base, span)


def this_year(moment: Moment) -> str | None:
    """The year of publication."""
    return value_at(moment.published, "Y")


def weekend(moment: Moment) -> str | None:
    """The weekend just gone, this one on its days, or the one to come."""
    here = moment.published
    if here is None or "direction" in moment.captures:
        return value_at(here, "WE")
    saturday = here - timedelta(days=(here.isoweekday() + 1) % 7)
    return value_at(moment.which("weekend", saturday, saturday + timedelta(days=7)), "WE")


def direction_season(moment: Moment) -> str | None:
    """ "Last summer" is the latest that has begun and is over, "next summer" the next to begin."""
    season, step = moment.get("season") or "SP", moment.number("direction") or 0
    here = moment.published
    if here is None:
        return f"XXXX-{season}"
    years = range(here.year - 2, here.year + 3)
    spans = {y: days for y in years if (days := covered(f"{y:04d}-{season}"))}
    if step < 0:
        year = max((y for y, days in spans.items() if days[1] < here), default=here.year)
    elif step > 0:
        year = min((y for y, days in spans.items() if days[0] > here), default=here.year)
    else:
        year = here.year - (season == "WI" and here.month < 6)
    return f"{year:04d}-{season}"


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
    return shifted(moment, moment.published, moment.number("ago") or -1)


def ahead(moment: Moment) -> str | None:
    """ "In two weeks' time"."""
    return shifted(moment, moment.published, 1)


def from_deictic(moment: Moment) -> str | None:
    """ "A week from tomorrow"."""
    start = moved(moment.published, "D", moment.number("deictic") or 0) if moment.published else None
    day = moved(start, moment.unit(), moment.number("count") or 1) if start else None
    return value_at(day, "D")


def from_weekday(moment: Moment) -> str | None:
    """ "A week from Sunday", "two weeks ago Monday"."""
    number, here = moment.number("weekday") or 1, moment.published
    if here is None:
        return f"XXXX-WXX-{number}"
    step = -1 if moment.get("ago") else 1
    start = here + timedelta(days=(number - here.isoweekday()) % 7 - (7 if step < 0 and number != here.isoweekday() else 0))
    return value_at(moved(start, moment.unit(), step * (moment.number("count") or 1)), "D")


def ago_today(moment: Moment) -> str | None:
    """ "A year ago today", "ten years ago this week"."""
    day = moved(moment.published, moment.unit(), -(moment.number("count") or 1)) if moment.published else None
    return value_at(day, moment.unit("span") if moment.get("span") else "D")


def span_beyond(moment: Moment) -> str | None:
    """ "The week after next", "the year before last"."""
    span = moment.unit("span")
    return value_at(moved(moment.published, span, moment.number("beyond") or 0) if moment.published else None, span)


def shifted(moment: Moment, base: date | None, step: int) -> str:
    """The date so many units as the words count before or after `base`, as exact as the unit."""
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
    "weekday-or-deictic": weekday_or_deictic,
    "weekday-ordinal-day": weekday_ordinal_day,
    "part-of-ordinal-day": part_of_ordinal_day,
    "long-ago": long_ago,
    "weekday-or-calendar": weekday_or_calendar,
    "direction-weekday": direction_weekday,
    "weekday-in-week": weekday_in_week,
    "deictic": deictic,
    "tonight": tonight,
    "overnight": overnight,
    "direction-part": direction_part,
    "direction-span": direction_span,
    "past-or-future": past_or_future,
    "that-part": that_part,
    "this-span": this_span,
    "this-year": this_year,
    "weekend": weekend,
    "direction-season": direction_season,
    "direction-month": direction_month,
    "ago": ago,
    "ahead": ahead,
    "from-deictic": from_deictic,
    "from-weekday": from_weekday,
    "ago-today": ago_today,
    "span-beyond": span_beyond,
}
"""The meanings of dates counted from the day of publication by the name that rules call them."""
