import re
from collections.abc import Callable

import pytest

from extract.data import model_file
from extract.finding.people.finder import PeopleFinder
from extract.finding.people.lexicons import Lexicons

_MARK = re.compile(r"\[([^\]=|]+)(?:=([^\]|]+))?(?:\|([A-Z_]+))?\]")

Unmarked = tuple[str, dict[str, list[tuple[int, int]]], list[tuple[int, int, str]]]


def _unmark(marked: str) -> Unmarked:
    text, position = "", 0
    people: dict[str, list[tuple[int, int]]] = {}
    entities: list[tuple[int, int, str]] = []
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        span = (len(text), len(text) + len(mark[1]))
        if mark[2] != "-":
            people.setdefault(mark[2] or mark[1], []).append(span)
        if mark[3]:
            entities.append((*span, mark[3]))
        text += mark[1]
        position = mark.end()
    return text + marked[position:], people, entities


@pytest.fixture(scope="session")
def unmark() -> Callable[[str], Unmarked]:
    """Takes the marks out of a text: "[Keller=Ada Keller|ORG]" is a mention of Ada Keller that the recogniser called ORG.

    "[Geneva=-|GPE]" is an entity and no person. Gives the text, the mentions by name, and the entities.
    """
    return _unmark


@pytest.fixture(scope="session")
def lexicons() -> Lexicons:
    return Lexicons.read(model_file("people"))


@pytest.fixture(scope="session")
def finder() -> PeopleFinder:
    return PeopleFinder()
