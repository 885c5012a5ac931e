"""Every rule of `models/en/places/` matches its example and not its counter-example."""

import re

import pytest

from extract.data import model_file
from extract.finding.places.endings import named_places
from extract.finding.places.knowledge import Context, Ending, Knowledge, Organisation
from extract.finding.places.recognise import recognise
from extract.finding.places.tokens import tokenise

KNOWLEDGE = Knowledge(model_file("places"))


def marked(example: str) -> tuple[str, int, int]:
    """An example without its brackets, and the stretch that they hold."""
    match = re.fullmatch(r"(.*)\[(.*)\](.*)", example)
    assert match is not None, f"no stretch in brackets: {example}"
    before, inside, after = match.groups()
    return before + inside + after, len(before), len(before) + len(inside)


@pytest.mark.parametrize("rule", KNOWLEDGE.endings, ids=lambda rule: rule.id)
def test_endings(rule: Ending) -> None:
    text, start, end = marked(rule.example)
    assert [(n.start, n.end, n.rule.id) for n in named_places(text, tokenise(text), KNOWLEDGE)] == [(start, end, rule.id)]
    assert not named_places(rule.counter, tokenise(rule.counter), KNOWLEDGE)


def fired(example: str) -> set[str]:
    text, start, end = marked(example)
    reading = recognise(text, [(start, end, "ORG")], [], KNOWLEDGE)
    return {cue for find in [*reading.finds, *reading.refused] if (find.start, find.end) == (start, end) for cue, _, _ in find.cues}


@pytest.mark.parametrize("rule", KNOWLEDGE.contexts, ids=lambda rule: rule.id)
def test_contexts(rule: Context) -> None:
    assert rule.id in fired(rule.example)
    assert rule.id not in fired(rule.counter)


def dropped(example: str) -> set[str]:
    text, start, end = marked(example)
    return {f.dropped for f in recognise(text, [(start, end, "GPE")], [], KNOWLEDGE).refused if f.start == start}


@pytest.mark.parametrize("rule", KNOWLEDGE.organisations, ids=lambda rule: rule.id)
def test_organisations(rule: Organisation) -> None:
    assert dropped(rule.example) == {rule.id}
    assert dropped(rule.counter) == set()
