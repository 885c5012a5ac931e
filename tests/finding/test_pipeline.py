"""The quick way to load the model's tokenizer gives the tokens that spaCy's own way gives; where it fails that one is taken."""

import runpy
import shutil
from pathlib import Path

import pytest
import spacy
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import LOWER, NORM, ORTH, PREFIX, SHAPE, SUFFIX
from spacy.language import Language

from extract.data import model_file
from extract.finding import pipeline
from extract.finding.model import find_model
from extract.finding.tokenizing import load_tokenizer


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
    assert not quick().vocab.lookups.has_table("lexeme_norm")
    assert same(plain(), quick(), [*texts, "", " \n", "don't U.S. 5km e.g. :-) http://a.b/c?d=e ½ 漢字 can't-won't"])


def test_where_the_quick_way_fails_the_plain_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: Path, language: str) -> Language:
        raise ValueError("not with this version")

    monkeypatch.setattr(pipeline, "load_tokenizer", refusing)
    loaded = quick()
    assert loaded.vocab.lookups.has_table("lexeme_norm")
    assert same(plain(), loaded, ["He didn't leave the U.S. in 2024."])


def test_a_model_with_callbacks_is_loaded_as_spacy_loads_it() -> None:
    path = find_model().path
    config = spacy.util.load_config(path / "config.cfg")
    config["nlp"]["after_creation"] = {"@callbacks": "any.v1"}
    assert pipeline._tokenizer_of(path, config).vocab.lookups.has_table("lexeme_norm")


def test_a_damaged_special_case_is_found_when_the_model_is_loaded(tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(find_model().path, model)
    content = srsly.read_msgpack(model / "tokenizer")
    content["exceptions"]["don't"] = [{ORTH: "do"}]
    srsly.write_msgpack(model / "tokenizer", content)
    with pytest.raises(ValueError, match="don't"):
        load_tokenizer(model, "en", brief=True)


def test_a_brief_tokenizer_gives_the_same_tokens_for_every_text() -> None:
    path = find_model().path
    config = spacy.util.load_config(path / "config.cfg")
    whole = plain()
    texts = ["He didn't, she'll, U.S. e.g. :-) 8) a.m.", ": - ) is no ( * _ * )", "", " \n\t", "Gonna\u00a0cannot", "o.O O_O \\m/ 5am", "x"]
    for first in texts:
        brief = pipeline._tokenizer_of(path, config, brief=True)
        assert same(whole, brief, [first, *texts])


@given(first=st.text(st.sampled_from(" .:;-)(*_/'’aAmMsStTdDeEoO0138\n\t$<>=\\"), max_size=60))
@settings(max_examples=25, deadline=None)
def test_a_brief_tokenizer_gives_the_same_tokens_for_any_text(first: str) -> None:
    path = find_model().path
    brief = load_tokenizer(path, "en", brief=True)
    assert same(WHOLE, brief, [first])


WHOLE = plain()
