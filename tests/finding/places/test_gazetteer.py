"""The gazetteer's file, its lookups, and the tables that it is built from."""

import pickle
import sqlite3
from pathlib import Path

import pytest

from extract.data import model_file, read_lexicon, read_table
from extract.errors import DataError
from extract.finding.places.gazetteer import KINDS, Gazetteer, Trait, fold

PLACES = model_file("places")
OWN = ("regions.tsv", "waters.tsv", "facilities.tsv")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(PLACES / "gazetteer.sqlite")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("São Tomé", "sao tome"),
        ("N’Djamena", "ndjamena"),
        ("U.S.", "us"),
        ("St. Petersburg", "saint petersburg"),
        ("Łódź", "lodz"),
        ("Port-au-Prince", "port au prince"),
        ("Side", "side"),
        ("St.", "st"),
        ("ÅRHUS", "arhus"),
        ("Diyarbakır", "diyarbakir"),
        ("", ""),
        ("—", ""),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


@pytest.mark.parametrize(
    ("name", "kind", "country", "geonames_id"),
    [
        ("Minsk", "city", "BY", 625144),
        ("Homel", "city", "BY", 627907),
        ("Belarus", "country", "BY", 630336),
        ("Burma", "country", "MM", 1327865),
        ("Türkiye", "country", "TR", 298795),
        ("DRC", "country", "CD", 203312),
        ("California", "region", "US", 5332921),
        ("Europe", "continent", None, 6255148),
        ("Chechnya", "region", "RU", 569665),
        ("Evin", "facility", "IR", None),
        ("Black Sea", "water", None, None),
    ],
)
def test_candidates(name: str, kind: str, country: str | None, geonames_id: int | None, gazetteer: Gazetteer) -> None:
    assert (kind, country, geonames_id) in {(c.kind, c.country, c.geonames_id) for c in gazetteer.candidates(name)}


def test_a_name_that_is_not_there(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Xyzzyville") == []
    assert gazetteer.candidates("") == []


def test_names_that_are_people_or_words_say_so(gazetteer: Gazetteer) -> None:
    assert all(c.traits & Trait.GIVEN for c in gazetteer.candidates("Keith") if c.level == 0)
    assert all(c.traits & Trait.WORD for c in gazetteer.candidates("Reading"))


def test_lookup_of_many(gazetteer: Gazetteer) -> None:
    keys = [f"nowhere {i}" for i in range(999)] + ["minsk", "oslo"]
    assert set(gazetteer.lookup(keys)) == {"minsk", "oslo"}
    assert gazetteer.lookup([]) == {}


def test_containment(gazetteer: Gazetteer) -> None:
    paris = next(c for c in gazetteer.candidates("Paris") if c.country == "US" and c.population > 20_000)
    assert paris.parent is not None
    county = gazetteer.place(paris.parent)
    assert county is not None
    assert county.parent is not None
    state = gazetteer.place(county.parent)
    assert state is not None
    assert state.name == "Texas"
    assert gazetteer.parents([paris.number]) == {paris.number: county.number}


def test_a_worker_opens_it_for_itself(gazetteer: Gazetteer) -> None:
    gazetteer.candidates("Oslo")
    assert pickle.loads(pickle.dumps(gazetteer)).candidates("Oslo") == gazetteer.candidates("Oslo")


def test_missing_or_damaged(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="build it again"):
        Gazetteer(tmp_path / "none.sqlite").candidates("Oslo")
    (tmp_path / "bad.sqlite").write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(DataError, match="build it again"):
        Gazetteer(tmp_path / "bad.sqlite").candidates("Oslo")


def test_the_file_is_sound_and_small() -> None:
    path = PLACES / "gazetteer.sqlite"
    assert path.stat().st_size < 17_000_000
    base = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    count = "SELECT count(*) FROM place WHERE"
    assert base.execute(f"{count} abs(latitude) > 900000 OR abs(longitude) > 1800000").fetchone() == (0,)
    assert base.execute(f"{count} parent NOT IN (SELECT id FROM place)").fetchone() == (0,)
    assert base.execute(f"{count} length(country) <> 2").fetchone() == (0,)
    assert base.execute("SELECT count(*) FROM name WHERE place NOT IN (SELECT id FROM place)").fetchone() == (0,)
    assert base.execute("SELECT count(DISTINCT country) FROM place WHERE kind = 0").fetchone()[0] > 240


@pytest.mark.parametrize("table", OWN)
def test_own_tables(table: str) -> None:
    seen: set[str] = set()
    for names, kind, country, latitude, longitude in read_table(PLACES / table, 5):
        assert kind in KINDS
        assert country == "-" or (len(country) == 2 and country.isupper())
        assert (latitude == "-") == (longitude == "-")
        if latitude != "-":
            assert abs(float(latitude)) <= 90
            assert abs(float(longitude)) <= 180
        for name in names.split("|"):
            assert name == name.strip() != ""
            assert name not in seen
            seen.add(name)


def _countries() -> list[str]:
    return [country for country, _ in read_table(PLACES / "countries.tsv", 2)]


def test_other_tables() -> None:
    known = set(_countries())
    assert len(known) == len(_countries())
    words = [word for word, _ in read_table(PLACES / "demonyms.tsv", 2)]
    assert len(words) == len(set(words))
    assert all(country == "-" or len(country) == 2 for _, country in read_table(PLACES / "demonyms.tsv", 2))
    for name in ("never", "joining", "directions", "generic", "common_words", "given_names", "family_names"):
        assert read_lexicon(PLACES / f"{name}.txt")
