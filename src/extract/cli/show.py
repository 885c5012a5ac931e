"""`extract show`: one article marked up in the terminal."""

import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extract.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from extract.writing.plain import Find

Source = Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, or - for standard input.", show_default=False)]
Published = Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Publication date of the article.")]
Model = Annotated[
    str | None, typer.Option(metavar="NAME", help="Name or path of a spaCy pipeline.", show_default="en_core_web_sm, with our own weights")
]
Verbose = Annotated[int, typer.Option("--verbose", "-v", count=True, help="Say more; -vv prints tracebacks.")]


def command(article: Source, published: Published = None, model: Model = None, verbose: Verbose = 0) -> int:
    """Show an article with its people, places, dates and prisoner counts marked, and a table of each.

    Without colours (in a pipe, or with NO_COLOR) ‹people›, [places], {dates} and «prisoner counts» are marked so.
    """
    found = Found(article, published, model, verbose)
    for record, finds in found:
        from extract.writing.terminal import show

        show(console(), record, finds)
    return 1 if found.failed else 0


def console() -> "Console":
    """Standard output: as wide as the terminal, 80 columns in a pipe where `COLUMNS` says nothing else; UTF-8 in a pipe."""
    from extract.writing.terminal import PipeConsole

    if hasattr(sys.stdout, "reconfigure"):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    return PipeConsole(highlight=False, markup=False, emoji=False)


class Found:
    """The records, with texts and explanations, of the articles in `source`, each with its finds, numbered over all of them.

    What cannot be read is told on standard error and counted in `failed`. BadParameter for a folder, or a day that is none.
    """

    def __init__(self, source: str, published: str | None, model: str | None, verbose: int) -> None:
        from extract.reading.days import iso_day

        if Path(source).is_dir():
            raise typer.BadParameter(f"{source} is a folder; name one article (extract report makes a page of a folder)")
        try:
            self._published = iso_day(published) if published else None
        except ValueError:
            raise typer.BadParameter(f"{published!r} is not a day; write it as YYYY-MM-DD", param_hint="--date") from None
        self._source, self._model, self._verbose = source, model, verbose
        self.failed = 0
        self.number = 0

    def __iter__(self) -> "Iterator[tuple[dict[str, Any], list[Find]]]":
        from extract.finding.importing import import_spacy

        import_spacy(alone=True)
        from extract.extractor import Extractor
        from extract.reading.sources import read_sources
        from extract.running.batch import extract_all
        from extract.writing.plain import finds_of

        extractor = None
        for item in read_sources([self._source], published=self._published):
            extractor = extractor or Extractor(self._model)
            outcome = next(extract_all([item], extractor))
            if isinstance(outcome, InputError):
                self.failed += 1
                print(f"extract: {outcome}", file=sys.stderr)
                if self._verbose > 1 and outcome.__cause__:
                    traceback.print_exception(outcome.__cause__)
                continue
            record = outcome.to_dict(text=True, explain=True)
            finds = list(finds_of(record, self.number))
            self.number += len(finds)
            yield record, finds
