"""`extract INPUT…`: the main job, from articles to JSON."""

import gc
import sys
import traceback
from collections import Counter
from contextlib import closing
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import extract
from extract.errors import InputError
from extract.reading.days import iso_day
from extract.reading.folders import LINES_ENDINGS, STDIN, split_name
from extract.records import KINDS

if TYPE_CHECKING:
    from extract.reading.article import Article
    from extract.running.batch import Summary

EPILOG = """\b
Other commands (a file of such a name is read as ./show):
  extract show ARTICLE         the article marked up
  extract explain ARTICLE [N]  why a find was made
  extract report RESULTS...    a page of many records
  extract schema               the records' JSON Schema
  extract model                the spaCy model in use"""


LONG = 10.0
"""Seconds from which on a run's rate says something: before that the model's load counts most."""


class Kind(StrEnum):
    """The kinds of finds, `records.KINDS`."""

    people = "people"
    places = "places"
    dates = "dates"
    prisoner_counts = "prisoner_counts"


class OutputFormat(StrEnum):
    """How records are written."""

    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    sqlite = "sqlite"
    parquet = "parquet"


class InputFormat(StrEnum):
    """What an input holds, where its name does not tell."""

    text = "text"
    html = "html"
    jsonl = "jsonl"


def _version(wanted: bool) -> None:
    if wanted:
        print(f"extract {extract.__version__}")
        raise typer.Exit


def day(written: str | None) -> str | None:
    """An option's value as an ISO day. BadParameter where it is none."""
    try:
        return None if written is None else iso_day(written)
    except ValueError:
        raise typer.BadParameter(f"{written!r} is not a day; write it as YYYY-MM-DD") from None


def command(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, or - for standard input.", show_default=False)],
    published: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", callback=day, help="Publication date of the articles.")
    ] = None,
    day_first: Annotated[
        bool | None,
        typer.Option("--day-first/--month-first", help="Read 3/4/2025 as 3 April, or as 4 March.", show_default="by the article"),
    ] = None,
    kind: Annotated[
        list[Kind] | None,
        typer.Option(
            metavar="KIND", help="Only these finds: people, places, dates or prisoner_counts; may be repeated.", show_default="all"
        ),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write there rather than to standard output.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Name or path of a spaCy pipeline.", show_default="en_core_web_sm, with our own weights for names"
        ),
    ] = None,
    source_format: Annotated[
        InputFormat | None,
        typer.Option("--from", metavar="FORMAT", help="What the inputs hold: text, html or jsonl.", show_default="by file ending"),
    ] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of the inputs.", show_default="detected")] = None,
    written: Annotated[
        OutputFormat | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="How records are written: jsonl, json, csv (a row for each prisoner count, or find of the one --kind), sqlite, or "
            "parquet (an extra).",
            show_default="by the ending of -o, else jsonl",
        ),
    ] = None,
    errors: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a JSON line there for each input that failed.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the run that -o FILE was cut off in.")] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes.", show_default="the processors, 1 for little work")
    ] = None,
    timeout: Annotated[
        float | None, typer.Option(min=0.1, metavar="SECONDS", help="The most that one article may take.", show_default="any time")
    ] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Run on the Dask cluster whose scheduler is there; -o names a folder (an extra).")
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Add the article's text, which the offsets refer to.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Add to every entry the rule and the cues that found it.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary on standard error.")] = False,
    verbose: Annotated[int, typer.Option("--verbose", "-v", count=True, help="Say more; -vv prints tracebacks.")] = 0,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")] = False,
) -> int:
    """Read news articles; print the people, places, dates and prisoner counts in them as JSON.

    One article prints indented JSON; several, a folder or JSON Lines print JSON Lines, one record a line, in input order.
    """
    single = len(inputs) == 1 and holds_one_article(inputs[0], source_format)
    form = written or _format_of(output)
    _check_encoding(encoding)
    kinds = tuple(kind or KINDS)
    if dask is not None:
        from extract.cli.cluster import on_cluster
        from extract.running.cluster import Options
        from extract.running.destination import Style

        _check_cluster(inputs, output, form, jobs, timeout, errors)
        style = Style(form.value, False, kinds, explain, text)
        options = Options(style, model, day_first, source_format.value if source_format else None, encoding, published)
        return on_cluster(dask, inputs, output or "", options, resume=resume, quiet=quiet)
    path = Path(output) if output else None
    check_output(inputs, path)
    _check_run(path, errors, resume, single, form)
    # Imported here, after the arguments are known to be good: spaCy takes most of a short run's time.
    from extract.finding.importing import import_spacy

    gc.disable()  # what is loaded stays: to look for garbage in it takes time and, in forked processes, memory
    import_spacy(alone=True)
    from extract.cli.progress import Progress, count
    from extract.extractor import Extractor
    from extract.reading.sources import read_sources
    from extract.running.batch import Summary, run
    from extract.running.destination import Destination, Style, side_files
    from extract.running.workers import share_out

    style = Style(form.value, single, kinds, explain, text)
    settings = repr((extract.__version__, model, kinds, day_first, published, encoding, source_format, form, explain, text, bool(errors)))
    many = not (single or quiet)
    total = count(inputs) if many and sys.stderr.isatty() else None
    skipped: Counter[str] = Counter()
    articles = read_sources(
        inputs,
        format=source_format.value if source_format else None,
        encoding=encoding,
        published=published,
        skipped=skipped,
        leave_out=side_files(path, errors),
    )
    make = partial(Extractor, model, kinds, day_first=day_first, brief=single)
    extractor = make()  # before anything is written: a model that is missing must cost no earlier output
    gc.freeze()
    gc.enable()
    with closing(Destination(style, path, errors, resume=resume, settings=settings)) as target:
        summary = Summary(before=target.done_before + target.failed_before)
        with Progress(summary, total, shown=many, verbose=verbose > 0) as told:

            def report(error: InputError) -> None:
                target.report(error)
                tell(error, verbose)

            def finished(item: "Article | InputError", ok: bool) -> None:
                target.finished(item, ok)
                told.step()

            # From standard input each record comes as soon as its article does; files are there already.
            waiting = STDIN in inputs
            left, work = share_out(extractor, make, target.left(articles), 1 if single else jobs, timeout, waiting=waiting)
            run(left, work, target.write, report, finished, summary)
        target.complete()
        failed = summary.failed + target.failed_before
    if not single and not quiet:
        print(f"extract: {summing_up(summary, skipped)}", file=sys.stderr)
    return 1 if failed else 0


