"""People, places, dates and prisoner counts from news articles.

    from extract import Extractor
    record = Extractor().extract(text, published="2025-12-12")
    record.to_dict()

Importing this package imports nothing else; spaCy comes with the first use of `Extractor`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.errors import DataError, ExtractError, InputError, ModelError
    from extract.extractor import Extractor
    from extract.reading.article import Article
    from extract.records import Record

__version__ = "0.1.0"
__all__ = ["Article", "DataError", "ExtractError", "Extractor", "InputError", "ModelError", "Record", "__version__"]

_HOMES = {
    "Article": "extract.reading.article",
    "DataError": "extract.errors",
    "ExtractError": "extract.errors",
    "Extractor": "extract.extractor",
    "InputError": "extract.errors",
    "ModelError": "extract.errors",
    "Record": "extract.records",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name == "Extractor":
        from extract.finding.importing import import_spacy

        import_spacy()
    return getattr(import_module(_HOMES[name]), name)
