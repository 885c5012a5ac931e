"""Records as Parquet: one row an article, its finds as lists of structures, as in the JSON.

A Parquet file cannot grow safely: what says where its pieces lie is written last. So a run writes JSON Lines, which it can go on with
after any end, and turns them into Parquet when it is complete.
"""

import json
import types
from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from extract.errors import ExtraError
from extract.records import KINDS, Record

ROWS = 1000
"""Articles in a row group: what is held in memory at once."""


def lines_to_parquet(lines: Path, output: Path, kinds: Collection[str] = KINDS, *, explain: bool = False, text: bool = False) -> None:
    """Writes the records of the JSON Lines file `lines`, made by `Record.to_dict` with the same options, to `output`, whole or not at all.

    OSError where it cannot be written, ExtraError where pyarrow is missing.
    """
    arrow = need_pyarrow()

    parquet = import_module("pyarrow.parquet")
    schema = make_schema(kinds, explain=explain, text=text)
    unfinished = output.with_name(output.name + ".unfinished")
    with lines.open(encoding="utf-8") as file, parquet.ParquetWriter(unfinished, schema, compression="zstd") as writer:
        for rows in _batches(file):
            writer.write_table(arrow.Table.from_pylist([json.loads(row) for row in rows], schema=schema))
    unfinished.replace(output)


def need_pyarrow() -> Any:
    """The module pyarrow. ExtraError where it is missing."""
    try:
        return import_module("pyarrow")
    except ImportError:
        raise ExtraError("parquet") from None


def make_schema(kinds: Collection[str] = KINDS, *, explain: bool = False, text: bool = False) -> Any:
    """The pyarrow schema of records as `Record.to_dict` gives them with the same options, made from the record types."""
    hidden = set(KINDS) - set(kinds) | (set() if explain else {"explain"}) | (set() if text else {"text of the article"})
    return need_pyarrow().schema(_columns(Record, hidden))


def _batches(lines: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(lines, ROWS)):
        yield batch


def _columns(kind: type, hidden: Collection[str]) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    names = [f.name for f in fields(kind) if f.name not in hidden and not (kind is Record and f"{f.name} of the article" in hidden)]
    return [(name, _arrow_type(hints[name], hidden)) for name in names]


def _arrow_type(hint: Any, hidden: Collection[str]) -> Any:
    arrow = need_pyarrow()
    if get_origin(hint) in (Union, types.UnionType):
        return _arrow_type(next(each for each in get_args(hint) if each is not types.NoneType), hidden)
    if get_origin(hint) is tuple:
        return arrow.list_(_arrow_type(get_args(hint)[0], hidden))
    if is_dataclass(hint) and isinstance(hint, type):
        return arrow.struct(_columns(hint, hidden))
    if get_origin(hint) is Literal:
        return arrow.string()
    return {str: arrow.string(), int: arrow.int64(), float: arrow.float64()}[hint]
