"""The spaCy component that finds prisoner counts."""

from spacy.language import Language
from spacy.tokens import Doc

from extract.finding.dates.finder import DateFinder
from extract.finding.extensions import register, set_spans
from extract.finding.prisoners.context import Toponym
from extract.finding.prisoners.finder import PrisonerCountFinder, Surroundings
from extract.finding.sentences.component import sentence_spans

_ORGANISATIONS = frozenset({"ORG"})


@Language.factory("prisoner_counts", assigns=["doc._.prisoner_counts"])
def create_component(nlp: Language, name: str) -> "PrisonerCountComponent":
    """The component; it works best behind `people`, `places` and `dates`, and by itself in any pipeline."""
    return PrisonerCountComponent(PrisonerCountFinder(), DateFinder())


class PrisonerCountComponent:
    """Sets `doc._.prisoner_counts` and `doc.spans["prisoner_counts"]` (labels: the status)."""

    def __init__(self, finder: PrisonerCountFinder, dates: DateFinder) -> None:
        register()
        self._finder = finder
        self._dates = dates

    def __call__(self, doc: Doc) -> Doc:
        """Finds the counts of `doc` and gives it back."""
        people = [(m.start, m.end, person.name) for person in doc._.people for m in person.mentions]
        organisations = [
            (e.start_char, e.end_char, e.text.removeprefix("the ").removeprefix("The ")) for e in doc.ents if e.label_ in _ORGANISATIONS
        ]
        sentences = sentence_spans(doc)
        known = Surroundings(
            dates=doc._.dates if "dates" in doc.spans else self._dates.find(doc.text, doc._.published, sentences),
            places=[Toponym(m.start, m.end, place.name, place.kind) for place in doc._.places for m in place.mentions],
            names=sorted(people + organisations),
        )
        doc._.prisoner_counts = self._finder.find(doc.text, sentences, known)
        set_spans(doc, "prisoner_counts", ((c.start, c.end, c.status or "") for c in doc._.prisoner_counts))
        return doc
