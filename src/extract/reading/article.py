"""The article: what the reading room hands on to the finders."""

import re
from dataclasses import dataclass

_NEWLINE = re.compile(r"\r\n?")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Article:
    """One article to search. Every offset that is found later counts code points in `text`.

    `source` is the input as the user named it, `news.jsonl:3` for a line, `-` for standard input. `published` is an ISO
    day, "YYYY-MM-DD", from the user, the page or the record; a date that only the text states is not read here.
    """

    text: str
    id: str | None = None
    source: str | None = None
    title: str | None = None
    published: str | None = None


def clean_text(text: str) -> str:
    """`text` with a leading BOM dropped, newlines as `\\n`, and U+FFFD for every NUL and lone surrogate; else untouched.

    Lone surrogates come from JSON escapes; no UTF-8 can hold them. Unicode is not normalised, so offsets stay the input's.
    """
    return _NOT_TEXT.sub("\ufffd", _NEWLINE.sub("\n", text.removeprefix("\ufeff")))
