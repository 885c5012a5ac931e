"""Our recogniser against spaCy's, over the same weights: the same entities, on every text."""

import runpy
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.attrs import ENT_IOB, ENT_TYPE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from extract import Extractor
from extract.data import model_file
from extract.finding.model import find_model
from extract.finding.names import component as module
from extract.finding.names.component import NamesComponent
from extract.finding.names.network import OtherArchitectureError, read_network
from extract.finding.pipeline import load_pipeline, own_weights

HERE = Path(__file__).parent
WORDS = 200_000


@pytest.fixture(scope="module")
def base() -> Language:
    path = find_model().path
    return spacy.load(path, exclude=[name for name in spacy.util.load_config(path / "config.cfg")["nlp"]["pipeline"] if name != "ner"])


@pytest.fixture(scope="module")
def folder() -> Path:
    found = own_weights()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def ours(folder: Path) -> NamesComponent:
    return NamesComponent(folder)


@pytest.fixture(scope="module")
def spacys(base: Language, folder: Path) -> EntityRecognizer:
    return base.get_pipe("ner").from_disk(folder, exclude=["vocab"])  # type: ignore[attr-defined, no-any-return]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Texts of the repository: news to learn names from, and the marked passages, marks and all."""
    read = runpy.run_path(str(model_file("names/train/texts.py")))["read_texts"]
    found = [text["text"] for held_out in (False, True) for text in read(held_out)]
    for path in [*HERE.glob("passages/*.txt"), *HERE.parent.glob("dates/passages/*.txt")]:
        found += path.read_text(encoding="utf-8").split("\n---\n")
    return found


def entities(doc: Doc) -> list[tuple[int, int, str]]:
    return [(ent.start, ent.end, ent.label_) for ent in doc.ents]


def same(one: list[Doc], other: list[Doc]) -> bool:
    return all(
        entities(a) == entities(b) and np.array_equal(a.to_array([ENT_IOB, ENT_TYPE]), b.to_array([ENT_IOB, ENT_TYPE]))
        for a, b in zip(one, other, strict=True)
    )


def test_entities_are_those_of_spacy(base: Language, spacys: EntityRecognizer, ours: NamesComponent, texts: list[str]) -> None:
    one, other = ([base.make_doc(text) for text in texts] for _ in range(2))
    assert sum(map(len, one)) > WORDS
    assert same(list(spacys.pipe(one, batch_size=16)), list(ours.pipe(other)))
    assert sum(len(doc.ents) for doc in other) > WORDS / 20


def test_the_weights_of_the_model_itself_are_read_as_well(texts: list[str]) -> None:
    model = find_model()
    nlp = spacy.load(model.path, enable=["ner"])
    one, other = ([nlp.make_doc(text) for text in texts[:100]] for _ in range(2))
    assert same(list(nlp.get_pipe("ner").pipe(one)), list(NamesComponent(model.path / "ner").pipe(other)))  # type: ignore[attr-defined]


PIECES = [*"Anna Smith of the New York Times , . 3 May $ 5m % ’s - é 漢 🏛".split(" "), "\n", " ", "\n\n", "\t", "\u200f"]


@given(st.lists(st.one_of(st.text(max_size=20), st.lists(st.sampled_from(PIECES)).map(" ".join)), max_size=4), st.data())
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_any_text_and_any_sentences(
    base: Language, spacys: EntityRecognizer, ours: NamesComponent, written: list[str], data: st.DataObject
) -> None:
    one, other = ([base.make_doc(text) for text in written] for _ in range(2))
    for a, b in zip(one, other, strict=True):
        if len(a) and data.draw(st.booleans()):
            marks = data.draw(st.lists(st.sampled_from([1, -1]), min_size=len(a), max_size=len(a)))
            for doc in (a, b):
                doc.from_array([SENT_START], np.array(marks, dtype="int64").astype("uint64").reshape(-1, 1))
    assert same(list(spacys.pipe(one)), list(ours.pipe(other)))


def test_what_is_remembered_is_bounded(
    base: Language, spacys: EntityRecognizer, folder: Path, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 150)
    small = NamesComponent(folder)
    one, other = ([base.make_doc(text) for text in texts[:40]] for _ in range(2))
    assert max(map(len, one)) > 150
    assert same(list(spacys.pipe(one)), list(small.pipe(other)))
    assert len(small._numbers) <= 150


def test_labels(spacys: EntityRecognizer, ours: NamesComponent) -> None:
    assert ours.labels == tuple(sorted(spacys.labels))


@pytest.mark.parametrize("change", ["hidden", "pieces", "tok2vec"])
def test_another_architecture_is_left_to_spacy(tmp_path: Path, change: str) -> None:
    nlp = spacy.blank("en")
    if change == "tok2vec":
        nlp.add_pipe("tok2vec")
        listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
        settings = {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "ner",
            "extra_state_tokens": False,
            "hidden_width": 64,
        }
        nlp.add_pipe("ner", config={"model": settings | {"maxout_pieces": 2, "use_upper": True, "tok2vec": listener}}).add_label("PERSON")
    else:
        model = {"use_upper": False} if change == "hidden" else {"extra_state_tokens": True}
        nlp.add_pipe("ner", config={"model": model}).add_label("PERSON")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    loaded = load_pipeline(str(tmp_path / "model"), ("people",))
    assert isinstance(loaded.get_pipe("ner"), EntityRecognizer)
    assert loaded("Anna Smith left.").has_annotation("ENT_IOB")
    with pytest.raises(OtherArchitectureError):
        read_network(tmp_path / "model" / "ner" / "model")


def test_records_are_the_same_by_spacy(monkeypatch: pytest.MonkeyPatch, texts: list[str]) -> None:
    ours = [record.to_dict(explain=True) for record in Extractor().pipe(texts[:30])]

    def other(path: Path) -> None:
        raise OtherArchitectureError(str(path))

    monkeypatch.setattr(module, "read_network", other)
    extractor = Extractor()
    assert isinstance(extractor.nlp.get_pipe("ner"), EntityRecognizer)
    assert [record.to_dict(explain=True) for record in extractor.pipe(texts[:30])] == ours
