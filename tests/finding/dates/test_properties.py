from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.finding.dates import DateFinder

FINDER = DateFinder()
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WORDS = (
    *MONTHS, *DAYS, "the", "of", "a", "last", "next", "two", "six", "and a half", "years", "day", "ago", "later", "early",
    "mid", "-", ",", ".", "'", "\n",
    "2020", "12", "31", "30", "0", "9999", "1990s", "90s", "19th", "century", "in", "until", "will", "was", "at", "6", "p.m.",
    "18:40", "UTC", "9/11", "Q3",
    "2025-02-30", "31/12/2020", "99.99.9999", "weekend", "summer", "Easter", "Christmas",
    "every", "twice", "more than", "fiscal", "FY2024", "first", "½",
)  # fmt: skip
published = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat))


def check(text, day):
    found = FINDER.find(text, day)
    assert found == FINDER.find(text, day)
    end = 0
    for each in found:
        assert text[each.start : each.end] == each.text != ""
        assert each.start >= end
        end = each.end
        assert (each.earliest is None) == (each.latest is None)
        assert each.earliest is None or date.fromisoformat(each.earliest) <= date.fromisoformat(each.latest)
        assert all(text[c.start : c.end] == c.text for c in each.explain.cues)


@given(st.text(), published)
@settings(deadline=None)
def test_any_text(text, day):
    check(text, day)
    FINDER.published(text)


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), published)
@settings(deadline=None, max_examples=600)
@example("January", "0001-01-01")
def test_any_order_of_the_words_of_dates(text, day):
    check(text, day)


def ordinal(n):
    return f"{n}{'th' if 10 < n < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


STYLES = (
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{DAYS[d.weekday()]}, {MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"the {ordinal(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {ordinal(d.day)} {d.year}",
    lambda d: f"{d.day:02d} {MONTHS[d.month - 1][:3]} {d.year}",
    lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}",
    lambda d: f"{DAYS[d.weekday()][:3]} {d.day} {MONTHS[d.month - 1][:3]}{'.' if d.month != 5 else ''} {d.year}",
    lambda d: f"{MONTHS[d.month - 1].upper()} {d.day}, {d.year}",
)


@given(st.dates(date(1700, 1, 1), date(2099, 12, 31)), st.sampled_from(STYLES), published)
@settings(deadline=None, max_examples=400)
def test_written_dates_are_read_back(day, style, reference):
    written = style(day)
    (found,) = FINDER.find(f"It was on {written} that he left.", reference)
    assert (found.text, found.value, found.earliest, found.latest) == (written, day.isoformat(), day.isoformat(), day.isoformat())


@given(st.dates(date(1990, 1, 1), date(2050, 12, 31)), st.integers(0, 6))
@settings(deadline=None)
def test_bare_weekday_is_within_the_week(reference, weekday):
    (past,) = FINDER.find(f"He was freed on {DAYS[weekday]}.", reference.isoformat())
    (future,) = FINDER.find(f"He will be freed on {DAYS[weekday]}.", reference.isoformat())
    assert 0 <= (reference - date.fromisoformat(past.value)).days < 7
    assert 0 <= (date.fromisoformat(future.value) - reference).days < 7
