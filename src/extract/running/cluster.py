"""The same extractor on a Dask cluster: parts of the input go to the workers, each part comes back as a file.

A part is some articles that this machine has read, or some files by URL that the worker reads itself. Its name holds its number and
a sum of what went into it, and it appears whole or not at all: so a run that was cut off goes on with the parts that are missing. The
scheduler keeps each part until it is done; where a worker is lost, another gets it. A part that fails again and again is tried article
by article, so that one bad article costs itself alone.
"""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from hashlib import blake2b
from importlib import import_module
from itertools import chain, count, islice
from pathlib import Path
from threading import Lock
from typing import Any

from extract.errors import ExtractError, ExtraError, InputError
from extract.extractor import Extractor
from extract.reading.article import Article
from extract.reading.sources import Format
from extract.reading.urls import file_system, is_url, read_urls
from extract.running.batch import InProcess, Input, Summary
from extract.running.destination import Style, failure_line
from extract.running.journal import fingerprint
from extract.writing.json_writer import JsonFormat
from extract.writing.parquet_writer import lines_to_parquet, need_pyarrow

ARTICLES = 64
"""Articles, or files by URL, in a part: some seconds of work, small enough that the scheduler can hold many."""
AHEAD = 3
"""Parts for each thread of the cluster that are sent ahead."""
RETRIES = 2
"""How often a part that failed is tried again as a whole."""
PATIENCE = 10
"""Seconds to wait for the scheduler, and for a first worker."""

LINES = JsonFormat()

_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Options:
    """What the workers must know; as in `Extractor` and `read_sources`."""

    style: Style
    model: str | None = None
    day_first: bool | None = None
    format: Format | None = None
    encoding: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Some inputs, or some files by URL; `sum` is of what is in them and of the options."""

    number: int
    items: list[Input] | list[str]
    sum: str

    @property
    def name(self) -> str:
        """What its files are called, without what comes before and behind."""
        return f"{self.number:06}-{self.sum}"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a part: its records and its failures as JSON Lines, and how many of each; the words that were read."""

    records: bytes
    failures: bytes
    done: int
    failed: int
    words: int


def parts(inputs: Iterable[Input], urls: Iterable[tuple[str, str]], options: Options) -> Iterator[Part]:
    """The parts of `inputs` and of `urls` (each with what changes when its file does)."""
    numbers = count()
    files, articles = iter(urls), iter(inputs)
    while batch := list(islice(files, ARTICLES)):
        yield Part(next(numbers), [url for url, _ in batch], _sum(options, map(repr, batch)))
    while some := list(islice(articles, ARTICLES)):
        yield Part(next(numbers), some, _sum(options, map(fingerprint, some)))


