"""Stretches of words that may name a person: the recogniser's spans, mended, and runs of capitals that it left unmarked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.finding.people.lexicons import Lexicons
from extract.finding.people.words import Word

Span = tuple[int, int]
"""Indexes of the first word of a name and of the one after its last."""

NAMING_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})
"""OntoNotes labels of things with names; dates, numbers and money can hold no person."""

_REGNAL = re.compile(r"[IVX]{1,5}")
_LONGEST = 6
"""Words of the longest name that is taken from a run of capitals; longer runs are headlines or lists."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The words `span`, and the recogniser's label ("" where it marked nothing)."""

    span: Span
    label: str


_OPENING, _CLOSING = frozenset("\"“‘'"), frozenset("\"”’'")
_CHILD_OF = frozenset({"s/o", "d/o", "a/l", "a/p"})
_ARTICLES = ("al-", "el-", "ul-", "as-", "ash-", "az-", "ad-", "at-", "an-", "ar-")
"""Arabic articles, which begin no name of their own after a given name."""


class CandidateFinder:
    """Finds candidates in one article's words."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons

    def find(self, words: Sequence[Word], entities: Sequence[tuple[Span, str]], styles: Mapping[int, str]) -> list[Candidate]:
        """Candidates in text order, none overlapping another.

        `entities` are the recogniser's spans in words, with their labels, in text order; `styles` names the sentences written as headlines.
        """
        taken = [False] * len(words)
        blocked = [False] * len(words)  # inside a span that is no person, so that no name grows into it
        for (first, last), label in entities:
            if label != "PERSON" and not self._lone_given_name(words, (first, last)):
                blocked[first:last] = [True] * (last - first)
        found: list[Candidate] = []
        for span in self._nicknamed(words):
            self._add(found, taken, Candidate(span, "PERSON"))
        # people first, so that a name does not lose its words to a wrong span beside it
        for wanted in (True, False):
            for span, label in entities:
                if label in NAMING_LABELS and (label == "PERSON") == wanted:
                    for piece in self._mended(words, span, label, styles):
                        grown = (
                            piece
                            if words[piece[0]].sentence in styles
                            else self._grown(words, piece, taken, blocked, label == "PERSON" or self._lone_given_name(words, piece))
                        )
                        self._add(found, taken, Candidate(grown, label))
        for span in self._runs(words, taken, blocked, styles):
            self._add(found, taken, Candidate(span, ""))
        return self._joined(words, sorted(found, key=lambda c: c.span))

    def _nicknamed(self, words: Sequence[Word]) -> Iterator[Span]:
        """The names with a nickname between quotation marks: 'Orhan "Baba" Tekin'."""
        for i in range(1, len(words) - 2):
            if words[i].text not in _OPENING or not words[i - 1].is_name or not words[i + 1].is_name:
                continue
            close = next((j for j in (i + 2, i + 3) if j < len(words) - 1 and words[j].text in _CLOSING), None)
            if close is None or not words[close + 1].is_name or words[close + 1].sentence != words[i - 1].sentence:
                continue
            first, last = i - 1, close + 2
            while first > 0 and i - first < 3 and words[first - 1].is_name and words[first - 1].sentence == words[i].sentence:
                first -= 1
            while last < len(words) and last - close < 4 and words[last].sentence == words[i].sentence:
                particle = words[last].kind == "lower" and words[last].low in self._lexicons.particles
                if not words[last].is_name and not (particle and last + 1 < len(words) and words[last + 1].is_name):
                    break
                last += 1
            name = self.trim(words, (first, last))
            if name is not None and name[0] < i and close < name[1]:
                yield name

    @staticmethod
    def _joined(words: Sequence[Word], found: Sequence[Candidate]) -> list[Candidate]:
        """The candidates, joined where a family name with an article ("al-Otaibi") or "s/o" and the father's name follow."""
        joined: list[Candidate] = []
        for candidate in found:
            first, last = candidate.span
            before = joined[-1] if joined else None
            if (
                before is not None
                and before.span[1] == first
                and words[first].low.startswith(_ARTICLES)
                and words[first].sentence == words[before.span[0]].sentence
                and last - before.span[0] <= _LONGEST
                and before.label == "PERSON"
            ):
                joined[-1] = Candidate((before.span[0], last), before.label)
            elif (
                before is not None
                and before.span[1] == first - 1
                and words[first - 1].text in _CHILD_OF
                and "PERSON" in (before.label, candidate.label)
            ):
                joined[-1] = Candidate((before.span[0], last), "PERSON")
            else:
                joined.append(candidate)
        return joined

    def _lone_given_name(self, words: Sequence[Word], span: Span) -> bool:
        """Whether the span is one given name, which the recogniser took for something else and cut off the name."""
        low = words[span[0]].low
        return span[1] - span[0] == 1 and low in self._lexicons.given_names and low not in self._lexicons.place_names

    @staticmethod
    def _add(found: list[Candidate], taken: list[bool], candidate: Candidate) -> None:
        first, last = candidate.span
        if not any(taken[first:last]):
            taken[first:last] = [True] * (last - first)
            found.append(candidate)

    def _mended(self, words: Sequence[Word], span: Span, label: str, styles: Mapping[int, str]) -> list[Span]:
        """The names within a recogniser's span: cut at punctuation, "and" and line ends, titles and other words taken off."""
        pieces: list[Span] = []
        first = span[0]
        in_headline = words[first].sentence in styles

        def separates(i: int) -> bool:
            return self._separates(words, i, span) or (in_headline and words[i].low in self._lexicons.headline_verbs)

        for i in range(span[0], span[1] + 1):
            if i == span[1] or separates(i) or (i > first and words[i].sentence != words[first].sentence):
                if i > first:
                    pieces.append((first, i))
                first = i if i < span[1] and not separates(i) else i + 1
        if label != "PERSON" and len(pieces) > 1:
            return []  # "Smith and Sons", "Procter & Gamble": an organisation's parts are no people
        trimmed = ((piece, self.trim(words, piece, label == "PERSON")) for piece in pieces)
        return [t for piece, t in trimmed if t is not None and not self._leaves_a_scrap(words, piece, t)]

    def _leaves_a_scrap(self, words: Sequence[Word], piece: Span, name: Span) -> bool:
        """Whether only the last, unknown word of a phrase of function words is left: "My Own Way"."""
        if name[1] - name[0] > 1 or name[0] == piece[0]:
            return False
        known = self._lexicons
        word, before = words[name[0]], words[piece[0] : name[0]]
        return before[-1].is_name and before[-1].low in known.function_words and word.low not in known.known_names

    def _separates(self, words: Sequence[Word], i: int, span: Span) -> bool:
        word = words[i]
        if word.low in ("and", "&", "or"):
            return True
        if word.kind != "mark":
            return False
        # quotation marks around a nickname stay in the name
        return word.text not in "\"“”'‘’()" or not span[0] < i < span[1] - 1

    def trim(self, words: Sequence[Word], piece: Span, marked: bool = True) -> Span | None:
        """The name in a piece of text without titles, nationalities and other words around it, or None where nothing is left.

        `marked` says that the recogniser found the piece, so that a first word like "Will" or "Dean" is part of the name.
        """
        first, last = piece
        known = self._lexicons
        while first < last:
            word = words[first]
            rest = last - first - 1
            opens = first == 0 or words[first - 1].sentence != word.sentence
            if not marked and word.is_name and word.low in known.function_words and word.low != "the" and not opens:
                return None  # "New York", "First Okoth Bank": a capital that no sentence asked for
            if (
                word.low in known.given_words
                and rest
                and marked
                and (words[first + 1].is_name or words[first + 1].low in known.particles)
                and words[first + 1].low not in known.not_continuing
            ):
                break
            if word.low in known.attached_honorifics and rest == 1:
                break  # "Sheikh Hasina"
            if word.low in known.honorific_names and rest and marked and words[first + 1].low not in known.given_names:
                break
            if word.low in known.given_names and rest and marked and not opens and words[first - 1].low in known.titles:
                break  # "the lawyer Emir Baran", "Captain Aden Saleh"
            if (
                word.kind in ("mark", "number")
                or (word.low in known.stops and word.text.isascii())
                or (word.low in known.titles and (rest or word.kind == "lower" or word.text.endswith(".")))
                or (word.low in known.title_modifiers and any(w.low in known.titles for w in words[first + 1 : last]))
            ):
                first += 1
            elif (word.low in known.attributes or word.text == "U.S.") and (
                rest >= 2
                or (
                    rest == 1
                    and (
                        words[first + 1].low in known.titles
                        or words[first + 1].low in known.family_names
                        or words[first + 1].kind == "caps"
                    )
                )
            ):
                if word.low in known.given_names and words[first + 1].low not in known.titles:
                    break
                first += 1
            elif (word.kind == "lower" and not (word.low in known.particles and rest)) or self._opens_sentence_as_role(words, first, rest):
                first += 1
            else:
                break
        while last > first:
            word = words[last - 1]
            if last - first > 1 and (word.low in known.suffixes or _REGNAL.fullmatch(word.text)):
                break
            if last - first == 2 and words[first].low in known.given_names and word.is_name and marked and word.low in known.stops:
                break  # "Theresa May"
            if (
                word.kind in ("mark", "number", "lower")
                or word.low in known.stops
                or (word.low in known.honorifics and word.text.endswith("."))
                or (word.low in known.titles and (not marked or words[first].low in known.attributes or words[first].kind == "caps"))
            ):
                last -= 1
            else:
                break
        inner = [i for i in range(first, last) if words[i].kind == "lower" and words[i].low not in known.particles]
        if inner:  # "Ambassador to the United States Amina Okoth": the name comes after the last such word
            return self.trim(words, (inner[-1] + 1, last), marked) if inner[-1] + 1 < last else None
        return (first, last) if first < last and any(w.is_name for w in words[first:last]) else None

    def _opens_sentence_as_role(self, words: Sequence[Word], first: int, rest: int) -> bool:
        """Whether a sentence's first word only looks like a name before a given name and another: "Pianist Amina Okoth"."""
        known = self._lexicons
        opens = first == 0 or words[first - 1].sentence != words[first].sentence or words[first - 1].kind == "mark"
        if not opens or rest < 2 or words[first].kind != "name" or words[first].low in known.known_names:
            return False
        return (
            words[first + 1].low in known.given_names and words[first + 1].kind == "name" and words[first].low.endswith(known.role_endings)
        )

    def _grown(self, words: Sequence[Word], span: Span, taken: Sequence[bool], blocked: Sequence[bool], right: bool) -> Span:
        """The span with the rest of the name that the recogniser cut off: "Viktor P." and then "Sidarenka"."""
        first, last = span
        while right and last - first < _LONGEST and self._continues(words, last, last - 1, taken, blocked):
            last += 1
        if right and last < len(words) - 1 and words[last].low in self._lexicons.particles and words[last].kind == "lower":
            after = last + 1
            while after < len(words) and words[after].low in self._lexicons.particles and words[after].kind == "lower":
                after += 1
            if after - last <= 3 and self._continues(words, after, after - 1, taken, blocked):
                last = after + 1
        while first > 0 and last - first < _LONGEST and self._may_begin(words, first - 1, last - first == 1 and right):
            if not self._continues(words, first - 1, first, taken, blocked) or words[first - 1].kind == "lower":
                break
            first -= 1
        return first, last

    def _may_begin(self, words: Sequence[Word], i: int, single: bool) -> bool:
        """Whether word `i` may be the first of a name: a known given name, or, before a `single` word, any that no sentence asked for."""
        if words[i].low in self._lexicons.first_parts:
            return True
        inside = i > 0 and words[i - 1].sentence == words[i].sentence and words[i - 1].kind == "lower"
        titled = i > 0 and words[i - 1].sentence == words[i].sentence and words[i - 1].low in self._lexicons.titles
        return (titled or (single and inside)) and words[i].kind == "name" and words[i].low not in self._lexicons.beside_names

    def _continues(self, words: Sequence[Word], i: int, neighbour: int, taken: Sequence[bool], blocked: Sequence[bool]) -> bool:
        """Whether word `i` belongs to the name that ends or begins with word `neighbour` beside it."""
        if not 0 <= i < len(words) or taken[i] or blocked[i]:
            return False
        word, known = words[i], self._lexicons
        if not word.is_name or word.sentence != words[neighbour].sentence or abs(i - neighbour) != 1:
            return False
        if word.kind == "caps" and words[neighbour].kind != "caps":
            return False
        return word.low not in known.not_continuing

    def _runs(self, words: Sequence[Word], taken: Sequence[bool], blocked: Sequence[bool], styles: Mapping[int, str]) -> list[Span]:
        """Runs of capitalised words outside all spans and headlines, trimmed to what may be a name."""
        runs: list[Span] = []
        i = 0
        while i < len(words):
            if not words[i].is_name or taken[i] or blocked[i] or words[i].sentence in styles:
                i += 1
                continue
            last = i + 1
            while last < len(words) and words[last].sentence == words[i].sentence and not taken[last] and not blocked[last]:
                particle = words[last].kind == "lower" and words[last].low in self._lexicons.particles
                if not words[last].is_name and not (particle and last + 1 < len(words) and words[last + 1].is_name):
                    break
                last += 1
            trimmed = self.trim(words, (i, last), marked=False)
            if trimmed is not None and trimmed[1] - trimmed[0] <= _LONGEST:
                runs.append(trimmed)
            i = last
        return runs
