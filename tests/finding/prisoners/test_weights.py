"""Options and weights: which ways to read a number there are, and which one is taken."""

from pathlib import Path

import pytest

from extract.data import model_file, read_table
from extract.errors import DataError
from extract.finding.prisoners.discourse import Told
from extract.finding.prisoners.events import EventReader
from extract.finding.prisoners.groups import GroupReader, possible
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.numbers import NumberReader
from extract.finding.prisoners.options import SentenceOptions
from extract.finding.prisoners.ways import History, Option
from extract.finding.prisoners.weights import choose, read_weights
from extract.finding.prisoners.words import split_words
from extract.records import Status

LEXICON = Lexicon()


def options_of(text: str, number: int = 0, history: History | None = None) -> list[Option]:
    words = split_words(text, 0, len(text))
    groups = GroupReader(LEXICON)
    candidates = possible([c for q in NumberReader().find(text) if (c := groups.read(words, q))])
    history = history or History("custody", (), None, None, None, None, False)
    return list(SentenceOptions(words, candidates, EventReader(LEXICON).read(words), LEXICON).read(number, history))


def ways(found: list[Option]) -> set[tuple[str, Status | None]]:
    return {(option.way, option.status) for option in found}


def test_a_number_may_count_no_prisoners_or_be_governed_by_any_event_nearby() -> None:
    found = ways(options_of("Police arrested 30 men whom a court had freed."))
    assert {("none", None), ("event", "detained"), ("event", "released")} <= found


def test_equal_numbers_joined_by_for_are_an_exchange_and_nothing_else() -> None:
    assert ways(options_of("The captives went home, 150 for 150.")) == {("exchange", "exchanged")}


def test_a_number_may_go_on_with_what_was_told_before() -> None:
    told = Told("free", "released", "asserted", None, back=1)
    assert ("carried", "released") in ways(
        options_of("Two were Afghans.", history=History("custody", (told,), None, None, None, None, False))
    )
    assert ("carried", "released") not in ways(options_of("Two were Afghans."))


def test_who_has_yet_to_be_freed_may_be_held() -> None:
    assert ("event", "held") in ways(options_of("Of the captives 160 have yet to be let out."))
    assert ("event", "held") not in ways(options_of("Of the captives 160 were let out."))


def option(status: Status | None, *features: str) -> Option:
    return Option("event" if status else "none", status, None, features)


def test_the_likeliest_status_is_taken_all_its_options_together() -> None:
    options = [option(None, "n"), option("held", "a"), option("released", "b"), option("held", "c")]
    assert choose(options, {"a": 1.0, "c": 1.0, "b": 1.5}) is options[1]
    assert choose(options, {"a": 1.0, "c": 1.0, "b": 3.0}) is options[2]


def test_no_count_is_taken_where_it_is_likelier_than_all_others_together() -> None:
    options = [option(None, "n"), option("held", "a"), option("released", "b")]
    assert choose(options, {"n": 1.0}) is options[0]
    assert choose(options, {"n": 0.5}) is options[1]


def test_the_words_nearby_speak_for_a_status() -> None:
    options = [Option("event", status, None, (), ("> home",)) for status in ("held", "released")]
    assert choose(options, {"released > home": 1.0}) is options[1]


def test_every_feature_has_one_weight() -> None:
    features = [feature for feature, _ in read_table(model_file("prisoners/weights.tsv"), 2)]
    assert len(features) == len(set(features)) > 1000
    assert len(read_weights()) == len(features)


def test_a_broken_table_of_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.tsv").write_text("none 1.0\n")
    with pytest.raises(DataError, match=r"weights\.tsv"):
        read_weights(tmp_path)
