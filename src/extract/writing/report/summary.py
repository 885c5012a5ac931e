"""What the report tells of many records: totals, people, places, countries, and every count with its day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.records import Place, PrisonerCount, Record

_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?![\d-]|W)")


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
    """A count, its number over all articles (from 1), its article, the day it is put on (None: not known) and where that is from."""

    number: int
    article: int
    found: PrisonerCount
    day: str | None
    day_is_published: bool


class Summary:
    """Adds up `records`; articles are numbered from 1 in their order. `countries` are names by ISO code."""

    def __init__(self, records: Iterable[Record], countries: dict[str, str]) -> None:
        self.records: Sequence[Record] = list(records)
        self.counts: list[Count] = []
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
        days = sorted(record.published for record in self.records if record.published)
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
            day = day_of(found_count, record)
            self.counts.append(Count(len(self.counts) + 1, article, found_count, day or record.published, day is None))
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


def day_of(count: PrisonerCount, record: Record) -> str | None:
    """The first day that the count's date covers, by the article's dates, else by the value itself; None where it has none."""
    if count.date is None:
        return None
    for date in record.dates:
        if date.value == count.date and date.earliest:
            return date.earliest
    match = _DAY.match(count.date)
    return f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}" if match else None
