"""Importing spaCy without its own command line.

`import spacy` imports that as well (requests, httpx, weasel, jinja2), which takes a third of the time and is of no use here.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

_CLI = ("spacy.cli", "spacy.cli.info")


def _info(*arguments: Any, **options: Any) -> Any:
    """`spacy.info`, the one function of its command line that `import spacy` asks for: imports it when it is called."""
    return importlib.import_module("spacy.cli.info").info(*arguments, **options)


def _stand_ins() -> dict[str, ModuleType]:
    """Modules that are empty but for `spacy.info`, by the names of those that they stand in for."""
    found = {name: ModuleType(name) for name in _CLI}
    found["spacy.cli"].__path__ = []
    found["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
    return found


def import_spacy() -> None:
    """Imports spaCy without its command line; in the plain way where that fails, as it may with another version of spaCy.

    Whoever asks for `spacy.cli` later gets it as ever.
    """
    if "spacy" in sys.modules:
        return
    stand_ins = _stand_ins()
    sys.modules.update(stand_ins)
    try:
        spacy = importlib.import_module("spacy")
    except Exception:
        sys.modules.pop("spacy", None)
        spacy = None
    for name, module in stand_ins.items():
        if sys.modules.get(name) is module:
            del sys.modules[name]
    if spacy is None:
        importlib.import_module("spacy")
    elif getattr(spacy, "cli", None) is stand_ins["spacy.cli"]:
        del spacy.cli
