"""What was made of the files under `models/`, kept as JSON in the user's cache folder: a short run need not make it again.

One file holds everything. Its name is made from the size and the time of every file of `models/en/` and of this package, so that a
change of any of them makes a new one. It is written whole beside its place and then moved there, so that runs can share it; where
it cannot be read, is not the user's own, or cannot be written, everything is made as if there were none.

The environment's `EXTRACT_CACHE` names another folder, or none at all where it is empty.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar, cast

Value = TypeVar("Value")

FOLDER_VARIABLE = "EXTRACT_CACHE"
STALE = 30 * 24 * 3600
"""Seconds after which a file that nobody wrote again goes when a new one comes."""
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
        with suppress(OSError, ValueError):
            if folder is not None:
                self._path = folder / f"rules-{_fingerprint(data)}.json"
                if _own(self._path):
                    values = json.loads(self._path.read_bytes())
                    self._values = values if isinstance(values, dict) else {}

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
        """Keeps what is new for the next run."""
        if self._new and self._path is not None:
            beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
            with suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                try:
                    beside.write_text(json.dumps(self._values, separators=(",", ":")), encoding="ascii")
                    beside.replace(self._path)
                finally:
                    beside.unlink(missing_ok=True)
                for other in self._path.parent.glob("rules-*"):
                    if other.stat().st_mtime < time.time() - STALE:
                        other.unlink(missing_ok=True)


def default_folder() -> Path | None:
    """The cache folder: what `EXTRACT_CACHE` says, else the user's own; None for none."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path

    return user_cache_path("extract", appauthor=False)


def _own(path: Path) -> bool:
    """Whether the file is there and belongs to who runs this: in a shared folder others could put their rules in ours."""
    try:
        return not hasattr(os, "getuid") or path.stat().st_uid == os.getuid()
    except OSError:
        return False


def _fingerprint(data: Path) -> str:
    digest = hashlib.sha256()
    for top in (_PACKAGE, data):
        for path, found in sorted(_files(str(top))):
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:20]


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _files(entry.path)
        elif entry.name.endswith(_ENDINGS):
            yield entry.path, entry.stat()
