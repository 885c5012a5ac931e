"""The quick way to load the model's tokenizer gives the tokens that spaCy's own way gives; where it fails that one is taken."""

import runpy
from pathlib import Path

import pytest
import spacy
from spacy.attrs import LOWER, NORM, ORTH, PREFIX, SHAPE, SUFFIX
from spacy.language import Language

from extract.data import model_file
from extract.finding import pipeline
from extract.finding.model import find_model


def plain() -> Language:
    path = find_model().path
    return spacy.load(path, exclude=list(spacy.util.load_config(path / "config.cfg")["nlp"]["pipeline"]))


def quick() -> Language:
    path = find_model().path
    return pipeline._tokenizer_of(path, spacy.util.load_config(path / "config.cfg"))


def same(one: Language, other: Language, texts: list[str]) -> bool:
    attributes = [ORTH, NORM, LOWER, PREFIX, SUFFIX, SHAPE]
    return all((one.make_doc(text).to_array(attributes) == other.make_doc(text).to_array(attributes)).all() for text in texts)


def test_tokens_are_those_of_the_model() -> None:
    texts = [text["text"] for text in runpy.run_path(str(model_file("names/train/texts.py")))["read_texts"](True)]
    assert "extract.EmptyTokenizer.v1" in str(quick().config["nlp"]["tokenizer"])
    assert same(plain(), quick(), [*texts, "", " \n", "don't U.S. 5km e.g. :-) http://a.b/c?d=e ½ 漢字 can't-won't"])


def test_where_the_quick_way_fails_the_plain_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    load = spacy.load

    def refusing(path: Path, **options: object) -> Language:
        if "config" in options:
            raise ValueError("not with this version")
        return load(path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(spacy, "load", refusing)
    loaded = quick()
    assert "spacy.Tokenizer.v1" in str(loaded.config["nlp"]["tokenizer"])
    monkeypatch.undo()
    assert same(plain(), loaded, ["He didn't leave the U.S. in 2024."])
