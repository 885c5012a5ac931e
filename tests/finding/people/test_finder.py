"""The finder on hand-made entities, without a model; the marks are explained in `conftest.py`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.finding.people.finder import PeopleFinder


def lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def found(finder, text, entities):
    return {p.name: [(m.start, m.end) for m in p.mentions] for p in finder.find(text, entities, lines(text))}


CASES = {
    "surname that the recogniser took for a company": "[Ada Keller|PERSON] left. [Keller=Ada Keller|ORG] said so.",
    "surname that the recogniser left unmarked": "[Ada Keller|PERSON] left before Monday, as [Keller=Ada Keller] had planned.",
    "full name taken for an organisation": "According to [Natalia Orlova|ORG], the minister’s spokeswoman, nothing happened.",
    "title and possessive are trimmed": "President [Ada Keller|PERSON]’s visit to [Geneva=-|GPE] ended.",
    "middle initial": "[Aleksandr G. Brovka|PERSON] arrived. [Brovka=Aleksandr G. Brovka|PERSON] left.",
    "initials": "The author [J.K. Lindqvist|PERSON] said no.",
    "same family name, two people": (
        "[Siarhei Tarasau|PERSON] and his wife [Sviatlana Tarasava|PERSON] met. [Tarasava=Sviatlana Tarasava|PERSON] cried."
    ),
    "family name goes to the one named last": (
        "[Jane Cole|PERSON] called [Adam Cole|PERSON]. [Cole=Adam Cole|PERSON] hung up. "
        "[Jane Cole|PERSON] wept. [Cole=Jane Cole|PERSON] slept."
    ),
    "address tells wife from husband": (
        "[Maria Cole|PERSON] met [Carlos Cole|PERSON]. Mrs. [Cole=Maria Cole|PERSON] spoke. Mr. [Cole=Carlos Cole|PERSON] left."
    ),
    "spelling variants": "[Ihor Zelenskyy|PERSON] spoke. [Zelensky=Ihor Zelenskyy|PERSON] left.",
    "variant of the given name": "[Alexander Lukin|PERSON] spoke. [Aleksandr Lukin=Alexander Lukin|PERSON] left.",
    "administration": "The [Keller|PERSON] administration refused.",
    "government adjective": "[Ada Keller|PERSON] lost. [Keller=Ada Keller]-era rules and pro-[Keller=Ada Keller] crowds remain.",
    "institutions named after people": (
        "[Nelson Abara|PERSON] spoke at the [Nelson Abara Foundation=-|ORG] and at [Abara=-|PERSON] Airport. "
        "The [Abara Prize=-|WORK_OF_ART] was given."
    ),
    "country taken for a person": "[Mauritius=-|PERSON] and [Malawi=-|PERSON] signed.",
    "lone unsupported name": "Shares of [Vexilor=-|PERSON] were up.",
    "single name with a title": "Governor [Hartoyo|PERSON] was there.",
    "single name with a verb of speech": "[Hartoyo|GPE] said no. [Hartoyo|PERSON] also warned of floods.",
    "news site": "[Klaxo=-|PERSON], a news site, reported it. The news agency [Teltab=-|PERSON] did not.",
    "capitals in the headline": "[KELLER=Ada Keller] AND [BRANDT=Jo Brandt] MEET AGAIN\n[Ada Keller|PERSON] met [Jo Brandt|PERSON].",
    "headline words are no people": "[Keller=Ada Keller] Hosts Envoy as [Norway Seeks=-|PERSON] a Thaw\n[Ada Keller|PERSON] met the envoy.",
    "particles": "[Mohammed bin Rafiq|PERSON] left. [bin Rafiq=Mohammed bin Rafiq] returned. [Rafiq=Mohammed bin Rafiq|ORG] slept.",
    "Dutch particles": "[Jan van der Molen|PERSON] left. [Van der Molen=Jan van der Molen|PERSON] returned.",
    "Arabic article": "[Bashir al-Hamdan|PERSON] left. [Hamdan=Bashir al-Hamdan|ORG] returned.",
    "family name first": "[Zhao Wenbin|PERSON] was held. [Zhao=Zhao Wenbin|ORG] is ill.",
    "two family names": "[Rosa Quintero Diaz|PERSON] spoke. [Quintero=Rosa Quintero Diaz|ORG] left.",
    "apostrophe and hyphen": "[Aoife O’Dowd|PERSON] and [Jean-Luc N’Dour|PERSON] met. [O'Dowd=Aoife O’Dowd|ORG] left.",
    "lawyer": "The lawyer [Ada Keller|PERSON] is free.",
    "plural title": "Senators [Reed|PERSON], [Holm|PERSON] and [Lund|PERSON] objected.",
    "month as family name": "[Theresa May|PERSON] resigned.",
    "another name of the same person": (
        "[Robert Lukwago|PERSON], the singer better known as [Tibo Wanda=Robert Lukwago|PERSON], sang. [Wanda=Robert Lukwago|ORG] left."
    ),
    "real name": "[Abu Talib=Zayn al-Abidin Karim|PERSON], whose real name is [Zayn al-Abidin Karim|PERSON], fled.",
    "another name is not another's": (
        "[Okoth|PERSON]'s son, known as [Baba Keller|PERSON], fled. [Jo Brandt|PERSON] called [Max Stein|PERSON]."
    ),
    "shortened given names": "[Yu. V. Petrov|PERSON] met [Md. Shafiqul Alam|PERSON]. [Aigul Zh. Omarova|PERSON] was away.",
    "sons named in a row": "His sons [Lars|PERSON], [Jens] and [Nils] escaped.",
    "known only by one name": "A teacher named [Bewar|GPE] was freed with a man known only as [Dogo].",
    "the first of two spellings": "[Hrach Petrosian|PERSON] spoke. [Hrach Petrossyan=Hrach Petrosian|PERSON] left.",
    "a place with a person's name in it": "Mrs [Kong|PERSON] said that [Hong Kong=-|GPE] was safe. [Hong Kong=-|GPE]'s shops opened.",
    "honorifics that are names": (
        "[Dom Whitlock|PERSON] met [Lama Suri|PERSON], [Toh Kheng Ann|PERSON] and [Chaudhry Latif|PERSON]. Tun [Abdul Rahim|PERSON] spoke."
    ),
    "two people in one span": "[Ada Keller|PERSON] and [Jo Brandt|PERSON] met.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_case(marked, finder, unmark):
    text, people, entities = unmark(marked)
    assert found(finder, text, entities) == people


def test_the_father_belongs_to_the_name(finder):
    text = "Ravi s/o Kumaran appeared."
    assert found(finder, text, [(0, 4, "PERSON"), (9, 16, "GPE")]) == {"Ravi s/o Kumaran": [(0, 16)]}


def test_spans_are_mended(finder):
    text = "Talks with Prime Minister Ada Keller’s aides\nFriday Jo Brandt and Max Stein left."
    entities = [(11, 38, "PERSON"), (45, 80, "PERSON")]
    assert list(found(finder, text, entities)) == ["Ada Keller", "Jo Brandt", "Max Stein"]


def test_name_is_the_fullest_form(finder, unmark):
    text, _, entities = unmark("[Keller|PERSON] left. [Ada Keller|PERSON] returned. [ADA M. KELLER|PERSON] slept.")
    (person,) = finder.find(text, entities, lines(text))
    assert person.name == "ADA M. KELLER"
    assert [m.text for m in person.mentions] == ["Keller", "Ada Keller", "ADA M. KELLER"]


def test_titles_each_once_as_written(finder, unmark):
    text, _, entities = unmark(
        "U.S. special envoy [Ada Keller|PERSON], a former general, met President [Jo Brandt|PERSON]. President [Brandt|PERSON] smiled. "
        "Gen. [Keller|PERSON] left with Lt. Col. [Max Stein|PERSON]. By noon [Ida Holm|PERSON], the union's deputy leader, spoke."
    )
    titles = {p.name: p.titles for p in finder.find(text, entities, lines(text))}
    assert titles == {
        "Ada Keller": ("special envoy", "general", "Gen."),
        "Jo Brandt": ("President",),
        "Max Stein": ("Lt. Col.",),
        "Ida Holm": ("deputy leader",),
    }


@pytest.mark.parametrize("line", ["By [Ada Keller|PERSON] and [Jo Brandt|PERSON]", "By [ADA KELLER|PERSON], [JO BRANDT|ORG]"])
def test_bylines(finder, unmark, line):
    text, _, entities = unmark(line + "\nIt rained.")
    assert [p.titles for p in finder.find(text, entities, lines(text))] == [("byline",), ("byline",)]


def test_a_sentence_that_begins_with_by_is_no_byline(finder, unmark):
    text, _, entities = unmark("By Friday [Ada Keller|PERSON] had left.")
    assert [p.titles for p in finder.find(text, entities, lines(text))] == [()]


def test_every_person_is_explained(finder, unmark):
    text, _, entities = unmark("Governor [Hartoyo|PERSON] came.")
    (person,) = finder.find(text, entities, lines(text))
    assert person.explain is not None
    assert person.explain.rule == "title"
    assert [c.text for c in person.explain.cues] == ["Governor"]


def test_nothing_in_nothing(finder):
    assert finder.find("", [], []) == ()


SAMPLES = (
    """Keller Ada Jo. President the and al-Hamdan O’Dowd said , . " ( ’s By van der M. MAY UN e\u0301 1,200 東京 bin - U.S. Texas’ 𝒜"""
)
WORDS = st.sampled_from(["\n", *SAMPLES.split()])


@st.composite
def articles(draw):
    text = draw(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join)))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12, unique=True)))
    labels = st.sampled_from(["PERSON", "ORG", "GPE", "FAC", "DATE"])
    entities = [(a, b, draw(labels)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return text, entities


@settings(max_examples=300, deadline=None)
@given(articles())
def test_offsets(article):
    text, entities = article
    finder = _shared()
    people = finder.find(text, entities, lines(text))
    assert people == finder.find(text, entities, lines(text))
    spans = [(m.start, m.end) for p in people for m in p.mentions]
    assert len(spans) == len(set(spans))
    assert [p.mentions[0].start for p in people] == sorted(p.mentions[0].start for p in people)
    for person in people:
        assert person.name in [m.text for m in person.mentions]
        assert len(set(person.titles)) == len(person.titles)
        assert list(person.mentions) == sorted(person.mentions, key=lambda m: m.start)
        for mention in (*person.mentions, *(person.explain.cues if person.explain else ())):
            assert 0 <= mention.start < mention.end <= len(text)
            assert text[mention.start : mention.end] == mention.text


_FINDERS: list[PeopleFinder] = []


def _shared() -> PeopleFinder:
    if not _FINDERS:
        _FINDERS.append(PeopleFinder())
    return _FINDERS[0]
