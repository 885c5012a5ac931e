"""`extract show`: one article marked up in the terminal."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extract.cli.records import day, tell
from extract.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from extract.extractor import Extractor
    from extract.reading.article import Article
    from extract.records import Record
    from extract.writing.plain import Find

Source = Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, or - for standard input.", show_default=False)]
Published = Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", callback=day, help="Publication date of the article.")]
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

    What cannot be read is told on standard error and counted in `failed`. BadParameter for a folder.
    """

    def __init__(self, source: str, published: str | None, model: str | None, verbose: int) -> None:
        if Path(source).is_dir():
            raise typer.BadParameter(f"{source} is a folder; name one article (extract report makes a page of a folder)")
        self._source, self._published, self._verbose = source, published, verbose
        self._extract = Extracting(model)
        self.failed = 0
        self.number = 0

    def __iter__(self) -> "Iterator[tuple[dict[str, Any], list[Find]]]":
        from extract.finding.importing import import_spacy

        import_spacy(alone=True)
        from extract.reading.sources import read_sources
        from extract.writing.plain import finds_of

        for item in read_sources([self._source], published=self._published):
            outcome = item if isinstance(item, InputError) else self._extract(item)
            if isinstance(outcome, InputError):
                self.failed += 1
                tell(outcome, self._verbose)
                continue
            record = outcome.to_dict(text=True, explain=True)
            finds = list(finds_of(record, self.number))
            self.number += len(finds)
            yield record, finds


class Extracting:
    """Turns articles into records, or into the errors that they fail by; loads the model for the first."""

    def __init__(self, model: str | None) -> None:
        self._model = model
        self._extractor: Extractor | None = None

    def __call__(self, article: "Article") -> "Record | InputError":
        """The record of `article`, or why there is none."""
        from extract.extractor import Extractor
        from extract.running.batch import extract_all

        self._extractor = self._extractor or Extractor(self._model)
        return next(extract_all([article], self._extractor))
