"""The component on docs made by hand: no model needed."""

import spacy
from spacy.tokens import Doc, Span

from extract.finding.places.component import create_component
from extract.records import Mention, Person


def test_component() -> None:
    nlp = spacy.blank("en")
    component = create_component(nlp, "places")
    doc = Doc(nlp.vocab, words=["Chad", "Minsk", "flew", "to", "Chad", "from", "Minsk", "."])
    doc.ents = [Span(doc, 0, 2, "PERSON"), Span(doc, 4, 5, "GPE"), Span(doc, 6, 7, "ORG")]
    doc._.people = (Person("Chad Minsk", (), (Mention(0, 10, "Chad Minsk"),)),)
    assert component(doc) is doc
    assert [(p.name, p.kind, p.country) for p in doc._.places] == [("Chad", "country", "TD"), ("Minsk", "city", "BY")]
    assert [(s.text, s.label_) for s in doc.spans["places"]] == [("Chad", "country"), ("Minsk", "city")]


def test_a_doc_without_anything() -> None:
    nlp = spacy.blank("en")
    doc = create_component(nlp, "places")(nlp(""))
    assert doc._.places == ()
