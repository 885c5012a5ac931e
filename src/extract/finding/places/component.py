"""The spaCy component `places`: from the NER's spans and the people found to `doc._.places`."""

from spacy.language import Language
from spacy.tokens import Doc

from extract.finding.extensions import register, set_spans, text_of
from extract.finding.places.finder import PlaceFinder


@Language.factory("places", assigns=["doc._.places"], requires=["doc.ents"])
def create_component(nlp: Language, name: str) -> "PlacesComponent":
    """The component with the data of `models/en/places/`."""
    return PlacesComponent(PlaceFinder())


class PlacesComponent:
    """Sets `doc._.places` and `doc.spans["places"]` by a `PlaceFinder`."""

    def __init__(self, finder: PlaceFinder) -> None:
        register()
        self._finder = finder

    def __call__(self, doc: Doc) -> Doc:
        """Finds the places of `doc` and gives it back."""
        entities = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
        people = [(mention.start, mention.end) for person in doc._.people for mention in person.mentions]
        doc._.places = self._finder.find(text_of(doc), entities, people)
        set_spans(doc, "places", ((m.start, m.end, place.kind) for place in doc._.places for m in place.mentions))
        return doc
