"""The README's table of dates is what the finder finds. `python tests/finding/dates/test_table.py` writes it anew."""

import re
from pathlib import Path

from extract.finding.dates import DateFinder

README = Path(__file__).resolve().parents[3] / "README.md"
PUBLISHED = "2025-12-12"
MARKS = "<!-- dates -->\n", "<!-- /dates -->"
SENTENCES = """
He was freed on Friday.
He will be freed on Monday.
They met last Friday.
They will meet next Tuesday.
She was seen late Thursday.
Shelling began on Wednesday night.
They were woken at four on Thursday morning.
They left at 6 a.m. Minsk time.
The blast came at 18:40 UTC on Tuesday.
He spoke at half past six this evening.
Police came in the small hours of 24 February 2022.
They met on Friday, Dec. 12, 2025.
The form is dated 25/11/2025.
It was filed on 2025-12-12T09:30Z.
He arrived on the 9th.
The court will rule on January 9.
He has been held since July 2024.
It began in March.
She was held in April last year.
It ended in mid-July.
He was jailed in early 2021.
The law passed at the end of last year.
It closed in the 1990s.
Since the mid-eighties it has been shut.
It was built in the late 19th century.
It was built in 480 B.C.
Profit rose in the third quarter.
It sold less in the second half of 2024.
The budget shrinks in fiscal 2026.
They fled last summer.
They had met in the spring of 2024.
It will end in the winter.
He was freed on Christmas Eve 2024.
They danced on Nowruz 2024.
Held since the start of Ramadan, she is ill.
They were pardoned for Eid al-Fitr 2024.
It snowed on Orthodox Easter 2024.
It opened over the Thanksgiving weekend.
Talks went on over the weekend.
They will meet the week after next.
They vote in two weeks' time.
They vote a week from Sunday.
He fled two years ago.
She left more than a decade ago.
He was held a year and five months ago.
He was held on May 3, 2024 and freed two days later.
Jailed in 2010, he left three years later.
He was jailed in May 2020; in August he appealed.
He fled in May 1977; that fall he was back.
On 9 June 2021 she left, and the same day he died.
It lasted six and a half hours.
He ruled for more than three decades.
She got a 10-year term.
He is due a year and a half in jail.
It fell in the past two years.
He was held for years.
They gather every Friday.
They meet twice a week.
It is open six days a week.
The council meets on the first Monday of each month.
He is now free.
He was recently freed.
More will be freed in the coming weeks.
In the night of 3-4 May rockets fell.
""".strip().splitlines()


def table() -> str:
    """The table, one row an expression; the two dates of a sentence with two are two rows."""
    finder = DateFinder()
    rows = ["| in the sentence | found | type | value | modifier | days |", "|---|---|---|---|---|---|"]
    for sentence in SENTENCES:
        for date in finder.find(sentence, PUBLISHED):
            days = "" if date.earliest is None else date.earliest if date.earliest == date.latest else f"{date.earliest} to {date.latest}"
            rows.append(f"| {sentence} | {date.text} | {date.type} | `{date.value}` | {date.modifier or ''} | {days} |")
    return "\n".join(rows) + "\n"


def test_the_table_is_what_is_found():
    begin, end = MARKS
    shown = re.search(rf"{begin}(.*?){end}", README.read_text(encoding="utf-8"), re.DOTALL)
    assert shown, "the README has no table of dates"
    assert shown[1] == table()
    rows = shown[1].count("\n") - 2
    assert rows >= 60
    assert f"<summary>{rows} expressions" in README.read_text(encoding="utf-8")


if __name__ == "__main__":
    before, rest = README.read_text(encoding="utf-8").split(MARKS[0])
    README.write_text(before + MARKS[0] + table() + MARKS[1] + rest.split(MARKS[1])[1], encoding="utf-8")
