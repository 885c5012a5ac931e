import gzip
import io
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extract.errors import InputError
from extract.reading import sources
from extract.reading.article import Article
from extract.reading.sources import read_sources

TEXT = "Envoy in the capital as 14 walk free\n\nFourteen people walked out of the old prison on Friday, the ministry said.\n"
TITLE = "Envoy in the capital as 14 walk free"
PAGE = (
    '<!DOCTYPE html><html><head><meta name="pubdate" content="2025-12-12"></head><body><article><h1>Six home at last</h1>'
    "<p>Six people walked out of the old prison on Friday, the ministry said.</p><p>They are home now.</p></article></body></html>"
)


def read(*paths: object, **options: Any) -> list[Article | InputError]:
    return list(read_sources([str(path) for path in paths], **options))


def reason(*paths: object, **options: Any) -> str:
    (only,) = read(*paths, **options)
    assert isinstance(only, InputError)
    assert "\n" not in str(only)
    assert only.source == str(paths[0])
    return only.reason


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "minsk-talks.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert read(path) == [Article(TEXT, "minsk-talks", str(path), TITLE, None)]
    assert read(path, published="2025-12-12") == [Article(TEXT, "minsk-talks", str(path), TITLE, "2025-12-12")]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.md", "a", "a.log", "a.txt"])
def test_a_named_file_is_read_whatever_its_ending(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(TEXT.encode()) if "gz" in name else TEXT.encode())
    assert read(path) == [Article(TEXT, "a", str(path), TITLE, None)]


def test_packed_without_the_ending(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(gzip.compress(TEXT[:40].encode()) + gzip.compress(TEXT[40:].encode()))
    assert read(path) == [Article(TEXT, "a", str(path), TITLE, None)]


def test_a_page(tmp_path: Path) -> None:
    path = tmp_path / "six.html"
    path.write_text(PAGE)
    expected = "Six home at last\n\nSix people walked out of the old prison on Friday, the ministry said.\n\nThey are home now."
    assert read(path) == [Article(expected, "six", str(path), "Six home at last", "2025-12-12")]
    assert read(path, published="2024-01-01") == [Article(expected, "six", str(path), "Six home at last", "2024-01-01")]


def test_a_page_without_the_ending_of_one(tmp_path: Path) -> None:
    path = tmp_path / "download"
    path.write_text("\n " + PAGE)
    (page,) = read(path)
    assert isinstance(page, Article)
    assert page.title == "Six home at last"
    (text,) = read(path, format="text")
    assert isinstance(text, Article)
    assert text.text.strip() == PAGE


def test_json_lines_packed_and_not(tmp_path: Path) -> None:
    lines = b'{"text": "One.", "id": 1}\nbad\n{"text": "Two."}\n'
    for name, content in (("news.jsonl", lines), ("news.ndjson.gz", gzip.compress(lines))):
        path = tmp_path / name
        path.write_bytes(content)
        first, bad, second = read(path)
        assert first == Article("One.", "1", f"{path}:1")
        assert isinstance(bad, InputError)
        assert bad.source == f"{path}:2"
        assert second == Article("Two.", "news", f"{path}:3")


def test_standard_input() -> None:
    assert read("-", stdin=io.BytesIO(TEXT.encode())) == [Article(TEXT, None, "-", TITLE, None)]
    assert read("-", stdin=io.BytesIO(gzip.compress(TEXT.encode()))) == [Article(TEXT, None, "-", TITLE, None)]
    assert read("-", stdin=io.BytesIO(b'{"text": "One."}'), format="jsonl") == [Article("One.", None, "-:1")]
    (page,) = read("-", stdin=io.BytesIO(PAGE.encode()), format="html")
    assert isinstance(page, Article)
    assert (page.id, page.published) == (None, "2025-12-12")
    assert reason("-", stdin=io.BytesIO(b"")).startswith("is empty")


def test_standard_input_is_not_closed() -> None:
    stream = io.BytesIO(TEXT.encode())
    read("-", stdin=stream)
    assert not stream.closed


def test_a_folder_in_order_with_the_bad_among_the_good(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_bytes(b"")
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "z.jsonl").write_text('{"text": "One."}')
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")
    skipped: Counter[str] = Counter()
    found = read(tmp_path, tmp_path / "gone", tmp_path / "a.txt", skipped=skipped)
    names = [str(tmp_path / name) for name in ("a.txt", "in/b.txt", "z.jsonl:1", "gone", "a.txt")]
    assert [item.source for item in found] == names
    assert [isinstance(item, InputError) for item in found] == [False, True, False, True, False]
    assert skipped == {"other": 1}


def test_a_folder_is_named_as_the_user_named_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert [item.source for item in read("news", "news/", ".", "./news")] == ["news/a.txt", "news/a.txt", "./news/a.txt", "./news/a.txt"]


def test_folders_without_articles(tmp_path: Path) -> None:
    assert reason(tmp_path).startswith("no articles in this folder; ")
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    assert reason(tmp_path).startswith("no articles in this folder (1 skipped); ")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \r\n\t\xc2\xa0", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.html", b"", "is empty"),
        ("a.html", b"<html><body><img src=a></body></html>", "no article text found in this page"),
        ("a.html.gz", gzip.compress(b"<html></html>"), "no article text found in this page"),
        ("a.jsonl", b"", "is empty"),
        ("a.txt", b"%PDF-1.4", "pdftotext"),
        ("a.docx", b"PK\x03\x04\x00", "office document"),
        ("a.txt", b"one \x00 two", "binary"),
        ("a.json", b'{"text": "One."}', "jq -c"),
        ("a.txt.gz", gzip.compress(TEXT.encode())[:-9], "damaged or cut off .gz"),
        ("a.txt.gz", gzip.compress(TEXT.encode())[:12] + b"\xff" * 30, "damaged or cut off .gz"),
        ("a.txt.gz", b"\x1f\x8b", "damaged or cut off .gz"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "One."}')[:-9], "damaged or cut off .gz"),
        ("a.txt.gz", TEXT.encode(), "is named .gz"),
        ("a.txt.gz", gzip.compress(gzip.compress(b"x")), "compressed twice"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert expected in reason(path)


def test_a_json_file_is_read_when_the_user_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"text": "One."}')
    assert read(path, format="jsonl") == [Article("One.", "a", f"{path}:1")]


