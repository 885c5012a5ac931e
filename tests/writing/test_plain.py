"""Text for terminals and pages: no control character gets through, offsets stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.writing.plain import finds_of, safe, safe_line, spans_of


@pytest.mark.parametrize("bad", ["\x1b", "\x07", "\x9b", "\r", "\x00", "\x7f", "\u202e", "\u2066", "\u2028", "\ud800", "\x08", "\x0c"])
def test_control_characters_become_replacement_characters(bad: str) -> None:
    assert safe(f"a{bad}b") == "a\ufffdb"


def test_writing_stays() -> None:
    text = "Zoë\t“Łódź”\n北京 – עברית \u200e ½ 👍🏽"
    assert safe(text) == text
    assert safe_line(" a\n\tb  c ") == "a b c"


@given(st.text())
def test_the_length_stays(text: str) -> None:
    assert len(safe(text)) == len(text)
    assert "\n" not in safe_line(text)


def test_finds_are_numbered_over_all_kinds() -> None:
    mention = {"start": 0, "end": 3, "text": "Ann"}
    later = {"start": 9, "end": 12, "text": "Ann"}
    record = {"people": [{"name": "Ann", "mentions": [mention, later]}], "dates": [{"start": 4, "end": 8, "text": "2020"}]}
    finds = list(finds_of(record))
    assert [(find.number, find.kind, find.start, find.end) for find in finds] == [(1, "people", 0, 3), (2, "dates", 4, 8)]
    assert spans_of(finds[0]) == [(0, 3), (9, 12)]
    assert spans_of(finds[1]) == [(4, 8)]
