"""The Python interface: text in, `Record` out."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import nullcontext
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from extract.errors import InputError
from extract.finding.extensions import remember_text
from extract.finding.pipeline import load_pipeline
from extract.reading.article import Article
from extract.reading.days import iso_day
from extract.records import KINDS, Record

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_CHARACTERS = 1_000_000
"""The longest article that is taken: what spaCy itself sets as the safe size for its recogniser's memory."""

BATCH = 16
"""Articles that spaCy works on at once: measured as the fastest size, at a fifth of the memory of its default of 256."""


SETTLED = 20_000
"""Words that the vocabulary keeps for good, some 10 MB."""


class Extractor:
    """Finds people, places, dates and prisoner counts in news articles.

    `model` is the name or path of a spaCy pipeline (default: the installed en_core_web_sm); `kinds` limits the work to
    some of `records.KINDS`; `day_first` says whether 3/4/2025 is 3 April (True) or 4 March (False; None: by the article).
    Loading takes half a second: make one and use it for all articles. `brief` loads less of the tokenizer, for one article in a
    process of one thread. Raises ModelError.
    """

    def __init__(
        self, model: str | None = None, kinds: Collection[str] = KINDS, *, day_first: bool | None = None, brief: bool = False
    ) -> None:
        self.nlp = load_pipeline(model, kinds, day_first, brief=brief)

    def extract(self, text: str, *, published: date | str | None = None, id: str | None = None, title: str | None = None) -> Record:
        """The record of one article. `published` is its publication date, a `date` or ISO "YYYY-MM-DD".

        Raises InputError where the text is longer than MAX_CHARACTERS, ValueError where `published` is no date.
        """
        return next(self.pipe([Article(text, id=id, title=title, published=_iso(published))]))

    def pipe(self, articles: Iterable[Article | str]) -> Iterator[Record]:
        """The records of many articles, in their order. Raises as `extract` does, at the article at fault."""
        stream = iter(articles)
        while some := list(islice(stream, BATCH)):
            # What spaCy learns of words within the zone it forgets behind it: else a long run would fill the memory. The first words are
            # the frequent ones; they stay, and with them how they are cut into tokens, which is most of the tokenizer's time.
            with self.nlp.memory_zone() if len(self.nlp.vocab) > SETTLED else nullcontext():
                pairs = (self._prepared(a if isinstance(a, Article) else Article(a)) for a in some)
                records = [_record(doc, article) for doc, article in self.nlp.pipe(pairs, as_tuples=True, batch_size=BATCH)]
            yield from records

    def _prepared(self, article: Article) -> "tuple[Doc, Article]":
        if len(article.text) > MAX_CHARACTERS:
            reason = f"{len(article.text):,} characters; an article may have {MAX_CHARACTERS:,}: split it, for example by chapters"
            raise InputError(article.source or article.id or "text", reason)
        doc = self.nlp.make_doc(article.text)
        remember_text(doc, article.text)
        doc._.published = article.published
        return doc, article


def _record(doc: "Doc", article: Article) -> Record:
    """The one place where a processed `Doc` becomes a record."""
    found = doc._
    return Record(
        id=article.id,
        source=article.source,
        title=article.title,
        published=found.published,
        people=found.people,
        places=found.places,
        dates=found.dates,
        prisoner_counts=found.prisoner_counts,
        text=article.text,
    )


def _iso(published: date | str | None) -> str | None:
    if isinstance(published, date):
        return published.isoformat()[:10]  # a datetime is a date as well
    return iso_day(published) if published else None
