"""Many articles through extractors: in input order, each handed on when it is done, failures apart."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from extract.errors import InputError
from extract.extractor import BATCH, Extractor
from extract.reading.article import Article
from extract.records import Record

Input = Article | InputError
Outcome = Record | InputError


@dataclass(slots=True)
class Summary:
    """How a run went: articles done and inputs failed, words read, and how many inputs an earlier part of the run had finished."""

    done: int = 0
    failed: int = 0
    words: int = 0
    before: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """The time since the run began."""
        return time.monotonic() - self.began


class Work(Protocol):
    """What turns inputs into outcomes, in their order."""

    def outcomes(self, inputs: Iterable[Input]) -> Iterator[tuple[Input, Outcome]]:
        """Each input with its record, or with the error that it failed by."""


class InProcess:
    """Work in this process. Up to `batch` articles are read at once, for speed; with 1 each is done as soon as it is there."""

    def __init__(self, extractor: Extractor, batch: int = BATCH) -> None:
        self._extractor = extractor
        self._batch = batch

    def outcomes(self, inputs: Iterable[Input]) -> Iterator[tuple[Input, Outcome]]:
        """As in `Work`; the first alone, so that `| head -1` and a waiting user get it early."""
        stream = iter(inputs)
        size = 1
        while batch := list(islice(stream, size)):
            yield from zip(batch, extract_all(batch, self._extractor), strict=True)
            size = self._batch


def run(
    inputs: Iterable[Input],
    work: Work,
    write: Callable[[Record], None],
    report: Callable[[InputError], None],
    finished: Callable[[Input, bool], None] = lambda item, ok: None,
    summary: Summary | None = None,
) -> Summary:
    """Extracts every article among `inputs`, calls `write` for each record and `report` for each failure, in input order.

    `finished` is called behind each of them with the input and whether it gave a record; `summary` is filled as the run goes on.
    An input that fails, in reading or in extraction, costs itself alone. What the callbacks raise ends the run.
    """
    summary = summary or Summary()
    for item, outcome in work.outcomes(inputs):
        if isinstance(outcome, InputError):
            report(outcome)
            summary.failed += 1
        else:
            write(outcome)
            summary.done += 1
        if isinstance(item, Article):
            summary.words += item.text.count(" ") + 1
        finished(item, not isinstance(outcome, InputError))
    return summary


def extract_all(batch: list[Input], extractor: Extractor) -> Iterator[Outcome]:
    """The outcomes of a batch, in order."""
    articles = [item for item in batch if isinstance(item, Article)]
    try:
        records = iter(list(extractor.pipe(articles)))
    except Exception:  # one of them is at fault: go on singly to find out which
        records = None
    for item in batch:
        if isinstance(item, InputError):
            yield item
        elif records is not None:
            yield next(records)
        else:
            yield _single(item, extractor)


def _single(article: Article, extractor: Extractor) -> Outcome:
    try:
        return next(extractor.pipe([article]))
    except InputError as error:
        return error
    except Exception as error:  # a defect of ours: the article is named, the rest of the batch goes on
        failure = InputError(
            article.source or article.id or "text",
            f"extraction failed ({type(error).__name__}: {error}); please report this article as a bug",
            type(error).__name__,
        )
        failure.__cause__ = error
        return failure
