from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from extract.errors import InputError
from extract.reading.article import Article
from extract.records import Record
from extract.running.batch import InProcess, run


class Extractor:
    """Stands in for the real one: fails for texts that say so."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            if article.text == "bug":
                raise ZeroDivisionError("no")
            if article.text == "long":
                raise InputError(article.source or "", "too long")
            yield Record(article.id, article.source, None, None, (), (), (), ())


def article(number: int, text: str = "fine") -> Article:
    return Article(text, id=str(number), source=f"{number}.txt", title=None, published=None)


def outcome(inputs: list[Any]) -> tuple[list[str | None], list[str], int, int]:
    written: list[str | None] = []
    reported: list[str] = []
    summary = run(inputs, InProcess(Extractor()), lambda r: written.append(r.id), lambda e: reported.append(str(e)))  # type: ignore[arg-type]
    return written, reported, summary.done, summary.failed


def test_records_come_in_input_order() -> None:
    written, reported, done, failed = outcome([article(i) for i in range(40)])
    assert written == [str(i) for i in range(40)]
    assert (reported, done, failed) == ([], 40, 0)


def test_a_failing_input_costs_itself_alone() -> None:
    inputs = [article(0), InputError("x.pdf", "is a PDF"), article(1, "bug"), article(2), article(3, "long"), article(4)]
    written, reported, done, failed = outcome(inputs)
    assert written == ["0", "2", "4"]
    assert (done, failed) == (3, 3)
    assert reported[0] == "x.pdf: is a PDF"
    assert reported[1].startswith("1.txt: extraction failed (ZeroDivisionError: no)")
    assert reported[2] == "3.txt: too long"


def test_the_first_record_does_not_wait_for_a_batch() -> None:
    def inputs() -> Iterator[Article]:
        yield article(0)
        raise RuntimeError("the second was asked for before the first was written")

    written: list[str | None] = []
    with pytest.raises(RuntimeError):
        run(inputs(), InProcess(Extractor()), lambda r: written.append(r.id), print)  # type: ignore[arg-type]
    assert written == ["0"]


def test_what_the_writer_raises_ends_the_run() -> None:
    def write(record: Record) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        run([article(0)], InProcess(Extractor()), write, print)  # type: ignore[arg-type]
