"""JSON Lines to articles: one JSON object a line, with `text` and, optionally, `id`, `title`, `published`.

The format: https://jsonlines.org. A line that is wrong fails alone, the others go on.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO

from extract.errors import InputError
from extract.reading.article import Article, clean_text
from extract.reading.days import is_month_or_year, iso_day
from extract.reading.decoding import decode, refuse_binary, wide_mark
from extract.reading.headline import headline

_WHOLE_DOCUMENT = "is one JSON document over many lines; write one object a line, for example with jq -c '.[]'"


def read_lines(
    stream: BinaryIO, source: str, *, id: str | None, encoding: str | None, published: str | None, limit: int
) -> Iterator[Article | InputError]:
    """The articles of a JSON Lines stream, and an `InputError` for each line that is none; blank lines are passed over.

    `source` is the input's name; a line's is that and its number, from 1. `id` is for records without one of their own;
    `published` overrides theirs. A line of more than `limit` bytes is refused without being held. What fails in the stream
    itself (`OSError`, `EOFError`) is raised.
    """
    empty = True
    for number, raw in enumerate(_lines(stream, limit), 1):
        if number == 1 and (problem := _unfit(raw or b"", source)):
            yield problem
            return
        if raw is not None and not raw.strip():
            continue
        if empty and raw is not None and raw.strip() in (b"[", b"{"):
            yield InputError(source, _WHOLE_DOCUMENT)
            return
        empty = False
        line = f"{source}:{number}"
        try:
            if raw is None:
                raise InputError(line, f"is over the limit of {limit // 1_000_000} MB for one line; split its text")
            yield read_record(decode(raw, line, encoding), line, id=id, published=published)
        except InputError as error:
            yield error
    if empty:
        yield InputError(source, "is empty; write one JSON object a line")


def read_record(line: str, source: str, *, id: str | None = None, published: str | None = None) -> Article:
    """The article of one line; `id` and `published` as in `read_lines`. Raises `InputError` for anything malformed."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else "nested or long beyond reason"
        raise InputError(source, f"is not JSON ({reason}); write one object a line") from None
    if not isinstance(record, dict):
        raise InputError(source, f'is not a JSON object; write {{"text": "..."}} in place of {_kind(record)}')
    text = record.get("text")
    if not isinstance(text, str):
        problem = f"is {_kind(text)}" if "text" in record else "is missing"
        raise InputError(source, f'"text" {problem}; put the article there as a string')
    text = clean_text(text)
    if not text.strip():
        raise InputError(source, '"text" is empty; put the article there as a string')
    return Article(
        text=text,
        id=_identity(record.get("id"), source) or id,
        source=source,
        title=_title(record.get("title"), source) or headline(text),
        published=published or _published(record.get("published"), source),
    )


def _identity(value: object, source: str) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return clean_text(value or "") or None
    raise InputError(source, f'"id" is {_kind(value)}; a string or a whole number belongs there')


def _title(value: object, source: str) -> str | None:
    if value is None or isinstance(value, str):
        return clean_text(value or "").strip() or None
    raise InputError(source, f'"title" is {_kind(value)}; a string belongs there')


def _published(value: object, source: str) -> str | None:
    if value is None or value == "" or (isinstance(value, str) and is_month_or_year(value)):
        return None  # a record that knows the month alone states no day, and none is guessed
    try:
        if isinstance(value, str):
            return iso_day(value)
    except ValueError:
        pass
    raise InputError(source, '"published" is no ISO date; write it as "2025-12-31", or leave it out')


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _unfit(head: bytes, source: str) -> InputError | None:
    """What keeps a whole input from being read as JSON Lines, seen from its first line, or None."""
    try:
        refuse_binary(head, source)
    except InputError as error:
        return error
    if name := wide_mark(head):
        return InputError(source, f"is {name.upper()}; JSON Lines are UTF-8: convert it with iconv -f {name} -t utf-8")
    return None


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of a stream of bytes; None in place of one that is over `limit` bytes long."""
    while raw := stream.readline(limit + 1):
        if len(raw) <= limit or raw.endswith(b"\n"):
            yield raw
            continue
        while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
            pass
        yield None
