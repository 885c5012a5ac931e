"""Which event governs which number: a price for every pair, made of distance and of what stands between.

The prices are in words: a clause boundary counts like some eight words. They were set by hand on the development passages
under `tests/finding/prisoners/passages/`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.finding.prisoners.events import Event
from extract.finding.prisoners.groups import Candidate
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.words import Words

Scene = Literal["custody", "mishap", "other"]
"""What an article is about, by its words: people in custody, an accident or the like that holds and frees people, or neither."""
PER_WORD = 0.08
PER_WORD_BARE = 0.2
"""For a number whose noun is left out: its event stands close by ("six have died", "freed 52")."""
BOUNDARIES = {
    **dict.fromkeys([";", ":", "—", "–"], 1.0),
    **dict.fromkeys(["while", "whereas", "as", "after", "before", "when", "because", "until", "but", "although", "though", "if"], 0.6),
    **dict.fromkeys(["who", "which", "that", "where", "whose", "and"], 0.4),
    ",": 0.3,
}
OTHER_NUMBER = 0.9
OTHER_EVENT = 0.7
OTHER_VERB = 1.2
WEAK_DIRECTION = 1.0
WEAK_CUE = 0.2
DESCRIPTION = 1.5
COMPLEMENT = 0.2
LIMIT = {"prisoner": 3.2, "person": 2.0, "pronoun": 2.2, "none": 1.5}
"""The highest price at which an event still governs a candidate, by the head of its phrase."""

_CHAIN = frozenset(
    {
        ",",
        "and",
        "or",
        "including",
        "plus",
        "also",
        "among",
        "them",
        "as",
        "well",
        "along",
        "with",
        "of",
        "whom",
        "the",
        "both",
        "(",
        ")",
        "a",
    }
)
_INCLUDING = frozenset({"including", "among", "whom", "which"})


@dataclass(frozen=True, slots=True)
class Link:
    """A candidate's governing event and its price; `inherited` where the number before it in a list passed it on."""

    event: Event
    price: float
    inherited: bool = False


