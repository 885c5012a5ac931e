"""What a meaning may ask of the text around an expression: the day of publication, the date last spoken of, the tense."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extract.finding.dates.calendar import at_unit, covered, make_day, nth_weekday
from extract.finding.dates.rules import Captured

Tense = Literal["past", "future"] | None
PENDING = "?"
"""Begins the value of a clock time whose day is still to be found in the sentence."""
YEAR_AHEAD = 6
"""A story that goes on to a month up to this many months ahead has crossed into the next year ("in November 2020 … in January")."""
JUST_BEGUN = 30
"""A clause that looks ahead may name a day up to so many days back ("the show is to run from 23 January")."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where an expression stands: `published`, the value that the text has last spoken of, its tense, and what its rule captured.

    `told` is None where nothing near was spoken of; `told_year` is the year of a story that runs apart from the day of publication.
    """

    published: date | None
    told: str | None
    told_day: date | None
    told_year: tuple[int, int] | None
    find_tense: Callable[[], Tense]
    units: Mapping[str, str]
    captures: Mapping[str, Captured]
    constant: str | None = None
    day_first: bool | None = None

    def get(self, name: str) -> str | None:
        """What the class `name` means here, or None where the rule has not matched it."""
        captured = self.captures.get(name)
        return captured.value if captured else None

    def number(self, name: str) -> int | None:
        """The captured class as a whole number, of "12th" the 12."""
        text = self.get(name)
        digits = text.rstrip("stndrhSTNDRH") if text else ""
        return int(digits) if digits.lstrip("-").isdigit() else None

    def unit(self, name: str = "unit") -> str:
        """TIMEX3's unit of a captured class or literal; "D" where there is none."""
        value = self.get(name) or "day"
        return self.units.get(value, value)

    @property
    def is_future(self) -> bool:
        """Whether the clause speaks of what is still to come."""
        return self.find_tense() == "future"

    def year(self) -> int | None:
        """The year that the expression itself states, in figures or as "last year"."""
        if (year := self.number("year")) is not None:
            return year
        if (short := self.number("year2")) is not None:
            return self.full_year(short)
        if (direction := self.number("direction")) is not None and self.published:
            return self.published.year + direction
        return None

    def full_year(self, short: int) -> int:
        """A year of two figures: the latest that is at most 20 years after publication; else 1950 to 2049."""
        if self.published is None:
            return short + (2000 if short < 50 else 1900)
        last = self.published.year + 20
        return last - (last - short) % 100

    def year_of(self, month: int, day: int | None = None, weekday: int | None = None) -> int | None:
        """The year that a month or day without one belongs to, None where nothing tells."""
        if self.published is None or (self.told_year and not self.is_future):
            if self.told_year is None:
                return None
            year, since = self.told_year
            return year + (month < since and (month - since) % 12 <= YEAR_AHEAD)
        here = self.published
        years = [y for y in range(here.year - 8, here.year + 9) if day is None or make_day(y, month, day)]
        if weekday and day:
            matching = [y for y in years if date(y, month, day).isoweekday() == weekday]
            years = [y for y in matching if abs(y - here.year) <= 1] or years

        def months_off(year: int) -> int:
            return (year - here.year) * 12 + month - here.month

        def days_off(year: int) -> int:
            return (date(year, month, day) - here).days if day else months_off(year) * 30

        tense = self.find_tense()
        if tense == "future":
            years = [y for y in years if days_off(y) >= (-JUST_BEGUN if day else 0)]
        elif tense == "past" and not weekday:
            years = [y for y in years if days_off(y) <= 0]
        elif day is None:  # news speaks of what was, unless it says otherwise
            years = [y for y in years if months_off(y) <= 1]
        return min(years, key=lambda y: abs(days_off(y)), default=here.year)

    def base(self) -> date | None:
        """The first day of what the text has last spoken of, else the day of publication."""
        days = covered(self.told) if self.told else None
        return days[0] if days else self.published


def unknown(unit: str) -> str:
    """The value of a unit of the calendar of which nothing is known."""
    return {"W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX", "CE": "XX"}.get(
        unit, "XXXX-XX-XX"
    )


def value_at(day: date | None, unit: str) -> str:
    """The value of the unit that the day lies in, or the unit with nothing known."""
    return at_unit(day, unit) if day else unknown(unit)


def nth_or_last(year: int, month: int, weekday: int, nth: int) -> str:
    """The value of the nth weekday of a month; the month where it has no such day."""
    day = nth_weekday(year, month, weekday, nth)
    return day.isoformat() if day else f"{year:04d}-{month:02d}"
