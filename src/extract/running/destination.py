"""Where a run's records and failures go, and what of it an earlier part of the run has done already."""

import json
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.errors import InputError, ResumeError
from extract.reading.article import Article
from extract.records import KINDS, Record
from extract.running.journal import GrowingFile, Journal
from extract.writing.csv_writer import CsvFormat
from extract.writing.json_writer import JsonFormat
from extract.writing.output import Format, Output
from extract.writing.parquet_writer import lines_to_parquet, need_pyarrow
from extract.writing.sqlite_writer import SqliteFile

LINES = ".unfinished.jsonl"
"""The ending of the records that are to become a Parquet file."""


@dataclass(frozen=True, slots=True)
class Style:
    """How records are written: `format` is jsonl, json, csv, sqlite or parquet, `single` that there is one article alone; the rest as in
    `Record.to_dict`."""

    format: str = "jsonl"
    single: bool = False
    kinds: Collection[str] = KINDS
    explain: bool = False
    text: bool = False

    def make(self) -> Format:
        """The format of a file that can grow; one article by itself is indented JSON."""
        if self.format == "csv":
            return CsvFormat(next(iter(self.kinds)) if len(self.kinds) == 1 else "prisoner_counts")
        return JsonFormat(indented=True) if self.single and self.format != "parquet" else JsonFormat(array=self.format == "json")


class Destination:
    """The records in the file `output`, or on standard output without one, the failures in the file `errors`, if any.

    Opened anew, or with `resume` to go on with a run of the same `settings`. ResumeError where that cannot be, OSError where a file
    cannot be written, ExtraError where what the format needs is not installed.
    """

    def __init__(self, style: Style, output: Path | None, errors: Path | None = None, *, resume: bool = False, settings: str = "") -> None:
        self._style = style
        self._output = output
        self._base = self._journal = self._file = self._failures = None
        if style.format == "parquet":
            need_pyarrow()
        lengths = (0, 0)
        if output is not None and style.format == "sqlite":
            self._base = SqliteFile(output)
        elif output is not None:
            growing = output.with_name(output.name + LINES) if style.format == "parquet" else output
            if growing is not output and resume and output.exists() and not growing.exists():
                raise ResumeError(f"{output}: no run was cut off here; to extract anew, leave out --resume")
            if not style.single and (growing.is_file() or not growing.exists()):
                self._journal = Journal(growing, errors, settings, resume)
                lengths = self._journal.lengths
            self._file = GrowingFile(growing, lengths[0])
        if errors is not None:
            self._failures = GrowingFile(errors, lengths[1])
        self._skip_known = resume
        self._writer = Output(style.make(), self._file.add if self._file else _to_stdout, begun=lengths[0] > 0)

    @property
    def done_before(self) -> int:
        """How many inputs an earlier part of the run gave records for."""
        return self._journal.done if self._journal else 0

    @property
    def failed_before(self) -> int:
        """How many inputs failed in an earlier part of the run."""
        return self._journal.failed if self._journal else 0

    def left(self, inputs: Iterable[Article | InputError]) -> Iterator[Article | InputError]:
        """The inputs that an earlier part of the run has not done."""
        known = self._base if self._skip_known and self._base else self._journal
        return (item for item in inputs if known is None or not known.is_done(item))

    def write(self, record: Record) -> None:
        """Adds a record."""
        entry = record.to_dict(self._style.kinds, explain=self._style.explain, text=self._style.text)
        (self._base or self._writer).write(entry)

    def report(self, error: InputError) -> None:
        """Adds a failure."""
        if self._failures is not None:
            self._failures.add(failure_line(error))

    def finished(self, item: Article | InputError, ok: bool) -> None:
        """Notes that all of `item` is written, with a record or not."""
        if self._journal is not None:
            self._journal.add(item, ok, (self._file.length if self._file else 0, self._failures.length if self._failures else 0))
        if self._base is not None and ok:
            self._base.finished(item)

    def complete(self) -> None:
        """Ends the output, which is whole then; after this, `close`."""
        if self._base is None:
            self._writer.close()
        if self._style.format == "parquet" and self._output is not None:
            lines = self._output.with_name(self._output.name + LINES)
            lines_to_parquet(lines, self._output, self._style.kinds, explain=self._style.explain, text=self._style.text)
            lines.unlink()
        if self._journal is not None:
            self._journal.remove()

    def close(self) -> None:
        """Closes all files, whether or not the run is complete."""
        for file in (self._journal, self._file, self._failures, self._base):
            if file is not None:
                file.close()


def failure_line(error: InputError) -> bytes:
    """A failure as a line of JSON."""
    line = {"source": error.source, "error": error.kind, "message": error.reason}
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


def side_files(output: Path | None, errors: Path | None) -> list[str]:
    """The files that a run writes, which are no input of it even where they lie in its folder."""
    endings = ("", ".progress", LINES, f"{LINES}.progress", ".unfinished", "-wal", "-shm", "-journal")
    return [f"{path}{ending}" for path in (output, errors) if path is not None for ending in endings]


def _to_stdout(piece: bytes) -> None:
    sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
