"""Text to a lattice of tokens: what each stretch of the text may stand for.

A token is a word, a number, one punctuation mark, or a shape that belongs together ("12/12/2025", "18:40", a web address).
The lattice says for each token which classes begin there ("month", "count", the literal "'of'"), where each ends and what it means.
Classes come from the lexicons under `patterns/` and `normalisations/`, from the shapes in `patterns/shapes.toml`, and from number words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from extract.data import kept, read_rules, read_table
from extract.errors import DataError
from extract.finding.dates.numbers import VULGAR, NumberReader
from extract.finding.sentences.splitter import is_wrapped


class Token(NamedTuple):
    """A token of the text: offsets in code points, the text as it stands and in lower case."""

    start: int
    end: int
    text: str
    lower: str


class Edge(NamedTuple):
    """A class that begins at a token: how many tokens it takes and its meaning."""

    name: str
    length: int
    value: str


TENSE = "tense"
"""The class of words that tell the tense of a clause."""
PLAIN = frozenset({"any", "capital"})
"""The classes of any word; no rule may begin with one."""
REGULAR = "regular"
"""The class of words like "daily"."""
REMEMBERED = 16_000
"""So many words are looked up once and remembered."""
_PAST = re.compile(r"(?!hundred|sacred|naked|wicked|kindred|biped)[a-z]*[^\Weaiou]ed|[a-z]+[iue]ed")
"""Verbs of the past by their shape; "need", "speed" are none."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A class of tokens that is told by a regular expression.

    `scan` shapes hold more than one word or number and are cut out of the text whole; the others are tried on single tokens.
    """

    id: str
    regex: str
    examples: tuple[str, ...]
    never: tuple[str, ...]
    scan: bool = False
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A lexicon form: its tokens in lower case, whether it must begin with a capital, its class and meaning."""

    words: tuple[str, ...]
    capital: bool
    name: str
    value: str


_Alone = tuple[tuple[Edge, ...], tuple[Phrase, ...], bool, bool]


@dataclass(frozen=True, slots=True)
class Lattice:
    """The tokens of a text, for each the edges that begin there, and for each token index the edges that end there.

    `telling` are the tokens that are more than any word; only there may a rule begin.
    """

    tokens: list[Token]
    begins: list[tuple[Edge, ...]]
    ends: dict[int, list[tuple[int, Edge]]]
    telling: list[int]

    def within(self, spans: Sequence[tuple[int, int]]) -> "Lattice":
        """The same, where rules may begin in the stretches `spans` of the text alone (in order of start)."""
        telling = [i for i in self.telling for start, end in spans if start <= self.tokens[i].start < end]
        return Lattice(self.tokens, self.begins, self.ends, telling)


