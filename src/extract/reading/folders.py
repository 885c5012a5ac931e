"""Walking a folder: which of its files are articles, in an order that is always the same."""

import errno
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from extract.errors import InputError

STDIN = "-"
"""The name by which standard input is given."""
TEXT_ENDINGS = frozenset(("", ".txt", ".md"))
HTML_ENDINGS = frozenset((".html", ".htm"))
LINES_ENDINGS = frozenset((".jsonl", ".ndjson"))

_ENDING = re.compile(r"(?<=.)\.[A-Za-z][A-Za-z0-9]{0,9}$")
"""What counts as a file name's ending: not the "2025" of "statement 12.12.2025"."""


def split_name(path: str) -> tuple[str, str]:
    """A file's name without its ending, and the ending in lower case with its dot, "" for none; `.gz` is left out of both."""
    name = PurePath(path).name
    if name.lower().endswith(".gz") and len(name) > 3:
        name = name[:-3]
    ending = _ENDING.search(name)
    return (name[: ending.start()], ending[0].lower()) if ending else (name, "")


def walk(folder: str, skipped: Counter[str]) -> Iterator[str | InputError]:
    """The articles below `folder` by name: each file's path, beginning with `folder` as given, or why it cannot be read.

    What is passed over is counted in `skipped`: "hidden" files and folders, "other" files whose ending is not one of an
    article's, "special" files (pipes, sockets, devices), and "link" for links that lead back to where the walk has been.
    """
    visited: set[tuple[int, int]] = set()
    pending: list[Iterator[str]] = [iter((folder,))]
    while pending:
        path = next(pending[-1], None)
        if path is None:
            pending.pop()
        elif path != folder and os.path.basename(path).startswith("."):
            skipped["hidden"] += 1
        else:
            try:
                status = os.stat(path)
                if stat.S_ISDIR(status.st_mode):
                    identity = (status.st_dev, status.st_ino)
                    if identity in visited:
                        skipped["link"] += 1
                        continue
                    visited.add(identity)
                    pending.append(iter([os.path.join(path, name) for name in sorted(os.listdir(path))]))
                elif not stat.S_ISREG(status.st_mode):
                    skipped["special"] += 1
                elif split_name(path)[1] in TEXT_ENDINGS | HTML_ENDINGS | LINES_ENDINGS:
                    yield path
                else:
                    skipped["other"] += 1
            except OSError as error:
                if error.errno == errno.ELOOP:
                    skipped["link"] += 1
                else:
                    yield unreadable(path, error)


def unreadable(path: str, error: OSError) -> InputError:
    """The error of an input that the system does not open or read, with what to do about it."""
    if isinstance(error, FileNotFoundError):
        dangling = "\0" not in path and os.path.islink(path)
        reason = "is a link that leads nowhere; mend or remove it" if dangling else "no such file or folder; check the name"
    elif isinstance(error, PermissionError):
        reason = "may not be read; allow it with chmod +r (for a folder +rx)"
    elif isinstance(error, NotADirectoryError):
        reason = "no such file or folder: a part of the path is a file; check the name"
    else:
        reason = f"cannot be read ({(error.strerror or type(error).__name__).lower()}); check the file and its disk"
    return failure(path, reason)


def failure(path: str, reason: str) -> InputError:
    """An `InputError` that names the input in one printable line."""
    return InputError(re.sub(r"[\x00-\x1f\x7f]", "?", printable(path)), reason)


def printable(path: str) -> str:
    """A path as text that UTF-8 can hold: each byte of its name that is no UTF-8 becomes U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", path)
