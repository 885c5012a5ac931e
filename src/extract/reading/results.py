"""Results of earlier runs read back as records: JSON Lines, JSON, or the SQLite database."""

import gzip
import io
import json
import sqlite3
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from extract.errors import InputError
from extract.reading.article import Article
from extract.reading.folders import LINES_ENDINGS, STDIN, failure, split_name, unreadable
from extract.reading.sources import read_sources
from extract.records import KINDS, Record

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_BASE = b"SQLite format 3\0"
_GZIP = b"\x1f\x8b"
_NO_RECORD = "is no record of extract; name what extract wrote, or the articles themselves"


def read_results(
    inputs: Iterable[str], extract: Callable[[Article], Record | InputError], skipped: Counter[str], leave_out: Collection[str] = ()
) -> Iterator[Record | InputError]:
    """The records of all `inputs` in their order; what is no result of `extract` is taken for articles, for `extract` to turn into records.

    An input, or a line of one, that cannot be read gives an InputError in its place. `skipped` and `leave_out` as in `read_sources`.
    """
    from pydantic import TypeAdapter

    adapter = TypeAdapter(Record)
    for source in inputs:
        try:
            if source == STDIN:  # read whole: it must be looked at twice, and the page must hold it anyway
                stream, kind = _kind_of_stream(_unpacked(io.BytesIO(sys.stdin.buffer.read())).read())
            else:
                stream, kind = None, _kind_of_file(source)
            if kind == "base":
                yield from (_record(found, source, adapter) for found in _from_base(Path(source)))
            elif kind == "json":
                yield from _from_json(stream or _opened(source), source, adapter)
            elif kind == "lines":
                yield from _from_lines(stream or _opened(source), source, adapter)
            else:
                for item in read_sources(
                    [source], skipped=skipped, leave_out=leave_out, stdin=stream, format="jsonl" if kind == "articles" else None
                ):
                    yield item if isinstance(item, InputError) else extract(item)
        except sqlite3.Error as error:
            yield failure(source, f"cannot be read as a database that extract wrote ({error}); name another, or the articles")
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield failure(source, "is a damaged or cut off .gz file; fetch or pack it again")
        except InputError as error:
            yield error
        except OSError as error:
            yield unreadable(source, error)


def _kind_of_file(source: str) -> str:
    """ "base", "json" or "lines" for results; "" for what holds articles, or cannot be read: its reader says why."""
    try:
        if not Path(source).is_file():
            return ""
        with _opened(source) as file:
            if file.read(len(_BASE)) == _BASE:
                if _is_packed(source):
                    raise failure(source, "is a packed database; unpack it first, with gunzip")
                return "base"
        ending = split_name(source)[1]
        if ending == ".json":
            return "json"
        if ending in LINES_ENDINGS:
            with _opened(source) as file:
                return "lines" if any(_is_record(_parsed(file.readline(50_000_000))) for _ in range(3)) else ""
    except (OSError, EOFError, ValueError, zlib.error):
        pass
    return ""


def _kind_of_stream(content: bytes) -> tuple[io.BytesIO, str]:
    """Standard input without leading white space, and "json" or "lines" for results, "articles" for articles as JSON Lines, "" for one."""
    content = content.lstrip()
    first = _parsed(content.partition(b"\n")[0])
    if _is_record(first) and b"\n" in content.rstrip():
        kind = "lines"
    elif isinstance(first, dict) and not _is_record(first) and "text" in first:
        kind = "articles"
    else:
        whole = _parsed(content)
        kind = "json" if _is_record(whole) or (isinstance(whole, list) and all(map(_is_record, whole))) else ""
    return io.BytesIO(content), kind


def _is_packed(source: str) -> bool:
    with open(source, "rb") as file:
        return file.read(2) == _GZIP


def _opened(source: str) -> BinaryIO:
    return _unpacked(open(source, "rb"))


def _unpacked(file: BinaryIO) -> BinaryIO:
    packed = file.read(2) == _GZIP
    file.seek(0)
    return cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file


def _parsed(content: bytes) -> Any:
    """The JSON in `content`; None where it is none, or has what JSON has not (NaN)."""
    try:
        return json.loads(content, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None


def _refused(constant: str) -> Any:
    raise ValueError(constant)


def _is_record(found: Any) -> bool:
    return isinstance(found, dict) and {"id", "source"} <= found.keys() and any(isinstance(found.get(kind), list) for kind in KINDS)


def _from_lines(stream: BinaryIO, source: str, adapter: "TypeAdapter[Record]") -> Iterator[Record | InputError]:
    with stream as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                name, found = f"{source}:{number}", _parsed(line)
                if found is None:
                    yield failure(name, "is not JSON; it may have been cut off: go on with --resume, or remove the line")
                else:
                    yield _record(found, name, adapter)


def _from_json(stream: BinaryIO, source: str, adapter: "TypeAdapter[Record]") -> Iterator[Record | InputError]:
    with stream as file:
        found = _parsed(file.read())
    if found is None:
        yield failure(source, "is not JSON, or cut off; extract it anew, or name the articles")
        return
    for number, entry in enumerate(found if isinstance(found, list) else [found], 1):
        yield _record(entry, f"{source}:{number}" if isinstance(found, list) else source, adapter)


def _record(found: Any, name: str, adapter: "TypeAdapter[Record]") -> Record | InputError:
    """`found` as a record, with empty lists for kinds that were not asked for."""
    from pydantic import ValidationError

    if not isinstance(found, dict) or not any(kind in found for kind in KINDS):
        return failure(name, _NO_RECORD)
    try:
        return adapter.validate_python({**{kind: [] for kind in KINDS}, **found})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return failure(name, f"is no record of extract ({where}: {first['msg']}); extract it anew")


def _from_base(path: Path) -> Iterator[dict[str, Any]]:
    # Where no run is writing, nothing is written beside the file either; it may lie in a folder that is read-only.
    mode = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)) as base:
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
