"""The `Doc` extension attributes that the finders read and write.

| attribute | set by | holds |
|---|---|---|
| `doc._.published` | the caller | the article's publication date, ISO "YYYY-MM-DD", or None |
| `doc._.people` | `people` | tuple of `records.Person` |
| `doc._.places` | `places` | tuple of `records.Place` |
| `doc._.dates` | `dates` | tuple of `records.Date` |
| `doc._.prisoner_counts` | `prisoner_counts` | tuple of `records.PrisonerCount` |

The same finds lie in `doc.spans` under the same names, widened to whole tokens, for spaCy's own viewers and matchers.
"""

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span

from extract.records import KINDS


def register() -> None:
    """Makes the attributes known to spaCy; may be called any number of times."""
    if not Doc.has_extension("published"):
        Doc.set_extension("published", default=None)
    for kind in KINDS:
        if not Doc.has_extension(kind):
            Doc.set_extension(kind, default=())


_texts: "WeakKeyDictionary[Doc, str]" = WeakKeyDictionary()


def text_of(doc: Doc) -> str:
    """`doc.text`, put together once for all components; spaCy joins the tokens each time that it is asked."""
    text = _texts.get(doc)
    if text is None:
        text = _texts[doc] = doc.text
    return text


def remember_text(doc: Doc, text: str) -> None:
    """Tells that `text` is what `doc` was made of."""
    _texts[doc] = text


def set_spans(doc: Doc, kind: str, found: Iterable[tuple[int, int, str]]) -> None:
    """Sets `doc.spans[kind]` to the stretches (start, end, label), in code points, widened to whole tokens."""
    spans: list[Span] = []
    for start, end, label in found:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans[kind] = spans
