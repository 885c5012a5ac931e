"""Work in several processes: order, failures, processes that die and articles that take too long."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

import pytest

from extract.errors import ExtractError, InputError
from extract.extractor import Extractor as RealExtractor
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


class Big(Extractor):
    """Gives records of a megabyte."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record]:
        for record in super().pipe(articles):
            yield replace(record, text="x" * 1_000_000)


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


def test_processes_that_are_killed_while_they_wait_cost_nothing() -> None:
    before = set(multiprocessing.active_children())
    work = Workers(Extractor(), Extractor, 2, batch=2)  # type: ignore[arg-type]

    def stream() -> Iterator[Article | InputError]:
        for i, item in enumerate(articles(40, {})):
            if i in (14, 27):
                time.sleep(0.3)  # all that was sent is done: the processes wait
                for process in set(multiprocessing.active_children()) - before:
                    os.kill(process.pid or 0, signal.SIGKILL)
                time.sleep(0.3 if i == 14 else 0)
            yield item

    assert [outcome.id for _, outcome in work.outcomes(stream()) if isinstance(outcome, Record)] == [str(i) for i in range(40)]


def test_kills_at_any_moment_lose_nothing() -> None:
    """Big records, so that many a kill comes while one is half-way through the channel; a second kill of an article alone is its end."""
    before = set(multiprocessing.active_children())
    work = Workers(Big(), Big, 2, batch=4)  # type: ignore[arg-type]
    chance = random.Random(7)
    ends = []
    for _, outcome in work.outcomes(articles(300, {})):
        ends.append(outcome.id if isinstance(outcome, Record) else outcome.source.removesuffix(".txt"))
        if chance.random() < 0.2:
            time.sleep(chance.random() * 0.002)
            for process in set(multiprocessing.active_children()) - before:
                os.kill(process.pid or 0, signal.SIGKILL)
    assert ends == [str(i) for i in range(300)]


def test_processes_that_cannot_start_end_the_run() -> None:
    def fails() -> None:
        os._exit(9)

    work = Workers(Extractor(), fails, 2)  # type: ignore[arg-type]
    work._make = fails  # type: ignore[assignment]
    with pytest.raises(ExtractError, match=r"processes do not start \(exit code 9\); run with --jobs 1 to see why"):
        list(work.outcomes(articles(3, {})))


def test_processes_that_are_started_anew_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS and Windows, where each process loads the model itself."""
    monkeypatch.setattr("extract.running.workers.CAN_FORK", False)
    make = partial(RealExtractor, None, ("dates",))
    inputs = [Article(f"He left on {day} May 2024.", id=str(day)) for day in range(1, 9)]
    found = [outcome for _, outcome in Workers(make(), make, 2, batch=2).outcomes(iter(inputs))]
    assert [record.dates[0].value for record in found if isinstance(record, Record)] == [f"2024-05-{day:02}" for day in range(1, 9)]


def test_no_process_outlives_the_run() -> None:
    before = set(multiprocessing.active_children())
    running = Workers(Extractor(), Extractor, 2, batch=1).outcomes(articles(20, {}))  # type: ignore[arg-type]
    next(running)
    assert len(set(multiprocessing.active_children()) - before) == 2
    running.close()
    assert set(multiprocessing.active_children()) == before


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


def test_nobody_waits_for_a_record_until_later_articles_are_there() -> None:
    sent: list[str] = []

    def stream() -> Iterator[Article]:
        for i in range(5):
            sent.append(str(i))
            yield Article("fine", id=str(i))

    inputs, work = share_out(Extractor(), Extractor, stream(), 1, 5.0, waiting=True)  # type: ignore[arg-type]
    for _, outcome in work.outcomes(inputs):
        assert isinstance(outcome, Record)
        assert sent[-1] == outcome.id


def test_little_work_stays_in_this_process() -> None:
    inputs, work = share_out(Extractor(), Extractor, articles(3, {}), None, None, waiting=False)  # type: ignore[arg-type]
    assert not isinstance(work, Workers)
    assert len(list(work.outcomes(inputs))) == 3
