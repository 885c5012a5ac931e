"""Records as an SQLite database: tables of articles, of each kind of finds, and of the mentions of people and places.

An article is known by its source and id: where it is written a second time, it takes the place of the first.
"""

import json
import sqlite3
import time
from pathlib import Path
from typing import Any

from extract.errors import InputError
from extract.reading.article import Article
from extract.running.journal import fingerprint

SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (article INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT NOT NULL, title TEXT, published TEXT,
    text TEXT, fingerprint TEXT NOT NULL, UNIQUE (source, id));
CREATE TABLE IF NOT EXISTS people (person INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    name TEXT NOT NULL, titles TEXT NOT NULL, explain TEXT);
CREATE TABLE IF NOT EXISTS places (place INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, geonames_id INTEGER, latitude REAL, longitude REAL, explain TEXT);
CREATE TABLE IF NOT EXISTS mentions (article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    person INTEGER REFERENCES people ON DELETE CASCADE, place INTEGER REFERENCES places ON DELETE CASCADE,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS dates (article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL, text TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL, modifier TEXT, earliest TEXT, latest TEXT,
    explain TEXT);
CREATE TABLE IF NOT EXISTS prisoner_counts (article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL, text TEXT NOT NULL, value INTEGER, modifier TEXT NOT NULL, minimum INTEGER, maximum INTEGER, "group" TEXT,
    status TEXT, certainty TEXT NOT NULL, place TEXT, date TEXT, attributed_to TEXT, sentence TEXT NOT NULL, explain TEXT);
CREATE INDEX IF NOT EXISTS articles_published ON articles (published);
CREATE INDEX IF NOT EXISTS people_name ON people (name);
CREATE INDEX IF NOT EXISTS people_article ON people (article);
CREATE INDEX IF NOT EXISTS places_name ON places (name);
CREATE INDEX IF NOT EXISTS places_article ON places (article);
CREATE INDEX IF NOT EXISTS mentions_article ON mentions (article);
CREATE INDEX IF NOT EXISTS mentions_person ON mentions (person);
CREATE INDEX IF NOT EXISTS mentions_place ON mentions (place);
CREATE INDEX IF NOT EXISTS dates_article ON dates (article);
CREATE INDEX IF NOT EXISTS counts_article ON prisoner_counts (article);
CREATE INDEX IF NOT EXISTS counts_status ON prisoner_counts (status);
"""
COMMIT_AFTER = 1.0
"""Seconds after which what was written is committed: a kill costs no more than these."""


class SqliteFile:
    """The database at `path`, made where it is not there. OSError where it cannot be opened or written, or is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pending: dict[str, Any] | None = None
        try:
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.execute("PRAGMA foreign_keys = ON")
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.executescript(SCHEMA)
            self._base.execute("BEGIN")
        except sqlite3.Error as error:
            raise OSError(None, f"cannot be written as an SQLite database ({error})", str(path)) from error
        self._committed = time.monotonic()

    def is_done(self, item: Article | InputError) -> bool:
        """Whether the database holds the record of this very article."""
        if isinstance(item, InputError):
            return False
        query = "SELECT 1 FROM articles WHERE source = ? AND id = ? AND fingerprint = ?"
        return self._base.execute(query, (item.source or "", item.id or "", fingerprint(item))).fetchone() is not None

    def write(self, record: dict[str, Any]) -> None:
        """Takes a record, as `Record.to_dict` gives it; `finished` puts it in place."""
        self._pending = record

    def finished(self, item: Article | InputError) -> None:
        """Puts the record of `item` in place of an earlier one."""
        if self._pending is None:
            return
        record, self._pending = self._pending, None
        try:
            self._put(record, fingerprint(item))
            if time.monotonic() - self._committed >= COMMIT_AFTER:
                self._base.execute("COMMIT")
                self._base.execute("BEGIN")
                self._committed = time.monotonic()
        except sqlite3.Error as error:
            raise OSError(None, f"cannot be written ({error})", str(self._path)) from error

    def close(self) -> None:
        """Commits what is written and closes the file."""
        try:
            if self._base.in_transaction:
                self._base.execute("COMMIT")
            self._base.close()
        except sqlite3.Error as error:
            raise OSError(None, f"cannot be written ({error})", str(self._path)) from error

    def _put(self, record: dict[str, Any], print_: str) -> None:
        key = (record["source"] or "", record["id"] or "")
        self._base.execute("DELETE FROM articles WHERE source = ? AND id = ?", key)
        row = {"source": key[0], "id": key[1], "fingerprint": print_} | {n: record.get(n) for n in ("title", "published", "text")}
        article = self._insert("articles", row)
        for kind, key_name in (("people", "person"), ("places", "place")):
            for entry in record.get(kind, ()):
                number = self._insert(kind, {"article": article} | {n: v for n, v in entry.items() if n != "mentions"})
                for mention in entry["mentions"]:
                    self._insert("mentions", {"article": article, key_name: number} | mention)
        for kind in ("dates", "prisoner_counts"):
            for find in record.get(kind, ()):
                self._insert(kind, {"article": article} | find)

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        columns = ", ".join(f'"{name}"' for name in row)
        values = [json.dumps(v, ensure_ascii=False) if isinstance(v, list | dict) else v for v in row.values()]
        marks = ", ".join("?" * len(row))
        return self._base.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values).lastrowid or 0
