import spacy

from extract.finding.dates.component import create_component


def test_component_sets_dates_and_spans():
    nlp = spacy.blank("en")
    component = create_component(nlp, "dates")
    doc = nlp.make_doc("He was freed on Friday, two years later.")
    doc._.published = "2025-12-12"
    assert component(doc) is doc
    assert [(d.text, d.value) for d in doc._.dates] == [("Friday", "2025-12-12"), ("two years later", "2027")]
    assert [(span.text, span.label_) for span in doc.spans["dates"]] == [("Friday", "DATE"), ("two years later", "DATE")]
