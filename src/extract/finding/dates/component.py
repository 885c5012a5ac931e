"""The spaCy component `dates`: a thin wrapper over `DateFinder`."""

from spacy.language import Language
from spacy.tokens import Doc

from extract.finding.dates.finder import DateFinder
from extract.finding.extensions import register, set_spans, text_of
from extract.finding.sentences.component import sentence_spans


@Language.factory("dates", assigns=["doc._.dates", "doc._.published"], default_config={"day_first": None})
def create_component(nlp: Language, name: str, day_first: bool | None = None) -> "DatesComponent":
    """The spaCy component that finds dates, with the rules of `models/en/dates/`; `day_first` as in `DateFinder`."""
    return DatesComponent(DateFinder(day_first=day_first))


class DatesComponent:
    """Sets `doc._.dates` and `doc.spans["dates"]`, resolved against `doc._.published`.

    Where the caller gave no `doc._.published`, it is set to the day that the text itself states, if it does.
    """

    def __init__(self, finder: DateFinder) -> None:
        register()
        self._finder = finder

    def __call__(self, doc: Doc) -> Doc:
        """Finds the dates of `doc` and gives it back."""
        text = text_of(doc)
        lattice = self._finder.lattice(text)
        if doc._.published is None:
            doc._.published = self._finder.published_in(lattice, text)
        dates = self._finder.find_in(lattice, text, doc._.published, sentence_spans(doc))
        doc._.dates = dates
        set_spans(doc, "dates", ((d.start, d.end, d.type) for d in dates))
        return doc
