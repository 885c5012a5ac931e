"""Who says so: "according to X", "X said that …", "…, X said", "… , said X", for the count's own clause of the sentence."""

import re
from collections.abc import Iterator, Sequence

from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.words import Words, joined

_ENDS = frozenset(',;:—–.!?()"“”‘\n')
_LEAD = frozenset(
    {"that", "and", "but", "while", "as", "when", "which", "who", "because", "after", "before", "however", "meanwhile", "also"}
)
_TAIL = frozenset(
    "in on at by from with late early yesterday today last this earlier also has have had later recently to after since".split()
)
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "who", "which", "that", "you", "this", "these", "some", "one", "many", "others", "there"}
)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$")
_LONGEST = 12

Name = tuple[int, int, str]
"""A person or an organisation in the text: start, end and the name to give."""


def sources(words: Words, lexicon: Lexicon, names: Sequence[Name]) -> Iterator[tuple[int, int, str]]:
    """The sources that a sentence names: index of their cue, index of their first word, and the name to give."""
    for index, lower in enumerate(words.lower):
        if lower == "according" and words.lower[index + 1 : index + 2] == ["to"]:
            span = _forward(words, index + 2)
        elif lower in lexicon.speech:
            span = _backward(words, index, lexicon) or (_forward(words, index + 1, inverted=True) if _closes_clause(words, index) else None)
        else:
            continue
        if span and (name := _named(words, span, names, lexicon)):
            yield index, span.start, name


def _closes_clause(words: Words, index: int) -> bool:
    """Whether the verb of speech stands behind what was said: ", said X"."""
    return index > 0 and words.text[index - 1] in ',”"’'


def _forward(words: Words, start: int, inverted: bool = False) -> range | None:
    end = start
    while end < min(len(words), start + _LONGEST) and words.text[end] not in _ENDS:
        lower = words.lower[end]
        if lower in _LEAD or (end > start and (lower in _TAIL or _WEEKDAY.match(lower))):
            break
        end += 1
    return range(start, end) if end > start else None


def _backward(words: Words, verb: int, lexicon: Lexicon) -> range | None:
    """The subject that ends before `verb`; an apposition between commas is stepped over to its head."""
    end = verb
    while end > 0 and (
        words.lower[end - 1] in ("has", "have", "had", "also", "later", "earlier", "now", "yesterday", "today")
        or _WEEKDAY.match(words.lower[end - 1])
        or words.lower[end - 1].endswith("ly")
    ):
        end -= 1
    if end > 0 and words.text[end - 1] == ",":
        opening = next((i for i in range(end - 2, max(-1, end - 18), -1) if words.text[i] == ","), None)
        if opening is None or opening == 0:
            return None
        end = opening
    start = end
    while start > max(0, end - _LONGEST):
        word, lower = words.text[start - 1], words.lower[start - 1]
        if word in _ENDS or lower in _LEAD or lower in lexicon.speech or (lexicon.is_verb(lower) and word.islower()):
            break
        start -= 1
    return range(start, end) if start < end else None


def _named(words: Words, span: range, names: Sequence[Name], lexicon: Lexicon) -> str | None:
    """The name to give for the words of `span`: a person or organisation in it where there is one, else the words."""
    start, end = words.start[span.start], words.end[span.stop - 1]
    inside = [name for name in names if start <= name[0] and name[1] <= end]
    if inside:
        return inside[0][2]
    if words.lower[span.start] in _PRONOUNS or not any(w.isalpha() and len(w) > 2 for w in words.text[span.start : span.stop]):
        return None
    if any(w[0].isdigit() for w in words.text[span.start : span.stop]):
        return None
    for i in range(span.start, span.stop - 1):  # "the rights group Vesna": the name behind the noun
        if words.lower[i] in lexicon.bodies and all(word[0].isupper() for word in words.text[i + 1 : span.stop]):
            span = range(i + 1, span.stop)
            break
    return joined(words, span)