def _sum(options: Options, items: Iterable[str]) -> str:
    return blake2b(repr([repr(options), *items]).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def extract_part(items: list[Input] | list[str], options: Options, output: str | None = None, name: str = "") -> Result:
    """What a worker does with the items of a part. Where `output` is a URL, it puts the files of the part there itself."""
    urls = [item for item in items if isinstance(item, str)]
    elsewhere = read_urls(urls, format=options.format, encoding=options.encoding, published=options.published)
    style = options.style
    records, failures, words = [], [], 0
    with _one_at_a_time:  # spaCy's memory zones are not for several threads
        inputs = chain(elsewhere, (item for item in items if not isinstance(item, str)))
        for item, outcome in InProcess(_extractor(options)).outcomes(inputs):
            words += item.text.count(" ") + 1 if isinstance(item, Article) else 0
            if isinstance(outcome, InputError):
                failures.append(failure_line(outcome))
            else:
                records.append(LINES.piece(outcome.to_dict(style.kinds, explain=style.explain, text=style.text)))
    result = Result(b"".join(records), b"".join(failures), len(records), len(failures), words)
    if output is None:
        return result
    Folder(output, style).put(name, result)
    return replace(result, records=b"", failures=b"")


@cache
def _extractor(options: Options) -> Extractor:
    """One for each worker process."""
    return Extractor(options.model, options.style.kinds, day_first=options.day_first)


class Folder:
    """The folder, local or by URL, of the files of parts: `part-NAME.jsonl` (or .parquet), and `failed-NAME.jsonl` where inputs failed."""

    def __init__(self, place: str, style: Style) -> None:
        self._system, self._path = file_system(place if is_url(place) else f"file://{Path(place).absolute()}")
        self._style = style
        self._system.makedirs(self._path, exist_ok=True)

    def names(self) -> dict[str, int]:
        """The names of the parts that are there, each with the number of its failures."""
        found = [entry.rpartition("/")[2] for entry in self._system.ls(self._path, detail=False)]
        failed = {name[7:-6]: name for name in found if name.startswith("failed-")}
        ending = f".{self._style.format}"
        names = [name[5 : -len(ending)] for name in found if name.startswith("part-") and name.endswith(ending)]
        return {name: self._system.cat_file(f"{self._path}/{failed[name]}").count(b"\n") if name in failed else 0 for name in names}

    def put(self, name: str, result: Result) -> None:
        """Writes the files of a part: the failures first, so that a part that is there is there with them."""
        style, written = self._style, result.records
        if style.format == "parquet":
            with tempfile.TemporaryDirectory() as folder:
                (lines := Path(folder) / "lines").write_bytes(written)
                lines_to_parquet(lines, Path(folder) / "parquet", style.kinds, explain=style.explain, text=style.text)
                written = (Path(folder) / "parquet").read_bytes()
        if result.failures:
            self._write(f"failed-{name}.jsonl", result.failures)
        self._write(f"part-{name}.{style.format}", written)

    def remove(self, name: str) -> None:
        """Removes the files of a part, of inputs that have changed."""
        for file in (f"part-{name}.{self._style.format}", f"failed-{name}.jsonl"):
            if self._system.exists(f"{self._path}/{file}"):
                self._system.rm(f"{self._path}/{file}")

    def _write(self, file: str, content: bytes) -> None:
        unfinished = f"{self._path}/.{file}.unfinished"  # stores of objects show nothing before it is whole; file systems do
        self._system.pipe_file(unfinished, content)
        self._system.mv(unfinished, f"{self._path}/{file}")


def run_on_cluster(address: str, work: Iterable[Part], output: str, options: Options, summary: Summary, *, resume: bool = False) -> int:
    """Has the parts done by the cluster whose scheduler is at `address`, and puts their files into the folder `output`.

    ExtraError where Dask is missing, ExtractError where the cluster cannot be reached, has no workers, or `output` holds parts of another
    run. `summary` is filled as the run goes on; with `resume` parts that are there are counted as done before. Gives how many inputs of
    these had failed.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise ExtraError("dask") from None
    if options.style.format == "parquet":
        need_pyarrow()
    folder = Folder(output, options.style)
    there = folder.names()
    if there and not resume:
        raise ExtractError(f"{output}: holds parts of an earlier run; go on with it by --resume, or name an empty folder")
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ExtractError(f"{address}: no Dask scheduler answers there ({error}); check the address") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise ExtractError(f"{address}: the cluster has no workers; start some with: dask worker {address}") from None
        failed = _Run(client, distributed, folder, output if is_url(output) else None, options, summary).run(work, there)
    for stale in there:
        folder.remove(stale)
    return failed


class _Run:
    def __init__(self, client: Any, distributed: Any, folder: Folder, elsewhere: str | None, options: Options, summary: Summary) -> None:
        self._client = client
        self._finished = distributed.as_completed(loop=client.loop)
        self._folder = folder
        self._elsewhere = elsewhere
        self._options = options
        self._summary = summary
        self._sent: dict[Any, Part] = {}

    def run(self, work: Iterable[Part], there: dict[str, int]) -> int:
        """Sends the parts that are not `there`, some at a time; takes those that are the same out of `there`, and gives their failures."""
        failed = 0
        stream = iter(work)
        threads = sum(self._client.nthreads().values())
        while True:
            while len(self._sent) < AHEAD * max(1, threads) and (part := next(stream, None)) is not None:
                if part.name in there:
                    failed += there.pop(part.name)
                    self._summary.before += len(part.items)
                else:
                    self._send(part)
            if not self._sent:
                return failed
            future = next(self._finished)
            part = self._sent.pop(future)
            if future.status == "finished":
                self._take(part, future.result(), self._elsewhere is None)
            else:
                self._take(part, self._singly(part), True)
            future.release()
            threads = sum(self._client.nthreads().values())

    def _send(self, part: Part) -> None:
        future = self._client.submit(
            extract_part, part.items, self._options, self._elsewhere, part.name, retries=RETRIES, pure=False, key=f"extract-{part.name}"
        )
        self._sent[future] = part
        self._finished.add(future)

    def _take(self, part: Part, result: Result, put: bool) -> None:
        if put:
            self._folder.put(part.name, result)
        self._summary.done += result.done
        self._summary.failed += result.failed
        self._summary.words += result.words

    def _singly(self, part: Part) -> Result:
        """The result of a part that failed as a whole, item by item; an item that fails again is a failure."""
        whole = Result(b"", b"", 0, 0, 0)
        for i, item in enumerate(part.items):
            future = self._client.submit(extract_part, [item], self._options, pure=False, key=f"extract-{part.name}-{i}")
            error = future.exception()
            if error is None:
                one = future.result()
            else:
                source = item if isinstance(item, str) else item.source or getattr(item, "id", None) or "text"
                reason = f"failed on the cluster ({type(error).__name__}: {error}); see the log of its worker"
                one = Result(b"", failure_line(InputError(source, reason, type(error).__name__)), 0, 1, 0)
            whole = Result(*(getattr(whole, field.name) + getattr(one, field.name) for field in fields(Result)))
        return whole
