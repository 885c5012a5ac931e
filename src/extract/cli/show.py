"""`extract show`: one article marked up in the terminal."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extract.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

Source = Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, or - for standard input.", show_default=False)]
Published = Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Publication date of the article.")]
Model = Annotated[
    str | None, typer.Option(metavar="NAME", help="Name or path of a spaCy pipeline.", show_default="en_core_web_sm, with our own weights")
]


def command(article: Source, published: Published = None, model: Model = None) -> int:
    """Show an article with its people, places, dates and prisoner counts marked, and a table of each.

    Without colours (in a pipe, or with NO_COLOR) ‹people›, [places], {dates} and «prisoner counts» are marked so.
    """
    for record in records(article, published, model):
        from extract.writing.terminal import show

        show(console(), record)
    return 0


def console() -> "Console":
    """Standard output: as wide as the terminal, 80 columns in a pipe where `COLUMNS` says nothing else."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, soft_wrap=False)


def records(source: str, published: str | None, model: str | None) -> Iterator[dict[str, Any]]:
    """The records, with their text and explanations, of the articles in `source`; InputError where one cannot be read."""
    from extract.finding.importing import import_spacy
    from extract.reading.days import iso_day
    from extract.reading.folders import LINES_ENDINGS, split_name

    try:
        day = iso_day(published) if published else None
    except ValueError:
        raise typer.BadParameter(f"{published!r} is not a day; write it as YYYY-MM-DD", param_hint="--date") from None
    import_spacy(alone=True)
    from extract.extractor import Extractor
    from extract.reading.sources import read_sources

    extractor = None
    for item in islice(read_sources([source], published=day), None if split_name(source)[1] in LINES_ENDINGS else 1):
        if isinstance(item, InputError):
            raise item
        extractor = extractor or Extractor(model)
        yield next(extractor.pipe([item])).to_dict(text=True, explain=True)
