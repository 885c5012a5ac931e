import re
from types import SimpleNamespace

import pytest

from extract.data import model_file
from extract.finding.dates.lexing import Lexer
from extract.finding.dates.numbers import NumberReader


@pytest.fixture(scope="module")
def reader():
    return NumberReader(Lexer(model_file("dates"), frozenset(), frozenset()).values("number"))


def read(reader, text):
    words = re.findall(r"[\d.,/]*\d[½¼]?|[½¼]|\w+|-", text)
    return reader.read([SimpleNamespace(lower=w) for w in words], 0), len(words)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("six", "6"), ("twenty-five", "25"), ("ninety nine", "99"), ("one hundred and twenty", "120"), ("two thousand", "2000"),
        ("two and a half", "2.5"), ("2.50", "2.5"), ("1,186", "1186"), ("6½", "6.5"), ("9 1/2", "9.5"), ("two dozen", "24"), ("007", "7"),
        ("several", "X"), ("six-and-a-half", "6.5"), ("1.0", "1"),
    ],
)  # fmt: skip
def test_reads_whole(reader, text, value):
    found, length = read(reader, text)
    assert found == (value, length)


@pytest.mark.parametrize(
    ("text", "value", "end"), [("two and three", "2", 1), ("ten five", "10", 1), ("twenty thirty", "20", 1), ("five -", "5", 1)]
)
def test_stops(reader, text, value, end):
    assert read(reader, text)[0] == (value, end)


@pytest.mark.parametrize("text", ["and", "halves", "²", "1234567890123"])
def test_no_number(reader, text):
    assert reader.read([SimpleNamespace(lower=text)], 0) is None
