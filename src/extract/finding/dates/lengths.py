"""The meanings of durations, sets and clock times: see `meanings.py`."""

import re
from datetime import date

from extract.finding.dates.calendar import moved, to_day
from extract.finding.dates.meanings import Meaning, calendar, feast
from extract.finding.dates.moment import PENDING, Moment
from extract.finding.dates.relative import deictic, direction_part, direction_weekday, tonight, weekday

FINER = {"TH": ("TM", 60), "TM": ("TS", 60)}
"""Units of the clock, and what a fraction of one is told in: "six and a half hours" is PT6H30M."""

SIZES = "CE DE Y Q M 2W W D TH TM TS"
"""The units from large to small: "two years and three months" goes on with a smaller one."""


def duration(moment: Moment) -> str | None:
    """A number of units, and a number of finer ones where the words go on: "two years and three months"."""
    text = moment.get("count") or moment.get("fraction") or ("X" if moment.get("vague") else "1")
    first = _length(text, moment.unit())
    if first and (more := moment.get("more")):
        second = _length(more, moment.unit("finer"))
        if second is None or SIZES.find(moment.unit("finer")) <= SIZES.find(moment.unit()):
            return None
        return first + (second[1:] if "T" not in first else second[2:] if second[1] == "T" else "")
    return first


def one_unit(moment: Moment) -> str | None:
    """One of the unit: "a year", "every week"."""
    return _length("1", moment.unit())


def one_and_half(moment: Moment) -> str | None:
    """ "A year and a half"."""
    return _length("1.5", moment.unit())


def bare_units(moment: Moment) -> str | None:
    """ "For years": as long as the text does not tell."""
    return _length("X", moment.unit())


def every_count(moment: Moment) -> str | None:
    """ "Every three months", "every other day"."""
    name = "units" if moment.get("units") else "unit"
    return _length(moment.get("count") or "2", moment.unit(name))


def every_weekday(moment: Moment) -> str | None:
    """ "Every Friday"."""
    return f"XXXX-WXX-{moment.get('weekday')}{moment.get('part') or ''}"


def every_part(moment: Moment) -> str | None:
    """ "Every night"."""
    return f"XXXX-XX-XX{moment.get('part')}"


def every_month(moment: Moment) -> str | None:
    """ "Every July", "every 4 July", "each spring"."""
    day = moment.number("day")
    return f"XXXX-{moment.get('month') or moment.get('season')}" + (f"-{day:02d}" if day else "")


def clock(moment: Moment) -> str | None:
    """A time of the clock, on the day that stands beside it; "?" before the value where none does."""
    hour, minute, seconds = _clock(moment)
    half = moment.get("ampm") or (moment.get("houram") or "")[-2:].lower()
    part = moment.get("part") or ("TNI" if "night" in moment.captures else "")
    if not half and part in ("TAF", "TEV", "TNI") and 5 <= hour < 12:
        half = "pm"
    return _at(moment, hour, minute, half, seconds)


def clock_in_words(moment: Moment) -> str | None:
    """ "Half past six", "a quarter to nine", "ten past eight"."""
    return _in_words(moment, moment.get("ampm"))


def _in_words(moment: Moment, half: str | None) -> str | None:
    hour = moment.number("hours")
    minute = moment.number("count") or (15 if "quarter" in moment.captures else 30)
    if hour is None or not 1 <= minute <= 30 or not 1 <= hour <= 12:
        return None
    if moment.get("past") in ("to", "before"):
        hour, minute = (hour - 1) or 12, 60 - minute
    return _at(moment, hour, minute, half)


def hour_of_day(moment: Moment) -> str | None:
    """ "Four on Thursday morning", "half past six this evening": the part of the day tells its half."""
    part = moment.get("part") or "TMO"
    half = "am" if part == "TMO" else "pm"
    if moment.get("hours"):
        return _in_words(moment, half)
    hour, minute, _ = _clock(moment)
    if part == "TNI" and hour < 5:  # "three last night" is the morning after; its day is not told so plainly
        return None
    return _at(moment, hour, minute, half) if 1 <= hour <= 12 else None


def clock_range_start(moment: Moment) -> str | None:
    """The 2 of "2 to 5 p.m.": in the half of the day that ends the range, or the other where it would come after its end."""
    hour, minute, _ = _clock(moment)
    last, half = moment.get("last") or "", moment.get("ampm")
    half = half or last[-2:].lower()
    end = int(re.match(r"\d+", last)[0]) % 12 if re.match(r"\d+", last) else 0  # type: ignore[index]
    if not 1 <= hour <= 12:
        return None
    if hour % 12 > end or (hour % 12 == end == 0):
        half = _OTHER[half]
    return _at(moment, hour, minute, half)


