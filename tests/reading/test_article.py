import pytest

from extract.reading.article import clean_text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("\ufeffA day", "A day"),
        ("a \ud83d b\x00c", "a \ufffd b\ufffdc"),
        ("Cafe\u0301\u00a0 \t fin", "Cafe\u0301\u00a0 \t fin"),
        ("smile \U0001f600", "smile \U0001f600"),
    ],
)
def test_only_what_must_change_is_changed(given: str, expected: str) -> None:
    assert clean_text(given) == expected
