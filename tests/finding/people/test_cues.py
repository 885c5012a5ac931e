"""Every cue matches its example and leaves its counter-example alone."""

import re

import pytest

from extract.data import model_file, read_rules
from extract.finding.people.cues import Cue, CueMatcher
from extract.finding.people.words import tokenise

CUES = read_rules(model_file("people/cues.toml"), "cue", Cue)


def cues_at(marked, lexicons):
    start = marked.index("[")
    text = re.sub(r"[\[\]]", "", marked)
    words = tokenise(text, [(0, len(text))], lexicons.abbreviations, lexicons.hyphen_parts)
    first = next(i for i, w in enumerate(words) if w.start == start)
    matcher = CueMatcher(lexicons.cues, lexicons.words)
    return {cue.id: used for cue, used in matcher.match(words, (first, first + 1))}


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_example(cue, lexicons):
    assert cue.id in cues_at(cue.example, lexicons)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_counter(cue, lexicons):
    assert cue.id not in cues_at(cue.counter, lexicons)


def test_cue_words_are_those_it_used(lexicons):
    assert [w.text for w in cues_at("[Okoth], who left.", lexicons)["who"]] == [",", "who"]


def test_unknown_lexicon_is_refused(lexicons):
    cue = Cue("x", 1.0, "", "", before=("<nothing>",))
    with pytest.raises(KeyError):
        CueMatcher([cue], lexicons.words)
