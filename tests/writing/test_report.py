"""The report's page: what it adds up, and that nothing in an article can run in it."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from extract.records import Date, Mention, Person, Place, PrisonerCount, Record
from extract.writing.report.charts import CERTAINTIES, STATUSES, timeline, world
from extract.writing.report.page import link_of, name_of, render
from extract.writing.report.summary import Summary, time_of

TEXT = "Okoth left Minsk in 2024; 52 prisoners were freed."
COUNT = PrisonerCount(
    26, 38, "52 prisoners", 52, "exact", 52, 52, "prisoners", "released", "asserted", "Minsk", "2024", None, TEXT
)  # fmt: skip
RECORD = Record(
    "a",
    "a.txt",
    "A title",
    "2024-05-06",
    (Person("Okoth", ("Dr.", "byline"), (Mention(0, 5, "Okoth"),)),),
    (Place("Minsk", "city", "BY", 625144, 53.9, 27.5667, (Mention(11, 16, "Minsk"),)),),
    (Date(20, 24, "2024", "DATE", "2024", None, "2024-01-01", "2024-12-31"),),
    (COUNT,),
    TEXT,
)
BAD = """</script><script>window.ran=1</script><img src=x onerror="window.ran=1">{{7*7}}{% raw %}'"&\x1b]0;\u202e<!--"""


class Page(HTMLParser):
    """Elements with their attributes, the text outside of scripts and style, and the content of those."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, str]] = []
        self.text = ""
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag if tag in ("script", "style") else ""
        if self._open:
            self.inside.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside[-1] = (self._open, self.inside[-1][1] + data)
        else:
            self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def hostile(value: Any) -> Any:
    """The record with every string that an article or a stranger's file may hold replaced; offsets and closed sets stay."""
    record: Record = value
    return replace(
        record,
        id=BAD,
        source="javascript:window.ran=1//" + BAD,
        title=BAD,
        published=BAD,
        text=BAD + record.text,
        people=tuple(replace(p, name=BAD, titles=(BAD,)) for p in record.people),
        places=tuple(replace(p, name=BAD, country=BAD) for p in record.places),
        dates=tuple(replace(d, text=BAD, value=BAD, modifier=BAD, earliest=BAD, latest=BAD) for d in record.dates),
        prisoner_counts=tuple(
            replace(c, text=BAD, group=BAD, place=BAD, date=BAD, attributed_to=BAD, sentence=BAD) for c in record.prisoner_counts
        ),
    )


def test_the_page_shows_totals_tables_and_the_marked_article() -> None:
    page = Page(render([RECORD, replace(RECORD, id="b", published="2024-07-01")], "Two"))
    flat = " ".join(page.text.split())
    assert "2 articles, published from 2024-05-06 to 2024-07-01. 2 prisoner counts, 1 person, 1 place in 1 country." in flat
    assert TEXT in page.text
    ids = [attributes["id"] for _, attributes in page.elements if attributes.get("id")]
    assert len(ids) == len(set(ids))
    targets = [str(link["href"])[1:] for link in page.of("a") if str(link["href"]).startswith("#")]
    assert set(targets) <= set(ids)
    assert {"count-1", "count-2", "row-1", "row-2", "person-1", "place-1"} <= set(targets)


def test_without_text_the_sentences_stand_there() -> None:
    page = Page(render([replace(RECORD, text="")], "One"))
    assert "extract with --text" in page.text
    assert any(link.get("id") == "count-1" for link in page.of("a"))


def test_nothing_in_an_article_becomes_markup_or_runs() -> None:
    plain, bad = Page(render([RECORD], "One")), Page(render([hostile(RECORD)], BAD))
    assert [name for name, _ in bad.elements if name == "script"] == [name for name, _ in plain.elements if name == "script"]
    assert not bad.of("img")
    assert not [a for _, attributes in bad.elements for a in attributes if a.startswith("on") or a == "style"]
    assert not [link for link in bad.of("a") if not str(link["href"]).startswith("#")]
    assert "49" not in bad.text
    assert "\x1b" not in bad.text
    assert "\u202e" not in bad.text
    assert "{{7*7}}" in bad.text
    # The executable scripts are the same, whatever the articles say; the data is JSON.
    assert [content for tag, content in bad.inside if tag == "script"][1:] == [content for tag, content in plain.inside if tag == "script"][
        1:
    ]
    assert json.loads(next(content for tag, content in bad.inside if tag == "script"))["timeline"]