def clock_range_end(moment: Moment) -> str | None:
    """The 5 of "9 a.m. to 5"."""
    hour, minute, _ = _clock(moment)
    first = moment.get("first") or ""
    half = moment.get("firsthalf") or first[-2:].lower()
    begin = re.match(r"\d+", first)
    if begin is None or not 1 <= hour <= 12 or half not in _OTHER:
        return None
    return _at(moment, hour, minute, half if hour % 12 > int(begin[0]) % 12 else _OTHER[half])


def noon(moment: Moment) -> str | None:
    """Noon or midnight; midnight ends the day."""
    return _on_day(moment, f"T{moment.get('noon')}")


def pending_part(moment: Moment) -> str | None:
    """ "At dawn", "in the morning": of the day that the sentence names."""
    return f"{PENDING}{moment.get('part')}"


_OTHER = {"am": "pm", "pm": "am"}


def _at(moment: Moment, hour: int, minute: int, half: str | None, seconds: str = "") -> str | None:
    if half and not 1 <= hour <= 12 and not (half == "pm" and hour <= 23):
        return None
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return _on_day(moment, f"T{hour:02d}:{minute:02d}{seconds}")


def _clock(moment: Moment) -> tuple[int, int, str]:
    if zulu := moment.get("militaryz"):
        return int(zulu[:2]), int(zulu[2:4]), "Z"
    text = moment.get("clock") or moment.get("clockdot") or moment.get("military") or moment.get("houram") or moment.get("hour") or ""
    if text := text.rstrip("aApPmM"):
        parts = text.replace(".", ":").replace("h", ":").rstrip(":").split(":") if not moment.get("military") else [text[:2], text[2:]]
        return int(parts[0]), int(parts[1]) if len(parts) > 1 else 0, f":{parts[2]}" if len(parts) > 2 else ""
    count = moment.number("count")
    return count if count is not None else 99, 0, ""


def _on_day(moment: Moment, time: str) -> str | None:
    zone = moment.get("zone")
    if zone and zone != "none":
        time += zone
    if (offset := moment.number("offset")) is not None:
        time += f"{moment.get('plus')}{offset:02d}:00"
    find: Meaning | None = next((m for name, m in _DAYS.items() if name in moment.captures), None)
    if find is None:
        return PENDING + time
    day = (find(moment) or "").partition("T")[0]
    return day + time if to_day(day) or day[:1] == "X" else PENDING + time


def shifted_clock(value: str, minutes: int) -> str | None:
    """A clock time "2025-12-12T18:40" so many minutes later (or earlier, below zero); None for any other value."""
    match = _WHOLE_CLOCK.match(value)
    day = to_day(value[:10])
    if match is None or day is None:
        return None
    total = int(match[1]) * 60 + int(match[2]) + minutes
    there = moved(day, "D", total // 1440)
    return f"{there.isoformat()}T{total % 1440 // 60:02d}:{total % 60:02d}{value[16:]}" if there else None


_WHOLE_CLOCK = re.compile(r".{10}T(\d\d):(\d\d)")


def _length(count: str, unit: str) -> str | None:
    """The value of a duration; None where the unit is none of a duration."""
    if unit[0] == "2":  # a fortnight
        count, unit = (count if count == "X" else f"{float(count) * 2:g}"), unit[1:]
    if unit == "CE" and "." in count:
        count, unit = f"{float(count) * 100:g}", "Y"
    if unit[0] != "T":
        return f"P{_plain(count)}{unit}"
    whole, dot, _ = count.partition(".")
    if dot and unit in FINER and count != "X":
        finer, size = FINER[unit]
        rest = round((float(count) - int(whole)) * size)
        return "PT" + (f"{whole}{unit[1]}" if int(whole) else "") + (f"{rest}{finer[1]}" if rest else "")
    return f"PT{_plain(count)}{unit[1]}"


def _plain(count: str) -> str:
    return count.lstrip("0") if len(count) > 1 and count[1] != "." else count


def _told_day(moment: Moment) -> str | None:
    return direction_weekday(moment) if "weekday" in moment.captures else direction_part(moment)


_DAYS: dict[str, Meaning] = {
    "month": calendar, "direction": _told_day, "weekday": weekday, "deictic": deictic, "holiday": feast, "night": tonight,
}  # fmt: skip
"""What finds the day of a clock time, by the class that names it; the first that was captured."""

MEANINGS: dict[str, Meaning] = {
    "duration": duration,
    "one-unit": one_unit,
    "one-and-half": one_and_half,
    "bare-units": bare_units,
    "every-count": every_count,
    "every-weekday": every_weekday,
    "every-part": every_part,
    "every-month": every_month,
    "clock": clock,
    "noon": noon,
    "clock-in-words": clock_in_words,
    "hour-of-day": hour_of_day,
    "clock-range-start": clock_range_start,
    "clock-range-end": clock_range_end,
    "pending-part": pending_part,
}
"""The meanings of durations, sets and clock times by the name that rules call them."""


def on_day(value: str, day: date | str | None) -> str:
    """A pending clock time on its day, or on a day that nobody knows."""
    return f"{day or 'XXXX-XX-XX'}{value.removeprefix(PENDING)}"
