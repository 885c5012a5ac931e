"""Work shared out to processes that outlive bad articles: one that kills its process, or takes too long, costs itself alone.

Each process has a channel of its own, of which it alone holds the other end: whenever it dies, be it in mid-sentence, the channel
ends, and nobody waits for a lock that it held. The pools of the standard library and of pebble share a channel and locks among
their processes; a kill at the wrong moment ended the run, or made it wait for good.
"""

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from extract.errors import ExtractError, InputError
from extract.extractor import BATCH, Extractor
from extract.running.batch import InProcess, Input, Outcome, Work, extract_all

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

AHEAD = 3
"""Batches for each process that are read ahead: enough that none waits, few enough that memory stays flat."""
CAN_FORK = "fork" in multiprocessing.get_all_start_methods() and multiprocessing.get_start_method() != "spawn"
"""Whether processes are forked, with the model in them; on macOS and Windows each loads its own."""
ENOUGH = 100
"""Articles from which on several processes are worth their start."""
FALSE_STARTS = 5
"""How many processes in succession may die before they are ready; then none can start."""


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
        # A time for each article needs each by itself; where somebody waits no article may be kept for the next.
        return inputs, Workers(extractor, make, jobs or 1, timeout, batch=1 if waiting or timeout else BATCH, ahead=1 if waiting else AHEAD)
    return inputs, InProcess(extractor, batch=1 if waiting else BATCH)


@dataclass(slots=True)
class _Task:
    """Some inputs, in order; `alone`: an article that already cost a process, or its time. `outcomes` once it is done.

    `unsent`: how often the process that it was sent to was dead, or died of it, before it had it.
    """

    inputs: list[Input]
    alone: bool = False
    outcomes: list[Outcome] | None = None
    unsent: int = 0