class Linker:
    """Links the candidates of a sentence to its events."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def link(self, words: Words, candidates: Sequence[Candidate], events: Sequence[Event], scene: Scene) -> list[Link | None]:
        """For each candidate its governing event, None where none is near enough.

        Ambiguous events count only where the scene is custody; where it is a mishap, only prisoners by name do.
        """
        links: list[Link | None] = []
        for index, candidate in enumerate(candidates):
            usable = [e for e in events if candidate.head == "prisoner" or not (scene == "mishap" or (e.ambiguous and scene != "custody"))]
            best = self._best(words, candidates, index, usable)
            if index and best is None and scene == "custody":
                best = self._number_for_number(words, candidates[index - 1], candidate)
                links[index - 1] = links[index - 1] or best
            before = links[index - 1] if index else None
            if before and self._chained(words, candidates[index - 1], candidate) and (best is None or best.price > 0.5):
                best = Link(before.event, before.price + 0.1, inherited=True)
            links.append(best)
        # A list may also take its verb from behind: "30 women and 12 men were freed".
        for index in range(len(candidates) - 2, -1, -1):
            after = links[index + 1]
            passed_on = after and not after.inherited and not (after.event.cue.weak and candidates[index].head == "person")
            if links[index] is None and after and passed_on and self._chained(words, candidates[index], candidates[index + 1]):
                links[index] = Link(after.event, after.price + 0.1, inherited=True)
        return links

    def _best(self, words: Words, candidates: Sequence[Candidate], index: int, events: Sequence[Event]) -> Link | None:
        candidate = candidates[index]
        best: Link | None = None
        for event in events:
            if event.cue.weak and candidate.head == "person":
                continue
            price = self._price(words, candidates, index, event, events)
            if price is None or price > LIMIT[candidate.head]:
                continue
            price += self._description(words, candidate, event)
            if best is None or (price, event.cue.weak) < (best.price, best.event.cue.weak):
                best = Link(event, price)
        return best

    def _price(self, words: Words, candidates: Sequence[Candidate], index: int, event: Event, events: Sequence[Event]) -> float | None:
        candidate = candidates[index]
        if event.loose and candidate.head != "prisoner" and event.first < candidate.first:
            return None
        if candidate.first in event.gap:  # "let 12 go"
            return -COMPLEMENT
        if candidate.number <= event.first <= candidate.last:  # "12 freed prisoners"
            return 0.8
        if event.first > candidate.last:
            readiness, between, start = event.left, range(candidate.last + 1, event.first), candidate.last + 1
        else:
            readiness, between, start = event.right, range(event.last + 1, candidate.first), event.last + 1
        if readiness <= 0:
            return None
        if candidate.first == event.last + 2 and words.text[event.last + 1] == ":":
            return 0.1  # "Arrested: 45."
        price = (1 - readiness) * WEAK_DIRECTION + (WEAK_CUE if event.cue.weak and candidate.head != "prisoner" else 0.0)
        if event.last > event.first and event.cue.of == "object" and event.cue.complements:
            price -= COMPLEMENT  # "jailed for life" says more than "jailed"
        relative = False
        verbal = self._is_verb_group(words, between)
        for i in between:
            lower = words.lower[i]
            if i == start and lower in _RELATIVE:
                relative = event.first > candidate.last
                continue
            price += 0.0 if verbal else BOUNDARIES.get(lower, 0.0)
            price += (
                PER_WORD
                if candidate.head != "none" or lower in _AUXILIARY or self._lexicon.is_verb(lower) or lower.endswith("ly")
                else PER_WORD_BARE
            )
        others = [c for c in candidates if c is not candidate and c.first in between]
        price += OTHER_NUMBER * len(others)
        price += OTHER_EVENT * len(
            {e.first for e in events if e is not event and not e.cue.weak and e.first in between and e.last < max(between, default=0) + 1}
        )
        if event.first > candidate.last and not relative and not verbal and self._acts_otherwise(words, between):
            price += OTHER_VERB
        if (
            event.first < candidate.first
            and event.right < 1
            and self._lexicon.is_verb(words.lower[min(candidate.last + 1, len(words) - 1)])
        ):
            price += OTHER_VERB
        return price

    def _description(self, words: Words, candidate: Candidate, event: Event) -> float:
        """What an event costs more that describes the people rather than tells of them: any other within reach comes first.

        "The release of 12 labourers abducted in May", "30 men who were jailed", "47 people in the hands of rebels are free".
        """
        if event.first == candidate.last + 1 and event.reduced and candidate.head != "none":
            return DESCRIPTION
        if event.first > candidate.last and words.lower[candidate.last + 1] in _RELATIVE:
            return DESCRIPTION
        return 0.0

    def _is_verb_group(self, words: Words, between: range) -> bool:
        """Whether only verbs of one group stand there: "have been questioned, summoned or" before "detained"."""
        joints = {",", "and", "or"} | _AUXILIARY
        return len(between) > 0 and all(
            self._lexicon.is_verb(words.lower[i]) or words.lower[i] in joints or words.lower[i].endswith("ly") for i in between
        )

    def _acts_otherwise(self, words: Words, between: range) -> bool:
        """Whether a verb other than an auxiliary of the event stands between the people and the event."""
        verbs = [i for i in between if self._lexicon.is_verb(words.lower[i])]
        if verbs and verbs[0] == between[0] and words.lower[verbs[0] + 1] in _AFTER_DESCRIPTION and words.lower[verbs[0]].endswith("ed"):
            verbs = verbs[1:]  # "Five men convicted of smuggling were hanged": a description, not what they did
        if not verbs:
            return False
        last = between[-1]
        contiguous = all(
            self._lexicon.is_verb(words.lower[i]) or words.lower[i].endswith("ly") or words.lower[i] in _AUXILIARY
            for i in range(verbs[0], last + 1)
        )
        return not contiguous

    def _places_between(self, words: Words, start: int, end: int) -> bool:
        """Whether a list by places goes on: "47 from Homs, 16 from Hama and nine from …"."""
        between = range(start, end)
        if not 2 < len(between) <= 9 or words.lower[end - 1] not in {",", "and"}:
            return self._named_between(words, between)
        if words.lower[start] not in _PLACE_OPENERS:
            return self._named_between(words, between)
        return all(not words.text[i][0].islower() or words.lower[i] in _PLACE_JOINTS for i in between)

    def _named_between(self, words: Words, between: range) -> bool:
        """ "El Alto 21, Cochabamba 15": a comma and a name."""
        if not 2 <= len(between) <= 4 or words.text[between[0]] not in (",", ";"):
            return False
        return all(words.text[i][0].isupper() or words.text[i] == "," for i in between[1:])

    def _chained(self, words: Words, before: Candidate, after: Candidate) -> bool:
        """Whether nothing but the joints of a list stands between two candidates."""
        between = words.lower[before.last + 1 : after.first]
        if after.head == "none" and words.lower[after.last + 1 : after.last + 2] and self._lexicon.is_verb(words.lower[after.last + 1]):
            return False  # "arrested 40 people, and 100 have lost their posts"
        if between[-3:] == ["as", "well", "as"] or between[-2:] in (["along", "with"], ["together", "with"], ["in", "addition"]):
            return len(between) <= 16
        if after.partitive and after.head == "pronoun" and words.lower[before.last + 1 : before.last + 2] == [","] and len(between) <= 2:
            return True
        if between and between[0] in (",", "(", "–", "—", "-") and len(between) > 1 and between[1] in _INCLUDING:
            return len(between) <= 8
        if between and between[0] == "including":
            return len(between) <= 6
        if after.head == "none" and self._places_between(words, before.last + 1, after.first):
            return True
        if (between and self._lexicon.comparing.at(words.lower, max(before.last + 1, after.first - 2))) or between[-1:] == ["against"]:
            return after.head == "none" and len(between) <= 12  # "a dozen fishermen in May, against 64 a year earlier"
        if after.head != "none" and between[-1:] == [","] and len(between) <= 6:
            # An apposition: "90 detainees on board, 69 women and 21 boys".
            return not any(self._lexicon.is_verb(word) or (word in BOUNDARIES and word != ",") for word in between)
        return bool(between) and len(between) <= 5 and all(word in _CHAIN for word in between)

    def _number_for_number(self, words: Words, before: Candidate, after: Candidate) -> Link | None:
        """The exchange that two equal numbers joined by "for" state: "150 for 150", "thousand-for-thousand"."""
        between = [word for word in words.lower[before.last + 1 : after.first] if word != "-"]
        if between != ["for"] or before.quantity.value is None or before.quantity.value != after.quantity.value:
            return None
        index = words.lower.index("for", before.last + 1)
        return Link(Event(self._lexicon.exchange, self._lexicon.exchange.status, index, index, 1.0, 1.0), 0.0)


_RELATIVE = frozenset({"who", "whom", "that", "which"})
_AFTER_DESCRIPTION = frozenset("of in over by from for on with since during at to as under after".split())
_PLACE_OPENERS = frozenset({"in", "from", "at", "to"})
_PLACE_JOINTS = _PLACE_OPENERS | {"the", "of", ",", ";", "and", "."}
_AUXILIARY = frozenset("be been being also still now since already not later all then to".split())
