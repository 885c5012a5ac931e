"""Work shared out to processes that outlive bad articles: one that kills its process, or takes too long, costs itself alone."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, TimeoutError
from itertools import chain, islice
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool

from extract.errors import InputError
from extract.extractor import BATCH, Extractor
from extract.reading.article import Article
from extract.running.batch import InProcess, Input, Outcome, Work, extract_all

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

AHEAD = 3
"""Batches for each process that are read ahead: enough that none waits, few enough that memory stays flat."""
CAN_FORK = "fork" in multiprocessing.get_all_start_methods() and multiprocessing.get_start_method() != "spawn"
"""Whether processes are forked, with the model in them; on macOS and Windows each loads its own."""

ENOUGH = 100
"""Articles from which on several processes are worth their start."""

_extractor: Extractor | None = None


def share_out(
    extractor: Extractor, make: Callable[[], Extractor], inputs: Iterable[Input], jobs: int | None, timeout: float | None, *, waiting: bool
) -> tuple[Iterable[Input], Work]:
    """The inputs and what works on them: this process, or `jobs` others (None: one for each processor where there is enough to do).

    `waiting`: somebody waits for each record, so that none is held back for a batch. A `timeout` takes a process of its own.
    """
    if jobs is None and not waiting:
        stream = iter(inputs)
        first = list(islice(stream, ENOUGH))
        inputs = chain(first, stream)
        jobs = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        jobs = jobs if len(first) == ENOUGH else 1
    if (jobs or 1) > 1 or timeout:
        return inputs, Workers(extractor, make, jobs or 1, timeout, batch=1 if waiting else BATCH)
    return inputs, InProcess(extractor, batch=1 if waiting else BATCH)


class Workers:
    """`jobs` processes with `extractor`, or one like it by `make` where they do not share it; an article may take `timeout` seconds."""

    def __init__(
        self, extractor: Extractor, make: Callable[[], Extractor], jobs: int, timeout: float | None = None, batch: int = BATCH
    ) -> None:
        self._extractor = extractor
        self._make = make
        self._jobs = jobs
        self._timeout = timeout
        self._batch = batch

    def outcomes(self, inputs: Iterable[Input]) -> Iterator[tuple[Input, Outcome]]:
        """As in `Work`. An article whose process died, or ran out of time, is tried once more alone before it is given up."""
        global _extractor
        if CAN_FORK:
            _extractor = self._extractor  # loaded before the fork: the processes share it
        pool = self._pool(self._jobs)
        waiting: deque[tuple[list[Input], Future[list[Outcome]]]] = deque()
        stream = iter(inputs)
        try:
            while True:
                while len(waiting) < AHEAD * self._jobs and (batch := list(islice(stream, self._batch))):
                    waiting.append((batch, self._send(pool, batch)))
                if not waiting:
                    break
                batch, future = waiting.popleft()
                yield from zip(batch, self._result(batch, future), strict=True)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise
        finally:
            pool.close()  # type: ignore[no-untyped-call]
            pool.join()
            _extractor = None

    def _pool(self, jobs: int) -> ProcessPool:
        context: BaseContext = multiprocessing.get_context("fork" if CAN_FORK else "spawn")
        return ProcessPool(max_workers=jobs, initializer=_begin, initargs=(None if CAN_FORK else self._make,), context=context)

    def _send(self, pool: ProcessPool, batch: list[Input]) -> "Future[list[Outcome]]":
        timeout = self._timeout * len(batch) if self._timeout else None
        future: Future[list[Outcome]] = pool.schedule(_work, args=(batch,), timeout=timeout)
        return future

    def _result(self, batch: list[Input], future: "Future[list[Outcome]]") -> Iterator[Outcome]:
        try:
            yield from future.result()
        except (ProcessExpired, TimeoutError):
            for item in batch:
                yield item if isinstance(item, InputError) else self._alone(item)

    def _alone(self, article: Article) -> Outcome:
        """The outcome of one article in a process that no other shares, so that nothing but the article can end it."""
        pool = self._pool(1)
        try:
            return self._send(pool, [article]).result()[0]
        except TimeoutError:
            return _failure(article, f"took more than {self._timeout:g} seconds; allow more with --timeout, or split it")
        except ProcessExpired as error:
            how = f"exit code {error.exitcode}" if error.exitcode >= 0 else f"signal {-error.exitcode}"
            return _failure(article, f"the process that read it died twice ({how}); give the machine more memory, or split it")
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _failure(article: Article, reason: str) -> InputError:
    return InputError(article.source or article.id or "text", reason)


def _begin(make: Callable[[], Extractor] | None) -> None:
    """What each process does first: it leaves Ctrl-C to the process that shares the work out."""
    global _extractor
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if make is not None:
        _extractor = make()


def _work(batch: list[Input]) -> list[Outcome]:
    if _extractor is None:
        raise RuntimeError("a worker without an extractor")
    return list(extract_all(batch, _extractor))
