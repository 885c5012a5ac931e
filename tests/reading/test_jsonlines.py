import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import InputError
from extract.reading.article import Article
from extract.reading.jsonlines import read_lines, read_record


def read(content: bytes, limit: int = 1_000_000, **options: Any) -> list[Article | InputError]:
    settings = {"id": None, "encoding": None, "published": None, **options}
    return list(read_lines(io.BytesIO(content), "news.jsonl", limit=limit, **settings))


def reasons(found: list[Article | InputError]) -> list[str]:
    return [str(item) for item in found if isinstance(item, InputError)]


def test_a_full_record_and_a_bare_one() -> None:
    lines = b'{"id": 7, "text": "One.\\r\\nTwo.", "title": " T ", "published": "2025-12-12T08:00:00Z", "more": [1]}\n\n{"text": "Three."}'
    assert read(lines, id="news") == [
        Article("One.\nTwo.", "7", "news.jsonl:1", "T", "2025-12-12"),
        Article("Three.", "news", "news.jsonl:3", None, None),
    ]


def test_null_and_empty_fields_are_absent_ones() -> None:
    assert read_record('{"text": "x", "id": null, "title": "", "published": null}', "s") == Article("x", None, "s", None, None)


def test_the_users_date_overrides_the_records() -> None:
    assert read_record('{"text": "x", "published": "nonsense"}', "s", published="2024-01-02").published == "2024-01-02"


@pytest.mark.parametrize("month", ["2013-01", "2013"])
def test_a_month_states_no_day(month: str) -> None:
    assert read_record(json.dumps({"text": "x", "published": month}), "s").published is None


def test_escapes_that_no_utf8_can_hold() -> None:
    assert read_record('{"text": "a\\ud800b\\u0000c \\ud83d\\ude00", "id": "\\udfff"}', "s") == Article("a\ufffdb\ufffdc 😀", "\ufffd", "s")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("x", "is not JSON (Expecting value at column 1)"),
        ('{"text": "a"', "is not JSON"),
        ('"text"', "in place of a string"),
        ("[1]", "in place of a list"),
        ("3", "in place of a number"),
        ("{}", '"text" is missing'),
        ('{"text": null}', '"text" is null'),
        ('{"text": ["a"]}', '"text" is a list'),
        ('{"text": " \\n"}', '"text" is empty'),
        ('{"text": "a", "id": true}', '"id" is true or false'),
        ('{"text": "a", "id": 1.5}', '"id" is a number'),
        ('{"text": "a", "title": 3}', '"title" is a number'),
        ('{"text": "a", "published": "Friday"}', '"published" is no ISO date'),
        ('{"text": "a", "published": 20251212}', '"published" is no ISO date'),
        ("[" * 100_000, "beyond reason"),
        ('{"text": "a", "id": ' + "9" * 5000 + "}", "beyond reason"),
    ],
)
def test_a_bad_line_says_what_is_wrong(line: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read_record(line, "news.jsonl:3")
    assert reason in str(caught.value)
    assert str(caught.value).startswith("news.jsonl:3: ")


def test_a_bad_line_fails_alone() -> None:
    found = read(b'{"text": "a"}\nbad\n{"text": "b"}\n\xff\xfe\xfd caf\xc3\n{"text": "caf\xe9"}\n')
    assert [item.text for item in found if isinstance(item, Article)] == ["a", "b", "café"]
    assert [item.source for item in found if isinstance(item, InputError)] == ["news.jsonl:2", "news.jsonl:4"]


def test_a_line_over_the_limit_fails_alone() -> None:
    long = json.dumps({"text": "x" * 500}).encode()
    found = read(b'{"text": "a"}\n' + long + b'\n{"text": "b"}\n' + long, limit=100)
    assert [type(item) for item in found] == [Article, InputError, Article, InputError]
    assert reasons(found)[0].startswith("news.jsonl:2: is over the limit")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b'[\n {"text": "a"}\n]\n', "jq -c"),
        (b'\n{\n "text": "a"\n}\n', "jq -c"),
        (b"%PDF-1.7\n1\n2\n3", "pdftotext"),
        (b"a\x00b\nc\nd", "binary"),
        ('{"text": "a"}\n'.encode("utf-16"), "iconv -f utf-16"),
    ],
)
def test_what_is_no_json_lines_at_all_is_one_error(content: bytes, reason: str) -> None:
    (only,) = reasons(read(content))
    assert reason in only


def test_a_mark_at_the_start_is_dropped() -> None:
    assert read(b'\xef\xbb\xbf{"text": "a"}') == [Article("a", None, "news.jsonl:1")]


@given(st.binary(max_size=200))
def test_any_bytes_give_articles_or_errors(content: bytes) -> None:
    assert all(isinstance(item, Article | InputError) for item in read(content, limit=50))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "title", "published", "x"]), inner),
    max_leaves=8,
)


@given(JSON)
def test_any_record_gives_a_text_that_utf8_can_hold_or_an_error(record: object) -> None:
    try:
        article = read_record(json.dumps(record), "s")
    except InputError:
        return
    for value in (article.text, article.id or "", article.title or "", article.published or ""):
        value.encode()
