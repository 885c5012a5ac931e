"""Rules: how classes of tokens combine into an expression, and the trie that matches all of them in one walk.

A pattern is a sequence of classes ("month"), literals ("'of'"), alternatives in parentheses ("(month | season)") and optional
parts ("','?"). "last=day" gives a class another name for the rule's meaning. "[...]" at either end is context: it must stand there,
but belongs to the neighbour. Among the expressions that begin at one token those that `overrules` win, then the longest,
then the highest `priority`, then the longest with its context, then the first.
A rule of type NONE removes: what it covers is no date.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from extract.data import kept, read_rules
from extract.errors import DataError
from extract.finding.dates.lexing import PLAIN, Edge, Lattice

RuleType = Literal["DATE", "TIME", "DURATION", "SET", "NONE"]
_PART = re.compile(r"\s*((?:\w+=)?'[^']*'|[\w=]+|[()\[\]|?])")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of `rules/*.toml`; see the module for `pattern`, `meanings.py` for `meaning`.

    `takes` says which modifiers may stand before it: "part" (early, the end of) or "amount" (more than, nearly).
    `examples` mark the expression as "{text|TYPE value modifier}"; in no text of `never` does the rule fire.
    """

    id: str
    pattern: str
    type: RuleType
    examples: tuple[str, ...]
    never: tuple[str, ...]
    meaning: str = "none"
    value: str | None = None
    modifier: str | None = None
    takes: Literal["part", "amount", "any", "none"] = "none"
    priority: int = 0
    overrules: bool = False


class Captured(NamedTuple):
    """What a rule's class matched: its meaning, and the tokens from `start` up to `end`."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits: the tokens of the expression from `start` up to `end`, the tokens with context, and what each class matched."""

    rule: Rule
    order: int
    start: int
    end: int
    length: int
    captures: Mapping[str, Captured]

    @property
    def rank(self) -> tuple[bool, int, int, int, int]:
        """Sorts the matches that begin at one token, best first."""
        return not self.rule.overrules, self.start - self.end, -self.rule.priority, -self.length, self.order


class _Step(NamedTuple):
    name: str  # the class or literal
    capture: str
    side: str  # "left" and "right" are context, "" is the expression


_Captures: TypeAlias = "tuple[str, Captured, _Captures] | None"
"""What was captured on the way, the latest first."""


class _Node:
    """A node of the trie; the nodes behind it are made of the flat trie when they are first asked for: few texts need a tenth."""

    __slots__ = ("_book", "_by_name", "_place", "rules")

    def __init__(self, book: "RuleBook", place: int) -> None:
        self._book = book
        self._place = place + 1 + book.trie[place]
        self.rules = [(order, book.in_order[order]) for order in book.trie[place + 1 : self._place]]
        self._by_name: dict[str, list[tuple[_Step, _Node]]] | None = None

    @property
    def by_name(self) -> dict[str, list[tuple[_Step, "_Node"]]]:
        """The nodes behind this one, with their steps, by the name of the step."""
        if self._by_name is None:
            by_name: dict[str, list[tuple[_Step, _Node]]] = {}
            first, trie = self._place + 1, self._book.trie
            for place in range(first, first + 2 * trie[first - 1], 2):
                step = self._book.steps[trie[place]]
                by_name.setdefault(step.name, []).append((step, _Node(self._book, trie[place + 1])))
            self._by_name = by_name  # whole, for whoever walks here in another thread
        return self._by_name


class RuleBook:
    """All rules of a folder as one trie. Raises `DataError` for a pattern that cannot be read or two rules of one id."""

    def __init__(self, folder: Path) -> None:
        files = sorted(folder.glob("*.toml"))
        rules = [(file, rule) for file in files for rule in read_rules(file, "rule", Rule)]
        self.in_order = [rule for _, rule in rules]
        self.rules = {rule.id: rule for rule in self.in_order}
        steps, self.trie = kept().get(folder, "trie", lambda: _trie(rules))
        self.steps = [_Step(*step) for step in steps]
        self._root = _Node(self, 0)
        self._names = {step.name for step in self.steps}
        self.literals = frozenset(name[1:-1] for name in self._names if name[0] == "'")

    def check(self, classes: set[str], where: Path) -> None:
        """Raises `DataError` where a rule names a class that neither lexicon nor shape defines, or begins with any word."""
        if unknown := sorted(n for n in self._names if n[0] != "'" and n not in classes):
            raise DataError(where, 0, f"no such class: {', '.join(unknown)}")
        if not PLAIN.isdisjoint(self._root.by_name):
            raise DataError(where, 0, "a pattern may not begin with any word")

    def matches(self, lattice: Lattice) -> dict[int, list[Match]]:
        """All matches by the token that their expression begins at."""
        found: dict[int, list[Match]] = {}
        roots = self._root.by_name
        begins = lattice.begins
        for index in lattice.telling:
            for edge in begins[index]:
                if edge.name in roots:
                    self._walk(found, begins, self._root, index, index, -1, -1, None)
                    break
        return found

    def _walk(
        self,
        found: dict[int, list[Match]],
        begins: list[tuple[Edge, ...]],
        node: _Node,
        first: int,
        at: int,
        start: int,
        end: int,
        captures: _Captures,
    ) -> None:
        """Adds to `found` what matches from `node` on, where the walk began at token `first` and is at token `at`."""
        if node.rules:
            captured = _as_mapping(captures)
            for order, rule in node.rules:
                found.setdefault(start, []).append(Match(rule, order, start, end if end >= 0 else at, at - first, captured))
        if at >= len(begins):
            return
        by_name = node.by_name
        for name, length, value in begins[at]:
            if name not in by_name:
                continue
            behind = at + length
            for (_, capture, side), following in by_name[name]:
                if not following.rules:  # most ways end here: a look at the next token is cheaper than a step
                    ahead = following.by_name
                    for edge in begins[behind] if behind < len(begins) else ():
                        if edge[0] in ahead:
                            break
                    else:
                        continue
                begun = at if start < 0 and side != "left" else start
                ended = at if end < 0 and side == "right" else end
                kept = (capture, Captured(value, at, behind), captures) if capture else captures
                self._walk(found, begins, following, first, behind, begun, ended, kept)


