"""What a sentence takes over from the one before: the noun that a number leaves out, and the event that still goes on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.finding.prisoners.events import Event
from extract.finding.prisoners.groups import Candidate
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.words import Words
from extract.records import Certainty

GROUP_REACH = 2
"""How many sentences back the noun that a number leaves out is sought."""
PARTS_REACH = 24
"""How many words before a number those are sought that pick it out of the people of the sentence before."""
PARTS_BEHIND = 6
"""How many words behind it: "ten women are in the group"."""
FACILITY_REACH = 14
"""How many words before a number the place is sought that it is the population of."""
EVENT_REACH = 1
"""How many sentences back an event is that a number without one of its own goes on with."""


@dataclass(slots=True)
class Memory:
    """What was counted so far: groups by sentence, and the last event with its sentence."""

    groups: list[tuple[int, str]] = field(default_factory=list)
    event: tuple[int, Event, Certainty] | None = None

    def group(self, sentence: int) -> str | None:
        """The group named last within reach of `sentence`."""
        if self.groups and self.groups[-1][0] >= sentence - GROUP_REACH:
            return self.groups[-1][1]
        return None

    def carried(self, sentence: int) -> tuple[Event, Certainty] | None:
        """The event that `sentence` may still speak of, and how sure it was."""
        if self.event and self.event[0] >= sentence - EVENT_REACH:
            return self.event[1:]
        return None


def goes_on(words: Words, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether a number without an event of its own goes on with that of the sentence before.

    It does where it stands for people named before ("24 of them", "nine from Homs") and nothing else is said of them, or
    where words of parts.txt pick it out of them ("Among them are 12 officers").
    """
    if _followed_by_other_verb(words, candidate, lexicon):
        return False
    if candidate.head == "pronoun":
        return True
    near = range(max(0, candidate.first - PARTS_REACH), min(len(words), candidate.last + PARTS_BEHIND))
    if any(lexicon.parts.at(words.lower, i) for i in near):
        return True
    if candidate.head != "none":
        return False
    if candidate.first > 0 and words.lower[candidate.first - 1] in lexicon.grammar["having"]:
        return True
    return (
        _before_place(words, candidate, lexicon) or _behind_name(words, candidate) or words.lower[candidate.last] in lexicon.grammar["more"]
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


def _behind_name(words: Words, candidate: Candidate) -> bool:
    """A list by names: "El Alto 21, Cochabamba 15"."""
    following = words.text[candidate.last + 1 : candidate.last + 2]
    return candidate.first > 0 and words.text[candidate.first - 1][0].isupper() and (not following or following[0] in ",.;")


def _before_place(words: Words, candidate: Candidate, lexicon: Lexicon) -> bool:
    following = words.text[candidate.last + 1 : candidate.last + 3]
    return len(following) == 2 and following[0].lower() in lexicon.grammar["list-place"] and following[1][0].isupper()
