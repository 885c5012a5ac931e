"""What a meaning may ask of the text around an expression: the day of publication, the date last spoken of, which one is meant."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from extract.finding.dates.calendar import at_unit, covered, make_day, nth_weekday
from extract.finding.dates.rules import Captured
from extract.finding.dates.which import Label, Story

PENDING = "?"
"""Begins the value of a clock time whose day is still to be found in the sentence."""
YEAR_AHEAD = 6
"""A story that goes on to a month up to this many months ahead has crossed into the next year ("in November 2020 … in January")."""


_SOME_DAY, _DAY = date(2000, 1, 15), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """Where an expression stands: `published`, the value that the text has last spoken of, its tense, and what its rule captured.

    `told` is None where nothing near was spoken of; `story` is the last date spoken of that lies apart from the day of publication.
    `choose` tells, of days that an expression of a kind may mean, which one is meant.
    """

    published: date | None
    told: str | None
    told_day: date | None
    story: Story | None
    choose: Callable[[str, Mapping[Label, date]], Label]
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

    def which(self, kind: str, past: date | None, future: date | None, story: date | None = None) -> date | None:
        """Of the latest such day, the next one and that of the story, the one that is meant; None where there is none."""
        options: dict[Label, date] = {}
        for label, day in (("past", past), ("future", future), ("story", story)):
            if day is not None and day not in options.values():
                options[label] = day  # type: ignore[index]
        if len(options) < 2:
            return next(iter(options.values()), None)
        return options[self.choose(kind, options)]

    def is_future(self, kind: str) -> bool:
        """Whether the clause speaks of what is still to come."""
        here = self.published or _SOME_DAY
        return self.which(kind, here - _DAY, here + _DAY) == here + _DAY

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
        story = self._in_story(month, day)
        here = self.published
        if here is None:
            return story.year if story else None
        days = [found for y in range(here.year - 8, here.year + 9) if (found := make_day(y, month, day or 1))]
        if weekday and day:
            matching = [d for d in days if d.isoweekday() == weekday and abs(d.year - here.year) <= 1]
            if story and story.isoweekday() == weekday:
                matching.append(story)
            days = matching or days
            if len(matching) == 1:
                return matching[0].year
        past = max((d for d in days if d <= here), default=None)
        future = min((d for d in days if d > here), default=None)
        found = self.which("day" if day else "month", past, future, story)
        return found.year if found else here.year

    def _in_story(self, month: int, day: int | None) -> date | None:
        """The day, or first of the month, that the story comes to next; where it is long to wait for, the one just before."""
        if self.story is None:
            return None
        since = self.story.day
        year = since.year + (month < since.month and (month - since.month) % 12 <= YEAR_AHEAD)
        return make_day(year, month, day or 1)

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
