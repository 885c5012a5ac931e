#!/usr/bin/env python3
"""Builds `feasts.tsv`: the days of feasts that follow the moon or the Hindu and Jewish calendars, one row a feast and year.

From holidays (MIT; Islamic, Chinese and Hindu calendars) and pyluach (MIT; the Jewish calendar):

    python -m venv v && v/bin/pip install holidays==0.109 pyluach==2.3.0
    v/bin/python models/en/dates/build/feasts.py

Islamic feasts begin where the moon is seen, so a country may keep them a day before or after; holidays gives the days of Saudi Arabia's
Umm al-Qura calendar or those that were announced. Jewish feasts begin on the evening before the day given. Diwali is India's where known.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from holidays.calendars.chinese import _ChineseLunisolar as Chinese
from holidays.calendars.hindu import _HinduLunisolar as Hindu
from holidays.calendars.islamic import _IslamicLunar as Islamic
from pyluach.dates import HebrewDate

FIRST, LAST = 1950, 2077
OUT = Path(__file__).resolve().parent.parent / "feasts.tsv"
ISLAMIC = {
    "eid-al-fitr": Islamic.EID_AL_FITR_DATES,
    "eid-al-adha": Islamic.EID_AL_ADHA_DATES,
    "islamic-new-year": Islamic.HIJRI_NEW_YEAR_DATES,
    "ashura": Islamic.ASHURA_DATES,
    "arbaeen": Islamic.ARBAEEN_DATES,
    "mawlid": Islamic.MAWLID_DATES,
    "laylat-al-qadr": Islamic.LAYLAT_AL_QADR_DATES,
}
EAST = {
    "lunar-new-year": Chinese.LUNAR_NEW_YEAR_DATES,
    "mid-autumn": Chinese.MID_AUTUMN_DATES,
    "dragon-boat": Chinese.DRAGON_BOAT_DATES,
    "vesak": Chinese.BUDDHA_BIRTHDAY_DATES,
    "diwali": {**Hindu.DIWALI_DATES, **Hindu.DIWALI_INDIA_DATES},
    "holi": Hindu.HOLI_DATES,
    "dussehra": Hindu.DUSSEHRA_DATES,
    "ganesh-chaturthi": Hindu.GANESH_CHATURTHI_DATES,
    "janmashtami": Hindu.JANMASHTAMI_DATES,
    "maha-shivaratri": Hindu.MAHA_SHIVARATRI_DATES,
    "raksha-bandhan": Hindu.RAKSHA_BANDHAN_DATES,
    "ram-navami": Hindu.RAM_NAVAMI_DATES,
    "vaisakhi": Hindu.VAISAKHI_DATES,
    "onam": Hindu.ONAM_DATES,
    "thaipusam": Hindu.THAIPUSAM_DATES,
}
JEWISH = {  # month (1 is Nisan) and day
    "passover": (1, 15),
    "shavuot": (3, 6),
    "tisha-b-av": (5, 9),
    "rosh-hashanah": (7, 1),
    "yom-kippur": (7, 10),
    "sukkot": (7, 15),
    "simchat-torah": (7, 22),
    "hanukkah": (9, 25),
}


def days(table: Mapping[int, tuple]) -> Iterator[date]:
    """The days of one of the tables of holidays; a year has one (month, day) or several."""
    for year, entry in sorted(table.items()):
        for month, day in entry if isinstance(entry[0], tuple) else (entry,):
            yield date(year, month, day)


def rows() -> Iterator[tuple[str, date, date]]:
    """Each feast with the first and last day of each time it is kept."""
    for name, table in {**ISLAMIC, **EAST}.items():
        for day in days(table):
            yield name, day, day
    ends = sorted(days(Islamic.EID_AL_FITR_DATES))
    for first in days(Islamic.RAMADAN_BEGINNING_DATES):
        end = next((day for day in ends if 28 <= (day - first).days <= 31), None)
        if end:
            yield "ramadan", first, end - timedelta(days=1)
    for name, (month, day) in JEWISH.items():
        for year in range(FIRST + 3760, LAST + 3762):
            found = HebrewDate(year, month, day).to_pydate()
            yield name, found, found
            if name == "passover":  # Purim, 14 Adar, is always so long before
                yield "purim", found - timedelta(days=30), found - timedelta(days=30)


def main() -> None:
    """Writes the table."""
    kept = sorted(row for row in rows() if FIRST <= row[1].year <= LAST)
    lines = [f"{name}\t{first}\t{last}\n" for name, first, last in kept]
    head = "# Made by build/feasts.py: feast, first day, last day.\n"
    OUT.write_text(head + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} rows")


if __name__ == "__main__":
    main()
