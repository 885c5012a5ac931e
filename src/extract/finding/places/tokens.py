"""Words of a text with their offsets, and phrases matched over them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
        end = start + len(piece)
        possessive, word, capital = _read(piece)
        tokens.append(Token(start, end, end - possessive, word, capital, linked))
    return tokens


@lru_cache(maxsize=16384)
def _read(piece: str) -> tuple[int, str, bool]:
    possessive = 2 if piece.endswith(_POSSESSIVES) else 0
    capital = piece[0].isupper() or (piece[:2] in _ELIDED and piece[2:3].isupper())
    return possessive, piece[: len(piece) - possessive].lower(), capital


class Phrases(Generic[Rule]):
    """Phrases of rules, found over tokens; a phrase is matched without case, word by word, the longest first."""

    def __init__(self, phrases: Iterable[tuple[str, Rule]], backward: bool = False) -> None:
        self._step = -1 if backward else 1
        self._phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Rule]]]] = {}
        for phrase, rule in phrases:
            words = tuple(token.word for token in tokenise(phrase))[:: self._step]
            self._phrases.setdefault(words[0], {}).setdefault(words[1] if len(words) > 1 else "", []).append((words, rule))
        self.starts = self._phrases.keys()
        """The first words of the phrases, the last ones if backward."""
        for seconds in self._phrases.values():
            for entries in seconds.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, tokens: Sequence[Token], index: int) -> tuple[int, int, Rule] | None:
        """The longest phrase that begins at token `index` (ends there, if backward) as (first token, token behind the last, rule)."""
        if not 0 <= index < len(tokens):
            return None
        seconds = self._phrases.get(tokens[index].word)
        if seconds is None:
            return None
        beside = index + self._step
        if 0 <= beside < len(tokens):
            for words, rule in seconds.get(tokens[beside].word, ()):
                if len(words) > 1 and self._matches(tokens, index, words):
                    return min(index, index + self._step * (len(words) - 1)), max(index + 1, index + len(words) * self._step), rule
        if "" in seconds:
            return index, index + 1, seconds[""][0][1]
        return None

    def _matches(self, tokens: Sequence[Token], index: int, words: Sequence[str]) -> bool:
        last = index + self._step * (len(words) - 1)
        if not 0 <= last < len(tokens):
            return False
        joined = tokens[index + 1 : last + 1] if self._step > 0 else tokens[last + 1 : index + 1]
        return all(tokens[index + self._step * i].word == word for i, word in enumerate(words)) and all(t.linked for t in joined)
