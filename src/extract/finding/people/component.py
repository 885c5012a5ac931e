"""The spaCy component `people` over `PeopleFinder`."""

from spacy.language import Language
from spacy.tokens import Doc

from extract.finding import extensions
from extract.finding.people.finder import PeopleFinder
from extract.finding.sentences.component import sentence_spans


@Language.factory("people", requires=["doc.ents"], assigns=["doc._.people"])
def create_component(nlp: Language, name: str) -> "PeopleComponent":
    """The component with the lexicons and rules of `models/en/people/`; stands behind the named entity recogniser."""
    return PeopleComponent(PeopleFinder())


class PeopleComponent:
    """Sets `doc._.people` and `doc.spans["people"]`."""

    def __init__(self, finder: PeopleFinder) -> None:
        extensions.register()
        self._finder = finder

    def __call__(self, doc: Doc) -> Doc:
        """Finds the people of `doc` from its entities and gives it back."""
        text = extensions.text_of(doc)
        entities = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
        doc._.people = self._finder.find(text, entities, sentence_spans(doc))
        extensions.set_spans(doc, "people", [(m.start, m.end, "PERSON") for person in doc._.people for m in person.mentions])
        return doc
