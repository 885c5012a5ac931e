"""What a run has finished, kept beside its output, so that a run that was cut off can go on where it stopped.

The journal `NAME.progress` holds a line for each input that is done, in order: its fingerprint, whether it gave a record, and how long
the output and the file of errors were behind it. A line is written after what it tells of. So whatever a kill, a full disk or a crash
leaves, the files are right up to the last whole line of the journal, and what lies beyond it is cut off when the run goes on.
"""

import json
import os
from collections import Counter
from hashlib import blake2b
from pathlib import Path

from extract.errors import InputError, ResumeError
from extract.reading.article import Article


class GrowingFile:
    """A file to which whole pieces are added, without a buffer; cut to `length` bytes first. OSError where it cannot be written.

    What is no regular file, /dev/stdout or a FIFO, is written as it is.
    """

    def __init__(self, path: Path, length: int = 0) -> None:
        self._file = open(path, "r+b" if length else "wb", buffering=0)  # noqa: SIM115
        if length:
            self._file.truncate(length)
            self._file.seek(length)
        self.length = length
        """The bytes of all whole pieces."""

    def add(self, piece: bytes) -> None:
        """Adds `piece`; where that fails half-way, `length` stays."""
        rest = memoryview(piece)
        while rest:
            rest = rest[self._file.write(rest) :]
        self.length += len(piece)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


class Journal:
    """The journal of one run; `settings` is what must be the same when it goes on."""

    def __init__(self, output: Path, errors: Path | None, settings: str, resume: bool) -> None:
        """Opens the journal beside `output`, anew or, with `resume`, to go on. ResumeError where that cannot be."""
        self._path = output.with_name(output.name + ".progress")
        self._seen: Counter[str] = Counter()
        self.lengths = (0, 0)
        """The bytes of the output and of the file of errors that are finished."""
        self.done = self.failed = 0
        kept = self._read(settings, output, errors) if resume and (self._path.exists() or output.exists()) else 0
        self._file = GrowingFile(self._path, kept)
        if not kept:
            self._add({"settings": settings})

    def is_done(self, item: Article | InputError) -> bool:
        """Whether an earlier part of the run has finished `item`; each is asked for once, in input order."""
        if not self._seen:
            return False
        key = fingerprint(item)
        if not self._seen[key]:
            return False
        self._seen[key] -= 1
        return True

    def add(self, item: Article | InputError, ok: bool, lengths: tuple[int, int]) -> None:
        """Notes that `item` is done, with a record or not, and how long the files are behind it."""
        self._add([fingerprint(item), int(ok), *lengths])

    def remove(self) -> None:
        """Removes the journal, when the run is complete; after this, `close`."""
        self._path.unlink()

    def close(self) -> None:
        """Closes the journal."""
        self._file.close()

    def _add(self, line: object) -> None:
        self._file.add(json.dumps(line, separators=(",", ":")).encode() + b"\n")

    def _read(self, settings: str, output: Path, errors: Path | None) -> int:
        """Reads what was finished; the bytes of the journal that are sound."""
        if not self._path.exists():
            raise ResumeError(f"{output}: no run was cut off here ({self._path.name} is missing); to extract anew, leave out --resume")
        kept = 0
        for line in self._path.read_bytes().splitlines(keepends=True):
            try:
                entry = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                entry = None
            if kept == 0:
                if entry is None:  # cut off before anything was done
                    return 0
                if entry != {"settings": settings}:
                    raise ResumeError(f"{output}: was begun with other options; give the same ones, or leave out --resume to begin anew")
            elif not isinstance(entry, list):
                break
            else:
                key, ok, *lengths = entry
                self._seen[key] += 1
                self.done, self.failed = self.done + ok, self.failed + (not ok)
                self.lengths = (lengths[0], lengths[1])
            kept += len(line)
        for path, length in zip((output, errors), self.lengths, strict=True):
            if path is not None and length and (not path.exists() or os.path.getsize(path) < length):
                raise ResumeError(f"{path}: is not as long as its run left it; leave out --resume to begin anew")
        return kept


def fingerprint(item: Article | InputError) -> str:
    """What an input is known by: where it came from and all that it holds, as 32 hexadecimal digits."""
    if isinstance(item, InputError):
        parts = ["error", item.source, item.reason]
    else:
        parts = [item.source or "", item.id or "", item.title or "", item.published or "", item.text]
    digest = blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "little") + raw)
    return digest.hexdigest()
