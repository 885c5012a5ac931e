"""Who says so: "according to X", "X said that …", "…, X said", "… , said X"."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.words import Words, joined

_ENDS = frozenset(',;:—–.!?()"“”‘\n')
_LONGEST = 12
"""The most words of a source's name and description."""
_APPOSITION = 18
"""The most words of an apposition between a source and its verb: "Vesna, which counts the arrests, said"."""

Name = tuple[int, int, str]
"""A person or an organisation in the text: start, end and the name to give."""


def sources(words: Words, lexicon: Lexicon, names: Sequence[Name]) -> Iterator[str]:
    """The sources that a sentence names, in order; `names` are the people and organisations in it, in order."""
    for index, lower in enumerate(words.lower):
        if lower == "according" and words.lower[index + 1 : index + 2] == ["to"]:
            span = _forward(words, index + 2, lexicon)
        elif lower in lexicon.speech and _is_speech(words, index, lexicon):
            span = _behind(words, index, lexicon) or _backward(words, index, lexicon)
        else:
            continue
        if span and (name := _named(words, span, names, lexicon)):
            yield name


def _is_speech(words: Words, index: int, lexicon: Lexicon) -> bool:
    """Whether a word of speech is one here: not in "the United States", "all told", "put 30 people to death"."""
    if words.text[index][0].isupper() or words.lower[index - 1 : index] == ["all"]:
        return False
    if words.lower[index] in lexicon.grammar["putting"]:  # "put the toll at 30"
        return not lexicon.totals.isdisjoint(words.lower[index + 1 : index + 9])
    return True


def _behind(words: Words, verb: int, lexicon: Lexicon) -> range | None:
    """The source behind the verb, where what it said stands before: "…, said the lawyer on Friday"."""
    if verb == 0 or words.text[verb - 1] not in ',”"’':
        return None
    span = _forward(words, verb + 1, lexicon)
    if span is None or any(lexicon.is_verb(words.lower[i]) and words.text[i].islower() for i in span):
        return None
    return span


def _forward(words: Words, start: int, lexicon: Lexicon) -> range | None:
    """The noun phrase that begins at `start`."""
    end = start
    while end < min(len(words), start + _LONGEST) and not _ends(words, end, lexicon):
        lower = words.lower[end]
        if lower in lexicon.grammar["clause-opening"] or (end > start and lower in lexicon.grammar["source-tail"]):
            break
        end += 1
    return range(start, end) if end > start else None


def _ends(words: Words, index: int, lexicon: Lexicon) -> bool:
    """Whether a mark ends the phrase; the stop of an abbreviation does not: "said Col. Baluyot"."""
    if words.text[index] != ".":
        return words.text[index] in _ENDS
    return index == 0 or f"{words.lower[index - 1]}." not in lexicon.abbreviations


def _backward(words: Words, verb: int, lexicon: Lexicon) -> range | None:
    """The subject that ends before `verb`; an apposition between commas is stepped over to its head."""
    end = verb
    while end > 0 and (words.lower[end - 1] in lexicon.grammar["before-speech"] or words.lower[end - 1].endswith("ly")):
        end -= 1
    if end > 0 and words.text[end - 1] == ",":
        opening = next((i for i in range(end - 2, max(-1, end - _APPOSITION), -1) if words.text[i] == ","), 0)
        if opening == 0:
            return None
        end = opening
    start = end
    while start > max(0, end - _LONGEST):
        word, lower = words.text[start - 1], words.lower[start - 1]
        if _ends(words, start - 1, lexicon) or lower in lexicon.grammar["clause-opening"] or lower in lexicon.speech:
            break
        if lexicon.is_verb(lower) and word.islower():
            break
        start -= 1
    return range(start, end) if start < end else None


def _named(words: Words, span: range, names: Sequence[Name], lexicon: Lexicon) -> str | None:
    """The name to give for the words of `span`: a person or organisation in it where there is one, else the words."""
    start, end = words.start[span.start], words.end[span.stop - 1]
    first = bisect_left(names, start, key=lambda name: name[0])
    if first < len(names) and names[first][1] <= end:
        return names[first][2]
    written = words.text[span.start : span.stop]
    if words.lower[span.start] in lexicon.grammar["no-source"] or not any(w.isalpha() and len(w) > 2 for w in written):
        return None
    if any(word[0].isdigit() for word in written):
        return None
    for i in range(span.start, span.stop - 1):  # "the rights group Vesna": the name behind the noun
        if words.lower[i] in lexicon.bodies and all(word[0].isupper() for word in words.text[i + 1 : span.stop]):
            return joined(words, range(i + 1, span.stop))
    return joined(words, span)
