import importlib.util
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.finding.dates import DateFinder
from extract.records import Date

_spec = importlib.util.spec_from_file_location("markup", Path(__file__).with_name("markup.py"))
markup = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(markup)

TEXTS = {
    "2025-12-12": [  # a Friday
        "Officials said {Friday|DATE 2025-12-12} that 23 men left {the previous week|DATE 2025-W49}.",
        "He was jailed in {May 2020|DATE 2020-05}. In {August|DATE 2020-08} he appealed, and in {January|DATE 2021-01} he lost.",
        "She was held {two years ago|DATE 2023} for {more than a month|DURATION P1M more_than}.",
        "Trials will begin on {Monday|DATE 2025-12-15} and end by {February 3|DATE 2026-02-03}.",
        "Held on {3 May 2024|DATE 2024-05-03}, he left {the same day|DATE 2024-05-03} and was held {three days later|DATE 2024-05-06}.",
        "At {about 4 a.m. on Tuesday|TIME 2025-12-09T04:00 approx} men broke in.",
        "He has until {midnight Sunday|TIME 2025-12-14T24:00} to pay.",
        "In {2020|DATE 2020}, 35,000 people were held; since {2021|DATE 2021} 1,500 left.",
        "Sentenced to between {three|DURATION P3Y} and {seven years|DURATION P7Y} in {October|DATE 2025-10}.",
        "The judge set a hearing for {Jan. 8|DATE 2026-01-08}.",
        "The contract may be signed on {December 15|DATE 2025-12-15}.",
        "By {Thursday night|TIME 2025-12-11TNI}, 12 had died.",
        "They come {every Friday|SET XXXX-WXX-5} at {noon|TIME 2025-12-12T12:00}.",
        "A 54-year-old, aged 12 years, in her 30s, met Ms. May at the 9/11 Museum; the Sunday Times paid $2020 for Article 342.",
        "Some 2000 soldiers and 1999 people won 3-2; Boeing 737 flight 1982 to Mar-a-Lago cost 1,200.",
        "Ring 555-123-4567 or read https://example.org/2024/05/03/story.",
        "“{Today|DATE 2025-12-12} we’re free,” he said {late Thursday|DATE 2025-12-11 end}.",
        "",
    ],
    "2024-01-01": [
        "{Last week|DATE 2023-W52} was calm; {next week|DATE 2024-W02} will not be.",
        "He left {yesterday|DATE 2023-12-31}, {a month ago|DATE 2023-12} she came.",
        "In {December|DATE 2023-12} it snowed; {last quarter|DATE 2023-Q4} it was dry.",
    ],
    None: [
        "He left on {Friday|DATE XXXX-WXX-5} and came {last month|DATE XXXX-XX}.",
        "They met on {12 December|DATE XXXX-12-12}; {today|DATE PRESENT_REF} all is calm.",
        "Held since {July 2024|DATE 2024-07}; by {August|DATE 2024-08} he was ill.",
    ],
}  # fmt: skip
CASES = [pytest.param(published, text, id=text[:60]) for published, texts in TEXTS.items() for text in texts]


@pytest.mark.parametrize(("published", "marked"), CASES)
def test_finds_exactly(finder, published, marked):
    text, expected = markup.parse(marked)
    assert markup.found(finder, text, published) == expected


def test_entry_is_whole(finder):
    (date,) = finder.find("It began early in July 2024.", "2025-12-12")
    assert (date.text, date.earliest, date.latest) == ("early in July 2024", "2024-07-01", "2024-07-31")
    assert isinstance(date, Date)
    assert date.explain.rule == "month-year"
    assert [cue.text for cue in date.explain.cues] == ["early", "in"]


def test_cue_of_tense_is_explained(finder):
    (date,) = finder.find("The court will sit on Monday.", "2025-12-12")
    assert ("will", 10, 14) in [(c.text, c.start, c.end) for c in date.explain.cues]


def test_sentences_bound_the_tense(finder):
    text = "It will rain. On Monday nobody came"
    assert finder.find(text, "2025-12-12", [(0, 13), (14, len(text))])[0].value == "2025-12-08"


def test_line_breaks_end_expressions_unless_wrapped(finder):
    assert [d.text for d in finder.find("Toll rises to 20\nMarch 3, 2024\nMore", None)] == ["March 3, 2024"]
    wrapped = (
        "The government of the country said in a statement on Friday, December\n"
        "12, 2025 that all of the prisoners whom it held had by\nthen been freed.\n"
    )
    assert "2025-12-12" in [d.value for d in finder.find(wrapped, None)]


def test_day_or_month_first():
    assert DateFinder(day_first=True).find("on 3/4/2021", None)[0].value == "2021-04-03"
    assert DateFinder(day_first=False).find("on 3/4/2021", None)[0].value == "2021-03-04"
    assert DateFinder().find("on 3/4/2021", "2021-04-04")[0].value == "2021-04-03"
    assert [d.value for d in DateFinder().find("on 25/4/2021 and 3/5/1960", None)] == ["2021-04-25", "1960-05-03"]
    assert DateFinder().find("born 3/5/1960", "2025-12-12")[0].value == "1960-03-05"


def test_unreadable_publication_day_counts_as_unknown(finder):
    assert finder.find("on Friday", "12 Dec")[0].value == "XXXX-WXX-5"


def test_pure_modules_do_not_import_spacy():
    code = "import sys, extract.finding.dates; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "1",
        "1-",
        "1/1/",
        "- ",
        "May ",
        "12 ",
        "the ",
        "Friday, ",
        "one hundred ",
        "a.",
        "\n",
        "2020 ",
        "early ",
        "'",
        "and a half ",
        "at 18:40 UTC, ",
        "12/12/2025 ",
    ],
)
def test_time_grows_with_length_alone(finder, unit):
    def seconds(size):
        text = unit * (size // len(unit))
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            finder.find(text, "2025-12-12")
            best = min(best, time.perf_counter() - start)
        return best

    seconds(1000)
    assert seconds(32_000) < 4 * 8 * seconds(4_000) + 0.05
