"""Work in several processes: order, failures, processes that die and articles that take too long."""

import os
import signal
import time
from collections.abc import Iterable, Iterator

import pytest

from extract.errors import InputError
from extract.reading.article import Article
from extract.records import Record
from extract.running.workers import CAN_FORK, Workers, share_out

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="processes are not forked here")


class Extractor:
    """Stands in for the real one: dies, sleeps or fails for texts that say so."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            if article.text == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            if article.text == "sleep":
                time.sleep(60)
            if article.text == "bug":
                raise ZeroDivisionError("no")
            yield Record(article.id, str(os.getpid()), None, None, (), (), (), ())


def articles(number: int, odd: dict[int, str]) -> list[Article | InputError]:
    return [Article(odd.get(i, "fine"), id=str(i), source=f"{i}.txt") for i in range(number)]


def outcomes(inputs: list[Article | InputError], jobs: int = 2, timeout: float | None = None) -> list[str | None]:
    work = Workers(Extractor(), Extractor, jobs, timeout, batch=4)  # type: ignore[arg-type]
    return [outcome.id if isinstance(outcome, Record) else str(outcome) for _, outcome in work.outcomes(inputs)]


def test_outcomes_come_in_input_order_from_several_processes() -> None:
    work = Workers(Extractor(), Extractor, 2, batch=4)  # type: ignore[arg-type]
    records = [outcome for _, outcome in work.outcomes(articles(60, {})) if isinstance(outcome, Record)]
    assert [record.id for record in records] == [str(i) for i in range(60)]
    assert str(os.getpid()) not in {record.source for record in records}


def test_bad_inputs_and_defects_cost_themselves_alone() -> None:
    inputs = articles(10, {3: "bug"})
    inputs[6] = InputError("x.pdf", "is a PDF")
    found = outcomes(inputs)
    assert [f for f in found if f and f.isdigit()] == ["0", "1", "2", "4", "5", "7", "8", "9"]
    assert found[3] is not None
    assert found[3].startswith("3.txt: extraction failed (ZeroDivisionError: no)")
    assert found[6] == "x.pdf: is a PDF"


def test_a_process_that_dies_costs_one_article() -> None:
    found = outcomes(articles(30, {9: "die"}))
    assert [f for f in found if f and f.isdigit()] == [str(i) for i in range(30) if i != 9]
    assert found[9] == "9.txt: the process that read it died twice (signal 9); give the machine more memory, or split it"


def test_an_article_that_takes_too_long_costs_itself_alone() -> None:
    found = outcomes(articles(6, {2: "sleep"}), timeout=0.4)
    assert [f for f in found if f and f.isdigit()] == ["0", "1", "3", "4", "5"]
    assert found[2] == "2.txt: took more than 0.4 seconds; allow more with --timeout, or split it"


def test_inputs_are_not_read_far_ahead() -> None:
    asked = 0

    def stream() -> Iterator[Article]:
        nonlocal asked
        for asked in range(1000):
            yield Article("fine", id=str(asked))

    work = Workers(Extractor(), Extractor, 2, batch=4)  # type: ignore[arg-type]
    running = work.outcomes(stream())
    next(running)
    assert asked <= 2 * 3 * 4
    running.close()


def test_little_work_stays_in_this_process() -> None:
    inputs, work = share_out(Extractor(), Extractor, articles(3, {}), None, None, waiting=False)  # type: ignore[arg-type]
    assert not isinstance(work, Workers)
    assert len(list(work.outcomes(inputs))) == 3
