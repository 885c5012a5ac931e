"""`extract explain`: which rule and cues made a find."""

from typing import Annotated

import typer

from extract.cli.show import Found, Model, Published, Source, Verbose, console

Number = Annotated[
    int | None, typer.Argument(metavar="[N]", min=1, help="The find's number in the tables of `extract show`.", show_default="all finds")
]


def command(article: Source, number: Number = None, published: Published = None, model: Model = None, verbose: Verbose = 0) -> int:
    """Say which rule and which words made find N of an article, marked in its sentence; without N, of all finds.

    Without colours the find is marked as by `extract show`, and its cues <so>.
    """
    found = Found(article, published, model, verbose)
    for record, finds in found:
        from extract.writing.terminal import explain

        wanted = [find for find in finds if number in (None, find.number)]
        explain(console(), record, wanted)
        if number is not None and wanted:
            return 0
    if number is not None and found.number:
        raise typer.BadParameter(f"the article has {found.number} finds; extract show {article} lists them", param_hint="N")
    return 1 if found.failed else 0
