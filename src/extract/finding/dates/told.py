"""The meanings of dates counted from the date that the text has last spoken of: see `meanings.py`."""

import re

from extract.finding.dates.calendar import at_unit, covered, moved
from extract.finding.dates.meanings import Meaning
from extract.finding.dates.moment import PENDING, Moment, unknown, value_at
from extract.finding.dates.relative import shifted, with_part

_COMPARED = re.compile(r"\d{4}-(?:Q\d|H\d)")
"""What is compared with the same part of another year."""


def told_span(moment: Moment) -> str | None:
    """ "The next day", "the previous year", "the same week": from the date that the text has last spoken of."""
    span, step = moment.unit("span"), moment.number("told") or 0
    base = moment.told_day if span in ("D", "W", "WE") else moment.base()
    if base is None and step <= 0 and moment.told is None:
        base = moment.published
    return value_at(moved(base, span, step) if base else None, span)


def span_before(moment: Moment) -> str | None:
    """ "The year before", "the day after" where the phrase ends there."""
    span = moment.unit("span")
    base = moment.told_day if span in ("D", "W", "WE") else moment.base()
    step = 1 if moment.get("told") == "after" else -1
    if base is None and step < 0 and span != "D":
        base = moment.published
    return value_at(moved(base, span, step) if base else None, span)


def part_before(moment: Moment) -> str | None:
    """ "The evening before", "the night after"."""
    base, step = moment.told_day, 1 if moment.get("told") == "after" else -1
    return with_part(moment, value_at(moved(base, "D", step) if base else None, "D"))


def told_month(moment: Moment) -> str | None:
    """ "The following May", "that fall", "the previous spring": counted from the date that the text has last spoken of."""
    base, season, month = moment.base(), moment.get("season"), moment.number("month")
    step = moment.number("told") or 0
    if base is None:
        return f"XXXX-{season}" if season else f"XXXX-{month:02d}"
    if month:
        year = base.year + (step > 0 and month <= base.month) - (step < 0 and month >= base.month)
        return f"{year:04d}-{month:02d}"
    spans = {year: days for year in range(base.year - 2, base.year + 3) if (days := covered(f"{year:04d}-{season}"))}
    if step > 0:
        fitting = [year for year, days in spans.items() if days[0] > base]
    elif step < 0:
        fitting = [year for year, days in spans.items() if days[1] < base][::-1]
    else:
        fitting = [year for year, days in spans.items() if days[1] >= base]
    return f"{(fitting or [base.year])[0]:04d}-{season}"


def year_earlier(moment: Moment) -> str | None:
    """ "The year-ago quarter", "the same period last year": what the text has last spoken of, in an earlier year."""
    span = moment.unit("span") if moment.get("span") else None
    told = moment.told or ""
    year = moment.year()
    if moment.get("told") and moment.told:
        year = int(told[:4]) - 1
    if span == "Q" and "-Q" not in told:
        told = at_unit(moved(moment.published, "Q", -1) or moment.published, "Q") if moment.published else ""
    elif span == "M" and len(told) != 7:
        told = at_unit(moment.published, "M") if moment.published else ""
    if not told[:4].isdigit():
        year = year or (moment.published.year - 1 if moment.published else None)
        return f"{year:04d}" if year else None
    base = int(told[:4])
    if year is None or (moment.get("back") and year == base):
        year = base - 1
    return f"{year:04d}{told[4:]}"


def later(moment: Moment) -> str | None:
    """ "Three days later", "a year earlier": counted from the date that the text has last spoken of; hours and minutes, as
    "?+20|2025-12-12", from its last clock time, else with the day alone."""
    step = moment.number("later") or 1
    if (minutes := _minutes(moment)) is not None:
        return f"{PENDING}{step * minutes:+d}|{shifted(moment, moment.told_day, step)}"
    if moment.unit() == "Y" and moment.told and _COMPARED.fullmatch(moment.told) and (moment.get("count") or "1") == "1":
        return f"{int(moment.told[:4]) + step:04d}{moment.told[4:]}"  # "in the third quarter … from a year earlier"
    fine = moment.unit() in ("D", "W", "2W", "TH", "TM", "TS")
    base = moment.told_day if fine else moment.base() if step < 0 or moment.told else None
    return shifted(moment, base, step)


def _minutes(moment: Moment) -> int | None:
    """How long hours or minutes are that the words count; None for other units and for numbers that are not told."""
    size = {"TH": 60, "TM": 1}.get(moment.unit())
    count = moment.get("count") or moment.get("fraction") or ("X" if moment.get("vague") else "1")
    return None if size is None or count == "X" else round(float(count) * size)


def vague_later(moment: Moment) -> str | None:
    """ "Years later"."""
    unit = moment.unit("units")
    return unknown("Y" if unit in ("DE", "CE") else unit)


def that_span(moment: Moment) -> str | None:
    """ "That year", "that same day"."""
    return told_span(moment)


def told(moment: Moment) -> str | None:
    """ "At the time": the date that the text has last spoken of, else the past."""
    return moment.told or "PAST_REF"


MEANINGS: dict[str, Meaning] = {
    "part-before": part_before,
    "told-month": told_month,
    "year-earlier": year_earlier,
    "told-span": told_span,
    "span-before": span_before,
    "that-span": that_span,
    "later": later,
    "vague-later": vague_later,
    "told": told,
}
"""The meanings of dates counted from what the text told by the name that rules call them."""