def _as_mapping(captures: _Captures) -> dict[str, Captured]:
    """The captures by their names, the earliest first; of two with one name the later counts."""
    chain = []
    while captures is not None:
        name, captured, captures = captures
        chain.append((name, captured))
    return dict(reversed(chain))


@dataclass(slots=True)
class _Branch:
    """A node while the trie is made."""

    rules: list[int] = field(default_factory=list)
    children: "dict[_Step, _Branch]" = field(default_factory=dict)


def _trie(rules: Sequence[tuple[Path, Rule]]) -> tuple[list[_Step], list[int]]:
    """The steps of all `rules` (with the files that they are from), and their trie as numbers, which JSON reads fast.

    Each node is how many rules end there, their places in the book, how many nodes stand behind it, and for each of those its
    step's place and its own; the root comes first.
    """
    seen: set[str] = set()
    steps: dict[_Step, int] = {}
    root = _Branch()
    for order, (file, rule) in enumerate(rules):
        if rule.id in seen:
            raise DataError(file, 0, f"the id {rule.id!r} is taken by another file")
        seen.add(rule.id)
        try:
            ways = list(expand(rule.pattern))
        except ValueError as error:
            raise DataError(file, 0, f"{rule.id}: {error}") from None
        for way in ways:
            branch = root
            for step in way:
                steps.setdefault(step, len(steps))
                branch = branch.children.setdefault(step, _Branch())
            branch.rules.append(order)
    flat: list[int] = []
    _flatten(root, steps, flat)
    return list(steps), flat


def _flatten(branch: _Branch, steps: Mapping[_Step, int], flat: list[int]) -> None:
    flat += [len(branch.rules), *branch.rules, len(branch.children)]
    at = len(flat)
    flat += [number for step in branch.children for number in (steps[step], 0)]
    for index, child in enumerate(branch.children.values()):
        flat[at + 2 * index + 1] = len(flat)
        _flatten(child, steps, flat)


def expand(pattern: str) -> Iterator[list[_Step]]:
    """The plain sequences that a pattern stands for. Raises ValueError where it cannot be read or may match nothing."""
    parts = []
    at = 0
    while at < len(pattern.rstrip()):
        match = _PART.match(pattern, at)
        if match is None:
            raise ValueError(f"cannot read {pattern[at:]!r}")
        parts.append(match[1])
        at = match.end()
    ways, rest = _alternatives(parts, 0, "left")
    if rest != len(parts):
        raise ValueError(f"{parts[rest]!r} is one too many")
    for way in ways:
        if not any(step.side == "" for step in way):
            raise ValueError("a pattern needs more than context")
        yield way


_Ways = list[list[_Step]]


def _alternatives(parts: list[str], at: int, side: str) -> tuple[_Ways, int]:
    ways, at = _sequence(parts, at, side)
    while at < len(parts) and parts[at] == "|":
        more, at = _sequence(parts, at + 1, side)
        ways = ways + more
    return ways, at


def _sequence(parts: list[str], at: int, side: str) -> tuple[_Ways, int]:
    ways: _Ways = [[]]
    first = True
    while at < len(parts) and parts[at] not in (")", "]", "|"):
        part = parts[at]
        items: _Ways
        if part in ("(", "["):
            items, at = _alternatives(parts, at + 1, side)
            if at >= len(parts) or parts[at] != ("]" if part == "[" else ")"):
                raise ValueError(f"{part!r} is not closed")
            if part == "[":
                which = "left" if first and side == "left" else "right"
                items = [[_Step(step.name, step.capture, which) for step in item] for item in items]
        elif part == "?":
            raise ValueError("'?' follows nothing")
        else:
            capture, _, name = part.rpartition("=") if part[0] != "'" else ("", "", part)
            items = [[_Step(name, capture or ("" if name[0] == "'" or name == "any" else name), "")]]
        at += 1
        if at < len(parts) and parts[at] == "?":
            items = [*items, []]
            at += 1
        ways = [way + item for way in ways for item in items]
        first = False
    return ways, at
