"""What `extract show` and `extract explain` print, with and without colours."""

import io
from typing import Any

import pytest
from rich.console import Console

from extract.records import Date, Explanation, Mention, Person, Place, PrisonerCount, Record
from extract.writing.plain import finds_of, number_of
from extract.writing.terminal import days_of, explain, show

TEXT = "Minsk frees 52\n\nPresident Ann Okoth said on Friday that over 50 prisoners left Minsk. Others stay."


def mention(text: str, after: int = 0) -> Mention:
    start = TEXT.index(text, after)
    return Mention(start, start + len(text), text)


def record() -> dict[str, Any]:
    person = Person("Ann Okoth", ("President",), (mention("Ann Okoth"),), Explanation("title", (mention("President"),)))
    place = Place("Minsk", "city", "BY", 625144, 53.9, 27.6, (mention("Minsk"), mention("Minsk", 20)), Explanation("largest"))
    friday, over = mention("Friday"), mention("over 50 prisoners")
    date = Date(friday.start, friday.end, "Friday", "DATE", "2025-12-12", None, "2025-12-12", "2025-12-12", Explanation("weekday"))
    count = PrisonerCount(
        over.start, over.end, over.text, 50, "more_than", 51, None, "prisoners", "released", "asserted", "Minsk", "2025-12-12",
        "Ann Okoth", TEXT[16:86], Explanation("leave", (mention("left"),)),
    )  # fmt: skip
    return Record("a", "a.txt", "Minsk frees 52", "2025-12-12", (person,), (place,), (date,), (count,), TEXT).to_dict(
        explain=True, text=True
    )


def printed(width: int, colours: bool, found: dict[str, Any] | None = None) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=colours, color_system="standard" if colours else None, highlight=False)
    shown = found or record()
    show(console, shown, list(finds_of(shown)))
    return stream.getvalue()


@pytest.mark.parametrize("width", [40, 60, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, printed(width, False).splitlines())) <= width


def test_without_colours_finds_stand_between_marks() -> None:
    out = printed(120, False)
    assert "President ‹Ann Okoth› said on {Friday} that «over 50 prisoners» left [Minsk]. Others stay." in out
    assert "‹people› 1   [places] 1   {dates} 1   «prisoner counts» 1" in out
    assert "\x1b" not in out


def test_with_colours_the_text_stands_as_it_is() -> None:
    out = printed(120, True)
    assert "\x1b[1;36mAnn Okoth\x1b[0m" in out
    assert "‹" not in out


def test_tables_hold_what_is_known_by_number() -> None:
    rows = [line.split() for line in printed(120, False).splitlines()]
    assert ["1", "Ann", "Okoth", "President", "1"] in rows
    assert ["2", "Minsk", "city", "BY", "2"] in rows
    assert ["3", "Friday", "date", "2025-12-12"] in rows
    assert ["4", "over", "50", "prisoners", "≥", "51", "released", "prisoners", "Ann", "Okoth"] in rows


def test_control_characters_do_not_reach_the_terminal() -> None:
    found = record()
    found["title"] = "a\x1b]0;owned\x07b"
    found["text"] = TEXT.replace("Others", "\x1b[2J\u202eO")
    found["people"][0]["name"] = "Ann\x1b[31m"
    found["prisoner_counts"][0]["group"] = "x\x9b2J"
    out = printed(120, False, found)
    assert not [c for c in out if c < " " and c != "\n"]
    assert not {"\x9b", "\u202e"} & set(out)


def test_nested_and_crossing_marks_close_in_order() -> None:
    found = record()
    found["places"][0]["mentions"] = [{"start": 16, "end": 35, "text": TEXT[16:35]}]
    assert "[President ‹Ann Okoth›]" in printed(120, False, found)


def test_explain_marks_the_find_and_its_cues_in_the_sentence() -> None:
    stream = io.StringIO()
    found = record()
    explain(Console(file=stream, width=120, color_system=None, highlight=False), found, list(finds_of(found))[3:])
    out = stream.getvalue()
    assert out.startswith("4 over 50 prisoners  prisoner counts")
    assert "rule  leave" in out
    assert "cues  “left”" in out
    assert "President Ann Okoth said on Friday that «over 50 prisoners» <left> Minsk." in out
    assert "Others" not in out


@pytest.mark.parametrize(
    ("value", "modifier", "least", "most", "written"),
    [
        (1186, "exact", 1186, 1186, "1,186"),
        (430, "more_than", 431, None, "≥ 431"),
        (30, "at_most", None, 30, "≤ 30"),
        (None, "between", 40, 60, "40–60"),
        (500, "about", None, None, "≈ 500"),
        (None, "vague", 24, None, "≥ 24"),
        (None, "exact", None, None, ""),
    ],
)
def test_numbers_are_written_as_bounds(value: int | None, modifier: str, least: int | None, most: int | None, written: str) -> None:
    assert number_of({"value": value, "modifier": modifier, "minimum": least, "maximum": most}) == written


def test_days_are_written_where_the_value_is_none() -> None:
    assert days_of({"value": "2025-12-12", "earliest": "2025-12-12", "latest": "2025-12-12"}) == ""
    assert days_of({"value": "2025", "earliest": "2025-01-01", "latest": "2025-12-31"}) == ""
    assert days_of({"value": "2025-12-12T16:00", "earliest": "2025-12-12", "latest": "2025-12-12"}) == "2025-12-12"
    assert days_of({"value": "2025-W50", "earliest": "2025-12-08", "latest": "2025-12-14"}) == "2025-12-08 to 2025-12-14"
    assert days_of({"value": "P5Y", "earliest": None, "latest": None}) == ""
