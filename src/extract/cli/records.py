"""`extract INPUT…`: the main job, from articles to JSON."""

import sys
import traceback
from collections import Counter
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

import extract
from extract.errors import InputError
from extract.reading.days import iso_day
from extract.reading.folders import LINES_ENDINGS, STDIN, split_name
from extract.records import KINDS, Record

if TYPE_CHECKING:
    from extract.running.batch import Summary

EPILOG = (
    "Other commands: `extract schema` prints the JSON Schema of a record, `extract model` says which spaCy model is used. "
    "A file of such a name is read as `extract ./schema`."
)


class Kind(StrEnum):
    """The kinds of finds, `records.KINDS`."""

    people = "people"
    places = "places"
    dates = "dates"
    prisoner_counts = "prisoner_counts"


class InputFormat(StrEnum):
    """What an input holds, where its name does not tell."""

    text = "text"
    html = "html"
    jsonl = "jsonl"


def _version(wanted: bool) -> None:
    if wanted:
        print(f"extract {extract.__version__}")
        raise typer.Exit


def _day(written: str | None) -> str | None:
    try:
        return None if written is None else iso_day(written)
    except ValueError:
        raise typer.BadParameter(f"{written!r} is not a day; write it as YYYY-MM-DD") from None


def command(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, or - for standard input.", show_default=False)],
    published: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", callback=_day, help="Publication date of the articles.")
    ] = None,
    day_first: Annotated[
        bool | None,
        typer.Option("--day-first/--month-first", help="Read 3/4/2025 as 3 April, or as 4 March.", show_default="by the article"),
    ] = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only this kind of finds; may be repeated.", show_default="all")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there rather than to standard output.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="Name or path of a spaCy pipeline.", show_default="en_core_web_sm, with our own weights for names")
    ] = None,
    source_format: Annotated[
        InputFormat | None, typer.Option("--from", help="What the inputs hold.", show_default="by file ending")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of the inputs.", show_default="detected")] = None,
    text: Annotated[bool, typer.Option("--text", help="Add the article's text, which the offsets refer to.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Add to every entry the rule and the cues that found it.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary on standard error.")] = False,
    verbose: Annotated[int, typer.Option("--verbose", "-v", count=True, help="Say more; -vv prints tracebacks.")] = 0,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")] = False,
) -> int:
    """Read news articles; print the people, places, dates and prisoner counts in them as JSON.

    One article prints indented JSON; several, a folder or JSON Lines print JSON Lines, one record a line, in input order.
    """
    _check(inputs, output, encoding)
    # Imported here, after the arguments are known to be good: spaCy takes most of a short run's time.
    from extract.extractor import BATCH, Extractor
    from extract.reading.sources import read_sources
    from extract.running.batch import run
    from extract.writing.json_writer import JsonWriter

    kinds = tuple(kind or KINDS)
    single = len(inputs) == 1 and holds_one_article(inputs[0], source_format)
    extractor = Extractor(model, kinds, day_first=day_first)
    with ExitStack() as stack:
        stream = stack.enter_context(output.open("w", encoding="utf-8", newline="\n")) if output else _utf8_stdout()
        writer = JsonWriter(stream, indented=single)

        def write(record: Record) -> None:
            writer.write(record.to_dict(kinds, explain=explain, text=text))

        def report(error: InputError) -> None:
            print(f"extract: {error}", file=sys.stderr)
            if verbose > 1 and error.__cause__:
                traceback.print_exception(error.__cause__)

        skipped: Counter[str] = Counter()
        articles = read_sources(
            inputs,
            format=source_format.value if source_format else None,
            encoding=encoding,
            published=published,
            skipped=skipped,
            leave_out=str(output) if output else None,
        )
        # From standard input each record comes as soon as its article does; files are there already.
        summary = run(articles, extractor, write, report, batch=1 if STDIN in inputs else BATCH)
    if not single and not quiet:
        print(f"extract: {_told(summary, skipped)}", file=sys.stderr)
    return 1 if summary.failed else 0


def _told(summary: "Summary", skipped: Counter[str]) -> str:
    passed = ", ".join(f"{number} {what}" for what, number in sorted(skipped.items()))
    return f"{summary.done} done, {summary.failed} failed" + (f", skipped: {passed}" if passed else "")


def holds_one_article(source: str, source_format: InputFormat | None) -> bool:
    """Whether the input `source` is one article by its nature: no folder, and neither named nor declared JSON Lines."""
    if source_format is not None:
        return source_format is not InputFormat.jsonl and not Path(source).is_dir()
    return not Path(source).is_dir() and split_name(source)[1] not in LINES_ENDINGS


def _check(inputs: list[str], output: Path | None, encoding: str | None) -> None:
    if output is not None and (output.is_dir() or not output.absolute().parent.is_dir()):
        raise typer.BadParameter(f"{output} cannot be written: name a file in a folder that exists", param_hint="--output")
    if output is not None and output.exists() and any(Path(i).is_file() and output.samefile(i) for i in inputs):
        raise typer.BadParameter(f"{output} is an input as well; name another file", param_hint="--output")
    if encoding is not None:
        try:
            "".encode(encoding)
        except (LookupError, ValueError):
            raise typer.BadParameter(
                f"{encoding!r} is no encoding that Python knows; try utf-8 or cp1252", param_hint="--encoding"
            ) from None


def _utf8_stdout() -> TextIO:
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    return sys.stdout
