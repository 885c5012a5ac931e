"""The gazetteer: names of places, looked up in an SQLite file that is opened, not loaded.

`models/en/places/gazetteer.sqlite` is built by `models/en/places/build/build_gazetteer.py`; names are looked up by a folded
key, so that "São Tomé", "Sao Tome" and "SAO TOME" are one.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.errors import DataError
from extract.records import PlaceKind

KINDS: tuple[PlaceKind, ...] = ("country", "region", "city", "facility", "water", "continent", "other")
"""What a place's `kind` column counts from 0; a city that is its country's capital has 100 more."""
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, country TEXT, geonames INTEGER, latitude INTEGER, longitude INTEGER,
                    population INTEGER, parent INTEGER, level INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, traits INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
"""`latitude` and `longitude` in ten-thousandths of a degree; `parent` the division around it; `level` 1 or 2 for divisions, else 0."""
_LOOKUP = """SELECT name.key, place.id, place.name, kind, country, geonames, latitude, longitude, population, parent, level, traits
             FROM name JOIN place ON place.id = name.place WHERE name.key IN ({}) ORDER BY place.id"""
_BATCH = 200
_REMEMBERED = 10_000
"""Names that are remembered, also those that the gazetteer lacks; then they are forgotten, so that a long run needs no more memory."""

_SPELLED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ð": "d", "Ð": "D",
     "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A"} | dict.fromkeys("'’‘ʻʼ`´.", "")
)  # fmt: skip
_GAPS = re.compile(r"[\W_]+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


class Trait:
    """Bits that say what else a name may be: a word, a person's name, an abbreviation, a division without its "Province"."""

    WORD = 1
    GIVEN = 2
    FAMILY = 4
    ABBREVIATION = 8
    SHORTENED = 16
    BEHIND_COMMA = 32


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for; `parent` is the gazetteer's number of the division that it lies in."""

    number: int
    name: str
    kind: PlaceKind
    capital: bool
    country: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    population: int
    parent: int | None
    level: int
    traits: int


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """The key of a name: no case, accents, apostrophes or full stops, other punctuation as one blank, "St." written out."""
    name = name.translate(_SPELLED)
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return fold_words(_GAPS.sub(" ", name.casefold()).split())


def fold_words(words: list[str]) -> str:
    """The key of a name of which each word is folded."""
    if len(words) > 1 and words[0] in _SHORT:
        words = [_SHORT[words[0]], *words[1:]]
    return " ".join(words)


class Gazetteer:
    """Looks names up in the file at `path`, which is opened read-only at the first lookup; DataError where it is missing or damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._base: sqlite3.Connection | None = None
        self._known: dict[str, list[Candidate]] = {}

    def candidates(self, name: str) -> list[Candidate]:
        """The places that `name` may stand for, in the gazetteer's order; none for a name that it lacks."""
        key = fold(name)
        return self.lookup([key]).get(key, [])

    def lookup(self, keys: Iterable[str]) -> dict[str, list[Candidate]]:
        """The candidates of each folded key that the gazetteer has, in one go."""
        asked = set(keys)
        if len(self._known) > _REMEMBERED:
            self._known = {}
        known = self._known  # several threads may look up at once: what lies in it is whole
        wanted = sorted(key for key in asked if key not in known)
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            read: dict[str, list[Candidate]] = {key: [] for key in batch}
            for key, *row in self._rows(_LOOKUP.format(",".join("?" * len(batch))), batch):
                read[key].append(_candidate(row, key))
            known.update(read)
        return {key: found for key in asked if (found := known[key])}

    def parents(self, numbers: Iterable[int]) -> dict[int, int]:
        """The division around each of the places with these numbers, where there is one."""
        wanted = sorted(set(numbers))
        rows = self._rows(f"SELECT id, parent FROM place WHERE parent IS NOT NULL AND id IN ({','.join('?' * len(wanted))})", wanted)
        return dict(rows)

    def place(self, number: int) -> Candidate | None:
        """The place with the gazetteer's number `number`."""
        query = "SELECT id, name, kind, country, geonames, latitude, longitude, population, parent, level, 0 FROM place WHERE id = ?"
        rows = self._rows(query, [number])
        return _candidate(rows[0], "") if rows else None

    def _rows(self, query: str, values: list[str] | list[int]) -> list[Any]:
        try:
            if self._base is None:
                self._base = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
                self._base.execute(f"PRAGMA mmap_size = {1 << 28}")  # pages are read where they lie, without a copy
            return self._base.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise DataError(self._path, 0, f"the gazetteer cannot be read ({error}); build it again") from None

    def __getstate__(self) -> dict[str, object]:  # a worker process opens the file for itself
        return {"_path": self._path, "_base": None, "_known": {}}


def _candidate(row: list[Any], key: str) -> Candidate:
    number, name, kind, country, geonames, latitude, longitude, population, parent, level, traits = row
    return Candidate(
        number=number,
        name=name or key.title(),
        kind=KINDS[kind % 100],
        capital=kind >= 100,
        country=country,
        geonames_id=geonames,
        latitude=None if latitude is None else latitude / 10_000,
        longitude=None if longitude is None else longitude / 10_000,
        population=population,
        parent=parent,
        level=level,
        traits=traits,
    )
