"""Many articles through one extractor in this process: in order, each handed on when it is done, failures apart."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from extract.errors import InputError
from extract.extractor import BATCH, Extractor
from extract.reading.article import Article
from extract.records import Record


@dataclass(slots=True)
class Summary:
    """How a run went: articles done and inputs failed."""

    done: int = 0
    failed: int = 0


def run(
    inputs: Iterable[Article | InputError],
    extractor: Extractor,
    write: Callable[[Record], None],
    report: Callable[[InputError], None],
    batch: int = BATCH,
) -> Summary:
    """Extracts every article among `inputs`, calls `write` for each record and `report` for each failure, in input order.

    Up to `batch` articles are worked on at once, for speed; with 1 each record is written as soon as its article is there.
    An input that fails, in reading or in extraction, costs itself alone. What `write` and `report` raise ends the run.
    """
    summary = Summary()
    for some in _batches(inputs, batch):
        for outcome in _outcomes(some, extractor):
            if isinstance(outcome, InputError):
                summary.failed += 1
                report(outcome)
            else:
                write(outcome)
                summary.done += 1
    return summary


def _batches(inputs: Iterable[Article | InputError], most: int) -> Iterator[list[Article | InputError]]:
    stream = iter(inputs)
    size = 1  # the first record at once, so that `| head -1` and a waiting user get it early
    while batch := list(islice(stream, size)):
        yield batch
        size = most


def _outcomes(batch: list[Article | InputError], extractor: Extractor) -> Iterator[Record | InputError]:
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


def _single(article: Article, extractor: Extractor) -> Record | InputError:
    try:
        return next(extractor.pipe([article]))
    except InputError as error:
        return error
    except Exception as error:  # a defect of ours: the article is named, the rest of the batch goes on
        failure = InputError(
            article.source or article.id or "text",
            f"extraction failed ({type(error).__name__}: {error}); please report this article as a bug",
        )
        failure.__cause__ = error
        return failure
