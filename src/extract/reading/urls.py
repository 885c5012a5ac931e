"""Inputs that lie elsewhere (s3://, gs://, file://, whatever fsspec knows): which there are, and their articles."""

import io
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from extract.errors import ExtraError, InputError
from extract.reading.article import Article
from extract.reading.folders import HTML_ENDINGS, LINES_ENDINGS, TEXT_ENDINGS, failure, split_name
from extract.reading.sources import Format, read_opened

_URL = re.compile(r"[a-z][a-z0-9+.]+://", re.IGNORECASE)


def is_url(name: str) -> bool:
    """Whether an input or output is a URL, and no file of this machine."""
    return _URL.match(name) is not None


def file_system(url: str) -> tuple[Any, str]:
    """fsspec's file system for `url`, and the path in it. ExtraError where fsspec, or what it needs for this kind of URL, is missing."""
    try:
        found: tuple[Any, str] = import_module("fsspec").core.url_to_fs(url)
    except ImportError as error:
        if error.name == "fsspec":
            raise ExtraError("dask") from None
        raise InputError(url, f"cannot be opened ({error}); install what fsspec needs for it") from None
    return found


def list_url(url: str) -> Iterator[tuple[str, str]]:
    """The articles' files at or below `url`, in order of name, each as a URL with what changes when the file does (size, time or tag).

    Raises InputError where there are none, or the place cannot be read.
    """
    system, path = file_system(url)
    try:
        found = {path: system.info(path)} if system.isfile(path) else system.find(path, detail=True)
    except Exception as error:  # each file system raises its own
        raise failure(url, f"cannot be read ({type(error).__name__}: {error}); check the address and your rights") from error
    files = {name: info for name, info in found.items() if split_name(name)[1] in TEXT_ENDINGS | HTML_ENDINGS | LINES_ENDINGS}
    if not files:
        raise failure(url, "no articles there; check the address")
    for name in sorted(files):
        info = files[name]
        yield system.unstrip_protocol(name), repr([info.get(key) for key in ("size", "ETag", "etag", "mtime", "LastModified", "updated")])


def read_urls(
    urls: Iterable[str], *, format: Format | None = None, encoding: str | None = None, published: str | None = None
) -> Iterator[Article | InputError]:
    """The articles of files by URL, as `read_sources` gives those of files.

    What may pass, a connection that breaks, is raised; a file that is not there, or may not be read, is an `InputError` among the others.
    """
    for url in urls:
        try:
            system, path = file_system(url)
            with system.open(path, "rb") as file, io.BufferedReader(file) as stream:
                yield from read_opened(stream, url, format=format, encoding=encoding, published=published)
        except InputError as error:
            yield error
        except (FileNotFoundError, PermissionError) as error:
            yield failure(url, f"cannot be read ({type(error).__name__}); check the address and your rights")
