"""Inputs as the user names them, one after the other, as articles: files, folders, standard input, compressed or not.

One bad input never ends the stream: an `InputError` comes out in its place, in order, and the others go on.
"""

import gzip
import io
import os
import stat
import sys
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import BinaryIO, Literal, cast

from extract.errors import InputError
from extract.reading.article import Article, clean_text
from extract.reading.decoding import decode, decode_markup
from extract.reading.folders import HTML_ENDINGS, LINES_ENDINGS, STDIN, failure, printable, split_name, unreadable, walk
from extract.reading.headline import headline
from extract.reading.jsonlines import read_lines

Format = Literal["text", "html", "jsonl"]

MAX_BYTES = 20_000_000
"""The most bytes of one article, unpacked. A long newspaper page has 0.1 MB; more is a collection or a mistake."""

_GZIP = b"\x1f\x8b"
_OPENINGS_OF_HTML = ("<!doctype html", "<html")
_JSON = "is JSON; save one object a line as .jsonl (for example with jq -c '.[]'), or say --from jsonl where it is so already"


def read_sources(
    paths: Iterable[str],
    *,
    format: Format | None = None,
    encoding: str | None = None,
    published: str | None = None,
    stdin: BinaryIO | None = None,
    skipped: Counter[str] | None = None,
    leave_out: Collection[str] = (),
) -> Iterator[Article | InputError]:
    """The articles of all inputs, in input order, each read only when it is asked for; an `InputError` for each that fails.

    `paths`: files, folders, and `-` for `stdin` (bytes; by default the process's own). `format` overrides the endings,
    `encoding` detection, `published` (an ISO day) what pages and records say. What the walk through folders passes over
    is counted in `skipped`, under the names that `folders.walk` gives; files of `leave_out` in a folder are not read, nor
    counted: they are where the records go.
    """
    options = _Reader(format, encoding, published, leave_out)
    for path in paths:
        if path == STDIN:
            yield from options.read_stream(stdin if stdin is not None else sys.stdin.buffer)
        elif _is_folder(path):
            yield from options.read_folder(path, skipped if skipped is not None else Counter())
        else:
            yield from options.read_file(path)


def read_opened(
    stream: io.BufferedReader, name: str, *, format: Format | None = None, encoding: str | None = None, published: str | None = None
) -> Iterator[Article | InputError]:
    """The articles of one input that is open already, and is named `name`; the rest as in `read_sources`. Raises what the stream does."""
    stem, ending = split_name(name)
    if ending == ".json" and format is None:
        yield failure(name, _JSON)
        return
    reader = _Reader(format, encoding, published, ())
    yield from reader.read_buffered(stream, name, printable(stem), format or _format_of(ending))


class _Reader:
    """Reads one input after the other with the same options; what fails is yielded, never raised."""

    def __init__(self, format: Format | None, encoding: str | None, published: str | None, leave_out: Collection[str]) -> None:
        self._format = format
        self._encoding = encoding
        self._published = published
        self._leave_out = leave_out

    def read_folder(self, folder: str, skipped: Counter[str]) -> Iterator[Article | InputError]:
        before = skipped.total()
        found = False
        for path in walk(folder, skipped):
            if isinstance(path, str) and any(os.path.exists(own) and os.path.samefile(path, own) for own in self._leave_out):
                continue
            found = True
            if isinstance(path, InputError):
                yield path
            else:
                yield from self.read_file(path)
        if not found:
            passed = skipped.total() - before
            seen = f" ({passed} skipped)" if passed else ""
            yield failure(folder, f"no articles in this folder{seen}; put .txt, .md, .html or .jsonl files there, or name a file itself")

    def read_file(self, path: str) -> Iterator[Article | InputError]:
        try:
            if not stat.S_ISREG(_mode(path)):
                yield failure(path, "is a pipe, socket or device, not a file; send what it holds to extract -")
                return
            with open(path, "rb") as stream:
                yield from read_opened(stream, path, format=self._format, encoding=self._encoding, published=self._published)
        except OSError as error:
            yield unreadable(path, error)

    def read_stream(self, stream: BinaryIO) -> Iterator[Article | InputError]:
        buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
        try:
            yield from self.read_buffered(buffered, STDIN, None, self._format or "text")
        except OSError as error:
            yield unreadable(STDIN, error)
        finally:
            if buffered is not stream:
                buffered.detach()  # else the caller's stream would be closed with ours

    def read_buffered(self, stream: io.BufferedReader, path: str, id: str | None, format: Format) -> Iterator[Article | InputError]:
        packed = stream.peek(2)[:2] == _GZIP
        content = cast(BinaryIO, gzip.GzipFile(fileobj=stream) if packed else stream)
        source = printable(path)
        try:
            if format == "jsonl":
                yield from read_lines(content, source, id=id, encoding=self._encoding, published=self._published, limit=MAX_BYTES)
            else:
                yield self._one(self._bytes(content, path, packed), source, id, format)
        except InputError as error:
            yield error
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield failure(path, "is a damaged or cut off .gz file; fetch or pack it again")

    def _bytes(self, content: BinaryIO, path: str, packed: bool) -> bytes:
        raw = content.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            known = not packed and os.path.isfile(path)
            size = f"{os.stat(path).st_size / 1_000_000:.0f}" if known else f"over {MAX_BYTES // 1_000_000}"
            limit = f"{MAX_BYTES // 1_000_000} MB, the limit for one article"
            raise failure(path, f"is {size} MB{' unpacked' if packed else ''}, above {limit}; split it, or save its articles as JSON Lines")
        if path.lower().endswith(".gz") and not packed and raw.strip():
            raise failure(path, "is named .gz and is not compressed so; rename it, or pack it with gzip")
        return raw

    def _one(self, raw: bytes, source: str, id: str | None, format: Format) -> Article:
        text = clean_text((decode_markup if format == "html" else decode)(raw, source, self._encoding))
        if not text.strip():
            raise InputError(source, "is empty; put the text of an article there")
        # A page without the ending of one, as a download leaves it: as plain text it would be tags and scripts.
        if format == "html" or (self._format is None and text[:200].lstrip().lower().startswith(_OPENINGS_OF_HTML)):
            return self._page(text, source, id)
        return Article(text=text, id=id, source=source, title=headline(text), published=self._published)

    def _page(self, markup: str, source: str, id: str | None) -> Article:
        from extract.reading.html import read_page

        page = read_page(markup)
        if page is None:
            raise InputError(source, "no article text found in this page; save the text of the article as .txt and name that file")
        text = clean_text(page.text)
        return Article(text=text, id=id, source=source, title=page.title or headline(text), published=self._published or page.published)


def _format_of(ending: str) -> Format:
    if ending in HTML_ENDINGS:
        return "html"
    return "jsonl" if ending in LINES_ENDINGS else "text"


def _mode(path: str) -> int:
    """The file's type and permissions; `OSError` where there is no such file."""
    try:
        return os.stat(path).st_mode
    except ValueError:  # a name that no file can have: with a NUL, or in no encoding
        raise FileNotFoundError(path) from None


def _is_folder(path: str) -> bool:
    try:
        return os.path.isdir(path)
    except ValueError:
        return False