class Lexer:
    """Turns text into a `Lattice`. Raises `DataError` where a lexicon or shape file is malformed."""

    def __init__(self, folder: Path, literals: frozenset[str], backward: frozenset[str]) -> None:
        """Reads the shelves in `folder`; `literals` are the words that rules name, `backward` the classes looked up by their end."""
        path = folder / "patterns" / "shapes.toml"
        self.shapes = read_rules(path, "shape", Shape)
        scanned = [s.regex for s in self.shapes if s.scan]
        self._token = re.compile("|".join((r"(?:https?://|www\.)\S+", *scanned, r"[^\W_]+", r"_+", r"[^\w\s]")))
        self._shapes = [(s.name or s.id, re.compile(s.regex, re.IGNORECASE)) for s in self.shapes]
        self._literals = literals
        self._backward = backward
        self._phrases: dict[str, list[Phrase]] = {}
        self.classes = {name for name, _ in self._shapes} | {"count", "any", "capital"}
        for name, forms in kept().get(folder / "patterns", "phrases", lambda: self._read_classes(folder)).items():
            self.classes.add(name)
            for words, capital, value in forms:
                self._phrases.setdefault(words[0], []).append(Phrase(tuple(words), capital, name, value))
        self._number_words = self.values("number")
        self._numbers = NumberReader(self._number_words)
        self._remembered: dict[str, _Alone] = {}

    def _read_classes(self, folder: Path) -> dict[str, list[tuple[Sequence[str], bool, str]]]:
        """The forms of every class, by its name: their tokens, whether they must begin with a capital, and their meaning."""
        files = sorted((folder / "patterns").glob("*.txt"))
        return {file.stem: list(self._read_class(file, folder / "normalisations" / file.name)) for file in files}

    def _read_class(self, file: Path, meanings: Path) -> Iterator[tuple[Sequence[str], bool, str]]:
        known = {row[0]: row[1] for row in read_table(meanings, 2)} if meanings.is_file() else None
        for key, forms in read_table(file, 2):
            if known is not None and key not in known:
                raise DataError(file, 0, f"{key!r} has no meaning in {meanings}")
            for form in forms.split(" | "):
                words = [_folded(m[0]) for m in self._token.finditer(form)]
                if not words:
                    raise DataError(file, 0, f"{key!r} has an empty form")
                yield words, form[0].isupper(), known[key] if known is not None else key

    def values(self, name: str) -> dict[str, str]:
        """The one-word forms of a class with their meanings."""
        return {p.words[0]: p.value for ps in self._phrases.values() for p in ps if p.name == name and len(p.words) == 1}

    def lattice(self, text: str) -> Lattice:
        """The lattice of `text`; a token of a line break stands where one ends a line rather than wraps it."""
        tokens = self._tokens(text)
        begins: list[tuple[Edge, ...]] = []
        telling: list[int] = []
        ends: dict[int, list[tuple[int, Edge]]] = {}
        remembered = self._remembered
        for index, token in enumerate(tokens):
            alone = remembered.get(token.text) or self._remember(token.text)
            edges, phrases, numeric, tells = alone
            if tells:
                if phrases or numeric:
                    edges = self._edges(alone, tokens, index)
                for edge in edges:
                    if edge.name in self._backward:
                        ends.setdefault(index + edge.length, []).append((index, edge))
                telling.append(index)
            begins.append(edges)
        return Lattice(tokens, begins, ends, telling)

    def _tokens(self, text: str) -> list[Token]:
        tokens: list[Token] = []
        wrapped = is_wrapped(text)
        last = 0
        for match in self._token.finditer(text):
            start, end = match.span()
            if start > last and (line := text.find("\n", last, start)) >= 0 and (not wrapped or text.count("\n", line, start) > 1):
                tokens.append(Token(line, line + 1, "\n", "\n"))
            word = match[0]
            tokens.append(Token(start, end, word, _folded(word)))
            last = end
        return tokens

    def _remember(self, text: str) -> _Alone:
        """What a token stands for by itself, kept for the next time."""
        if len(self._remembered) >= REMEMBERED:
            self._remembered.clear()
        alone = self._remembered[text] = self._alone(text)
        return alone

    def _edges(self, alone: _Alone, tokens: list[Token], index: int) -> tuple[Edge, ...]:
        edges, phrases, numeric, _ = alone
        following = tokens[index + 1].lower if phrases and index + 1 < len(tokens) else ""
        for phrase in phrases:
            if phrase.words[1] != following:
                continue
            end = index + len(phrase.words)
            if phrase.words == tuple(t.lower for t in tokens[index:end]):
                edges = (*edges, Edge(phrase.name, end - index, phrase.value))
        if numeric and (number := self._numbers.read(tokens, index)):
            edges = (*edges, Edge("count", number[1] - index, number[0]))
        return edges

    def _alone(self, text: str) -> _Alone:
        """What a token stands for by itself, the longer phrases that it may begin, whether a number may begin with it, and whether it
        tells anything more than any word does."""
        word = _folded(text)
        edges = [Edge(f"'{word}'", 1, word)] if word in self._literals else []
        phrases = []
        for phrase in self._phrases.get(word, ()):
            if phrase.capital and not text[0].isupper():
                continue
            if phrase.name in (TENSE, REGULAR) and not text.islower() and phrase.words[0][0].isalpha():
                continue  # "May", "Will", the "Daily" are names
            if len(phrase.words) == 1:
                edges.append(Edge(phrase.name, 1, phrase.value))
            else:
                phrases.append(phrase)
        figures = any(c.isdigit() or c in VULGAR for c in text)
        if figures:
            edges.extend(Edge(name, 1, text) for name, pattern in self._shapes if pattern.fullmatch(text))
        if text[0].isalpha():
            edges.append(Edge("any", 1, word))
            if text.istitle():
                edges.append(Edge("capital", 1, word))
            if text.islower() and _PAST.fullmatch(word):
                edges.append(Edge(TENSE, 1, "past"))
        numeric = figures or word in self._number_words
        tells = bool(phrases) or numeric or any(edge.name not in PLAIN for edge in edges)
        return tuple(edges), tuple(phrases), numeric, tells


def _folded(text: str) -> str:
    return text.lower().replace("’", "'")
