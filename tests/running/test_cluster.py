"""The parts of a run on a cluster, and their folder; the cluster itself is tested by the installed command."""

from pathlib import Path

import pytest

from extract.errors import InputError
from extract.reading.article import Article
from extract.running.destination import Style, failure_line

pytest.importorskip("fsspec", reason="the extra dask is not installed")
from extract.running.cluster import ARTICLES, Folder, Options, Part, Result, extract_part, parts

OPTIONS = Options(Style(kinds=("dates",)))
GOOD = Result(b'{"id":"1"}\n', b"", 1, 0, 2)
BAD = Result(b"", failure_line(InputError("a", "is bad")), 0, 1, 0)


def test_files_of_json_lines_are_parts_of_their_own() -> None:
    urls = [(f"s3://a/{name}", "1") for name in ("a.txt", "b.jsonl", "c.html", "d.txt", "e.jsonl.gz")]
    inputs = [Article("x", id=str(i)) for i in range(ARTICLES + 1)]
    found = list(parts(inputs, urls, OPTIONS))
    assert [len(part.items) for part in found] == [1, 1, 2, 1, ARTICLES, 1]
    assert [part.number for part in found] == list(range(6))


def test_a_part_is_known_by_what_is_in_it() -> None:
    (one,), (same,), (other,), (changed,), (options,) = (
        parts(inputs, urls, given)
        for inputs, urls, given in (
            ([Article("x")], [], OPTIONS),
            ([Article("x")], [], OPTIONS),
            ([Article("y")], [], OPTIONS),
            ([], [("s3://a/x.txt", "2")], OPTIONS),
            ([Article("x")], [], Options(Style(kinds=("dates",), text=True))),
        )
    )
    assert one.name == same.name
    assert len({part.name for part in (one, other, changed, options)}) == 4


def test_parts_sort_by_number() -> None:
    names = [Part(number, [], "x").name for number in (999_999, 1_000_000, 100_001)]
    assert sorted(names) == [names[2], names[0], names[1]]


@pytest.mark.parametrize("place", ["{tmp}/new folder", "memory://bucket/{tmp}"])
def test_a_folder_that_is_not_there_has_no_parts_and_takes_them(tmp_path: Path, place: str) -> None:
    folder = Folder(place.format(tmp=tmp_path), Style())
    assert folder.names() == {}
    folder.put("000-x", BAD)
    folder.put("001-y", GOOD)
    assert folder.names() == {"000-x": 1, "001-y": 0}
    folder.put("000-x", GOOD)  # a first try that was lost on its way had failed
    assert folder.names() == {"000-x": 0, "001-y": 0}
    folder.remove("001-y")
    assert folder.names() == {"000-x": 0}


def test_a_store_of_objects_has_no_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(str(tmp_path / "x"), Style())
    (tmp_path / "x").rmdir()  # as s3fs and gcsfs, whose makedirs makes nothing
    folder._system.invalidate_cache()
    assert folder.names() == {}


def test_an_extractor_finds_what_is_in_a_part() -> None:
    result = extract_part([Article("He left on 3 May 2024.", id="a"), InputError("b", "is bad")], OPTIONS)
    assert (result.done, result.failed, result.words) == (1, 1, 6)
    assert b'"2024-05-03"' in result.records
    assert b'"is bad"' in result.failures
