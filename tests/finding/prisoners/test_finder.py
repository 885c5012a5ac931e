"""Whole sentences through the finder, without a model: what is counted, and what the sentence says around it."""

import pytest

from extract.finding.dates.finder import DateFinder
from extract.finding.prisoners.context import Toponym
from extract.finding.prisoners.finder import PrisonerCountFinder, Surroundings
from extract.finding.sentences.splitter import default_splitter
from extract.records import PrisonerCount

FINDER = PrisonerCountFinder()
DATES = DateFinder()


def find(text: str, places: tuple[str, ...] = (), published: str | None = None) -> tuple[PrisonerCount, ...]:
    sentences = default_splitter().split(text)
    spans = [Toponym(text.index(place), text.index(place) + len(place), place, kind_of(place)) for place in places]
    return FINDER.find(text, sentences, Surroundings(dates=DATES.find(text, published, sentences), places=spans))


def kind_of(place: str) -> str:
    return "facility" if place.endswith(("prison", "colony")) else "city"


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(c.text, c.group, c.status) for c in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The junta freed 12 jailed poets.", [("12 jailed poets", "poets", "released")]),
        ("Seven women and 23 men were arrested.", [("Seven women", "women", "detained"), ("23 men", "men", "detained")]),
        (
            "Officials released 52 prisoners, including 14 foreigners.",
            [("52 prisoners", "prisoners", "released"), ("14 foreigners", "foreigners", "released")],
        ),
        ("Police arrested 30 men, 12 of them students.", [("30 men", "men", "detained"), ("12 of them", "men", "detained")]),
        ("Of the 900 arrested, 33 were freed.", [("900", None, "detained"), ("33", None, "released")]),
        ("Arrested: 45. Released: 12.", [("45", None, "detained"), ("12", None, "released")]),
        (
            "The prisoners went home: 47 from Homs, 16 from Hama.",
            [("47", "prisoners", "released"), ("16", "prisoners", "released")],
        ),
        (
            "The sides swapped prisoners of war, 150 for 150.",
            [("150", "prisoners", "exchanged"), ("150", "prisoners", "exchanged")],
        ),
        ("The army let 30 women out and took nine men into custody.", [("30 women", "women", "released"), ("nine men", "men", "detained")]),
        ("The release of 12 labourers abducted in spring was a relief.", [("12 labourers", "labourers", "released")]),
        ("Five men convicted of smuggling were hanged in prison.", [("Five men", "men", "died")]),
        ("The prison holds 1,400 men in a space built for 600.", [("1,400 men", "men", "held")]),
        (
            "Police held 40 lawyers, clerks and activists.",
            [("40 lawyers, clerks and activists", "lawyers, clerks and activists", "detained")],
        ),
        ("The jail freed 11 logistics suppliers.", [("11 logistics suppliers", "logistics suppliers", "released")]),
        ("Belarus Frees 52 As Envoy Visits", [("52", None, "released")]),
        ("Some 30 monks are still thought to be detained in Lhasa.", [("Some 30 monks", "monks", "held")]),
        ("Tunisia court jails 12 over protest", [("12", None, "sentenced")]),
        ("Over 50 people were being held on political charges.", [("Over 50 people", "people", "held")]),
        ("The number of detainees stood at 1,200.", [("1,200", "detainees", "held")]),
        ("Some 17 of the 62 prisoners refuse food.", [("Some 17", "prisoners", "held"), ("62 prisoners", "prisoners", "held")]),
        (
            "The navy seized a dozen fishermen in May, against 64 a year earlier.",
            [("a dozen fishermen", "fishermen", "detained"), ("64", "fishermen", "detained")],
        ),
    ],
)
def test_groups_and_statuses(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He was jailed for 14 years in prison.",
        "Zhang, 45, was detained in spring.",
        "The 61-year-old was arrested.",
        "He was charged under Article 342 and Article 130 of the code.",
        "The Group of 14 called for the release of the poet.",
        "Tens of thousands filled the squares of the capital.",
        "The prison was built for 6,000 inmates' beds, a capacity of 6,000.",
        "The two armies exchanged the bodies of 69 soldiers.",
        "Russia returned 100 dead soldiers to Ukraine.",
        "Twelve guards were hurt and 30 villagers killed near the prison.",
        "The motion to free the mayor got 12 votes, with 9 against.",
        "Not one of them was freed.",
        "Police seized 40 rifles and 300 cartridges from the arrested man.",
        "The Boeing 747 flew the prisoners home.",
        "Cell 12 of the prison is empty.",
        "The state released Rs 1.2 crore for the prison.",
        "He freed his captive at the age of 60.",
        "The court has 12 judges.",
        "Inflation rose by 4.5 percent, 12 banks failed.",
    ],
)
def test_what_is_no_count(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Kyiv will free 30 captives.", "planned"),
        ("The rebels agreed to free 30 captives.", "planned"),
        ("Egypt to free 30 captives", "planned"),
        ("The group had vowed not to swap the 31 captives.", "negated"),
        ("The group refused to free 31 captives.", "negated"),
        ("The raids led police to lock up 30 residents.", "asserted"),
        ("Kyiv may free 30 captives.", "possible"),
        ("The army did not free 30 captives.", "negated"),
        ("The army didn't free 30 captives.", "negated"),
        ("The minister denied that the police had arrested 30 men.", "negated"),
        ("Reporters will remember that the army freed 30 captives.", "asserted"),
        ("The army freed not only 30 captives but also their dogs.", "asserted"),
        ("The army reportedly freed 30 captives.", "asserted"),
        ("Some 30 monks are believed to be detained in Lhasa.", "asserted"),
    ],
)
def test_certainty(text: str, certainty: str) -> None:
    assert [c.certainty for c in find(text)] == [certainty]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("According to Vesna, 30 men were arrested.", "Vesna"),
        ("The rights group Vesna said 30 men were arrested.", "Vesna"),
        ("Thirty men were arrested, the Interior Ministry said on Friday.", "the Interior Ministry"),
        ("Thirty men were arrested, said the lawyer.", "the lawyer"),
        ("Thirty men were arrested, said Col. Ernesto Luyot.", "Col. Ernesto Luyot"),
        ("Two prisoners from the United States were freed.", None),
        ("The state put 30 people to death.", None),
        ("Vesna, which keeps a list, estimates that 30 men are in jail.", "Vesna"),
        ("Thirty men were arrested.", None),
        ("He said 30 men were arrested.", None),
    ],
)
def test_who_says_so(text: str, source: str | None) -> None:
    assert [c.attributed_to for c in find(text)] == [source]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Some 300 monks are still held in Lhasa.", "Lhasa"),
        ("The guards freed 30 women from Evin prison.", "Evin prison"),
        ("Police arrested 30 women at a rally in Minsk.", None),
        ("The prisoners, 30 women, were flown to Vilnius.", None),
    ],
)
def test_place_of_custody(text: str, place: str | None) -> None:
    names = [name for name in ("Lhasa", "Evin prison", "Minsk", "Vilnius") if name in text]
    assert [c.place for c in find(text, tuple(names))] == [place]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("On 3 May 2024 police arrested 30 men.", "2024-05-03"),
        ("Police arrested 30 men, a spokesman said on 3 May 2024.", None),
        ("Police freed 12 men in May 2024, but 30 women remain in jail.", "2024-05"),
        ("Thirty men were arrested on Friday.", "2025-12-12"),
    ],
)
def test_when_it_holds(text: str, date: str | None) -> None:
    assert find(text, published="2025-12-12")[0].date == date


def test_what_is_left_out_is_taken_from_the_sentence_before() -> None:
    counts = find("Police arrested 40 farmers. Twelve of them are students. Nine more are in hospital.")
    assert [(c.text, c.group, c.status) for c in counts][:2] == [
        ("40 farmers", "farmers", "detained"),
        ("Twelve of them", "farmers", "detained"),
    ]


def test_every_count_is_explained() -> None:
    (count,) = find("Kyiv will free 30 captives.")
    assert count.explain
    assert count.explain.rule == "free"
    assert [(cue.start, cue.end, cue.text) for cue in count.explain.cues] == [(5, 9, "will"), (10, 14, "free")]
