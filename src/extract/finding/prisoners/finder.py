"""The prisoner counts of an article: numbers, what each counts, the event that governs it, and what the sentence adds."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from extract.finding.prisoners.attribution import Name, sources
from extract.finding.prisoners.context import Span, Toponym, certainty_of, date_of, place_of
from extract.finding.prisoners.discourse import Memory, goes_on, is_population, is_sum, sum_of
from extract.finding.prisoners.events import Event, EventReader
from extract.finding.prisoners.groups import Candidate, GroupReader, possible
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.linking import Link, Linker, Scene
from extract.finding.prisoners.lists import is_chained
from extract.finding.prisoners.numbers import NumberReader, Quantity
from extract.finding.prisoners.words import Words, split_words
from extract.records import Certainty, Date, Explanation, Mention, PrisonerCount, Status

Found = TypeVar("Found")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the other finders know of the article: dates, place mentions, and the names of people and organisations."""

    dates: Sequence[Date] = ()
    places: Sequence[Toponym] = ()
    names: Sequence[Name] = ()

    def within(self, start: int, end: int) -> "Surroundings":
        """What of it begins from `start` to before `end`; each list is in order of its spans."""
        return Surroundings(
            _slice(self.dates, start, end, lambda date: date.start),
            _slice(self.places, start, end, lambda place: place.start),
            _slice(self.names, start, end, lambda name: name[0]),
        )


