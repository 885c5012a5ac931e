"""What was made of the files under `models/`, kept as JSON in the user's cache folder: a short run need not make it again.

One file holds everything. Its name is made from every file of `models/en/` and of this package (size, times, inode), so that a change
of any of them makes a new one. It is written whole under a name of its own and then moved, so that runs can share it; its first line
is the sum of the rest. Where it is damaged, or not the user's own alone, or cannot be written, everything is made as if it were not there.

The environment's `EXTRACT_CACHE` names another folder, or none at all where it is empty.
"""

import hashlib
import json
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar, cast

from extract import __version__

Value = TypeVar("Value")

FOLDER_VARIABLE = "EXTRACT_CACHE"
STALE = 30 * 24 * 3600
"""Seconds after which a file that nobody used goes when a new one comes."""
_DAY = 24 * 3600
_NAME = re.compile(r"rules-[0-9a-f]{20}\.json|rules-[^.]+\.part")
_ENDINGS = (".py", ".toml", ".txt", ".tsv", ".cfg")
_PACKAGE = Path(__file__).resolve().parent


class Kept:
    """The values of one folder of data, by name; `folder` is that of the cache, None for a cache that keeps nothing."""

    def __init__(self, folder: Path | None, data: Path) -> None:
        self._data = data
        self._path: Path | None = None
        self._values: dict[str, object] = {}
        self._new = False
        self._making = False
        if folder is not None:
            with suppress(OSError, ValueError, RecursionError):
                self._path = folder / f"rules-{_fingerprint(data, _CODE)}.json"
                self._values = _read(self._path)

    def get(self, path: Path, what: str, make: Callable[[], Value]) -> Value:
        """What `make` gives, which `path` (of the data) and `what` must tell for good: the value that was kept under them, else a new one.

        The value is of what JSON has; a tuple may come back as a list.
        """
        if self._path is None or self._making or self._data not in path.parents:
            return make()  # also what only a value that is kept is made from
        key = f"{path.relative_to(self._data).as_posix()} {what}"
        if key not in self._values:
            self._making = True
            try:
                self._values[key] = make()
            finally:
                self._making = False
            self._new = True
        return cast(Value, self._values[key])

    def save(self) -> None:
        """Keeps what is new for the next run, unless code or data have changed since they were read."""
        if not self._new or self._path is None:
            return
        with suppress(OSError):
            if self._path.name != f"rules-{_fingerprint(self._data, _files_of(_PACKAGE))}.json":
                return
            folder = self._path.parent
            folder.mkdir(parents=True, exist_ok=True)
            content = json.dumps(self._values, separators=(",", ":")).encode("ascii")
            file, part = tempfile.mkstemp(".part", "rules-", folder)
            try:
                with open(file, "wb") as stream:
                    stream.write(_sum(content) + b"\n" + content)
                os.replace(part, self._path)
            finally:
                Path(part).unlink(missing_ok=True)
            for other in folder.iterdir():
                with suppress(OSError):
                    if _NAME.fullmatch(other.name) and other.lstat().st_mtime < time.time() - STALE:
                        other.unlink()


def default_folder() -> Path | None:
    """The cache folder: what `EXTRACT_CACHE` says, else the user's own; None for none, or where there is no home."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path

    try:
        return user_cache_path("extract", appauthor=False)
    except RuntimeError:  # no home folder, as in some containers
        return None


def _read(path: Path) -> dict[str, object]:
    """The values of a file that is whole and that nobody else could have written; else none, OSError or ValueError."""
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or (hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & 0o022)):
            return {}  # in a shared folder others could put their rules in ours
        digest, _, content = file.read().partition(b"\n")
    if digest != _sum(content):
        return {}
    if found.st_mtime < time.time() - _DAY:
        with suppress(OSError):
            os.utime(path)  # it is used
    values = json.loads(content)
    return values if isinstance(values, dict) else {}


def _sum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _fingerprint(data: Path, code: list[str]) -> str:
    told = [__version__, sys.version, *code, *_files_of(data)]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()[:20]


def _files_of(folder: Path) -> list[str]:
    """Every file with rules or code below `folder`, with what tells one state of it from another."""
    return sorted(
        f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ctime_ns}\0{found.st_ino}" for path, found in _walk(str(folder))
    )


def _walk(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _walk(entry.path)
        elif entry.name.endswith(_ENDINGS):
            yield entry.path, entry.stat()


try:
    _CODE = _files_of(_PACKAGE)
    """The package's files as this process imports them: what is edited later must not be taken for what made the values."""
except OSError:  # a package in an archive
    _CODE = [str(time.time_ns())]