class _Worker:
    """A process with an extractor, and what it works on."""

    def __init__(self, context: "BaseContext", make: Callable[[], Extractor], others: list["_Worker"]) -> None:
        self.connection, theirs = context.Pipe()
        ours = [self.connection, *(other.connection for other in others)] if CAN_FORK else []  # a fork takes them along
        self.process = context.Process(target=_serve, args=(theirs, make, ours), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()
        self.ready = False
        self.task: _Task | None = None
        self.deadline: float | None = None

    def begin(self, task: _Task, timeout: float | None) -> None:
        """Sends `task`. OSError where the process is dead."""
        self.connection.send(task.inputs)
        self.task = task
        self.deadline = time.monotonic() + timeout * len(task.inputs) if timeout else None

    def end(self) -> int:
        """Ends the process whatever it does; its exit code."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        return self.process.exitcode or 0


class Workers:
    """`jobs` processes with `extractor`, or one like it by `make` where they do not share it; an article may take `timeout` seconds."""

    def __init__(
        self,
        extractor: Extractor,
        make: Callable[[], Extractor],
        jobs: int,
        timeout: float | None = None,
        batch: int = BATCH,
        ahead: int = AHEAD,
    ) -> None:
        self._make: Callable[[], Extractor] = (lambda: extractor) if CAN_FORK else make  # forked processes take it along
        self._jobs = jobs
        self._timeout = timeout
        self._batch = batch
        self._ahead = ahead

    def outcomes(self, inputs: Iterable[Input]) -> Iterator[tuple[Input, Outcome]]:
        """As in `Work`. An article whose process died, or ran out of time, is tried once more alone before it is given up.

        ExtractError where no process can start.
        """
        shared = _Shared(self._make, self._jobs, self._timeout)
        stream = iter(inputs)
        try:
            while True:
                while len(shared.waiting) < self._ahead * self._jobs and (batch := list(islice(stream, self._batch))):
                    shared.add(_Task(batch))
                if not shared.waiting:
                    break
                shared.step()
                while shared.waiting and (outcomes := shared.waiting[0].outcomes) is not None:
                    yield from zip(shared.waiting.popleft().inputs, outcomes, strict=True)
                    shared.step(pause=0)  # what became ready meanwhile gets more to do before the next is handed on
        finally:
            shared.end()


class _Shared:
    """The tasks in input order, those that no process has begun, and the processes."""

    def __init__(self, make: Callable[[], Extractor], jobs: int, timeout: float | None) -> None:
        self._context = multiprocessing.get_context("fork" if CAN_FORK else "spawn")
        self._make = make
        self._timeout = timeout
        self._false_starts = 0
        self.waiting: deque[_Task] = deque()
        self._unsent: deque[_Task] = deque()
        self._workers: list[_Worker] = []
        self._jobs = jobs

    def add(self, task: _Task) -> None:
        """Adds a task behind the others."""
        self.waiting.append(task)
        self._unsent.append(task)

    def step(self, pause: float | None = None) -> None:
        """Gives work to every process that has none, and waits, `pause` seconds at most, until one is done, dead or out of time."""
        while len(self._workers) < min(self._jobs, len(self.waiting)):
            self._workers.append(_Worker(self._context, self._make, self._workers))
        for worker in self._workers:
            if worker.ready and worker.task is None and self._unsent:
                task = self._unsent[0]
                try:
                    worker.begin(task, self._timeout)
                    self._unsent.popleft()
                except OSError:  # dead: what follows finds it
                    task.unsent += 1
                    if task.unsent >= FALSE_STARTS:  # not by chance: it is the task's own doing
                        worker.task = self._unsent.popleft()
        deadlines = [worker.deadline for worker in self._workers if worker.deadline is not None]
        left = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        ready = wait([worker.connection for worker in self._workers], min((t for t in (pause, left) if t is not None), default=None))
        for worker in list(self._workers):
            if worker.connection in ready:
                self._hear(worker)
            elif worker.deadline is not None and time.monotonic() > worker.deadline:
                self._lose(worker, f"took more than {self._timeout:g} seconds; allow more with --timeout, or split it")

    def end(self) -> None:
        """Ends all processes at once."""
        for worker in self._workers:
            worker.end()

    def _hear(self, worker: _Worker) -> None:
        try:
            outcomes = worker.connection.recv()
        except (EOFError, OSError):
            self._lose(worker, None)
            return
        if worker.task is not None:
            worker.task.outcomes = outcomes
        worker.ready, worker.task, worker.deadline = True, None, None
        self._false_starts = 0

    def _lose(self, worker: _Worker, reason: str | None) -> None:
        """Goes on without `worker`: `reason`, or its death, costs the article that it had alone; what it had with others is tried again."""
        code = worker.end()
        self._workers.remove(worker)
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts == FALSE_STARTS:
                raise ExtractError(f"processes do not start (exit code {code}); run with --jobs 1 to see why")
        task = worker.task
        if task is None:
            return
        if task.alone:
            how = f"exit code {code}" if code >= 0 else f"signal {-code}"
            reason = reason or f"the process that read it died twice ({how}); give the machine more memory, or split it"
            task.outcomes = [
                item if isinstance(item, InputError) else InputError(item.source or item.id or "text", reason) for item in task.inputs
            ]
            return
        again = [_Task([item], alone=True) for item in task.inputs]
        place = next(i for i, other in enumerate(self.waiting) if other is task)
        del self.waiting[place]
        for one in reversed(again):
            self.waiting.insert(place, one)
        self._unsent.extendleft(reversed(again))


def _serve(connection: "Connection[list[Outcome], list[Input]]", make: Callable[[], Extractor], others: list[Connection]) -> None:
    """What a process does until its channel ends: says that it is ready, then gives the outcomes of each batch.

    `others` are ends of channels that a fork took along; they are closed, so that each channel ends with its two processes.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that shares the work out
    for other in others:
        other.close()
    extractor = make()
    connection.send([])
    with suppress(EOFError, OSError):
        while True:
            connection.send(list(extract_all(connection.recv(), extractor)))
