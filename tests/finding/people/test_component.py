import spacy

import extract.finding.people.component  # noqa: F401  registers the factory
from extract.records import Mention


def test_component_sets_people_and_spans():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Ada Keller"}, {"label": "ORG", "pattern": "Keller"}])
    nlp.add_pipe("people")
    doc = nlp("President Ada Keller spoke. Keller’s aides left.")
    (person,) = doc._.people
    assert person.name == "Ada Keller"
    assert person.titles == ("President",)
    assert person.mentions == (Mention(10, 20, "Ada Keller"), Mention(28, 34, "Keller"))
    assert [(span.text, span.label_) for span in doc.spans["people"]] == [("Ada Keller", "PERSON"), ("Keller", "PERSON")]


def test_component_on_an_empty_text():
    nlp = spacy.blank("en")
    nlp.add_pipe("people")
    assert nlp("")._.people == ()
