"""The spaCy component that finds prisoner counts."""

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extract.finding.dates.finder import DateFinder
from extract.finding.extensions import register, set_spans, text_of
from extract.finding.prisoners.context import Toponym
from extract.finding.prisoners.finder import PrisonerCountFinder, Surroundings
from extract.finding.sentences.component import sentence_spans

_ORGANISATIONS = frozenset({"ORG"})


@Language.factory("prisoner_counts", assigns=["doc._.prisoner_counts"])
def create_component(nlp: Language, name: str) -> "PrisonerCountComponent":
    """The component; it works best behind `people`, `places` and `dates`, and by itself in any pipeline."""
    return PrisonerCountComponent(PrisonerCountFinder())


class PrisonerCountComponent:
    """Sets `doc._.prisoner_counts` and `doc.spans["prisoner_counts"]` (labels: the status)."""

    def __init__(self, finder: PrisonerCountFinder) -> None:
        register()
        self._finder = finder

    def __call__(self, doc: Doc) -> Doc:
        """Finds the counts of `doc` and gives it back."""
        people = [(m.start, m.end, person.name) for person in doc._.people for m in person.mentions]
        organisations = [
            (e.start_char, e.end_char, e.text.removeprefix("the ").removeprefix("The ")) for e in doc.ents if e.label_ in _ORGANISATIONS
        ]
        text = text_of(doc)
        sentences = sentence_spans(doc)
        places = [Toponym(m.start, m.end, place.name, place.kind) for place in doc._.places for m in place.mentions]
        known = Surroundings(
            dates=doc._.dates if "dates" in doc.spans else _dates().find(text, doc._.published, sentences),
            places=sorted(places, key=lambda place: place.start),
            names=sorted(people + organisations),
        )
        doc._.prisoner_counts = self._finder.find(text, sentences, known)
        set_spans(doc, "prisoner_counts", ((c.start, c.end, c.status or "") for c in doc._.prisoner_counts))
        return doc


@cache
def _dates() -> DateFinder:
    """For pipelines without the component `dates`: years must not be taken for numbers of people there either."""
    return DateFinder()
