"""Words of a sentence with their offsets: what the rules of the prisoner counts look at."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"\d+(?:[.,’']\d+)*[^\W\d_]*|[^\W\d_]+(?:[-'’.&][^\W\d_]+|\d+)*|[^\w\s]|_|\w")
_POSSESSIVES = ("'s", "’s")


@dataclass(slots=True)
class Words:
    """The words and marks of one sentence: as written, in lower case without a possessive, and their offsets in the article.

    `parts` is where phrases of parts.txt begin, once that was asked for.
    """

    text: list[str]
    lower: list[str]
    start: list[int]
    end: list[int]
    parts: list[int] | None = None

    def __len__(self) -> int:
        return len(self.text)


def split_words(article: str, start: int, end: int) -> Words:
    """The words of `article[start:end]`."""
    words = Words([], [], [], [])
    for match in _WORD.finditer(article, start, end):
        words.text.append(match[0])
        lower = match[0].lower()
        words.lower.append(lower[:-2] if lower.endswith(_POSSESSIVES) else lower)
        words.start.append(match.start())
        words.end.append(match.end())
    return words


def word_list(phrase: str) -> list[str]:
    """A phrase as the words that `split_words` makes of it."""
    return _WORD.findall(phrase)


def joined(words: Words, indices: Iterable[int]) -> str:
    """The words of these indices as they stand in the text, one space where others or spaces were between them."""
    parts: list[str] = []
    for i in indices:
        touching = parts and i and words.start[i] == words.end[i - 1]
        parts.append(words.text[i] if touching or not parts else " " + words.text[i])
    return "".join(parts).strip()
