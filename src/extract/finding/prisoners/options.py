"""The options of a number: for every candidate the ways to read it, each with the features that speak for or against it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extract.finding.prisoners.discourse import Told, goes_on, has_part, is_of_others, is_population, is_sum, names_facility, sum_of
from extract.finding.prisoners.events import Event
from extract.finding.prisoners.groups import Candidate
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.lists import is_chained, is_exchange
from extract.finding.prisoners.phrases import is_definite, noun_class, verb_behind
from extract.finding.prisoners.ways import FREED, History, Option
from extract.finding.prisoners.words import Words
from extract.records import Status

REACH = 45
"""Words beyond which no event is looked at."""
LONGEST_ASIDE = 14
"""The most words of an aside between commas that is stepped over."""
_NEAR_BEFORE = 15
_NEAR_BEHIND = 20
_CLAUSE_ENDS = frozenset(";:.?!\n")
_STEPS = (0, 1, 2, 3, 5, 8, 13, 21)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What the phrase around a candidate looks like, which many of its options ask for."""

    noun: str
    verb: str
    definite: bool
    part: bool
    goes_on: bool


class SentenceOptions:
    """The options of the candidates of one sentence."""

    def __init__(self, words: Words, candidates: Sequence[Candidate], events: Sequence[Event], lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._grammar = lexicon.grammar
        self._candidates = candidates
        inside = {i for c in candidates for i in range(c.number, c.last + 1)}
        # "trade unionists": a word within a counted phrase tells of an event only as a participle.
        kept = [e for e in events if (e.describing or e.first not in inside) and not self._of_others(e)]
        self._events = sorted(kept, key=lambda e: e.first)
        self._event_starts = [e.first for e in self._events]
        self._strong_starts = sorted({e.first for e in kept if not e.cue.weak and not e.ambiguous})
        self._candidate_starts = [c.first for c in candidates]
        self._verb = [lexicon.is_verb(word) for word in words.lower]
        helping = [word.endswith("ly") or word in self._grammar["auxiliary"] or word in self._grammar["linking"] for word in words.lower]
        self._acting = _sums(verb and not help for verb, help in zip(self._verb, helping, strict=True))
        self._commas = _sums(word == "," for word in words.text)
        self._bounds = {bound: _sums(word == bound for word in words.lower) for bound in lexicon.boundaries if bound in words.lower}
        self._custody = sum(word in lexicon.custody_words for word in words.lower)
        vocabulary = set(words.lower)
        self._undone = lexicon.undone.within(words.lower)
        self._hints = [name for name, hints in lexicon.hints.items() if not hints.isdisjoint(vocabulary)]
        self._chained = [i > 0 and is_chained(words, candidates[i - 1], candidates[i], lexicon) for i in range(len(candidates))]

    def read(self, index: int, history: History) -> Iterator[Option]:
        """The options of the candidate `index` of the sentence."""
        candidate, words, lexicon = self._candidates[index], self._words, self._lexicon
        self._phrase = _Phrase(
            noun_class(candidate, lexicon),
            verb_behind(words, candidate, lexicon),
            is_definite(words, candidate, lexicon),
            has_part(words, candidate, lexicon),
            goes_on(words, candidate, lexicon),
        )
        base = tuple(self._of_candidate(index, history))
        nearby = self._nearby(index)
        if history.scene == "custody" and self._exchange(index):  # "150 for 150" says all by itself
            cue = self._lexicon.exchange
            first = self._candidates[index].first
            yield Option("exchange", cue.status, Event(cue, cue.status, first, first, "noun"), ())
            return
        yield Option("none", None, None, base, nearby)
        for option in self._telling(index, history):
            yield Option(option.way, option.status, option.event, option.features, nearby)

    def _nearby(self, index: int) -> tuple[str, ...]:
        """The words around the candidate, those before and those behind it, each once."""
        candidate, lower = self._candidates[index], self._words.lower
        first, last = candidate.first, candidate.last + 1
        while first > max(0, candidate.first - _NEAR_BEFORE) and lower[first - 1] not in _CLAUSE_ENDS:
            first -= 1
        while last < min(len(lower), candidate.last + 1 + _NEAR_BEHIND) and lower[last] not in _CLAUSE_ENDS:
            last += 1
        before = {f"{word} <" for word in lower[first : candidate.first] if word[0].isalpha()}
        return tuple(sorted(before | {f"> {word}" for word in lower[candidate.last + 1 : last] if word[0].isalpha()}))

    def _telling(self, index: int, history: History) -> Iterator[Option]:
        """The options by which the candidate counts prisoners."""
        candidate = self._candidates[index]
        low = bisect_left(self._event_starts, candidate.first - REACH)
        high = bisect_left(self._event_starts, candidate.last + REACH)
        near = self._events[low:high]
        own = sum(not e.ambiguous and not e.cue.weak for e in near)
        around = (f"events={min(own, 2)}", f"head={candidate.head}", f"verb={self._phrase.verb}")
        yield from self._governed(index, near, history)
        for rank, told in enumerate(history.earlier):
            yield Option("carried", told.status, told.event, tuple(self._of_carrying(candidate, rank, told, history, around)))
        if history.topic:
            topic = history.topic
            yield Option("topic", topic.status, topic.event, tuple(self._of_topic(candidate, topic, history, around)))
        if history.before and history.before[1] and self._chained[index]:
            told = history.before[1]
            yield Option("chained", told.status, told.event, ("chained", f"chained {told.status}", *(f"chained {a}" for a in around)))
        yield from self._by_themselves(candidate, history, around)

    def _governed(self, index: int, near: Sequence[Event], history: History) -> Iterator[Option]:
        """An option for every event nearby and every status that it may have."""
        candidate = self._candidates[index]
        for event in near:
            features = self._of_event(index, event, near, history)
            attributive = event.cue.attributive if candidate.number <= event.first <= candidate.last else None
            status = attributive or event.status
            yield Option("event", status, event, (*features, *self._of_status(event, status, history)))
            others = (*event.cue.also, "held") if self._undone and status in FREED else event.cue.also
            for other in others:
                if other != status:
                    yield Option("event", other, event, (*features, *self._of_status(event, other, history), "also", f"also {other}"))

    def _by_themselves(self, candidate: Candidate, history: History, around: Sequence[str]) -> Iterator[Option]:
        """The options that say custody without an event."""
        words, lexicon = self._words, self._lexicon
        if history.scene == "custody":
            yield Option("scene", "held", None, tuple(self._of_scene(candidate, around)))
        if candidate.head == "prisoner":
            definite = self._phrase.definite
            yield Option(
                "noun", "held", None, ("noun", *(f"noun {a}" for a in around), f"noun scene={history.scene}", f"noun the={definite}")
            )
        if history.part_of:
            yield Option("part", "held", None, ("part", f"part {around[0]}"))
        if is_sum(words, candidate, history.antecedent, lexicon):
            event = sum_of(words, candidate, self._events, lexicon)
            speaking = ("sum", f"sum scene={history.scene}", f"sum event={event is not None}")
            yield Option("sum", event.status if event else "held", event, speaking)
        stated = is_population(words, candidate, lexicon)
        if stated or (candidate.head in ("person", "none") and names_facility(words, candidate, lexicon)):
            yield Option("population", "held", None, (f"population {stated}", *(f"population {a}" for a in around)))

    def _of_candidate(self, index: int, history: History) -> Iterator[str]:
        """What speaks for a number that counts no prisoners."""
        candidate, words, lexicon = self._candidates[index], self._words, self._lexicon
        head, scene = candidate.head, history.scene
        before = words.lower[candidate.first - 1] if candidate.first else "^"
        after = words.lower[candidate.last + 1] if candidate.last + 1 < len(words) else "$"
        if after[0].isalnum() and after not in lexicon.function_words:
            after = self._phrase.verb
        yield "none"
        yield f"none head={head}"
        yield f"none head={head} scene={scene}"
        yield f"none head={head} told={history.told.back if history.told else None}"
        yield f"none {self._phrase.noun}"
        yield f"none {self._phrase.noun} scene={scene}"
        yield f"none words={min(self._custody, 3)} head={head}"
        yield f"none modifier={candidate.quantity.modifier}"
        yield f"none before={before if before in lexicon.function_words or not before[0].isalnum() else ''} {head}"
        yield f"none after={after} {head}"
        if is_of_others(words, candidate, lexicon):
            yield f"none others {head}"
        if self._phrase.definite:
            yield f"none the {head}"
        if history.counted:
            yield "none counted"
        if history.before:
            yield f"none before={history.before[1] is not None} chained={self._chained[index]}"
        summed = is_sum(words, candidate, history.antecedent, lexicon)
        if head in ("none", "pronoun") and not summed and not self._phrase.goes_on:
            yield "none figure"
        if candidate.quantity.value == 1:
            yield "none one"
        if history.part_of:
            yield "none part"
        if summed:
            yield f"none sum scene={scene}"
        if (candidate.quantity.value or 0) > 20000:
            yield f"none large {head}"

    def _of_event(self, index: int, event: Event, near: Sequence[Event], history: History) -> list[str]:
        """What speaks for an event as that which governs the candidate, whatever its status."""
        candidate = self._candidates[index]
        head = candidate.head
        if candidate.first in event.gap:
            where, start, end = "gap", 0, 0
        elif candidate.number <= event.first <= candidate.last:
            where, start, end = "inside", 0, 0
        elif event.first > candidate.last:
            where, start, end = "behind", candidate.last + 1, event.first
        else:
            where, start, end = "before", event.last + 1, candidate.first
        kind = f"{event.kind} {where}"
        distance = _step(end - start)
        features = [
            "event",
            kind,
            f"{kind} {head}",
            f"{kind} {distance}",
            f"{where} {head} {distance}",
            f"cue={event.cue.id}",
            f"cue={event.cue.id} {where}",
        ]
        if event.cue.weak:
            known = head == "prisoner" or history.told is not None or self._described(candidate, event, near)
            features += [f"weak {head} known={known}", f"weak {kind} known={known}"]
        if event.ambiguous:
            features.append(f"ambiguous {head} scene={history.scene}")
        elif head != "prisoner":
            features.append(f"plain {head} scene={history.scene}")
        if event.last > event.first and not event.kind.startswith("noun"):
            features.append(f"complement {where}")
        if event.lasting:
            features.append(f"lasting {where}")
        rival = self._rival(candidate, event, near, where)
        features.append(f"{kind} against {rival}")
        if where in ("behind", "before"):
            features += self._of_stretch(index, event, kind, where, start, end)
        return features

    def _rival(self, candidate: Candidate, event: Event, near: Sequence[Event], where: str) -> str:
        """The nearest event on the other side of the candidate, how it is said and whether it is near."""
        if where in ("behind", "inside"):
            others = [e for e in near if e.last < candidate.first or candidate.first in e.gap]
            best = max(others, key=lambda e: e.last if candidate.first not in e.gap else candidate.first, default=None)
            distance = candidate.first - best.last if best else 0
        else:
            others = [e for e in near if e.first > candidate.last and candidate.first not in e.gap]
            best = min(others, key=lambda e: e.first, default=None)
            distance = best.first - candidate.last if best else 0
        if best is None:
            return "nothing"
        return f"{best.kind} {'near' if distance <= 3 else 'far' if distance <= 10 else 'remote'}"

    def _of_status(self, event: Event, status: Status, history: History) -> Iterator[str]:
        """What speaks for an event's having this status."""
        yield f"status={status}"
        yield f"status={status} cue={event.cue.id}"
        yield f"status={status} {event.kind}"
        yield f"status={status} lasting={event.lasting}"
        if history.told:
            yield f"status={status} told={history.told.status}"
        if self._undone:
            yield f"status={status} undone"
        for hint in self._hints:
            yield f"status={status} hint={hint}"
            yield f"status={status} hint={hint} cue={event.cue.id}"

    def _of_stretch(self, index: int, event: Event, kind: str, where: str, start: int, end: int) -> Iterator[str]:
        """What stands between the candidate and an event, from the word `start` to before `end`."""
        candidate, words, lower = self._candidates[index], self._words, self._words.lower
        if start < end:
            if where == "behind" and (resumed := self._behind_aside(start, end)) > start:
                yield f"{where} aside"
                start = resumed
            yield f"{kind} commas={min(self._commas[end] - self._commas[start], 2)}"
            for bound, sums in self._bounds.items():
                if bound != "," and sums[end] > sums[start]:
                    yield f"{where} over {bound}"
                    yield f"{kind} over a bound"
            if self._acting[end] > self._acting[start]:
                yield f"{kind} over verb"
            if lower[start] in self._grammar["relative"]:
                yield f"{kind} relative"
            if where == "before" and start == end - 1 and words.text[start] == ":":
                yield "colon"
        numbers = range(bisect_left(self._candidate_starts, start), bisect_left(self._candidate_starts, end))
        if where == "before":
            linked = self._chained[index] and all(self._chained[i] for i in numbers[1:])
        else:
            linked = bool(numbers) and all(self._chained[i] for i in numbers)
        if numbers:
            yield f"{where} over numbers={min(len(numbers), 2)} linked={linked}"
            yield f"{kind} over number linked={linked}"
        others = bisect_left(self._strong_starts, end) - bisect_left(self._strong_starts, start)
        if others > 0:
            yield f"{kind} over events={min(others, 2)}"
        else:
            yield f"{where} nearest"
        if where == "before":
            previous = lower[candidate.first - 1]
            if previous in self._grammar["governing"]:
                yield f"{kind} {previous}"
                yield f"before {previous} {candidate.head}"
            if self._phrase.verb != "no":
                yield f"{kind} then {self._phrase.verb}"
        elif event.describing and not any(self._verb[candidate.last + 1 : event.first]):
            yield f"{kind} attached {candidate.head}"

    def _of_carrying(self, candidate: Candidate, rank: int, told: Told, history: History, around: Iterable[str]) -> Iterator[str]:
        """What speaks for going on with what was said before; `rank` is 0 for what was told last, 1 for the status before that."""
        words = self._words
        yield f"carried rank={rank}"
        yield f"carried rank={rank} {candidate.head}"
        for hint in self._hints:
            yield f"carried {told.status} hint={hint}"
        yield f"carried back={told.back}"
        yield f"carried back={told.back} {candidate.head}"
        yield f"carried {told.status}"
        yield f"carried {told.status} verb={self._phrase.verb}"
        for feature in around:
            yield f"carried {feature}"
        yield f"carried goes on={self._phrase.goes_on} {candidate.head}"
        if self._phrase.part:
            yield f"carried part {candidate.head}"
        if words.lower[candidate.last] in self._grammar["more"]:
            yield "carried more"
        if self._phrase.definite:
            yield f"carried the {candidate.head}"
        if candidate.group and history.antecedent and candidate.group.split()[-1] == history.antecedent.split()[-1]:
            yield "carried same group"
        if history.counted:
            yield "carried counted"
        if history.before and history.before[1] is None:
            yield "carried past another"
        if self._words.lower[candidate.first - 1 : candidate.first] == [":"]:
            yield "carried colon"
        yield f"carried {self._phrase.noun}"

    def _of_scene(self, candidate: Candidate, around: Iterable[str]) -> Iterator[str]:
        """What speaks for people who are held since the article speaks of nothing else."""
        yield "scene"
        yield f"scene {self._phrase.noun}"
        for feature in around:
            yield f"scene {feature}"
        for hint in self._hints:
            yield f"scene hint={hint}"
        yield f"scene words={min(self._custody, 2)} {candidate.head}"
        yield f"scene goes on={self._phrase.goes_on} {candidate.head}"

    def _of_topic(self, candidate: Candidate, topic: Told, history: History, around: Iterable[str]) -> Iterator[str]:
        """What speaks for going on with an event that no number was linked to."""
        yield "topic"
        yield f"topic back={topic.back} {candidate.head}"
        yield f"topic {topic.status}"
        if topic.event:
            yield f"topic {topic.event.kind}"
        for feature in around:
            yield f"topic {feature}"
        yield f"topic told={history.told is not None}"
        yield f"topic goes on={self._phrase.goes_on} {candidate.head}"
        yield f"topic {self._phrase.noun}"
        if self._phrase.definite:
            yield f"topic the {candidate.head}"

    def _described(self, candidate: Candidate, event: Event, near: Sequence[Event]) -> bool:
        """Whether another event describes the people as prisoners: "three men whom the army had locked up have died"."""
        if event.first < candidate.last:
            return False
        for other in near:
            if other.cue.weak or not candidate.last < other.first:
                continue
            attached = not any(self._verb[candidate.last + 1 : other.first])
            relative = self._words.lower[candidate.last + 1] in self._grammar["relative"]
            if (attached and other.describing) or relative:
                return True
        return False

    def _behind_aside(self, start: int, end: int) -> int:
        """The word behind an aside between commas that begins at `start`, else `start`."""
        if start >= end or self._words.text[start] != ",":
            return start
        stop = min(end, start + LONGEST_ASIDE)
        return next((i + 1 for i in range(start + 2, stop) if self._words.text[i] == ","), start)

    def _exchange(self, index: int) -> bool:
        pairs = [(index - 1, index), (index, index + 1)]
        return any(
            a >= 0 and b < len(self._candidates) and is_exchange(self._words, self._candidates[a], self._candidates[b]) is not None
            for a, b in pairs
        )

    def _of_others(self, event: Event) -> bool:
        """Whether an event tells of others than those counted: "put the men behind bars", where no number stands in the gap."""
        return event.kind in ("active", "past") and len(event.gap) > 0 and not any(c.first in event.gap for c in self._candidates)


def _step(words: int) -> str:
    """A distance in words, in steps."""
    return f"d{max(step for step in _STEPS if step <= max(words, 0))}"


def _sums(values: Iterable[bool]) -> list[int]:
    """Running sums: the sum of values[a:b] is sums[b] - sums[a]."""
    return list(accumulate(map(int, values), initial=0))
