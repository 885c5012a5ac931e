"""Results of earlier runs read back: every format gives the records that were written."""

import gzip
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from extract.errors import InputError
from extract.reading.article import Article
from extract.reading.results import read_results
from extract.records import Date, Explanation, Mention, Person, Place, PrisonerCount, Record
from extract.writing.sqlite_writer import SqliteFile

TEXT = "Okoth left Minsk in 2024; 52 were freed."
RECORD = Record(
    "a",
    "a.txt",
    "A title",
    "2024-05-06",
    (Person("Okoth", ("Dr.",), (Mention(0, 5, "Okoth"),), Explanation("given", (Mention(6, 10, "left"),))),),
    (Place("Minsk", "city", "BY", 625144, 53.9, 27.5667, (Mention(11, 16, "Minsk"),), Explanation("largest")),),
    (Date(20, 24, "2024", "DATE", "2024", None, "2024-01-01", "2024-12-31", Explanation("year")),),
    (
        PrisonerCount(
            26, 28, "52", 52, "exact", 52, 52, None, "released", "asserted", None, "2024", None, TEXT, Explanation("free", ())
        ),
    ),
    TEXT,
)  # fmt: skip
PLAIN = replace(RECORD, id=None, title=None, people=(), places=(), dates=(), prisoner_counts=(), text="")


def read(*paths: Path) -> list[Record | InputError]:
    return list(read_results(map(str, paths), lambda article: replace(PLAIN, source=article.source, text=article.text), Counter()))


def dicts() -> list[dict[str, object]]:
    return [RECORD.to_dict(explain=True, text=True), {**PLAIN.to_dict(), "source": "b.txt"}]


BOTH = [RECORD, replace(PLAIN, source="b.txt")]


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("r.jsonl.gz" if packed else "r.jsonl")
    content = "\n".join(map(json.dumps, dicts())).encode() + b"\n\n"
    path.write_bytes(gzip.compress(content) if packed else content)
    assert read(path) == BOTH


def test_an_object_and_an_array(tmp_path: Path) -> None:
    one, both = tmp_path / "one.json", tmp_path / "both.json"
    one.write_text(json.dumps(dicts()[0], indent=2), encoding="utf-8")
    both.write_text(json.dumps(dicts()), encoding="utf-8")
    assert read(one, both) == [BOTH[0], *BOTH]


def test_the_database(tmp_path: Path) -> None:
    base = SqliteFile(tmp_path / "r.db")
    for entry, article in zip(dicts(), [Article(TEXT, "a", "a.txt"), Article("x", None, "b.txt")], strict=True):
        base.write(entry)
        base.finished(article)
    base.close()
    assert read(tmp_path / "r.db") == BOTH


def test_kinds_that_were_not_asked_for_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(RECORD.to_dict(["people"])), encoding="utf-8")
    (found,) = read(path)
    assert isinstance(found, Record)
    assert len(found.people) == 1
    assert found.prisoner_counts == ()


def test_articles_are_extracted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.", encoding="utf-8")
    (tmp_path / "in.jsonl").write_text('{"text": "Two."}\n', encoding="utf-8")
    assert [found.text for found in read(tmp_path / "a.txt", tmp_path / "in.jsonl") if isinstance(found, Record)] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cut.json", '[{"people": [', "not JSON"),
        ("other.json", '{"a": 1}', "no record of extract"),
        ("list.json", "[1, 2]", "no record of extract"),
        ("type.jsonl", '{"people": [], "source": "s", "id": 3, "title": null, "published": null}', "id: Input should be a valid string"),
        ("name.jsonl", '{"people": [{"name": "A"}], "source": "s", "id": null}', "no record of extract"),
        ("nan.json", '{"id": null, "source": "s", "places": [{"latitude": NaN}]}', "not JSON"),
        ("empty.txt", "", "is empty"),
        ("missing.jsonl", None, "no such"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_others_go_on(tmp_path: Path, name: str, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "good.json").write_text(json.dumps(dicts()[0]), encoding="utf-8")
    *bad, good = read(tmp_path / name, tmp_path / "good.json")
    assert bad
    assert all(isinstance(error, InputError) for error in bad)
    assert said.casefold() in str(bad[0]).casefold()
    assert good == RECORD


def test_a_cut_line_costs_itself(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(json.dumps(dicts()[0]) + "\n" + json.dumps(dicts()[0])[:50], encoding="utf-8")
    good, bad = read(tmp_path / "r.jsonl")
    assert good == RECORD
    assert isinstance(bad, InputError)
    assert "r.jsonl:2" in str(bad)


def test_another_database_is_refused(tmp_path: Path) -> None:
    import sqlite3

    base = sqlite3.connect(tmp_path / "other.db")
    base.execute("CREATE TABLE a (b)")
    base.close()
    (error,) = read(tmp_path / "other.db")
    assert isinstance(error, InputError)
    assert "as a database that extract wrote (no such table" in str(error)


def test_reading_a_database_writes_nothing_beside_it(tmp_path: Path) -> None:
    base = SqliteFile(tmp_path / "r.db")
    base.write(dicts()[0])
    base.finished(Article(TEXT, "a", "a.txt"))
    base.close()
    assert read(tmp_path / "r.db") == [RECORD]
    assert [path.name for path in tmp_path.iterdir()] == ["r.db"]
    (tmp_path / "r.db.gz").write_bytes(gzip.compress((tmp_path / "r.db").read_bytes()))
    (error,) = read(tmp_path / "r.db.gz")
    assert "unpack it first" in str(error)


def test_articles_with_fields_of_the_same_names_are_articles(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "One.", "people": [], "places": ["belarus"]}\n', encoding="utf-8")
    (found,) = read(tmp_path / "in.jsonl")
    assert isinstance(found, Record)
    assert found.text == "One."


def test_names_of_files_reach_no_terminal_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.json").write_text("[1]", encoding="utf-8")
    (error,) = read(tmp_path / "a\x1b[31m.json")
    assert "\x1b" not in str(error)
