"""Results of earlier runs read back as records: JSON Lines, JSON, or the SQLite database."""

import gzip
import io
import json
import sqlite3
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast

from extract.errors import InputError
from extract.reading.article import Article
from extract.reading.folders import LINES_ENDINGS, STDIN, split_name, unreadable
from extract.reading.sources import read_sources
from extract.records import KINDS, Record

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_BASE = b"SQLite format 3\0"
_GZIP = b"\x1f\x8b"


def read_results(
    inputs: Iterable[str], extract: Callable[[Article], Record | InputError], skipped: Counter[str]
) -> Iterator[Record | InputError]:
    """The records of all `inputs` in their order; what is no result of `extract` is taken for articles, for `extract` to turn into records.

    An input, or a line of one, that cannot be read gives an InputError in its place. `skipped` as in `read_sources`.
    """
    from pydantic import TypeAdapter

    adapter = TypeAdapter(Record)
    for source in inputs:
        stdin = io.BytesIO(sys.stdin.buffer.read()) if source == STDIN else None  # read twice, and not long: its page must hold it
        kind = _kind_of(source, stdin)
        try:
            if kind == "base":
                yield from (_record(found, source, adapter) for found in _from_base(Path(source)))
            elif kind == "json":
                yield from _from_json(source, stdin, adapter)
            elif kind == "lines":
                yield from _from_lines(source, stdin, adapter)
            else:
                for item in read_sources([source], skipped=skipped, stdin=stdin, format=_format_of(stdin)):
                    yield item if isinstance(item, InputError) else extract(item)
        except sqlite3.Error as error:
            yield InputError(source, f"is no database that extract wrote ({error}); name one, or the articles")
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield InputError(source, "is a damaged or cut off .gz file; fetch or pack it again")
        except OSError as error:
            yield unreadable(source, error)


def _kind_of(source: str, stdin: io.BytesIO | None) -> str:
    """ "base", "json" or "lines" for results; "" for what holds articles, or cannot be read: its reader says why."""
    ending = split_name(source)[1]
    try:
        if stdin is None and not Path(source).is_file():
            return ""
        with _opened(source, stdin) as file:
            if file.read(len(_BASE)) == _BASE:
                return "base"
        if ending == ".json":
            return "json"
        if (stdin is not None or ending in LINES_ENDINGS) and any(_is_record(line) for line in _some(source, stdin)):
            return "lines"
        if stdin is not None and stdin.getvalue()[:1] in (b"{", b"["):  # what `extract ARTICLE` prints; articles as JSON Lines are none
            return "json" if _is_record(stdin.getvalue()) or stdin.getvalue()[:1] == b"[" else ""
    except (OSError, EOFError, ValueError, zlib.error):
        pass
    return ""


def _format_of(stdin: io.BytesIO | None) -> Literal["jsonl"] | None:
    """Articles on standard input are JSON Lines where they begin like that; files have endings."""
    return "jsonl" if stdin is not None and stdin.getvalue()[:1] == b"{" else None


def _some(source: str, stdin: BinaryIO | None) -> list[bytes]:
    with _opened(source, stdin) as file:
        return [line for line in (file.readline(50_000_000) for _ in range(3)) if line.strip()]


@contextmanager
def _opened(source: str, stdin: BinaryIO | None) -> Iterator[BinaryIO]:
    """The input from its beginning, unpacked; `stdin` where it is that."""
    with nullcontext(stdin) if stdin is not None else open(source, "rb") as file:
        file.seek(0)
        packed = file.read(2) == _GZIP
        file.seek(0)
        yield cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file
        file.seek(0)


def _is_record(line: bytes) -> bool:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and any(isinstance(found.get(kind), list) for kind in KINDS)


def _from_lines(source: str, stdin: BinaryIO | None, adapter: "TypeAdapter[Record]") -> Iterator[Record | InputError]:
    with _opened(source, stdin) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            name = f"{source}:{number}"
            try:
                yield _record(json.loads(line), name, adapter)
            except (ValueError, RecursionError):
                yield InputError(name, "is not JSON; it may have been cut off: go on with --resume, or remove the line")


def _from_json(source: str, stdin: BinaryIO | None, adapter: "TypeAdapter[Record]") -> Iterator[Record | InputError]:
    with _opened(source, stdin) as file:
        try:
            found = json.load(file)
        except (ValueError, RecursionError):
            yield InputError(source, "is not JSON, or cut off; extract it anew, or name the articles")
            return
    for number, entry in enumerate(found if isinstance(found, list) else [found], 1):
        yield _record(entry, f"{source}:{number}" if isinstance(found, list) else source, adapter)


def _record(found: Any, name: str, adapter: "TypeAdapter[Record]") -> Record | InputError:
    """`found` as a record, with empty lists for kinds that were not asked for."""
    from pydantic import ValidationError

    if not isinstance(found, dict) or not any(kind in found for kind in KINDS):
        return InputError(name, "is no record of extract; name what extract wrote, or the articles themselves")
    try:
        return adapter.validate_python({**{kind: [] for kind in KINDS}, **found})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return InputError(name, f"is no record of extract ({where}: {first['msg']}); extract it anew")


def _from_base(path: Path) -> Iterator[dict[str, Any]]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        base.row_factory = sqlite3.Row
        for article in base.execute("SELECT * FROM articles ORDER BY article"):
            key = (article["article"],)
            record = {name: article[name] or None for name in ("id", "source", "title", "published")} | {"text": article["text"] or ""}
            for kind, number in (("people", "person"), ("places", "place")):
                entries = {
                    row[number]: _entry(row) | {"mentions": []} for row in base.execute(f"SELECT * FROM {kind} WHERE article = ?", key)
                }
                query = f'SELECT {number}, "start", "end", text FROM mentions WHERE article = ? AND {number} IS NOT NULL ORDER BY "start"'
                for row in base.execute(query, key):
                    entries[row[number]]["mentions"].append({name: row[name] for name in ("start", "end", "text")})
                record[kind] = list(entries.values())
            for kind in ("dates", "prisoner_counts"):
                record[kind] = [_entry(row) for row in base.execute(f'SELECT * FROM {kind} WHERE article = ? ORDER BY "start"', key)]
            yield record


def _entry(row: sqlite3.Row, key: str = "") -> dict[str, Any]:
    """The row as the record has it, without its `key`: what is no text, number or None in JSON lies there as JSON."""
    entry = {name: row[name] for name in row.keys() if name not in ("article", key)}  # noqa: SIM118
    return {name: json.loads(value) if name in ("titles", "explain") and value else value for name, value in entry.items()}
