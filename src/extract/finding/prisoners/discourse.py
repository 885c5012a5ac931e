"""What a sentence takes over from the one before: the noun that a number leaves out, and the event that still goes on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.finding.prisoners.events import Event
from extract.finding.prisoners.groups import Candidate
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.words import Words
from extract.records import Certainty, Status

GROUP_REACH = 2
"""How many sentences back the noun that a number leaves out is sought."""
PARTS_REACH = 24
"""How many words before a number those are sought that pick it out of the people of the sentence before."""
PARTS_BEHIND = 6
"""How many words behind it: "ten women are in the group"."""
FACILITY_REACH = 14
"""How many words before a number the place is sought that it is the population of."""
TOLD_REACH = 3
"""How many sentences back what was said of people may still go on."""
OTHERS_REACH = 5
"""How many words behind a number are looked at for what is said of others."""
_MOST_TOLD = 6
"""How many counts back are looked at for what was told."""
_STOPS = frozenset(",;:.()–—\n")


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of people counted before.

    `event` is None where a noun said it; `back` is how many sentences ago it was, 0 in the same one.
    """

    rule: str
    status: Status
    certainty: Certainty
    event: Event | None
    back: int = 0


@dataclass(slots=True)
class Memory:
    """What was counted so far: groups by sentence, the numbers, and what was told last with its sentence."""

    groups: list[tuple[int, str]] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    last: list[tuple[int, Told]] = field(default_factory=list)

    def group(self, sentence: int) -> str | None:
        """The group named last within reach of `sentence`."""
        if self.groups and self.groups[-1][0] >= sentence - GROUP_REACH:
            return self.groups[-1][1]
        return None

    def earlier(self, sentence: int) -> list[Told]:
        """What `sentence` may still go on with: the last first, each status once."""
        found: dict[Status, Told] = {}
        for number, told in reversed(self.last[-_MOST_TOLD:]):
            if number >= sentence - TOLD_REACH:
                found.setdefault(told.status, replace(told, back=sentence - number))
        return list(found.values())


def goes_on(words: Words, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether a number without an event of its own goes on with that of the sentence before.

    It does where its noun is left out or stands for people named before ("two have appeared in court", "24 of them",
    "nine from Homs"), unless what is said of them shows that they are others; and where words of parts.txt pick it out of
    those people ("Among them are 12 officers").
    """
    if candidate.head in ("pronoun", "none"):
        return not (is_of_others(words, candidate, lexicon) or _is_no_number_of_people(words, candidate, lexicon))
    if _followed_by_other_verb(words, candidate, lexicon):
        return False
    if has_part(words, candidate, lexicon):
        return True
    return candidate.group is not None and candidate.group.split()[-1] in lexicon.grammar["more"]


def has_part(words: Words, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether words of parts.txt stand near the number: "Among them are 12 officers"."""
    if words.parts is None:  # the same for all numbers of a sentence
        words.parts = [i for i in range(len(words)) if lexicon.parts.at(words.lower, i)]
    return any(candidate.first - PARTS_REACH <= i < candidate.last + PARTS_BEHIND for i in words.parts)


def is_of_others(words: Words, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether others.txt has what is said straight behind the number: "12 were hurt", "a thousand marched"."""
    end = min(len(words), candidate.last + 1 + OTHERS_REACH)
    for index in range(candidate.last + 1, end):
        if words.text[index] in _STOPS or words.lower[index] in lexicon.grammar["clause-end"]:
            return False
        if lexicon.others.at(words.lower, index):
            return True
    return False


def _is_no_number_of_people(words: Words, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether a number without a noun is an age, an hour, a rate or a place's size by the word before it: "at four", "made for 8"."""
    if candidate.head != "none" or candidate.first == 0:
        return False
    before = words.lower[candidate.first - 1]
    if before not in lexicon.grammar["before-figure"]:
        return False
    # "of" and "for" may also open people: "the first batch of 300", "he did so for 225".
    return (
        before not in ("of", "for")
        or words.lower[candidate.first - 2] in lexicon.grammar["sized"]
        or (lexicon.is_person(words.lower[candidate.first - 2]) and not words.lower[candidate.first - 2].endswith("s"))
    )


def is_sum(words: Words, candidate: Candidate, antecedent: str | None, lexicon: Lexicon) -> bool:
    """Whether the number closes a sum of people in custody: "the number of detainees stood at 1,200".

    `antecedent` is the noun that it would stand for; without one a word for a place of custody has to stand before it.
    """
    if candidate.head != "none" or candidate.first == 0:
        return False
    if lexicon.grammar["sum-joint"].isdisjoint(words.lower[max(0, candidate.first - 2) : candidate.first]):
        return False
    if lexicon.totals.isdisjoint(words.lower[max(0, candidate.first - FACILITY_REACH) : candidate.first]):
        return False
    return antecedent is not None or names_facility(words, candidate, lexicon)


def sum_of(words: Words, candidate: Candidate, events: Sequence[Event], lexicon: Lexicon) -> Event | None:
    """The event that a sum counts, "the number of executions", "of those who died": the first behind the word for the sum."""
    first = max(0, candidate.first - FACILITY_REACH)
    total = next((i for i in range(first, candidate.first) if words.lower[i] in lexicon.totals), candidate.first)
    return min((e for e in events if total < e.first < candidate.first), key=lambda e: e.first, default=None)


def is_population(words: Words, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether the number is how many a place of custody has: "the prison of Toamasina had 2,017"."""
    having = candidate.first > 0 and words.lower[candidate.first - 1] in lexicon.grammar["having"]
    return having and candidate.head == "none" and names_facility(words, candidate, lexicon)


def names_facility(words: Words, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether a word for a place of custody stands before the number."""
    return not lexicon.facilities.isdisjoint(words.lower[max(0, candidate.first - FACILITY_REACH) : candidate.first])


def _followed_by_other_verb(words: Words, candidate: Candidate, lexicon: Lexicon) -> bool:
    following = words.lower[candidate.last + 1 : candidate.last + 4]
    if following and following[0] in lexicon.grammar["linking"]:
        return any(lexicon.is_verb(word) for word in following[1:])
    return any(lexicon.is_verb(word) and word not in lexicon.grammar["linking"] for word in following[:2])
