"""Feasts: the days that they are kept on in a year, by the rules of `normalisations/holiday.txt` and the table `feasts.tsv`."""

import re
from datetime import date, timedelta
from functools import cache

from extract.data import model_file, read_table
from extract.finding.dates.calendar import Days, make_day, nth_weekday

_NTH = re.compile(r"(\d+)-(-?\d)-(\d)(\+\d)?")
_MOVING = re.compile(r"(easter|orthodox)([+-]\d+)(?::(\d+))?")


def feast_days(rule: str, year: int) -> tuple[Days, ...]:
    """The first and last day of a feast for each time that it begins in the year; empty where it does not, or nobody can tell.

    "12-25" is a day of the year, "11-4-4" the fourth Thursday (month, nth, weekday; nth -1 is the last; "+1" the day after), "easter-2"
    and "orthodox+0" are days from Easter, "easter-46:46" so many days from there on, "nowruz" is the Iranian new year; any other rule
    names a feast of `feasts.tsv` (1950 to 2077), "unknown" one that is kept on other days elsewhere. Easter's rule holds from 1583 to 4099.
    """
    if not 1583 <= year <= 4099:
        return ()
    if match := _MOVING.fullmatch(rule):
        first = easter(year, match[1] == "orthodox") + timedelta(days=int(match[2]))
        return ((first, first + timedelta(days=int(match[3] or 1) - 1)),)
    if rule == "nowruz":
        return ((nowruz(year), nowruz(year)),) if 1925 <= year <= 2088 else ()
    if not rule[0].isdigit():
        return _table().get((rule, year), ())
    if match := _NTH.fullmatch(rule):
        month, nth, weekday, off = (int(part or 0) for part in match.groups())
        day = nth_weekday(year, month, weekday, nth)
        day = day + timedelta(days=off) if day else None
    else:
        day = make_day(year, int(rule[:2]), int(rule[3:]))
    return ((day, day),) if day else ()


def is_fixed(rule: str) -> bool:
    """Whether the feast is kept on the same day of every year."""
    return re.fullmatch(r"\d\d-\d\d", rule) is not None


@cache
def _table() -> dict[tuple[str, int], tuple[Days, ...]]:
    table: dict[tuple[str, int], tuple[Days, ...]] = {}
    for name, first, last in read_table(model_file("dates/feasts.tsv"), 3):
        days = date.fromisoformat(first), date.fromisoformat(last)
        table[name, days[0].year] = (*table.get((name, days[0].year), ()), days)
    return table


def easter(year: int, orthodox: bool = False) -> date:
    """Easter Sunday in the Gregorian calendar, western (Anonymous Gregorian algorithm) or orthodox (Meeus' Julian algorithm)."""
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + i - 7 * ((a + 11 * h + 22 * i) // 451) + 114, 31)
    return date(year, month, day + 1)


def nowruz(year: int) -> date:
    """The first day of the Iranian year that begins in the Gregorian year, by the 33-year cycle (right for 1925 to 2088)."""
    iranian = year - 621
    leaps = (1, 5, 9, 13, 17, 22, 26, 30)
    # 1 Farvardin 1375 was 20 March 1996; each Iranian year has 365 days, those of the cycle 366
    days = sum(365 + (y % 33 in leaps) for y in range(1375, iranian)) - sum(365 + (y % 33 in leaps) for y in range(iranian, 1375))
    return date(1996, 3, 20) + timedelta(days=days)
