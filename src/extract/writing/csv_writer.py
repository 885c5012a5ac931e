"""Records as CSV: a row for each find of one kind, with the columns of its article."""

import csv
import io
import json
from dataclasses import fields
from typing import Any

from extract.records import Date, Person, Place, PrisonerCount

ROWS = {"people": Person, "places": Place, "dates": Date, "prisoner_counts": PrisonerCount}
ARTICLE = ("id", "source", "title", "published")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell may not begin with: a spreadsheet would run it (OWASP, CSV injection)."""


class CsvFormat:
    """Rows of the finds of `kind`; lists are JSON, and a text that a spreadsheet would run has an apostrophe before it."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._columns = [f.name for f in fields(ROWS[kind]) if f.name != "explain"]
        names = [f"article_{name}" for name in ARTICLE]
        self.opening, self.between, self.closing = _rows([[*names, *self._columns]]), b"", b""

    def piece(self, record: dict[str, Any]) -> bytes:
        """The rows of one record, as `Record.to_dict` gives it; none where it has no find of the kind."""
        article = [_safe(record[name]) for name in ARTICLE]
        return _rows([[*article, *(_safe(find[name]) for name in self._columns)] for find in record[self._kind]])


def _rows(rows: list[list[Any]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _safe(value: object) -> object:
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
