"""Every rule of models/en/dates/rules fires on its examples with their values, and not on the others."""

import importlib.util
import re
from pathlib import Path

import pytest

from extract.data import model_file
from extract.errors import DataError
from extract.finding.dates.lexing import Lexer
from extract.finding.dates.rules import RuleBook, expand

_spec = importlib.util.spec_from_file_location("markup", Path(__file__).with_name("markup.py"))
markup = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(markup)

BOOK = RuleBook(model_file("dates") / "rules")
EXAMPLES = [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in BOOK.rules.values() for text in rule.examples]
NEVER = [pytest.param(rule, text, id=f"{rule.id}: {text}") for rule in BOOK.rules.values() for text in rule.never]


def fired(finder, text):
    """The ids of the rules that gave a date, and of those that removed one."""
    lattice = finder._lexer.lattice(text)
    ids, at = set(), 0
    matches = finder.book.matches(lattice)
    for start in sorted(matches):
        if start < at:
            continue
        best = min(matches[start], key=lambda m: m.rank)
        if best.rule.type == "NONE":
            ids.add(best.rule.id)
        at = best.end
    return ids | {d.explain.rule for d in finder.find(text, markup.PUBLISHED)}


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_rule_matches_its_examples(finder, rule, text):
    plain, expected = markup.parse(text)
    found = markup.found(finder, plain)
    assert [f for f in found if f in expected] == expected, found
    assert rule.id in fired(finder, plain)


@pytest.mark.parametrize(("rule", "text"), NEVER)
def test_rule_leaves_the_others_alone(finder, rule, text):
    assert rule.id not in fired(finder, markup.parse(text)[0])


def test_every_rule_has_both_kinds_of_examples():
    assert [r.id for r in BOOK.rules.values() if not r.examples or not r.never] == []
    assert [r.id for r in BOOK.rules.values() if r.type != "NONE" and not any("{" in e for e in r.examples)] == []


def test_shapes_match_their_examples():
    lexer = Lexer(model_file("dates"), frozenset(), frozenset())
    for shape in lexer.shapes:
        assert all(re.fullmatch(shape.regex, example) for example in shape.examples), shape.id
        assert not any(re.fullmatch(shape.regex, other) for other in shape.never), shape.id


def test_pattern_expands():
    ways = [[(s.name, s.capture, s.side) for s in way] for way in expand("['in'] month (','? year)?")]
    assert len(ways) == 3
    assert ways[-1] == [("'in'", "", "left"), ("month", "month", "")]


@pytest.mark.parametrize("pattern", ["month)", "(month", "[month]", "?", "month €"])
def test_pattern_that_cannot_be_read(pattern):
    with pytest.raises(ValueError, match=r"."):
        list(expand(pattern))


def test_rule_files_are_refused_with_a_reason(tmp_path):
    rule = '[[rule]]\nid = "x"\npattern = "{}"\ntype = "DATE"\nexamples = []\nnever = []\n'
    (tmp_path / "a.toml").write_text(rule.format("month ("), encoding="utf-8")
    with pytest.raises(DataError, match="not closed"):
        RuleBook(tmp_path)
    (tmp_path / "a.toml").write_text(rule.format("mnth"), encoding="utf-8")
    with pytest.raises(DataError, match="no such class: mnth"):
        RuleBook(tmp_path).check({"month"}, tmp_path)
