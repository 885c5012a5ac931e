"""`extract report`: many records as one page of HTML."""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.records import check_output, summing_up, tell
from extract.cli.show import Extracting
from extract.errors import InputError

if TYPE_CHECKING:
    from extract.records import Record


def command(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="RESULTS", help="JSON Lines, JSON or SQLite that extract wrote, or articles.", show_default=False),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page.", show_default=False)],
    title: Annotated[str | None, typer.Option(help="The page's title.", show_default="the inputs' names")] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="For articles: name or path of a spaCy pipeline.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary on standard error.")] = False,
    verbose: Annotated[int, typer.Option("--verbose", "-v", count=True, help="Say more; -vv prints tracebacks.")] = 0,
) -> int:
    """Make one HTML page of many records: counts over time, a map, the people, every count, each article marked up.

    The page needs nothing beside it and no network. Records with --text show the article; articles are extracted first.
    """
    from extract.finding.importing import import_spacy
    from extract.writing.report.page import need_report, render

    check_output(inputs, output)
    need_report()
    import_spacy(alone=True)
    from extract.reading.results import read_results
    from extract.running.batch import Summary

    skipped: Counter[str] = Counter()
    records: list[Record] = []
    failed = 0
    for item in read_results(inputs, Extracting(model), skipped, leave_out=[str(output)]):
        if isinstance(item, InputError):
            failed += 1
            tell(item, verbose)
        else:
            records.append(item)
    if not records:
        print("extract: no records, so no report; name what extract wrote, or articles", file=sys.stderr)
        return 1
    _write(output, render(records, title or _title(inputs)))
    if not quiet:
        print(f"extract: {summing_up(Summary(len(records), failed), skipped)}", file=sys.stderr)
    return 1 if failed else 0


def _write(output: Path, page: str) -> None:
    """Writes the page whole, so that an earlier one is there until this one is; into what is no plain file straight."""
    if output.exists() and not output.is_file():
        output.write_text(page, encoding="utf-8", errors="replace")
        return
    output = output.resolve()  # a link stays one
    beside = output.with_name(f"{output.name}.{os.getpid()}")
    try:
        beside.write_text(page, encoding="utf-8", errors="replace")
        beside.replace(output)
    finally:
        beside.unlink(missing_ok=True)


def _title(inputs: list[str]) -> str:
    names = [Path(name).name or name for name in inputs[:3]]
    return "People, places and prisoner counts: " + ", ".join(names) + (" …" if len(inputs) > 3 else "")
