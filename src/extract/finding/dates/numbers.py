"""Numbers as news writes them, in words and figures, read from tokens: "six", "twenty-five", "2.5", "two and a half", "6½"."""

from collections.abc import Mapping, Sequence
from typing import Protocol

VULGAR = {"¼": "25", "½": "5", "¾": "75"}
"""What stands after the decimal point for Unicode's vulgar fractions."""
VAGUE = "X"
"""TIMEX3's sign for a number that is not told."""
LONGEST = 12
"""No number in words has more tokens than this; it bounds the work per token."""


class Word(Protocol):
    """What the reader needs of a token."""

    @property
    def lower(self) -> str:
        """The token in lower case."""


class NumberReader:
    """Reads numbers from tokens; `words` gives the value of each number word as digits, or "X"."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def read(self, tokens: Sequence[Word], index: int) -> tuple[str, int] | None:
        """The number that begins at the token `index` as a decimal string or "X", and the index after it; None where none begins."""
        read = self._figures(tokens, index) or self._in_words(tokens, index)
        if read is None or read[0] == VAGUE or "." in read[0]:
            return read
        value, end = read
        following = tuple(t.lower for t in tokens[end : end + 3])
        if following[:1] == ("1/2",):
            return f"{value}.5", end + 1
        if following == ("and", "a", "half"):
            return f"{value}.5", end + 3
        if following[:2] == ("and", "half"):
            return f"{value}.5", end + 2
        hyphenated = tuple(t.lower for t in tokens[end : end + 6])
        if hyphenated == ("-", "and", "-", "a", "-", "half"):
            return f"{value}.5", end + 6
        return value, end

    @staticmethod
    def _figures(tokens: Sequence[Word], index: int) -> tuple[str, int] | None:
        word = tokens[index].lower.replace(",", "")
        whole, fraction = word, ""
        if word and word[-1] in VULGAR:
            whole, fraction = word[:-1] or "0", VULGAR[word[-1]]
        elif "." in word:
            whole, _, fraction = word.partition(".")
        if not (whole.isascii() and whole.isdigit() and len(whole) <= 9 and (not fraction or (fraction.isascii() and fraction.isdigit()))):
            return None
        fraction = fraction.rstrip("0")
        return f"{int(whole)}.{fraction}" if fraction else str(int(whole)), index + 1

    def _in_words(self, tokens: Sequence[Word], index: int) -> tuple[str, int] | None:
        total = current = 0
        end = index
        last = 0
        while end < min(len(tokens), index + LONGEST):
            at = end
            if at > index and tokens[at].lower in ("-", "and") and at + 1 < len(tokens):
                if tokens[at].lower == "and" and last not in (100, 1000):
                    break
                at += 1
            text = self._words.get(tokens[at].lower)
            if text is None:
                break
            if text == VAGUE:
                return (VAGUE, at + 1) if end == index else None
            value = int(text)
            if value in (12, 100, 1000) and last and (value > 12 or tokens[at].lower == "dozen"):
                current = current * value
            elif not last or (last >= 20 and value < (10 if last < 100 else 100)):
                current += value
            else:
                break
            if value == 1000:
                total, current = total + current, 0
            last, end = value, at + 1
        return (str(total + current), end) if end > index else None
