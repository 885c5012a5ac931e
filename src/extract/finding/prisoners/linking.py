"""Which event governs which number: a price for every pair, made of distance and of what stands between.

The prices are in words: a clause boundary counts like some eight words. They were set by hand on the development passages
under `tests/finding/prisoners/passages/`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from extract.finding.prisoners.events import Event
from extract.finding.prisoners.groups import Candidate
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.lists import is_chained, is_exchange
from extract.finding.prisoners.words import Words

Scene = Literal["custody", "mishap", "other"]
"""What an article is about, by its words: people in custody, an accident or the like that holds and frees people, or neither."""
PER_WORD = 0.08
PER_WORD_BARE = 0.2
"""For a number whose noun is left out: its event stands close by ("six have died", "freed 52")."""
OTHER_NUMBER = 0.9
OTHER_EVENT = 0.7
OTHER_VERB = 1.2
WEAK_DIRECTION = 1.0
WEAK_CUE = 0.2
COMPLEMENT = 0.2
ASIDE = 0.3
LONGEST_ASIDE = 14
"""An aside between commas, so many words at the most, costs the same however long it is."""
INSIDE = 0.8
"""The price of a participle within the counted phrase ("12 freed prisoners"): what is said outside it comes first."""
LIMIT = {"prisoner": 3.2, "person": 2.0, "pronoun": 2.2, "none": 1.5}
"""The highest price at which an event still governs a candidate, by the head of its phrase."""
REACH = 45
"""Words beyond which no event is looked at: at `PER_WORD` each, more cost above every limit."""


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
        # "trade unionists", "rescue workers": a word within a counted phrase tells of an event only as a participle.
        inside = {i for c in candidates for i in range(c.number, c.last + 1)}
        told = [e for e in events if (e.reduced or e.first not in inside) and not self._of_others(e, candidates)]
        prices = _Prices(words, candidates, told, self._lexicon)
        for index, candidate in enumerate(candidates):
            best = prices.best(candidate, scene)
            before = candidates[index - 1] if index else None
            if before and best is None and scene == "custody" and (joint := is_exchange(words, before, candidate)):
                exchange = self._lexicon.exchange
                best = Link(Event(exchange, exchange.status, joint, joint, 1.0, 1.0), 0.0)
                links[-1] = links[-1] or best
            if (
                before
                and (passed := links[-1])
                and (best is None or best.price > 0.5)
                and is_chained(words, before, candidate, self._lexicon)
            ):
                best = Link(passed.event, passed.price + 0.1, inherited=True)
            links.append(best)
        # A list may also take its verb from behind: "30 women and 12 men were freed".
        for index in range(len(candidates) - 2, -1, -1):
            after = links[index + 1]
            if links[index] or not after or after.inherited or (after.event.cue.weak and candidates[index].head == "person"):
                continue
            if is_chained(words, candidates[index], candidates[index + 1], self._lexicon):
                links[index] = Link(after.event, after.price + 0.1, inherited=True)
        return links

    @staticmethod
    def _of_others(event: Event, candidates: Sequence[Candidate]) -> bool:
        """Whether an event tells of others than those counted: "put the men behind bars", where no number stands in the gap."""
        return event.left == 0 and len(event.gap) > 0 and not any(c.first in event.gap for c in candidates)


class _Prices:
    """The prices in one sentence. What is asked about every stretch between two words is summed up once."""

    def __init__(self, words: Words, candidates: Sequence[Candidate], events: Sequence[Event], lexicon: Lexicon) -> None:
        self._words = words
        self._grammar = lexicon.grammar
        self._events = sorted(events, key=lambda e: e.first)
        self._event_starts = [e.first for e in self._events]
        self._strong_starts = sorted({e.first for e in events if not e.cue.weak})
        self._candidate_starts = [c.first for c in candidates]
        self._verb = [lexicon.is_verb(word) for word in words.lower]
        auxiliary = [
            verb or word.endswith("ly") or word in self._grammar["auxiliary"] for verb, word in zip(self._verb, words.lower, strict=True)
        ]
        self._other = _sums(not verbal for verbal in auxiliary)
        self._other_than_list = _sums(
            not verbal and word not in (",", "and", "or") for verbal, word in zip(auxiliary, words.lower, strict=True)
        )
        self._boundaries = _sums(lexicon.boundaries.get(word, 0.0) for word in words.lower)

    def best(self, candidate: Candidate, scene: Scene) -> Link | None:
        """The event of the lowest price within the candidate's limit."""
        low = bisect_left(self._event_starts, candidate.first - REACH)
        high = bisect_left(self._event_starts, candidate.last + REACH)
        near = self._events[low:high]
        # "Three men whom the army had locked up have died": described as prisoners, they count as such.
        described = any(not e.cue.weak and self._describes(candidate, e) for e in near)
        told: list[tuple[float, bool, int]] = []
        describing: list[tuple[float, bool, int]] = []
        for index, event in enumerate(near):
            barred = event.cue.weak and candidate.head == "person" and not (described and event.first > candidate.last)
            if candidate.head != "prisoner" and (scene == "mishap" or (event.ambiguous and scene != "custody")):
                barred = True
            price = None if barred else self._price(candidate, event)
            if price is not None and price <= LIMIT[candidate.head]:
                (describing if self._describes(candidate, event) else told).append((price, event.cue.weak, index))
        # What is said of the people comes before what describes them, unless it stands before them and looks elsewhere:
        # "one dead and 43 hostages freed".
        proper = [p for p in told if near[p[2]].first > candidate.first or near[p[2]].right == 1.0 or candidate.first in near[p[2]].gap]
        ranked = min(proper or [*told, *describing], default=None)
        if ranked is None:
            return None
        event = near[ranked[2]]
        if candidate.number <= event.first <= candidate.last and event.cue.attributive:
            event = replace(event, status=event.cue.attributive)
        return Link(event, ranked[0])

    def _price(self, candidate: Candidate, event: Event) -> float | None:
        if event.loose and candidate.head != "prisoner" and event.first < candidate.first:
            return None
        if candidate.first in event.gap:  # "let 12 go"
            return -COMPLEMENT
        if candidate.number <= event.first <= candidate.last:
            return INSIDE
        behind = event.first > candidate.last
        readiness = event.left if behind else event.right
        start, end = (candidate.last + 1, event.first) if behind else (event.last + 1, candidate.first)
        if readiness <= 0 or (not behind and self._words.lower[candidate.first - 1] == "by"):
            return None  # "guarded by 500 troops": those who do it
        if not behind and start == end - 1 and self._words.text[start] == ":":  # "Arrested: 45."
            return 0.1
        price = (1 - readiness) * WEAK_DIRECTION + (WEAK_CUE if event.cue.weak and candidate.head != "prisoner" else 0.0)
        if event.last > event.first and event.cue.of == "object" and event.cue.complements:
            price -= COMPLEMENT  # "jailed for life" says more than "jailed"
        return price + self._distance(candidate, start, end, behind) + self._rivals(event, candidate, start, end, behind)

    def _distance(self, candidate: Candidate, start: int, end: int, behind: bool) -> float:
        """What the words from `start` to `end`, between the candidate and the event, cost."""
        if start >= end:
            return 0.0
        if behind and (resumed := self._behind_aside(start, end)) > start:  # "Five, according to their families, were shot"
            return ASIDE + self._distance(candidate, resumed, end, behind)
        relative = self._words.lower[start] in self._grammar["relative"]
        verbal = self._other_than_list[end] == self._other_than_list[start]
        first = start + 1 if relative else start
        price = 0.0 if verbal else self._boundaries[end] - self._boundaries[first]
        bare = self._other[end] - self._other[first] if candidate.head == "none" else 0
        price += (end - first) * PER_WORD + bare * (PER_WORD_BARE - PER_WORD)
        if behind and not relative and not verbal and self._acts_otherwise(start, end):
            price += OTHER_VERB
        return price

    def _rivals(self, event: Event, candidate: Candidate, start: int, end: int, behind: bool) -> float:
        """What other numbers and events in between cost, and a verb of the candidate's own behind it."""
        start = self._behind_aside(start, end) if behind else start
        price = OTHER_NUMBER * _within(self._candidate_starts, start, end) + OTHER_EVENT * _within(self._strong_starts, start, end)
        following = candidate.last + 1
        if not behind and event.right < 1 and following < len(self._verb) and self._verb[following]:
            price += OTHER_VERB
        return price

    def _behind_aside(self, start: int, end: int) -> int:
        """The word behind an aside between commas that begins at `start`, else `start`."""
        if start >= end or self._words.text[start] != ",":
            return start
        stop = min(end, start + LONGEST_ASIDE)
        return next((i + 1 for i in range(start + 2, stop) if self._words.text[i] == ","), start)

    def _describes(self, candidate: Candidate, event: Event) -> bool:
        """Whether an event describes the people rather than tells of them.

        "The release of 12 labourers abducted in May", "30 men who were jailed", "47 people in the hands of rebels are free".
        """
        if event.first <= candidate.last:
            return False
        attached = not any(self._verb[candidate.last + 1 : event.first])
        if attached and event.reduced and candidate.head != "none":
            return True
        return self._words.lower[candidate.last + 1] in self._grammar["relative"]

    def _acts_otherwise(self, start: int, end: int) -> bool:
        """Whether a verb other than an auxiliary of the event stands between the people and the event."""
        verbs = [i for i in range(start, end) if self._verb[i]]
        lower = self._words.lower
        if verbs and verbs[0] == start and lower[start].endswith("ed") and lower[start + 1] in self._grammar["after-description"]:
            verbs = verbs[1:]  # "Five men convicted of smuggling were hanged": a description, not what they did
        return bool(verbs) and self._other[end] > self._other[verbs[0]]


def _sums(values: Iterable[float]) -> list[float]:
    """Running sums: the sum of values[a:b] is sums[b] - sums[a]."""
    return list(accumulate(values, initial=0))


def _within(starts: list[int], start: int, end: int) -> int:
    """How many of the sorted `starts` lie from `start` to before `end`."""
    return max(0, bisect_left(starts, end) - bisect_left(starts, start))
