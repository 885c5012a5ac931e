"""Words of an article as the people finder sees them: offsets, a folded form to compare by, and a kind.

A possessive ending is a word of its own, and so are the parts of "Trump-era" and "pro-Putin": a name is always a run of whole words.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

Kind = Literal["name", "caps", "initial", "lower", "number", "mark"]
"""name: begins with a capital; caps: two capitals or more; initial: "W." or "J.K."; mark: punctuation, and the possessive."""

_TOKEN = re.compile(
    r"""['’][sS]\b                                  # the possessive, also where a space precedes it
      | \b(?:[ds]/o|a/[lp])\b                        # "Ravi s/o Kumar": son of, daughter of
      | (?:[^\W\d_]\.(?:\s?-)?){2,}                 # J.K., U.S., M.-A.
      | (?:[^\W_][\u0300-\u036f]*)+(?:(?:['’ʼ‘`‐‑-]|\u00b7)(?:[^\W_][\u0300-\u036f]*)+)*
      | [^\w\s] | _""",
    re.VERBOSE,
)
_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-"})
_LETTERS = str.maketrans("øłđðþßæœıħ", "oldddsaeih")


@dataclass(slots=True, eq=False)
class Word:
    """`text[start:end]`, its folded form, its kind, and the index of its sentence."""

    start: int
    end: int
    text: str
    low: str
    kind: Kind
    sentence: int
    is_name: bool
    """Whether the word is written as names are, with a capital."""


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """`word` without accents and case, with plain apostrophes and hyphens."""
    low = word.casefold()
    if low.isascii():
        return low.replace("`", "'") if "`" in low else low
    plain = unicodedata.normalize("NFKD", low.translate(_MARKS).translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


def tokenise(text: str, sentences: Sequence[tuple[int, int]], abbreviations: Collection[str], hyphen_parts: Collection[str]) -> list[Word]:
    """The words of `text` in order.

    `sentences` are its sentences as (start, end); `abbreviations` take the full stop behind them ("Gen."); `hyphen_parts` are folded
    words with a leading or final hyphen ("-era", "pro-") that are cut off what they are attached to.
    """
    words: list[Word] = []
    starts = [*(start for start, _ in sentences[1:]), len(text) + 1]
    position = sentence = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < position:  # a full stop that an abbreviation has taken
            continue
        while starts[sentence] <= start:
            sentence += 1
        piece = match[0]
        whole = "'" not in piece and "’" not in piece and "-" not in piece
        for first, last in ((start, end),) if whole else _parts(text, start, end, hyphen_parts):
            if not whole:
                piece = text[first:last]
            low, kind, is_name = _read(piece)
            if last == end and text.startswith(".", end) and (low in abbreviations or (last - first == 1 and piece.isupper())):
                last = position = end + 1
                piece = text[first:last]
                low, kind, is_name = _read(piece)
            words.append(Word(first, last, piece, low, kind, sentence, is_name))
    return words


@lru_cache(maxsize=16384)
def _read(piece: str) -> tuple[str, Kind, bool]:
    kind = _kind(piece)
    return fold(piece), kind, kind in ("name", "caps", "initial")


def _parts(text: str, start: int, end: int, hyphen_parts: Collection[str]) -> list[tuple[int, int]]:
    """Where the token `text[start:end]` is cut: before a possessive, and at a hyphen that joins a name to another word."""
    token = text[start:end]
    tail: list[tuple[int, int]] = []
    if len(token) > 2 and token[-2] in "'’" and token[-1] in "sS":
        tail = [(end - 2, end)]
        end -= 2
        token = token[:-2]
    if "-" in token:
        head, _, rest = token.partition("-")
        if rest and (fold(head) + "-" in hyphen_parts or head.isdigit()) and rest[0].isupper():  # "8-Okoth" of a draw
            return [(start, start + len(head)), (start + len(head), start + len(head) + 1), (start + len(head) + 1, end), *tail]
        head, _, rest = token.rpartition("-")
        if head[:1].isupper() and rest.islower() and "-" + fold(rest) in hyphen_parts:
            return [(start, start + len(head)), (start + len(head), start + len(head) + 1), (start + len(head) + 1, end), *tail]
    return [(start, end), *tail]


def _kind(piece: str) -> Kind:
    if piece.casefold() in ("'s", "’s") or not piece[0].isalnum():
        return "mark"
    if any(c.isdigit() for c in piece):
        return "number"
    letters = [c for c in piece if c.isalpha()]
    if piece[0].isupper():
        if piece[-1] == "." and all(len(part.strip("- ")) <= 1 for part in piece.split(".")):
            return "initial"
        if len(letters) == 1:
            return "initial"
        return "caps" if all(not c.islower() for c in letters) else "name"
    # "al-Assad", "d'Estaing": the capital comes after the particle
    head = re.split(r"['’-]", piece, maxsplit=1)
    return "name" if len(head) == 2 and len(head[0]) <= 3 and head[1][:1].isupper() else "lower"


def sentence_styles(words: Sequence[Word], small: Collection[str]) -> dict[int, Literal["title", "caps"]]:
    """The sentences written as headlines: all in capitals, or with a capital on every word but the `small` ones."""
    styles: dict[int, Literal["title", "caps"]] = {}
    cuts = [0, *(i for i, (a, b) in enumerate(pairwise(words), 1) if a.sentence != b.sentence), len(words)]
    for first, last in pairwise(cuts):
        counted = [w for w in words[first:last] if w.kind in ("name", "caps", "lower") and w.low not in small]
        if not counted:
            continue
        capitals = sum(w.kind == "caps" for w in counted)
        if capitals >= 3 and capitals >= 0.8 * len(counted):
            styles[words[first].sentence] = "caps"
        elif len(counted) >= 5 and words[last - 1].text not in ".!?" and sum(w.kind != "lower" for w in counted) >= 0.8 * len(counted):
            styles[words[first].sentence] = "title"
    return styles