def tell(error: InputError, verbose: int) -> None:
    """Says on standard error what failed; with -vv also where."""
    print(f"extract: {error}", file=sys.stderr)
    if verbose > 1 and error.__cause__:
        traceback.print_exception(error.__cause__)


def summing_up(summary: "Summary", skipped: Counter[str]) -> str:
    """The line that ends a run."""
    before = f", {summary.before} before" if summary.before else ""
    passed = ", ".join(f"{number} {what}" for what, number in sorted(skipped.items()))
    seconds = summary.seconds
    rate = f"; {summary.done / seconds:,.1f} articles and {summary.words / seconds:,.0f} words a second" if seconds > LONG else ""
    return f"{summary.done} done, {summary.failed} failed{before}" + (f", skipped: {passed}" if passed else "") + rate


def holds_one_article(source: str, source_format: InputFormat | None) -> bool:
    """Whether the input `source` is one article by its nature: no folder, and neither named nor declared JSON Lines."""
    if source_format is not None:
        return source_format is not InputFormat.jsonl and not Path(source).is_dir()
    return not Path(source).is_dir() and split_name(source)[1] not in LINES_ENDINGS


def check_output(inputs: list[str], output: Path | None) -> None:
    """BadParameter where `output` cannot be written, or is one of the `inputs`."""
    if output is not None and (output.is_dir() or not output.absolute().parent.is_dir()):
        raise typer.BadParameter(f"{output} cannot be written: name a file in a folder that exists", param_hint="--output")
    if output is not None and output.exists() and any(Path(i).is_file() and output.samefile(i) for i in inputs):
        raise typer.BadParameter(f"{output} is an input as well; name another file", param_hint="--output")


def _check_encoding(encoding: str | None) -> None:
    if encoding is not None:
        try:
            "".encode(encoding)
        except (LookupError, ValueError):
            raise typer.BadParameter(
                f"{encoding!r} is no encoding that Python knows; try utf-8 or cp1252", param_hint="--encoding"
            ) from None


def _check_run(output: Path | None, errors: Path | None, resume: bool, single: bool, form: OutputFormat) -> None:
    if form in (OutputFormat.sqlite, OutputFormat.parquet) and output is None:
        raise typer.BadParameter(f"{form.value} needs -o FILE", param_hint="--format")
    if resume and (output is None or single):
        raise typer.BadParameter(
            "needs -o FILE and many articles: a run that writes to standard output keeps nothing", param_hint="--resume"
        )
    if resume and output is not None and output.exists() and not output.is_file():
        raise typer.BadParameter(f"{output} is no file that a run could go on with", param_hint="--resume")
    if errors is not None and (errors.is_dir() or not errors.absolute().parent.is_dir()):
        raise typer.BadParameter(f"{errors} cannot be written: name a file in a folder that exists", param_hint="--errors")
    if errors is not None and output is not None and errors.absolute() == output.absolute():
        raise typer.BadParameter(f"{errors} is where the records go; name another file", param_hint="--errors")


def _check_cluster(
    inputs: list[str], output: str | None, form: OutputFormat, jobs: int | None, timeout: float | None, errors: Path | None
) -> None:
    if output is None or Path(output).is_file():
        raise typer.BadParameter("needs -o FOLDER, for a file of each part of the run", param_hint="--dask")
    if any(f"{_whole(output)}/".startswith(f"{_whole(name)}/") for name in inputs):
        raise typer.BadParameter(f"{output} lies in an input, and would be read as one; name another folder", param_hint="--output")
    if form not in (OutputFormat.jsonl, OutputFormat.parquet):
        raise typer.BadParameter("with --dask records are jsonl or parquet", param_hint="--format")
    if jobs is not None or timeout is not None:
        raise typer.BadParameter("with --dask the cluster says how many processes work, and for how long", param_hint="--jobs, --timeout")
    if errors is not None:
        raise typer.BadParameter("with --dask failures lie beside the records, as failed-*.jsonl", param_hint="--errors")


def _whole(name: str) -> str:
    return name.rstrip("/") if "://" in name else str(Path(name).absolute().resolve())


def _format_of(output: str | None) -> OutputFormat:
    ending = Path(output or "").suffix.lower().removeprefix(".")
    return OutputFormat(ending) if ending in OutputFormat.__members__ else OutputFormat.jsonl
