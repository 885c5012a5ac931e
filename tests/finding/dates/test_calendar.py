from datetime import date

import pytest

from extract.finding.dates.calendar import at_unit, covered, moved, nth_weekday, to_day


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-12-12", "2025-12-12", "2025-12-12"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("18", "1800-01-01", "1899-12-31"),
        ("2025-W01", "2024-12-30", "2025-01-05"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2025-W50-WE", "2025-12-13", "2025-12-14"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("2024-SU", "2024-06-01", "2024-08-31"),
        ("2023-WI", "2023-12-01", "2024-02-29"),
        ("2025-12-12TMO", "2025-12-12", "2025-12-12"),
        ("2025-12-12T09:30Z", "2025-12-12", "2025-12-12"),
        ("2025-03-01/2025-03-29", "2025-03-01", "2025-03-29"),
    ],
)
def test_covered(value, first, last):
    assert covered(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    [
        "PAST_REF",
        "XXXX-12-12",
        "XXXX-WXX-5",
        "P5Y",
        "2025-02-30",
        "2025-13",
        "2021-W53",
        "0000",
        "00",
        "FY2026",
        "2025-03-29/2025-03-01",
        "2025-03/2025-04",
        "",
    ],
)
def test_covers_no_known_days(value):
    assert covered(value) is None


def test_to_day():
    assert to_day("2024-02-29") == date(2024, 2, 29)
    assert [to_day(text) for text in (None, "2023-02-29", "2024-02", "20240229", "yesterday!")] == [None] * 5


@pytest.mark.parametrize(
    ("day", "unit", "count", "expected"),
    [
        ("2024-01-31", "M", 1, "2024-02-29"),
        ("2024-02-29", "Y", -1, "2023-02-28"),
        ("2025-01-01", "W", -1, "2024-12-25"),
        ("2025-11-30", "Q", 1, "2026-02-28"),
        ("2025-12-12", "DE", -2, "2005-12-12"),
    ],
)
def test_moved(day, unit, count, expected):
    assert moved(date.fromisoformat(day), unit, count) == date.fromisoformat(expected)


def test_moved_beyond_the_calendar():
    assert moved(date(9999, 12, 31), "D", 1) is None
    assert moved(date(2000, 1, 1), "CE", -30) is None
    assert moved(date(2000, 1, 1), "TH", 1) is None


def test_at_unit():
    day = date(2024, 12, 30)
    assert [at_unit(day, unit) for unit in ("D", "W", "WE", "M", "Q", "Y", "DE", "CE")] == [
        "2024-12-30", "2025-W01", "2025-W01-WE", "2024-12", "2024-Q4", "2024", "202", "20",
    ]  # fmt: skip


def test_nth_weekday():
    assert nth_weekday(2025, 2, 1, 5) is None
    assert nth_weekday(2025, 10, 7, -1) == date(2025, 10, 26)
