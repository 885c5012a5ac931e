import sqlite3
from pathlib import Path

import pytest

from extract.reading.article import Article
from extract.records import Date, Mention, Person, Record
from extract.writing.sqlite_writer import SqliteFile


def write(path: Path, text: str, *names: str) -> Article:
    article = Article(text, id="7", source="a.txt")
    people = tuple(Person(name, ("judge",), (Mention(0, 3, "Ada"), Mention(5, 8, "Ada"))) for name in names)
    base = SqliteFile(path)
    base.write(Record("7", "a.txt", "T", None, people, (), (Date(1, 5, "2024", "DATE", "2024"),), ()).to_dict())
    base.finished(article)
    base.close()
    return article


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    base = sqlite3.connect(path)
    try:
        return base.execute(query).fetchall()
    finally:
        base.close()


def test_finds_lie_in_tables_with_keys(tmp_path: Path) -> None:
    write(tmp_path / "a.sqlite", "one", "Ada Keller", "Jo Brandt")
    query = 'SELECT people.name, titles, mentions."start" FROM people JOIN articles USING (article) JOIN mentions USING (person)'
    assert rows(tmp_path / "a.sqlite", f"{query} ORDER BY 1, 3") == [
        ("Ada Keller", '["judge"]', 0),
        ("Ada Keller", '["judge"]', 5),
        ("Jo Brandt", '["judge"]', 0),
        ("Jo Brandt", '["judge"]', 5),
    ]
    assert rows(tmp_path / "a.sqlite", "SELECT value, modifier FROM dates") == [("2024", None)]


def test_an_article_that_comes_again_takes_the_place_of_the_first(tmp_path: Path) -> None:
    write(tmp_path / "a.sqlite", "one", "Ada Keller", "Jo Brandt")
    write(tmp_path / "a.sqlite", "two", "Max Stein")
    assert rows(tmp_path / "a.sqlite", "SELECT name FROM people") == [("Max Stein",)]
    counted = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM mentions), (SELECT count(*) FROM dates)"
    assert rows(tmp_path / "a.sqlite", counted) == [(1, 2, 1)]


def test_only_the_very_article_is_done(tmp_path: Path) -> None:
    article = write(tmp_path / "a.sqlite", "one")
    base = SqliteFile(tmp_path / "a.sqlite")
    assert base.is_done(article)
    assert not base.is_done(Article("other", id="7", source="a.txt"))
    base.close()


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_text("no database, but a text that is long enough to be looked at " * 20)
    with pytest.raises(OSError, match="cannot be written as an SQLite database"):
        SqliteFile(tmp_path / "a.sqlite")
