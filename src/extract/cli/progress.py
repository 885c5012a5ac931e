"""How far a run is: a bar on a terminal, a line a minute elsewhere where the user asked for it."""

import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from extract.running.batch import Summary

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

EVERY = 60.0
"""Seconds between two lines."""


class Progress:
    """Shows `summary` as it is filled; `total` is how many inputs there are, where that is known."""

    def __init__(self, summary: Summary, total: int | None, *, shown: bool, verbose: bool) -> None:
        self._summary = summary
        self._bar: Bar | None = None
        self._lines = verbose and shown and not sys.stderr.isatty()
        self._told = time.monotonic()
        if shown and sys.stderr.isatty():
            # Imported where it is shown: a tenth of a second that a run in a pipe need not spend.
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
            from rich.progress import Progress as RichProgress

            columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeElapsedColumn(), TimeRemainingColumn())
            self._bar = RichProgress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("", total=total, rate="")

    def step(self) -> None:
        """Says that one more input is done."""
        summary = self._summary
        if self._bar is not None:
            rate = f"{summary.done / max(summary.seconds, 0.001):.1f}/s"
            self._bar.update(self._task, completed=summary.done + summary.failed + summary.before, rate=rate)
        elif self._lines and time.monotonic() - self._told >= EVERY:
            self._told = time.monotonic()
            print(f"extract: {summary.done} done, {summary.failed} failed so far", file=sys.stderr, flush=True)

    def __enter__(self) -> "Progress":
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()


def count(inputs: Sequence[str]) -> int | None:
    """How many articles these inputs hold, where each file is one; None where that is not known before they are read."""
    from collections import Counter
    from pathlib import Path

    from extract.reading.folders import LINES_ENDINGS, STDIN, split_name, walk

    number = 0
    for path in inputs:
        for found in walk(path, Counter()) if Path(path).is_dir() else (path,):
            if isinstance(found, str) and (found == STDIN or split_name(found)[1] in LINES_ENDINGS):
                return None
            number += 1
    return number