def test_missing_and_impossible_names(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert "check the name" in reason(tmp_path / "gone.txt")
    assert "check the name" in reason(tmp_path / "a.txt" / "b.txt")
    assert "check the name" in reason("")
    (nul,) = read("a\x00b")
    assert str(nul) == "a?b: no such file or folder; check the name"
    (line,) = read("a\nb")
    assert str(line) == "a?b: no such file or folder; check the name"
    (long,) = read("x" * 5000)
    assert isinstance(long, InputError)
    os.symlink("loop", tmp_path / "loop")
    assert "cannot be read" in reason(tmp_path / "loop")


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "extract -" in reason(tmp_path / "pipe")
    assert "device" in reason("/dev/null")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert "chmod +r" in reason(path)


def test_no_permission_by_the_systems_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("builtins.open", refuse)
    assert "chmod +r" in reason(path)


def test_the_limit_for_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 1_000_000)
    (tmp_path / "a.txt").write_bytes(b"word " * 1_000_000)
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"word " * 1_000_000))
    (tmp_path / "edge.txt").write_bytes(b"x" * 1_000_000)
    (tmp_path / "many.jsonl").write_bytes(b'{"text": "word"}\n' * 100_000)
    (tmp_path / "line.jsonl.gz").write_bytes(gzip.compress(b'{"text": "' + b"word " * 1_000_000 + b'"}\n{"text": "b"}'))
    assert reason(tmp_path / "a.txt").startswith("is 5 MB, above 1 MB, the limit for one article; split it")
    assert reason(tmp_path / "bomb.txt.gz").startswith("is over 1 MB unpacked")
    assert reason("-", stdin=io.BytesIO(b"word " * 1_000_000)).startswith("is over 1 MB")
    assert len(read(tmp_path / "edge.txt")) == 1
    assert sum(isinstance(item, Article) for item in read(tmp_path / "many.jsonl")) == 100_000
    long, after = read(tmp_path / "line.jsonl.gz")
    assert isinstance(long, InputError)
    assert isinstance(after, Article)


def test_inputs_are_read_only_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    stream = read_sources([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert isinstance(next(stream), Article)
    (tmp_path / "b.txt").write_text("Later.")
    assert next(stream) == Article("Later.", "b", str(tmp_path / "b.txt"))


def test_an_unknown_encoding_is_an_error_of_the_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    assert "no text encoding" in reason(tmp_path / "a.txt", encoding="klingon")
    (article,) = read(tmp_path / "a.txt", encoding="latin-1")
    assert isinstance(article, Article)
    assert article.text == "café"
