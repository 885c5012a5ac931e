"""Finding and reading what the extractor knows: the files under `models/`.

`models/` lies beside `src/` in a checkout and in an editable install, and inside the package in an installed wheel.

Two kinds of files are read here. A rule file is TOML: one array of tables, whose keys are the fields of a dataclass,
checked key by key. A lexicon is plain text, one entry a line, `#` begins a comment. Anything malformed is refused with
the file, the line and the reason (`DataError`).
"""

import re
import tomllib
import types
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from extract.errors import DataError
from extract.kept import Kept, default_folder

Rule = TypeVar("Rule")
_PACKAGE = Path(__file__).resolve().parent


@cache
def models_path() -> Path:
    """The folder `models/`: inside the installed package, else that of the checkout that this file belongs to."""
    installed = _PACKAGE / "models"
    checkout = _PACKAGE.parent.parent / "models"
    for folder in (installed, checkout):
        if (folder / "en" / "config.cfg").is_file():
            return folder
    raise DataError(installed, 0, "the extractor's own data is not there; install the package again")


_KEPT: ContextVar[Kept | None] = ContextVar("_KEPT", default=None)


def kept() -> Kept:
    """What was made of the files under `models/en/` in earlier runs; one that keeps nothing outside of `keeping`."""
    return _KEPT.get() or Kept(None, models_path())


@contextmanager
def keeping() -> Iterator[None]:
    """What is read within the block is taken from the user's cache, and put there; behind it the memory is free again."""
    cached = Kept(default_folder(), models_path() / "en")
    token = _KEPT.set(cached)
    try:
        yield
        cached.save()
    finally:
        _KEPT.reset(token)


def model_file(name: str) -> Path:
    """The path of a file under `models/en/`, such as `"people/titles.txt"`."""
    return models_path() / "en" / name


def read_lexicon(path: Path) -> tuple[str, ...]:
    """The entries of a lexicon in file order, without comments and blank lines; a repeated entry is refused."""
    return tuple(kept().get(path, "entries", lambda: _entries(path)))


def _entries(path: Path) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    for number, line in _lines(path):
        if line in seen:
            raise DataError(path, number, f"{line!r} stands in line {seen[line]} already")
        seen[line] = number
    return tuple(seen)


def read_table(path: Path, columns: int) -> Iterator[tuple[str, ...]]:
    """The rows of a tab-separated lexicon; every row has exactly `columns` columns, blanks trimmed."""
    return map(tuple, kept().get(path, f"rows of {columns}", lambda: list(_rows(path, columns))))


def _rows(path: Path, columns: int) -> Iterator[tuple[str, ...]]:
    for number, line in _lines(path):
        row = tuple(cell.strip() for cell in line.split("\t"))
        if len(row) != columns:
            raise DataError(path, number, f"{len(row)} columns where {columns} belong, separated by tabs")
        yield row


def read_rules(path: Path, name: str, kind: type[Rule]) -> list[Rule]:
    """The tables `[[name]]` of a TOML file as instances of the dataclass `kind`, in file order.

    Keys are the dataclass's fields; those without a default must be there. `id`, where the dataclass has it, is unique.
    Field types may be str, bool, int, float, Literal, a tuple of any of them, or one of these or None.
    """
    tables = kept().get(path, f"tables of {kind.__qualname__}", lambda: _tables(path, name, kind))
    return [kind(**{key: _frozen(value) for key, value in table.items()}) for table in tables]


def _tables(path: Path, name: str, kind: type) -> list[dict[str, Any]]:
    """The checked values of each table."""
    text = path.read_text(encoding="utf-8")
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        raise DataError(path, int(place[1]) if place else text.count("\n") + 1, f"not TOML: {error}") from None
    for key in document:
        if key != name:
            raise DataError(path, _line_of(text, rf"^\s*\[*\s*{re.escape(key)}\b"), f"unknown table {key!r}; only [[{name}]] belongs here")
    starts = [text.count("\n", 0, m.start()) + 1 for m in re.finditer(rf"^\[\[\s*{re.escape(name)}\s*\]\]", text, re.MULTILINE)]
    tables = document.get(name, [])
    if len(tables) != len(starts):
        raise DataError(path, 1, f"write every rule as a table of its own under a line [[{name}]]")
    hints = get_type_hints(kind)
    found: list[dict[str, Any]] = []
    ids: dict[object, int] = {}
    for table, start in zip(tables, starts, strict=True):
        values = _values(path, text, start, table, kind, hints)
        identity = values.get("id")
        if identity is not None and ids.setdefault(identity, start) != start:
            raise DataError(path, start, f"the id {identity!r} is taken by line {ids[identity]}")
        found.append(values)
    return found


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _values(path: Path, text: str, start: int, table: dict[str, Any], kind: type, hints: dict[str, Any]) -> dict[str, Any]:
    known = {f.name: f for f in fields(kind)}
    values = {}
    for key, value in table.items():
        try:
            values[key] = _checked(value, hints[key])
        except (KeyError, TypeError) as error:
            reason = f"{key}: {error}" if key in known else f"unknown key {key!r}; known: {', '.join(known)}"
            raise DataError(path, _line_of(text, rf"^\s*{re.escape(key)}\s*=", start), reason) from None
    for key, described in known.items():
        if key not in values and described.default is MISSING and described.default_factory is MISSING:
            raise DataError(path, start, f"the key {key!r} is missing")
    return values


def _checked(value: Any, hint: Any) -> Any:
    """`value` as the type `hint` wants it (lists become tuples); TypeError says what was wanted instead."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _checked(value, next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError(f"a list belongs here, not {value!r}")
        return tuple(_checked(item, arguments[0]) for item in value)
    if origin is Literal:
        if value not in arguments:
            raise TypeError(f"{value!r} is none of {', '.join(map(str, arguments))}")
        return value
    if type(value) is not hint and not (hint is float and type(value) is int):
        raise TypeError(f"{hint.__name__} belongs here, not {value!r}")
    return value


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if "#" in line:
            line = line.partition("#")[0]
        if line and not line.isspace():
            yield number, line.rstrip()


def _line_of(text: str, pattern: str, start: int = 1) -> int:
    """The number of the first line from `start` on that the pattern matches, else `start`."""
    for number, line in enumerate(text.splitlines()[start - 1 :], start):
        if re.match(pattern, line):
            return number
    return start