class PrisonerCountFinder:
    """Finds the statements of how many people are deprived of liberty or leave it."""

    def __init__(self, folder: Path | None = None) -> None:
        self._lexicon = Lexicon(folder)
        self._numbers = NumberReader(folder)
        self._groups = GroupReader(self._lexicon)
        self._events = EventReader(self._lexicon)
        self._linker = Linker(self._lexicon)

    def find(self, text: str, sentences: Sequence[tuple[int, int]], known: Surroundings | None = None) -> tuple[PrisonerCount, ...]:
        """The counts of `text` in order of their place; `sentences` are (start, end) in code points."""
        known = known or Surroundings()
        found: list[PrisonerCount] = []
        memory = Memory()
        quantities = [q for q in self._numbers.find(text) if not _in_a_date(q.number_start, q.number_end, known.dates)]
        scene = self._scene(text)
        position = 0
        for number, (start, end) in enumerate(sentences):
            inside = []
            while position < len(quantities) and quantities[position].number_start < end:
                if quantities[position].number_start >= start:
                    inside.append(replace(quantities[position], start=max(start, quantities[position].start)))
                position += 1
            words = split_words(text, start, end)
            named = [(i, word) for i, word in enumerate(words.text) if self._names_prisoners(words.lower[i])][:1]
            if named and inside and words.start[named[0][0]] < inside[0].start:
                memory.groups.append((number, named[0][1]))
            if inside:
                sentence = _Sentence(text, number, start, end, words, known.within(start, end), scene)
                found += self._counts(sentence, inside, memory)
            if named and not inside:
                memory.groups.append((number, named[0][1]))
        return tuple(found)

    def _scene(self, text: str) -> Scene:
        """What the article is about: its words for custody, for authorities and for mishaps decide."""
        vocabulary = set(_LETTERS.findall(text.lower()))
        if not vocabulary.isdisjoint(self._lexicon.custody_words):
            return "custody"
        if not vocabulary.isdisjoint(self._lexicon.mishaps):
            return "mishap"
        return "other" if vocabulary.isdisjoint(self._lexicon.authorities) else "custody"

    def _names_prisoners(self, lower: str) -> bool:
        return lower.endswith("s") and self._lexicon.is_prisoner(lower)

    def _counts(self, sentence: "_Sentence", quantities: Sequence[Quantity], memory: Memory) -> Iterator[PrisonerCount]:
        words = sentence.words
        candidates = possible([c for q in quantities if (c := self._groups.read(words, q))])
        if not candidates:
            return
        events = self._events.read(words)
        scene = "custody" if memory.carried(sentence.number) else sentence.scene  # a count before tells as much as any word
        links = self._linker.link(words, candidates, events, scene)
        speaker = next(sources(words, self._lexicon, sentence.known.names), None)
        before: tuple[Candidate, _Verdict | None] | None = None
        for candidate, link, following in zip(candidates, links, [*candidates[1:], None], strict=True):
            part_of = following.group if following and following.head == "prisoner" and candidate.head == "pronoun" else None
            antecedent = part_of or memory.group(sentence.number)
            verdict = self._verdict(sentence, candidate, link, memory, part_of, antecedent, events)
            if verdict is None and before and before[1] and is_chained(words, before[0], candidate, self._lexicon):
                verdict = replace(before[1], rule=f"{before[1].rule}, carried on", event=None, anchor=candidate.start, cues=())
            before = candidate, verdict
            if verdict is None:
                continue
            candidate.group = candidate.group or antecedent
            if candidate.group:
                memory.groups.append((sentence.number, candidate.group))
            if verdict.event:
                memory.event = (sentence.number, verdict.event, verdict.certainty)
            yield self._count(sentence, candidate, verdict, speaker)

    def _verdict(
        self,
        sentence: "_Sentence",
        candidate: Candidate,
        link: Link | None,
        memory: Memory,
        part_of: str | None,
        antecedent: str | None,
        events: Sequence[Event],
    ) -> "_Verdict | None":
        """What is said of a candidate's people; None where it counts no prisoners."""
        words, event = sentence.words, link.event if link else None
        summed = sentence.scene == "custody" and is_sum(words, candidate, antecedent, self._lexicon)
        if summed:
            event = sum_of(words, candidate, events, self._lexicon) or event
        certainty, cue = certainty_of(words, candidate, event, self._lexicon)
        if event and not summed:
            if event.cue.weak and candidate.head in ("none", "pronoun") and not self._are_prisoners(antecedent, memory, sentence.number):
                return None
            return _Verdict(event.cue.id, event.status, certainty, event, words.start[event.first], _spans(words, event, cue))
        if not summed and (carried := memory.carried(sentence.number)) and goes_on(words, candidate, self._lexicon):
            event, certainty = carried
            return _Verdict(f"{event.cue.id}, carried on", event.status, certainty, event, candidate.start)
        # A word for people in custody, a part of them, or a sum of them states custody by itself.
        if part_of:
            rule = "part of prisoners"
        elif summed:
            rule = "sum"
        elif is_population(words, candidate, self._lexicon):
            rule = "population"
        elif candidate.head == "prisoner":
            rule = "prisoner-noun"
        else:
            return None
        status = event.status if event else "held"
        return _Verdict(rule, status, certainty, event, candidate.start, _spans(words, event, cue))

    def _are_prisoners(self, antecedent: str | None, memory: Memory, sentence: int) -> bool:
        """Whether those that a number without a noun stands for are known to be in custody."""
        return memory.carried(sentence) is not None or (antecedent is not None and self._lexicon.is_prisoner(antecedent.split()[-1]))

    def _count(self, sentence: "_Sentence", candidate: Candidate, verdict: "_Verdict", speaker: str | None) -> PrisonerCount:
        text, known, quantity = sentence.text, sentence.known, candidate.quantity
        place = place_of(sentence.words, candidate, verdict.event if verdict.cues else None, known.places, self._lexicon)
        date = date_of(text, sentence.words, verdict.anchor, known.dates, self._lexicon)
        return PrisonerCount(
            start=candidate.start,
            end=candidate.end,
            text=text[candidate.start : candidate.end],
            value=quantity.value,
            modifier=quantity.modifier,
            minimum=quantity.minimum,
            maximum=quantity.maximum,
            group=candidate.group,
            status=verdict.status,
            certainty=verdict.certainty,
            place=place.name if place else None,
            date=date.value if date else None,
            attributed_to=speaker,
            sentence=text[sentence.start : sentence.end],
            explain=Explanation(verdict.rule, tuple(Mention(a, b, text[a:b]) for a, b in verdict.cues)),
        )


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is said of a number's people, by which rule.

    `event` is that of the rule, in this sentence or carried on from the one before; `anchor` the offset near which the
    date stands; `cues` the spans, in the article, of the cues in this sentence.
    """

    rule: str
    status: Status
    certainty: Certainty
    event: Event | None
    anchor: int
    cues: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of the article, its place among the others and in the text, what is known around it, and the article's scene."""

    text: str
    number: int
    start: int
    end: int
    words: Words
    known: Surroundings
    scene: Scene


def _spans(words: Words, event: Event | None, cue: Span | None) -> tuple[Span, ...]:
    """The spans of an event's words and of a certainty cue, in order."""
    spans = [(words.start[event.first], words.end[event.last])] if event else []
    if cue:
        spans.append(cue)
    return tuple(sorted(spans))


def _slice(spans: Sequence[Found], start: int, end: int, key: Callable[[Found], int]) -> Sequence[Found]:
    return spans[bisect_left(spans, start, key=key) : bisect_left(spans, end, key=key)]


def _in_a_date(start: int, end: int, dates: Sequence[Date]) -> bool:
    """Whether the stretch overlaps one of `dates`, which lie in order and apart."""
    index = bisect_left(dates, end, key=lambda date: date.start) - 1
    return index >= 0 and start < dates[index].end
