"""Titles: the roles and honorifics that stand directly before a name, or after it behind a comma."""

from collections.abc import Sequence

from extract.finding.people.lexicons import Lexicons
from extract.finding.people.words import Word

Span = tuple[int, int]

_MOST_MODIFIERS = 4
_APPOSITION = 7
"""How many words behind the comma a role's noun may stand: "Okoth, the country's first deputy prime minister"."""


class TitleFinder:
    """Finds the titles beside a name, as spans of words."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons

    def before(self, words: Sequence[Word], first: int) -> list[Span]:
        """The titles that end just before the word `first`, in text order: "Lt. Gen.", "deputy foreign minister"."""
        found: list[Span] = []
        end = first
        while end > 0 and self._is_title(words, end - 1) and words[end - 1].sentence == words[first].sentence:
            start = self._start(words, end - 1)
            if found and words[end - 1].low in self._lexicons.title_heads and words[end].low in self._lexicons.title_heads:
                found[-1] = (start, found[-1][1])  # "police chief inspector" is one title
            elif found and words[end - 1].text.endswith(".") and words[end].text.endswith("."):
                found[-1] = (start, found[-1][1])  # "Lt. Col."
            else:
                found.append((start, end))
            end = start
        return found[::-1]

    def after(self, words: Sequence[Word], last: int) -> Span | None:
        """The role in the apposition behind the word before `last`: ", the union's deputy leader"; None where there is none."""
        if last + 1 >= len(words) or words[last].text != ",":
            return None
        sentence = words[last].sentence
        for i in range(last + 1, min(last + 1 + _APPOSITION, len(words))):
            word = words[i]
            if word.sentence != sentence or (word.kind == "mark" and word.low != "'s") or word.low in self._lexicons.after_stops:
                return None
            following = words[i + 1] if i + 1 < len(words) else None
            if word.low in self._lexicons.title_heads and not (
                following and (following.low in self._lexicons.title_heads or following.low == "'s")
            ):
                if following is not None and (following.is_name and following.sentence == sentence):
                    return None  # the title belongs to the next name: "Okoth, President Mwale"
                return self._start(words, i), i + 1
        return None

    def _is_title(self, words: Sequence[Word], i: int) -> bool:
        kin = words[i].kind == "lower" and words[i].low in self._lexicons.kin  # "Brother Leo", but "his brother Leo"
        return words[i].low in self._lexicons.titles and not kin

    def _start(self, words: Sequence[Word], head: int) -> int:
        """Where the title whose noun is the word `head` begins: its modifiers belong to it."""
        start = head
        if words[head].low.rstrip(".") in self._lexicons.honorifics and words[head].low not in self._lexicons.title_heads:
            return start
        sentence = words[head].sentence
        while start > 0 and head - start < _MOST_MODIFIERS and words[start - 1].sentence == sentence:
            if words[start - 1].low not in self._lexicons.title_modifiers:
                break
            start -= 1
        return start
