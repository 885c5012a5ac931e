"""Importing spaCy without its own command line.

`import spacy` imports that as well (requests, httpx, weasel, jinja2), which takes a third of the time and is of no use here. Where the
process is ours alone, pydantic's old interface is left out too: spaCy's settings ask for it to tell models of that kind from others.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import ModuleType
from typing import Any

_OLD = "pydantic.v1"
_CLI = ("spacy.cli", "spacy.cli.info")


def _info(*arguments: Any, **options: Any) -> Any:
    """`spacy.info`, the one function of its command line that `import spacy` asks for: imports it when it is called."""
    return importlib.import_module("spacy.cli.info").info(*arguments, **options)


def _stand_ins() -> dict[str, ModuleType | None]:
    """Modules that are empty but for `spacy.info`, by the names of those that they stand in for."""
    found: dict[str, Any] = {name: ModuleType(name) for name in _CLI}
    found["spacy.cli"].__path__ = []
    found["spacy.cli.info"].info = _info
    return found


def import_spacy(*, alone: bool = False) -> None:
    """Imports spaCy without its command line; in the plain way where that fails, as it may with another version of spaCy.

    Whoever asks for `spacy.cli` later gets it as ever. `alone`: nobody else uses spaCy in this process, with components whose
    settings are models of `pydantic.v1`.
    """
    if "spacy" in sys.modules:
        return
    stand_ins = _stand_ins()
    if alone and _OLD not in sys.modules:
        stand_ins[_OLD] = None  # to import it is an ImportError, which confection takes for "not installed"
    sys.modules.update(stand_ins)  # type: ignore[arg-type]
    try:
        with _late_models() if alone else nullcontext():
            spacy = importlib.import_module("spacy")
    except Exception:
        sys.modules.pop("spacy", None)
        spacy = None
    for name, module in stand_ins.items():
        if name in sys.modules and sys.modules[name] is module:
            del sys.modules[name]
    if spacy is None:
        importlib.import_module("spacy")
    elif getattr(spacy, "cli", None) is stand_ins["spacy.cli"]:
        del spacy.cli


@contextmanager
def _late_models() -> Iterator[None]:
    """Models of pydantic that are defined here are built when they are first used: spaCy defines thirty, of which we use few."""
    from pydantic import BaseModel

    before = BaseModel.model_config
    BaseModel.model_config = {**before, "defer_build": True}
    try:
        yield
    finally:
        BaseModel.model_config = before