def test_the_policy_allows_the_pages_own_scripts_and_style_by_their_sums_and_nothing_else() -> None:
    page = render([RECORD], "One")
    parsed = Page(page)
    policy = next(str(m["content"]) for m in parsed.of("meta") if m.get("http-equiv") == "Content-Security-Policy")
    sums = {
        f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
        for _, content in parsed.inside[:1] + parsed.inside[2:]
    }
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert {*rules["script-src"].split(), *rules["style-src"].split()} == sums
    assert "unsafe" not in policy
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)


def test_a_source_on_the_web_is_a_link_and_nothing_else_is() -> None:
    assert link_of(replace(RECORD, source="https://example.org/a?b=1")) == "https://example.org/a?b=1"
    for source in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "http:",
        "file:///etc/passwd",
        "JaVaScRiPt://example.org/%0aalert(1)",
        None,
    ):
        assert link_of(replace(RECORD, source=source)) is None
    assert name_of(replace(RECORD, title=None, id=None, source=None)) == "article without a name"


@pytest.mark.parametrize(
    ("date", "when", "day"),
    [
        ("2024", "2024", "2024-01-01"),
        ("199", "the 1990s", "1990-01-01"),
        ("2023-07", "2023-07", "2023-07-01"),
        ("2023-07-09", "2023-07-09", "2023-07-09"),
        ("2023-W50", "2023-W50", None),
        ("2023-02-30", "2023-02-30", None),
        (None, None, None),
    ],
)
def test_a_count_is_put_on_the_first_day_of_its_date_and_says_no_more_than_that(
    date: str | None, when: str | None, day: str | None
) -> None:
    nineties = Date(0, 9, "the 1990s", "DATE", "199", None, "1990-01-01", "1999-12-31")
    assert time_of(replace(COUNT, date=date), replace(RECORD, dates=(*RECORD.dates, nineties))) == (when, day)


def test_a_count_without_a_date_is_put_on_the_day_of_publication() -> None:
    summary = Summary([replace(RECORD, prisoner_counts=(replace(COUNT, date=None),))], {})
    assert [(c.when, c.day, c.is_published) for c in summary.counts] == [("2024-05-06", "2024-05-06", True)]


def test_charts_hold_what_has_a_number_and_a_day() -> None:
    vague = replace(COUNT, value=None, modifier="vague", minimum=24, maximum=None, date=None)
    unknown = replace(vague, minimum=None)
    summary = Summary(
        [RECORD, replace(RECORD, published=None, prisoner_counts=(vague, unknown)), replace(RECORD, prisoner_counts=(vague,))],
        {"BY": "Belarus"},
    )
    points = timeline(summary)["data"]["values"]
    assert [(point["day"], point["number"], point["href"]) for point in points] == [
        ("2024-01-01", 52, "#count-1"),
        ("2024-05-06", 24, "#count-4"),
    ]
    assert {point["status"] for point in points} <= set(STATUSES)
    assert {point["certainty"] for point in points} <= set(CERTAINTIES)
    outline = {"features": [{"id": "BY", "properties": {"name": "Belarus"}}, {"id": "FR", "properties": {"name": "France"}}]}
    shapes, places = (layer["data"]["values"] for layer in world(summary, outline)["layer"])
    assert [shape["properties"]["tip"] for shape in shapes] == ["Belarus: 3 articles, 4 prisoner counts", "France"]
    assert [place["tip"] for place in places] == ["Minsk: 3 articles, 4 prisoner counts"]


def test_people_and_places_are_added_up_over_articles() -> None:
    other = replace(
        RECORD, people=(replace(RECORD.people[0], name="OKOTH", titles=("Prof.",)), Person("Keller", (), RECORD.people[0].mentions))
    )
    summary = Summary([RECORD, other], {})
    assert [(p.name, p.articles, p.mentions, list(p.titles)) for p in summary.people] == [
        ("Okoth", [1, 2], 2, ["Dr.", "Prof."]),
        ("Keller", [2], 1, []),
    ]
    assert [(s.name, s.articles, s.counts) for s in summary.spots] == [("Minsk", [1, 2], 2)]
    assert [(c.code, c.name, c.articles, c.places) for c in summary.countries] == [("BY", "BY", {1, 2}, {"Minsk"})]


def test_counts_that_begin_together_or_nowhere_have_a_place_each() -> None:
    lost = replace(COUNT, start=900, end=905)
    page = Page(render([replace(RECORD, prisoner_counts=(COUNT, COUNT, replace(COUNT, end=28), lost))], "One"))
    ids = [attributes["id"] for _, attributes in page.elements if attributes.get("id")]
    assert {"count-1", "count-2", "count-3", "count-4"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_offsets_that_do_not_fit_the_text_mark_nothing() -> None:
    page = Page(render([replace(RECORD, text="Short.", people=(Person("Okoth", (), (Mention(-3, 400, "Okoth"),)),))], "One"))
    assert "Short." in page.text
