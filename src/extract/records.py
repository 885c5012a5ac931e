"""The output contract as typed records.

Every offset counts Unicode code points in the article's text, and `text[start:end]` is the mention, exactly.
Unknown is None, never a guess. `Record.to_dict` gives plain Python ready for a JSON writer.
"""

from collections.abc import Collection
from dataclasses import Field, dataclass, field, fields, is_dataclass
from typing import Any, Literal

PlaceKind = Literal["country", "region", "city", "facility", "water", "continent", "other"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
CountModifier = Literal["exact", "at_least", "more_than", "about", "at_most", "less_than", "between", "vague"]
Status = Literal["held", "detained", "sentenced", "released", "exchanged", "transferred", "died", "escaped"]
Certainty = Literal["asserted", "planned", "negated", "possible"]

KINDS = ("people", "places", "dates", "prisoner_counts")
ON_REQUEST = {"on_request": True}
"""Metadata of a field that is left out of the output unless it is asked for."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the article's text: `start` and `end` in code points, and the text between them."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an entry was found: the name of the rule and the cues in the text that it used."""

    rule: str
    cues: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One person, however the article spells or shortens the name."""

    name: str
    titles: tuple[str, ...]
    mentions: tuple[Mention, ...]
    explain: Explanation | None = field(default=None, metadata=ON_REQUEST)


@dataclass(frozen=True, slots=True)
class Place:
    """One place; `country` is ISO 3166-1 alpha-2, the coordinates are GeoNames' in degrees (WGS 84)."""

    name: str
    kind: PlaceKind
    country: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    mentions: tuple[Mention, ...]
    explain: Explanation | None = field(default=None, metadata=ON_REQUEST)


@dataclass(frozen=True, slots=True)
class Date:
    """One temporal expression by ISO-TimeML TIMEX3; `earliest` and `latest` are ISO calendar days, both included."""

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    modifier: str | None = None
    earliest: str | None = None
    latest: str | None = None
    explain: Explanation | None = field(default=None, metadata=ON_REQUEST)


@dataclass(frozen=True, slots=True)
class PrisonerCount:
    """One statement of how many people are deprived of liberty or leave it; `minimum` and `maximum` are inclusive."""

    start: int
    end: int
    text: str
    value: int | None
    modifier: CountModifier
    minimum: int | None
    maximum: int | None
    group: str | None
    status: Status | None
    certainty: Certainty
    place: str | None
    date: str | None
    attributed_to: str | None
    sentence: str
    explain: Explanation | None = field(default=None, metadata=ON_REQUEST)


@dataclass(frozen=True, slots=True)
class Record:
    """What one article holds. Lists are in order of first mention; offsets refer to `text`."""

    id: str | None
    source: str | None
    title: str | None
    published: str | None
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    dates: tuple[Date, ...]
    prisoner_counts: tuple[PrisonerCount, ...]
    text: str = field(default="", metadata=ON_REQUEST)

    def to_dict(self, kinds: Collection[str] = KINDS, *, explain: bool = False, text: bool = False) -> dict[str, Any]:
        """The record as plain dicts and lists in the contract's order of keys.

        Of the four kinds of finds only `kinds` are in it; `explain` and `text` say whether those fields are.
        """
        hidden = frozenset(KINDS) - frozenset(kinds) | ({"explain"} if not explain else set())
        record: dict[str, Any] = _plain(self, hidden)
        if not text:
            del record["text"]
        return record


def _plain(value: Any, hidden: frozenset[str]) -> Any:
    """Dataclasses to dicts and tuples to lists, all the way down, without the fields that are named `hidden`."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name), hidden) for f in fields(value) if f.name not in hidden}
    if isinstance(value, tuple | list):
        return [_plain(item, hidden) for item in value]
    return value


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record as it is printed, made from the record types themselves."""
    from pydantic import TypeAdapter  # imported here: only `extract schema` and the tests need it

    schema = TypeAdapter(Record).json_schema(mode="serialization")
    definitions = {"Record": schema, **schema["$defs"]}
    for kind in (Record, Person, Place, Date, PrisonerCount, Mention, Explanation):
        definition = definitions[kind.__name__]
        definition["required"] = [f.name for f in fields(kind) if not _on_request(f)]
        definition["additionalProperties"] = False
        for described in definition["properties"].values():
            described.pop("default", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _on_request(field: Field[Any]) -> bool:
    return "on_request" in field.metadata
