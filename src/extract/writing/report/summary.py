"""What the report tells of many records: totals, people, places, countries, and every count with its day."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as calendar

from extract.records import Place, PrisonerCount, Record

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(slots=True)
class Person:
    """Everybody of one name, over all articles: `articles` by their number, how often named, with which titles."""

    name: str
    number: int
    articles: list[int] = field(default_factory=list)
    mentions: int = 0
    titles: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Spot:
    """A place of all articles."""

    name: str
    number: int
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    articles: list[int] = field(default_factory=list)
    mentions: int = 0
    counts: int = 0


@dataclass(slots=True)
class Country:
    """A country: the articles that name it or a place in it, those places, and the counts whose place of custody lies there."""

    code: str
    name: str
    articles: set[int] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    counts: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """A count, its number over all articles (from 1), its article, what it says of its time, and the day that it is put on.

    `when` is a day, month or year, or the words of the article ("the 1990s"); `day` the first that it covers. Where the count
    has no date both are the day of publication, and `is_published` is True; None where that is not known.
    """

    number: int
    article: int
    found: PrisonerCount
    when: str | None
    day: str | None
    is_published: bool


class Summary:
    """Adds up `records`; articles are numbered from 1 in their order. `countries` are names by ISO code."""

    def __init__(self, records: Iterable[Record], countries: dict[str, str]) -> None:
        self.records: Sequence[Record] = list(records)
        self.counts: list[Count] = []
        self.counts_of: dict[int, list[Count]] = defaultdict(list)
        self.person_at: dict[tuple[int, int], Person] = {}
        self.spot_at: dict[tuple[int, int], Spot] = {}
        self._people: dict[str, Person] = {}
        self._spots: dict[tuple[object, ...], Spot] = {}
        self._countries: dict[str, Country] = {}
        for article, record in enumerate(self.records, 1):
            self._add(article, record, countries)

    @property
    def days(self) -> tuple[str, str] | None:
        """The first and the last day that an article was published on."""
        days = sorted(day for record in self.records if (day := _iso(record.published)))
        return (days[0], days[-1]) if days else None

    @property
    def people(self) -> list[Person]:
        """Those in most articles first."""
        return sorted(self._people.values(), key=lambda person: (-len(person.articles), -person.mentions, person.name))

    @property
    def spots(self) -> list[Spot]:
        """The places in most articles first."""
        return sorted(self._spots.values(), key=lambda spot: (-len(spot.articles), -spot.mentions, spot.name))

    @property
    def countries(self) -> list[Country]:
        """The countries in most articles first."""
        return sorted(self._countries.values(), key=lambda country: (-len(country.articles), -country.counts, country.name))

    def _add(self, article: int, record: Record, countries: dict[str, str]) -> None:
        for index, found in enumerate(record.people):
            person = self._people.setdefault(found.name.casefold(), Person(found.name, len(self._people) + 1))
            self.person_at[article, index] = person
            if person.articles[-1:] != [article]:
                person.articles.append(article)
            person.mentions += len(found.mentions)
            person.titles.update(dict.fromkeys(title for title in found.titles if title != "byline"))
        by_name = {place.name: place for place in reversed(record.places)}
        located = [by_name.get(count.place or "") for count in record.prisoner_counts]
        for index, place in enumerate(record.places):
            spot = self._spot(place)
            self.spot_at[article, index] = spot
            if spot.articles[-1:] != [article]:
                spot.articles.append(article)
            spot.mentions += len(place.mentions)
            if place.country:
                country = self._country(place.country, countries)
                country.articles.add(article)
                if place.kind != "country":
                    country.places.add(place.name)
        for found_count, where in zip(record.prisoner_counts, located, strict=True):
            when, day = time_of(found_count, record)
            number, published = len(self.counts) + 1, _iso(record.published)
            count = Count(number, article, found_count, when or published, day or (None if when else published), when is None)
            self.counts.append(count)
            self.counts_of[article].append(count)
            if where is not None:
                self._spot(where).counts += 1
                if where.country:
                    self._country(where.country, countries).counts += 1

    def _spot(self, place: Place) -> Spot:
        key = (place.geonames_id,) if place.geonames_id is not None else (place.name.casefold(), place.country, place.kind)
        new = Spot(place.name, len(self._spots) + 1, place.kind, place.country, place.latitude, place.longitude)
        return self._spots.setdefault(key, new)

    def _country(self, code: str, countries: dict[str, str]) -> Country:
        return self._countries.setdefault(code, Country(code, countries.get(code, code)))


def time_of(count: PrisonerCount, record: Record) -> tuple[str | None, str | None]:
    """When the count holds, as it is written or as a plain day, month or year, and the first day of that; None where not known.

    By the article's dates where one has the count's value, else by the value itself.
    """
    if count.date is None:
        return None, None
    date = next((date for date in record.dates if date.value == count.date), None)
    match = _DAY.fullmatch(count.date)
    when = count.date if match or date is None else date.text
    if date is not None and date.earliest:
        return when, _iso(date.earliest)
    return when, _iso(f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}") if match else None


def _iso(day: str | None) -> str | None:
    """`day` where it is an ISO calendar day; records may come from anywhere."""
    try:
        return calendar.fromisoformat(day).isoformat() if day else None
    except ValueError:
        return None
