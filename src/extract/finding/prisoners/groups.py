"""What each number in a sentence counts: the candidates among which the prisoner counts are."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.numbers import Quantity
from extract.finding.prisoners.words import Words, joined

Head = Literal["prisoner", "person", "unknown", "pronoun", "none"]
"""What the counted noun is: a word for people in custody, for people, one of which no list tells what it names, a word for people
named before ("of them"), or left out."""

_LONGEST_PHRASE = 8
_INSIDE_NAMES = frozenset({"-", "’", "'", "/"})


@dataclass(slots=True)
class Candidate:
    """A number that may count prisoners.

    `first`, `last` are the indices of its first and last word in the sentence, `number` that of the number itself;
    `start`, `end` its span in the article; `group` the counted noun phrase without number and status word.
    """

    quantity: Quantity
    first: int
    number: int
    last: int
    start: int
    end: int
    head: Head
    group: str | None
    partitive: bool = False


class GroupReader:
    """Reads the noun phrase behind a number."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def read(self, words: Words, quantity: Quantity) -> Candidate | None:
        """The candidate that `quantity` makes in the sentence `words`, None where it cannot count people."""
        first = _index_at(words.start, quantity.start)
        number = _index_at(words.start, quantity.number_start)
        after = bisect_left(words.start, quantity.end)
        if self._is_label(words, number, quantity) or self._is_measure(words, after, quantity):
            return None
        if words.lower[max(0, first - 1) : first] == ["of"] and words.lower[first - 2] in self._lexicon.dead:
            return None  # "the bodies of 69 soldiers"
        candidate = Candidate(quantity, first, number, after - 1, quantity.start, quantity.end, "none", None)
        if after == len(words):
            return candidate
        if words.lower[after] == "more" and after + 1 < len(words) and words.lower[after + 1] != "than":
            after = self._extend(candidate, words, after)
        if after < len(words) and words.lower[after] == "of":
            return self._partitive(candidate, words, after + 1)
        return self._phrase(candidate, words, after)

    def _is_label(self, words: Words, number: int, quantity: Quantity) -> bool:
        if number == 0 or quantity.start < quantity.number_start:
            return False
        before = words.text[number - 1]
        touching = words.end[number - 1] == quantity.number_start
        if before in "$€£¥₹#№" or (touching and before in "/:.-" and words.lower[number - 2 : number - 1] != ["for"]):
            return True  # a price, a reference, "Mi-8", "9:30"; but "150-for-150"
        if self._lexicon.labels.ending_at(words.lower, number) or self._is_age(words, number, quantity):
            return True
        if before in ("and", "or", ",") and words.text[number - 2 : number - 1] and words.text[number - 2][0].isdigit():
            return self._lexicon.labels.ending_at(words.lower, number - 2)  # "aged 78 and 82"
        # "the Hong Kong 47", "Mi-8": a number that closes a capitalised name. "Belarus Frees 52" is no name, so "the" must open it.
        opening = number - 1
        while opening > 0 and words.text[opening][0].isupper():
            opening -= 1
        return words.lower[opening] == "the" and number - opening > 1 and not quantity.words

    def _is_age(self, words: Words, number: int, quantity: Quantity) -> bool:
        """ "Zhang, 45, was detained"."""
        comma = number - 2 if words.lower[number - 1] == "now" else number - 1
        if comma < 1 or words.text[comma] != "," or words.text[number + 1 : number + 2] not in ([","], ["."]):
            return False
        return comma < number - 1 or (words.text[comma - 1][0].isupper() and quantity.value is not None and quantity.value < 110)

    def _is_measure(self, words: Words, after: int, quantity: Quantity) -> bool:
        if after >= len(words):
            return False
        if words.text[after] in "%°$€£¥₹" or words.lower[after] in ("percent", "per"):
            return True
        if words.text[after] not in "-/:" or words.start[after] > quantity.end:
            return False
        # "61-year-old", "9:30", "12/5"; but "150: the sides", "150-for-150"
        return words.start[after + 1 : after + 2] == [words.end[after]] and words.lower[after + 1] != "for"

    def _partitive(self, candidate: Candidate, words: Words, inside: int) -> Candidate | None:
        """ "24 of them", "four of these people", "hundreds of prisoners", "six of the crew"; `inside` is behind the "of"."""
        if inside >= len(words):
            return candidate
        lower = words.lower
        candidate.partitive = candidate.quantity.modifier != "vague"
        if lower[inside] in self._lexicon.grammar["pronoun-object"] and self._stands_for_things(words, candidate):
            return None  # "seven planes, two of them"
        if lower[inside] in self._lexicon.grammar["pronoun-object"]:
            candidate.head, candidate.partitive = "pronoun", True
            self._extend(candidate, words, inside)
            return candidate
        start = inside
        while start < len(words) and lower[start] in self._lexicon.grammar["pointing"]:
            start += 1
        if start > inside and lower[start - 1] == "those":
            candidate.head, candidate.partitive = "pronoun", True
            end = start if start < len(words) and self._is_participle(lower[start]) else start - 1
            self._extend(candidate, words, end)
            return candidate
        if start < len(words) and words.text[start][0].isdigit():
            candidate.head = "pronoun"  # "52 of the 100 prisoners": the hundred is a candidate of its own
            return candidate
        return self._phrase(candidate, words, start)

    def _stands_for_things(self, words: Words, candidate: Candidate) -> bool:
        """Whether the number takes its noun from things named straight before it, between commas."""
        if candidate.first < 2 or words.text[candidate.first - 1] != ",":
            return False
        word = words.lower[candidate.first - 2]
        return word.endswith("s") and words.text[candidate.first - 2].islower() and not self._lexicon.is_person(word)

    def _phrase(self, candidate: Candidate, words: Words, start: int) -> Candidate | None:
        """The noun phrase from `start` on as the candidate's group; a candidate without a group where no noun follows."""
        lexicon, head, index, unknown = self._lexicon, -1, start, False
        participles: list[int] = []
        while index < min(len(words), start + _LONGEST_PHRASE):
            word, lower = words.text[index], words.lower[index]
            if not word[0].isalpha() and word not in _INSIDE_NAMES and not (word in '“"‘' and index == start):
                break
            if lower in lexicon.function_words or (lower in lexicon.verbs and word.islower()):
                break
            if self._is_participle(lower):
                if head >= 0 or not self._noun_ahead(words, index + 1):
                    break
                participles.append(index)
            elif lexicon.is_person(word):
                head = index
            elif head >= 0:
                break
            elif self._is_plural(word) and not (index + 1 < len(words) and lexicon.is_person(words.text[index + 1])):
                if lower in lexicon.things or len(lower) < 5:
                    return None  # a plural that names no people: "12 political parties"; but "11 logistics suppliers"
                head, unknown = index, True
            index += 1
        if head < 0:
            return self._without_noun(candidate, words, start)
        head = head if unknown else self._joined(words, head)
        if any(word in lexicon.dead for word in words.lower[start : head + 1]):
            return None
        candidate.head = "unknown" if unknown else "prisoner" if lexicon.is_prisoner(words.text[head]) else "person"
        kept = [i for i in range(start, head + 1) if i not in participles]
        self._extend(candidate, words, head)
        candidate.group = joined(words, kept)
        return candidate

    def _without_noun(self, candidate: Candidate, words: Words, start: int) -> Candidate | None:
        """A number whose noun is left out; None where an unknown noun follows it."""
        if start >= len(words):
            return candidate
        word, lower = words.text[start], words.lower[start]
        if lower in self._lexicon.grammar["linking"] and (noun := self._prisoner_noun(words, start + 1)):
            candidate.head, candidate.group = "prisoner", noun  # "18 were pre-trial detainees"
            return candidate
        if not word[0].isalpha() or lower in self._lexicon.function_words or self._lexicon.is_verb(lower) or self._is_participle(lower):
            return candidate
        if self._is_event(lower):
            return candidate
        if lower in self._lexicon.dead and lower.endswith(("dead", "ed")):  # "at least 129 dead"
            self._extend(candidate, words, start)
            return candidate
        if lower.endswith("ly"):
            return candidate
        return None

    def _prisoner_noun(self, words: Words, start: int) -> str | None:
        """A noun phrase for people in custody that begins at `start`, at the most four words long."""
        for index in range(start, min(len(words), start + 4)):
            if words.lower[index] in self._lexicon.function_words or not words.text[index][0].isalpha():
                return None
            if self._lexicon.is_prisoner(words.text[index]):
                return joined(words, range(start, index + 1))
        return None

    @staticmethod
    def _is_plural(word: str) -> bool:
        return word.islower() and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))

    def _noun_ahead(self, words: Words, start: int) -> bool:
        """Whether a noun for people follows within the phrase: then a participle before it is an attribute."""
        for index in range(start, min(len(words), start + 4)):
            lower = words.lower[index]
            if lower in self._lexicon.function_words or not words.text[index][0].isalpha():
                return False
            if self._lexicon.is_person(words.text[index]):
                return True
        return False

    def _joined(self, words: Words, head: int) -> int:
        """The last word of "women and children", "lawyers, clerks and activists": nouns for people joined without numbers of their own."""
        last = head
        while (
            last + 2 < len(words)
            and words.text[last + 1] == ","
            and self._lexicon.is_person(words.text[last + 2])
            and words.text[last + 2].islower()
        ):
            last += 2
        if last > head:
            joined = words.lower[last + 1 : last + 2] in (["and"], ["or"]) and self._lexicon.is_person(
                words.text[min(last + 2, len(words) - 1)]
            )
            return last + 2 if joined else head
        if head + 2 < len(words) and words.lower[head + 1] in ("and", "or") and self._lexicon.is_person(words.text[head + 2]):
            following = words.lower[head + 3] if head + 3 < len(words) else "."
            return head if self._lexicon.is_person(following) else head + 2
        return head

    def _is_participle(self, lower: str) -> bool:
        return any(form in ("past", "participle", "ing") for _, form in self._lexicon.verb_forms.get(lower, ()))

    def _is_event(self, lower: str) -> bool:
        return lower in self._lexicon.verb_forms

    def _extend(self, candidate: Candidate, words: Words, last: int) -> int:
        candidate.last, candidate.end = last, words.end[last]
        return last + 1


def possible(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates in order of their place; "one" alone is a pronoun far more often than a number."""
    return [c for c in candidates if not (c.head in ("none", "pronoun") and c.quantity.value == 1 and c.quantity.words)]


def _index_at(offsets: list[int], offset: int) -> int:
    """The index of the word that begins at or holds `offset`."""
    return bisect_right(offsets, offset) - 1
