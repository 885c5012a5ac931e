import pytest

from extract.reading.days import find_day, is_month_or_year, iso_day, stated_day


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-12-12", "2025-12-12"),
        ("2025-12-12T23:30:00-05:00", "2025-12-12"),
        ("2025-12-12T10:00Z", "2025-12-12"),
        (" 2024-02-29 08:00 ", "2024-02-29"),
    ],
)
def test_iso_day(given: str, expected: str) -> None:
    assert iso_day(given) == expected


@pytest.mark.parametrize("given", ["", "Friday", "2025-12", "2025", "2025-02-30", "12 December 2025"])
def test_iso_day_refuses_what_is_no_iso_day(given: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        iso_day(given)


@pytest.mark.parametrize(
    ("given", "expected"), [("2025", True), ("2025-12", True), ("2025-13", False), ("2025-12-01", False), ("May", False)]
)
def test_months_and_years_are_told_apart(given: str, expected: bool) -> None:
    assert is_month_or_year(given) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-12-12T10:00:00Z", "2025-12-12"),
        ("20251212", "2025-12-12"),
        ("20251212093000", "2025-12-12"),
        ("2025/12/12 10:00", "2025-12-12"),
        ("Fri, 12 Dec 2025 10:00:00 GMT", "2025-12-12"),
        ("Posted on December 12, 2025 at 10:15 pm", "2025-12-12"),
        ("12th of Sept. 2024", "2024-09-12"),
        ("10:15 PM, March 3", None),
        ("March 2025", None),
        ("2025", None),
        ("12/11/2025", None),
        ("1734012345678", None),
        ("31 February 2025", None),
        ("12 Marble 2025", None),
    ],
)
def test_only_a_full_day_is_a_stated_day(given: str, expected: str | None) -> None:
    assert stated_day(given) == expected


def test_find_day_gives_the_first_with_its_offsets() -> None:
    text = "Minsk, 3 May 2024, not 2025-01-01"
    assert find_day(text) == (7, 17, "2024-05-03")
    assert text[7:17] == "3 May 2024"
