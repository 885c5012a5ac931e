"""Every rule of `models/en/prisoners/` is run with the examples that it carries."""

import re
import time

import pytest

from extract.finding.prisoners.events import EventReader
from extract.finding.prisoners.finder import PrisonerCountFinder
from extract.finding.prisoners.lexicon import CertaintyCue, Cue, Lexicon
from extract.finding.prisoners.words import split_words
from extract.finding.sentences.splitter import default_splitter
from extract.records import PrisonerCount

LEXICON = Lexicon()
FINDER = PrisonerCountFinder()
EVENTS = EventReader(LEXICON)
SPLITTER = default_splitter()
MARK = re.compile(r"\[\[(.+?)\]\]")


def find(marked: str) -> tuple[str, list[tuple[int, int]], tuple[PrisonerCount, ...]]:
    """The text without its marks, the stretches that they mark, and what is found in it."""
    spans: list[tuple[int, int]] = []
    text = ""
    position = 0
    for mark in MARK.finditer(marked):
        text += marked[position : mark.start()]
        spans.append((len(text), len(text) + len(mark[1])))
        text += mark[1]
        position = mark.end()
    text += marked[position:]
    return text, spans, FINDER.find(text, SPLITTER.split(text))


@pytest.mark.parametrize("cue", LEXICON.cues, ids=lambda cue: cue.id)
def test_every_cue_matches_its_examples_and_not_its_counterexamples(cue: Cue) -> None:
    assert cue.match
    assert cue.no_match
    for example in cue.match:
        text, spans, found = find(example)
        assert [(c.start, c.end) for c in found] == spans, example
        assert {c.status for c in found} <= {cue.status, cue.attributive, cue.present, cue.passive, cue.court, *cue.also}, example
        assert cue.id in [event.cue.id for event in EVENTS.read(split_words(text, 0, len(text)))], example
        assert all(text[c.start : c.end] == c.text for c in found)
    for example in cue.no_match:
        assert find(example)[2] == (), example


@pytest.mark.parametrize("cue", LEXICON.certainty_cues, ids=lambda cue: cue.id)
def test_every_certainty_cue_matches_its_examples_and_not_its_counterexamples(cue: CertaintyCue) -> None:
    for example in cue.match:
        _, spans, found = find(example)
        assert [(c.start, c.end, c.certainty) for c in found] == [(*span, cue.certainty) for span in spans], example
    for example in cue.no_match:
        _, spans, found = find(example)
        assert [(c.start, c.end) for c in found] == spans, example
        assert cue.certainty not in [c.certainty for c in found], example


def spent(text: str) -> float:
    start = time.perf_counter()
    FINDER.find(text, [(0, len(text))])
    return time.perf_counter() - start


@pytest.mark.parametrize(
    "piece",
    [
        "Police held 14 prisoners and 20 women in Minsk and ",
        "1 2 3 4 ",
        "12 men, ",
        "freed ",
        "said ",
        "let 12 ",
        "150 for 150 ",
        "of them ",
        "to to will not ",
        "((((",
        '"',
        "9",
        "twenty ",
        "at least ",
        "hundreds of ",
    ],
)
def test_time_grows_with_the_length_of_one_sentence(piece: str) -> None:
    short, long = piece * (6_000 // len(piece)), piece * (48_000 // len(piece))
    assert spent(long) < 8 * 3 * max(spent(short), 0.02)
