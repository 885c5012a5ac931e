"""`extract model`."""

from typing import Annotated

import typer

from extract.errors import ModelError
from extract.finding.model import damaged_files, find_model, mend


def command(
    model: Annotated[
        str | None, typer.Option(help="Name or path of a spaCy pipeline.", show_default="the installed en_core_web_sm")
    ] = None,
) -> int:
    """Say which spaCy model would be used, from where, its version and licence, and whether it is intact."""
    info = find_model(model)
    damaged = damaged_files(info)
    print(f"model    {info.name}")
    print(f"version  {info.version}")
    print(f"licence  {info.licence}")
    print(f"path     {info.path}")
    if damaged is None:
        print("intact   not known: no checksums of this model are kept here")
    elif damaged:
        print("intact   no")
        raise ModelError(f"{info.path}: {', '.join(damaged)} missing or altered; {mend(info.path)}")
    else:
        print("intact   yes")
    return 0
