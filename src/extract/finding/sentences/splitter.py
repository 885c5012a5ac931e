"""Where sentences begin in news text, without a model.

Headlines, datelines, captions and bullets end without a full stop, and abbreviations end with one. So a line break is a
boundary unless the text is wrapped at a fixed width, and a stop is one unless it belongs to an abbreviation or an initial.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extract.data import model_file, read_lexicon

Spans = Sequence[tuple[int, int]]

_STOP = re.compile(r"""[.!?…]+['"”’»)\]]*(?=\s)|\n\s*\n|\n|[;:](?=\s*\n)""")
_WORD_BEFORE = re.compile(r"[^\s(\[“\"‘]+$")
_NEXT = re.compile(r"""\s*['"“‘«(\[]*(\S)""")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+$")
_WRAP_LOW, _WRAP_HIGH = 45, 100
"""A text is taken as wrapped where its full lines, all but the last of each paragraph, are this many characters long."""


class SentenceSplitter:
    """Splits text into sentences; `abbreviations` are words that a full stop ends without ending the sentence."""

    def __init__(self, abbreviations: Sequence[str]) -> None:
        self._abbreviations = frozenset(a.casefold() for a in abbreviations)

    def split(self, text: str) -> list[tuple[int, int]]:
        """The sentences of `text` as (start, end) in code points, trimmed of white space, in order, none of them empty."""
        wrapped = is_wrapped(text)
        cuts = [0]
        for stop in _STOP.finditer(text):
            if self._ends_sentence(text, stop, wrapped):
                cuts.append(stop.end())
        cuts.append(len(text))
        sentences = []
        for start, end in pairwise(cuts):
            piece = text[start:end]
            if trimmed := piece.strip():
                start += piece.index(trimmed[0])
                sentences.append((start, start + len(trimmed)))
        return sentences

    def _ends_sentence(self, text: str, stop: re.Match[str], wrapped: bool) -> bool:
        if stop[0].isspace():
            return not wrapped or stop[0].count("\n") > 1
        following = _NEXT.match(text, stop.end())
        if following is None:
            return True
        if following[1].islower():
            return False
        if stop[0][0] != "." or len(stop[0]) > 1:
            return True
        word = _WORD_BEFORE.search(text, max(0, stop.start() - 30), stop.end())
        if word is None:
            return True
        if _INITIALS.match(word[0]):  # "U.S. officials", "John F. Kennedy": mostly within a sentence
            return False
        return word[0].casefold() not in self._abbreviations


def is_wrapped(text: str) -> bool:
    """Whether single line breaks in `text` are the wrapping of a fixed width rather than the ends of paragraphs."""
    full = [len(line) for block in re.split(r"\n\s*\n", text) for line in block.strip("\n").split("\n")[:-1] if line.strip()]
    if len(full) < 2:
        return False
    inside = sum(_WRAP_LOW <= length <= _WRAP_HIGH for length in full)
    return inside >= 0.8 * len(full) and max(full) <= _WRAP_HIGH and max(full) - sorted(full)[len(full) // 2] <= 20


@cache
def default_splitter() -> SentenceSplitter:
    """The splitter with the abbreviations of `models/en/abbreviations.txt`."""
    return SentenceSplitter(read_lexicon(model_file("abbreviations.txt")))
