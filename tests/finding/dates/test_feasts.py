from datetime import date

import pytest

from extract.data import model_file, read_table
from extract.finding.dates.feasts import easter, feast_days, nowruz


def first_days(rule, year):
    return [days[0].isoformat() for days in feast_days(rule, year)]


def test_easter_and_nowruz():
    assert [easter(year) for year in (1999, 2024, 2025)] == [date(1999, 4, 4), date(2024, 3, 31), date(2025, 4, 20)]
    assert [easter(year, orthodox=True) for year in (2023, 2024)] == [date(2023, 4, 16), date(2024, 5, 5)]
    assert [nowruz(year).day for year in (1996, 2019, 2020, 2021, 2024, 2025, 2026)] == [20, 21, 20, 21, 20, 21, 21]


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        ("12-25", 2025, ["2025-12-25"]),
        ("11-4-4", 2025, ["2025-11-27"]),
        ("05--1-1", 2025, ["2025-05-26"]),
        ("11-1-1+1", 2016, ["2016-11-08"]),
        ("easter-2", 2025, ["2025-04-18"]),
        ("ramadan", 2030, ["2030-01-05", "2030-12-26"]),
        ("eid-al-fitr", 2024, ["2024-04-10"]),
        ("lunar-new-year", 2026, ["2026-02-17"]),
        ("yom-kippur", 1973, ["1973-10-06"]),
        ("purim", 2024, ["2024-03-24"]),
        ("12-25", 1000, []),
        ("ramadan", 1800, []),
        ("02-30", 2024, []),
    ],
)
def test_days_of_a_feast(rule, year, expected):
    assert first_days(rule, year) == expected


def test_feasts_of_many_days():
    assert feast_days("ramadan", 2025) == ((date(2025, 3, 1), date(2025, 3, 29)),)
    assert feast_days("easter-46:46", 2025) == ((date(2025, 3, 5), date(2025, 4, 19)),)


def test_every_rule_of_the_lexicon_is_kept_at_some_time():
    rules = [row[1] for row in read_table(model_file("dates/normalisations/holiday.txt"), 2)]
    assert [rule for rule in rules if not feast_days(rule, 2020) and rule != "unknown"] == []
