import os
from collections import Counter
from pathlib import Path

import pytest

from extract.errors import InputError
from extract.reading.folders import printable, split_name, walk


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/minsk-talks.txt", ("minsk-talks", ".txt")),
        ("page.HTML.gz", ("page", ".html")),
        ("news.jsonl.GZ", ("news", ".jsonl")),
        ("notes", ("notes", "")),
        ("notes.gz", ("notes", "")),
        ("statement 12.12.2025", ("statement 12.12.2025", "")),
        ("a.b.md", ("a.b", ".md")),
        (".gz", (".gz", "")),
        (".txt", (".txt", "")),
    ],
)
def test_names_and_endings(path: str, expected: tuple[str, str]) -> None:
    assert split_name(path) == expected


def make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("text")


def test_by_name_and_all_the_way_down(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.md", "a/deep/er/x", "c.htm.gz", "B.jsonl", "n.ndjson")
    names = ["B.jsonl", "a/deep/er/x", "a/z.md", "b.txt", "c.htm.gz", "n.ndjson"]
    assert list(walk(str(tmp_path), Counter())) == [str(tmp_path / name) for name in names]


def test_what_is_passed_over_is_counted(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".hidden.txt", ".git/x.txt", "b.pdf", "c.json", "d.tar.gz", "in/e.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    skipped: Counter[str] = Counter()
    assert list(walk(str(tmp_path), skipped)) == [str(tmp_path / "a.txt"), str(tmp_path / "in" / "e.txt")]
    assert skipped == {"hidden": 2, "other": 3, "special": 1, "link": 2}


def test_a_hidden_folder_that_is_named_is_walked(tmp_path: Path) -> None:
    make(tmp_path, ".news/a.txt")
    assert list(walk(str(tmp_path / ".news"), Counter())) == [str(tmp_path / ".news" / "a.txt")]


def test_links_to_files_and_other_folders_are_followed(tmp_path: Path) -> None:
    make(tmp_path / "else", "f.txt")
    make(tmp_path / "here", "a.txt")
    (tmp_path / "here" / "b").symlink_to(tmp_path / "else")
    (tmp_path / "here" / "c.txt").symlink_to(tmp_path / "else" / "f.txt")
    names = ["a.txt", "b/f.txt", "c.txt"]
    assert list(walk(str(tmp_path / "here"), Counter())) == [str(tmp_path / "here" / name) for name in names]


def test_a_dangling_link_is_an_error_in_its_place(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "c.txt")
    (tmp_path / "b.txt").symlink_to("gone.txt")
    first, second, third = walk(str(tmp_path), Counter())
    assert isinstance(second, InputError)
    assert "leads nowhere" in second.reason
    assert (first, third) == (str(tmp_path / "a.txt"), str(tmp_path / "c.txt"))


def test_very_deep_folders(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    here = os.getcwd()
    os.chdir(tmp_path)
    try:
        for _ in range(300):
            os.mkdir("d")
            os.chdir("d")
        Path("a.txt").write_text("text")
    finally:
        os.chdir(here)
    assert list(walk(str(tmp_path), Counter())) == [str(deep / "a.txt")]


def test_printable_names() -> None:
    assert printable("caf\udce9.txt") == "caf\ufffd.txt"
