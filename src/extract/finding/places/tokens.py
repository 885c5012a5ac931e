"""Words of a text with their offsets, and phrases matched over them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʻ‘`][^\W_]+)*")
_POSSESSIVES = ("'s", "’s", "'S", "’S")
_ELIDED = frozenset(("d'", "d’", "l'", "l’"))
_LINKS = frozenset((" ", "\u00a0", "-", "‑", "\n", " \n", "–"))
_STOPPED = frozenset(("st", "ste", "mt", "ft", "gen", "dr", "mr", "mrs", "sen", "gov", "prof", "col", "capt"))
_BEHIND_COMMA = frozenset(("D.C.", "DC"))
"""Parts of a name that stand behind a comma of their own."""
Rule = TypeVar("Rule")


@dataclass(slots=True, eq=False)
class Token:
    """A word: `start` and `end` in code points, `bare` the end without a possessive, `word` in lower case without it."""

    start: int
    end: int
    bare: int
    word: str
    capital: bool
    linked: bool
    """Whether only a blank, a line break or a hyphen stands between the word before and this one."""


def tokenise(text: str) -> list[Token]:
    """The words of `text`, in order; hyphens part words, apostrophes and the stops of "U.S." do not."""
    tokens: list[Token] = []
    end, word = 0, ""
    for match in _TOKEN.finditer(text):
        piece, start = match[0], match.start()
        gap = text[end:start]
        linked = gap == " " or gap in _LINKS or (gap in (". ", ".\u00a0") and (word in _STOPPED or len(word) == 1))
        linked = bool(tokens) and (linked or (gap == ", " and piece in _BEHIND_COMMA))
        end = match.end()
        bare = end - 2 if piece.endswith(_POSSESSIVES) else end
        word = text[start:bare].lower()
        tokens.append(Token(start, end, bare, word, piece[0].isupper() or (piece[:2] in _ELIDED and piece[2:3].isupper()), linked))
    return tokens


class Phrases(Generic[Rule]):
    """Phrases of rules, found over tokens; a phrase is matched without case, word by word, the longest first."""

    def __init__(self, phrases: Iterable[tuple[str, Rule]], backward: bool = False) -> None:
        self._backward = backward
        self._first: dict[str, list[tuple[tuple[str, ...], Rule]]] = {}
        for phrase, rule in phrases:
            words = tuple(token.word for token in tokenise(phrase))
            self._first.setdefault(words[-1 if backward else 0], []).append((words, rule))
        self.starts = self._first.keys()
        """The first words of the phrases, the last ones if backward."""
        for entries in self._first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, tokens: Sequence[Token], index: int) -> tuple[int, int, Rule] | None:
        """The longest phrase that begins at token `index` (ends there, if backward) as (first token, token behind the last, rule)."""
        if not 0 <= index < len(tokens):
            return None
        for words, rule in self._first.get(tokens[index].word, ()):
            if len(words) == 1:
                return index, index + 1, rule
            first = index - len(words) + 1 if self._backward else index
            last = first + len(words)
            if first < 0 or last > len(tokens):
                continue
            if all(t.word == w for t, w in zip(tokens[first:last], words, strict=True)) and all(t.linked for t in tokens[first + 1 : last]):
                return first, last, rule
        return None
