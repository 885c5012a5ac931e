"""`extract explain`: which rule and cues made a find."""

from typing import Annotated

import typer

from extract.cli.show import Model, Published, Source, console, records

Number = Annotated[
    int | None, typer.Argument(metavar="[N]", min=1, help="The find's number in the tables of `extract show`.", show_default="all finds")
]


def command(article: Source, number: Number = None, published: Published = None, model: Model = None) -> int:
    """Say which rule and which words made find N of an article, marked in its sentence; without N, of all finds.

    Without colours the find is marked as by `extract show`, and its cues <so>.
    """
    for record in records(article, published, model):
        from extract.writing.plain import finds_of
        from extract.writing.terminal import explain

        finds = list(finds_of(record))
        if number is not None and number > len(finds):
            raise typer.BadParameter(f"the article has {len(finds)} finds; extract show {article} lists them", param_hint="N")
        explain(console(), record, finds if number is None else finds[number - 1 : number])
        if number is not None:
            break
    return 0
