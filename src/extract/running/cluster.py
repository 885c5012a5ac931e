"""The same extractor on a Dask cluster: parts of the input go to the workers, each part comes back as a file.

A part is some articles that this machine has read, or some files by URL that the worker reads itself. Its name holds its number and
a sum of what went into it, and it appears whole or not at all: so a run that was cut off goes on with the parts that are missing. The
scheduler keeps each part until it is done; where a worker is lost, another gets it. A part that fails again and again is tried in ever
smaller pieces, so that one bad article costs itself alone.
"""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from importlib import import_module
from itertools import chain, count, islice
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

from extract import __version__
from extract.errors import ExtractError, ExtraError, InputError
from extract.extractor import Extractor
from extract.reading.article import Article
from extract.reading.folders import LINES_ENDINGS, split_name
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
PIECES = 8
"""Into so many pieces a part is cut that failed as a whole, and each of them again."""
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
        return f"{self.number:09}-{self.sum}"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a part: its records and its failures as JSON Lines, and how many of each; the words that were read."""

    records: bytes
    failures: bytes
    done: int
    failed: int
    words: int


def parts(inputs: Iterable[Input], urls: Iterable[tuple[str, str]], options: Options) -> Iterator[Part]:
    """The parts of `urls` (each with what changes when its file does), then those of `inputs`."""
    numbers = count()
    batch: list[tuple[str, str]] = []
    for url in chain(urls, [None]):
        # A file of JSON Lines is a part by itself, other files are an article each.
        alone = url is not None and (options.format == "jsonl" or split_name(url[0])[1] in LINES_ENDINGS)
        if batch and (url is None or alone or len(batch) == ARTICLES):
            yield Part(next(numbers), [name for name, _ in batch], _sum(options, map(repr, batch)))
            batch = []
        if alone and url is not None:
            yield Part(next(numbers), [url[0]], _sum(options, [repr(url)]))
        elif url is not None:
            batch.append(url)
    articles = iter(inputs)
    while some := list(islice(articles, ARTICLES)):
        yield Part(next(numbers), some, _sum(options, map(fingerprint, some)))


def _sum(options: Options, items: Iterable[str]) -> str:
    return blake2b(repr([__version__, repr(options), *items]).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


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


def prepare(options: Options) -> str:
    """What every worker does first: it loads its extractor, and says of which version it is."""
    _extractor(options)
    return __version__


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
        try:
            found = [entry.rpartition("/")[2] for entry in self._system.ls(self._path, detail=False)]
        except FileNotFoundError:  # stores of objects have no empty folders
            return {}
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
        else:
            self._remove(f"failed-{name}.jsonl")  # of a first try that was lost on its way
        self._write(f"part-{name}.{style.format}", written)

    def remove(self, name: str) -> None:
        """Removes the files of a part, of inputs that have changed."""
        self._remove(f"part-{name}.{self._style.format}")
        self._remove(f"failed-{name}.jsonl")

    def _remove(self, file: str) -> None:
        if self._system.exists(f"{self._path}/{file}"):
            self._system.rm(f"{self._path}/{file}")

    def _write(self, file: str, content: bytes) -> None:
        unfinished = f"{self._path}/.{file}.unfinished"  # stores of objects show nothing before it is whole; file systems do
        self._system.pipe_file(unfinished, content)
        self._system.mv(unfinished, f"{self._path}/{file}")


def run_on_cluster(address: str, work: Iterable[Part], output: str, options: Options, summary: Summary, *, resume: bool = False) -> int:
    """Has the parts done by the cluster whose scheduler is at `address`, and puts their files into the folder `output`.

    ExtraError where Dask is missing, ExtractError where the cluster cannot be reached, has no workers, or none that can do the work, or
    where `output` holds parts of another run. `summary` is filled as the run goes on; with `resume` parts that are there are counted as
    done before. Gives how many inputs of these had failed.
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
        _prepare(client, options)
        failed = _Run(client, distributed, folder, output if is_url(output) else None, options, summary).run(work, there)
    for stale in there:
        folder.remove(stale)
    return failed


def _prepare(client: Any, options: Options) -> None:
    """Has every worker load its extractor: what is wrong with one must not become a failure of each article."""
    try:
        versions = client.run(prepare, options)
    except Exception as error:  # whatever the worker's own installation leads to
        reason = f"{type(error).__name__}: {error}"
        raise ExtractError(f"a worker cannot do the work ({reason}); install extract {__version__} and its model there") from None
    for worker, version in versions.items():
        if version != __version__:
            raise ExtractError(f"{worker}: has extract {version}, not {__version__}; install the same version everywhere")


class _Run:
    def __init__(self, client: Any, distributed: Any, folder: Folder, elsewhere: str | None, options: Options, summary: Summary) -> None:
        self._client = client
        self._finished = distributed.as_completed(loop=client.loop)
        self._folder = folder
        self._elsewhere = elsewhere
        self._options = options
        self._summary = summary
        self._sent: dict[Any, Part] = {}
        self._key = f"extract-{uuid4().hex}"  # of this run: for one key Dask gives one result, whoever asks
        self._numbers = count()

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
                self._take(part, self._again(self._read(part)), True)
            future.release()
            threads = sum(self._client.nthreads().values())

    def _send(self, part: Part) -> None:
        future = self._submit(part.items, self._elsewhere, part.name, RETRIES)
        self._sent[future] = part
        self._finished.add(future)

    def _submit(self, items: list[Input] | list[str], output: str | None = None, name: str = "", retries: int = 0) -> Any:
        key = f"{self._key}-{next(self._numbers)}"
        return self._client.submit(extract_part, items, self._options, output, name, retries=retries, pure=False, key=key)

    def _take(self, part: Part, result: Result, put: bool) -> None:
        if put:
            self._folder.put(part.name, result)
        self._summary.done += result.done
        self._summary.failed += result.failed
        self._summary.words += result.words

    def _read(self, part: Part) -> list[Input]:
        """The inputs of a part that failed as a whole. ExtractError where its files cannot be read now."""
        options = self._options
        urls = [item for item in part.items if isinstance(item, str)]
        try:
            read = list(read_urls(urls, format=options.format, encoding=options.encoding, published=options.published))
        except Exception as error:  # each file system raises its own
            reason = f"{type(error).__name__}: {error}"
            raise ExtractError(f"{urls[0]}: cannot be read ({reason}); see to the connection and go on with --resume") from error
        return [*read, *(item for item in part.items if not isinstance(item, str))]

    def _again(self, items: list[Input]) -> Result:
        """The result of items that failed together, in ever smaller pieces; one that fails by itself is a failure."""
        size = max(1, len(items) // PIECES)
        pieces = [items[start : start + size] for start in range(0, len(items), size)]
        results = []
        for piece, future in [(piece, self._submit(piece)) for piece in pieces]:
            error = future.exception()
            if error is None:
                results.append(future.result())
            elif len(piece) > 1:
                results.append(self._again(piece))
            else:
                source = piece[0].source or getattr(piece[0], "id", None) or "text"
                reason = f"failed on the cluster ({type(error).__name__}: {error}); see the log of its worker"
                results.append(Result(b"", failure_line(InputError(source, reason, type(error).__name__)), 0, 1, 0))
        records, failures = (b"".join(getattr(one, name) for one in results) for name in ("records", "failures"))
        return Result(records, failures, *(sum(getattr(one, name) for one in results) for name in ("done", "failed", "words")))
