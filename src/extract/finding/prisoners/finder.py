"""The prisoner counts of an article: numbers, what each counts, the event that governs it, and what the sentence adds."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from extract.finding.prisoners.attribution import Name, sources
from extract.finding.prisoners.context import Span, Toponym, certainty_behind, certainty_of, date_of, place_of
from extract.finding.prisoners.discourse import Memory, Told
from extract.finding.prisoners.events import Event, EventReader
from extract.finding.prisoners.groups import Candidate, GroupReader, possible
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.numbers import NumberReader
from extract.finding.prisoners.options import SentenceOptions
from extract.finding.prisoners.ways import FREED, History, Option, Scene
from extract.finding.prisoners.weights import choose, read_weights
from extract.finding.prisoners.words import Words, split_words
from extract.records import Certainty, Date, Explanation, Mention, PrisonerCount

Found = TypeVar("Found")
_RULES = {"noun": "prisoner-noun", "part": "part of prisoners", "sum": "sum", "population": "population", "scene": "custody scene"}
"""The names of the ways to read a number that need no cue."""
_TOPIC_REACH = 2
"""How many sentences back an event is looked for that no number was linked to."""
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


@dataclass(slots=True)
class _Read:
    """The words of an article's sentences so far, and their events, which are read when they are asked for, once."""

    reader: EventReader
    words: list[Words]
    _events: dict[int, list[Event]] = field(default_factory=dict)

    def events(self, number: int) -> list[Event]:
        """The events of a sentence."""
        if number not in self._events:
            self._events[number] = self.reader.read(self.words[number])
        return self._events[number]


class PrisonerCountFinder:
    """Finds the statements of how many people are deprived of liberty or leave it."""

    def __init__(self, folder: Path | None = None) -> None:
        self._lexicon = Lexicon(folder)
        self._numbers = NumberReader(folder)
        self._groups = GroupReader(self._lexicon)
        self._events = EventReader(self._lexicon)
        self._weights = read_weights(folder)

    def find(self, text: str, sentences: Sequence[tuple[int, int]], known: Surroundings | None = None) -> tuple[PrisonerCount, ...]:
        """The counts of `text` in order of their place; `sentences` are (start, end) in code points."""
        known = known or Surroundings()
        found: list[PrisonerCount] = []
        memory = Memory()
        read = _Read(self._events, [])
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
            read.words.append(words)
            named = [(i, word) for i, word in enumerate(words.text) if self._names_prisoners(words.lower[i])][:1]
            if named and inside and words.start[named[0][0]] < inside[0].start:
                memory.groups.append((number, named[0][1]))
            if candidates := possible([c for q in inside if (c := self._groups.read(words, q))]):
                topic = self._topic(read, number, memory)
                sentence = _Sentence(text, number, start, end, words, known.within(start, end), scene, topic)
                found += self._counts(sentence, candidates, read.events(number), memory)
            if named and not inside:
                memory.groups.append((number, named[0][1]))
        return tuple(found)

    @staticmethod
    def _topic(read: "_Read", number: int, memory: Memory) -> Told | None:
        """The last plain event of the sentences before, down to the last one that counted; None where they have none."""
        counted = memory.last[-1][0] if memory.last else -1
        for back in range(1, _TOPIC_REACH + 1):
            if number - back <= counted or number < back:
                return None
            plain = [e for e in read.events(number - back) if not e.cue.weak and not e.ambiguous]
            if plain:
                event = max(plain, key=lambda e: e.first)
                return Told(event.cue.id, event.status, "asserted", event, back)
        return None

    @staticmethod
    def _source(option: Option, earlier: Sequence[Told], topic: Told | None, before: "tuple[Candidate, Told | None] | None") -> Told | None:
        """What was told before that an option goes on with."""
        match option.way:
            case "carried":
                return next((told for told in earlier if told.status == option.status), None)
            case "topic":
                return topic
            case "chained":
                return before[1] if before else None
            case _:
                return None

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

    def _counts(
        self, sentence: "_Sentence", candidates: Sequence[Candidate], events: Sequence[Event], memory: Memory
    ) -> Iterator[PrisonerCount]:
        words = sentence.words
        options = SentenceOptions(words, candidates, events, self._lexicon)
        speaker = next(sources(words, self._lexicon, sentence.known.names), None)
        before: tuple[Candidate, Told | None] | None = None
        for index, (candidate, following) in enumerate(zip(candidates, [*candidates[1:], None], strict=True)):
            earlier = memory.earlier(sentence.number)
            told = earlier[0] if earlier else None
            part_of = following.group if following and following.head == "prisoner" and candidate.head == "pronoun" else None
            antecedent = part_of or memory.group(sentence.number)
            scene = "custody" if told and told.back <= 1 else sentence.scene  # a count before tells as much as any word
            counted = candidate.quantity.value in memory.numbers
            option = self._choose(
                candidate, list(options.read(index, History(scene, earlier, sentence.topic, before, antecedent, part_of, counted)))
            )
            verdict = self._verdict(words, candidate, option, self._source(option, earlier, sentence.topic, before))
            before = candidate, verdict.told if verdict else None
            if verdict is None:
                continue
            candidate.group = candidate.group or antecedent
            if candidate.group:
                memory.groups.append((sentence.number, candidate.group))
            if candidate.quantity.value is not None:
                memory.numbers.add(candidate.quantity.value)
            memory.last.append((sentence.number, verdict.told))
            yield self._count(sentence, candidate, verdict, speaker)

    def _choose(self, candidate: Candidate, options: Sequence[Option]) -> Option:
        """The option that the weights favour. `candidate` is for those who watch, to learn the weights."""
        return choose(options, self._weights)

    def _verdict(self, words: Words, candidate: Candidate, option: Option, told: Told | None) -> "_Verdict | None":
        """What is said of a candidate's people; None where it counts no prisoners. `told` is what it goes on with where it does."""
        if option.status is None:
            return None
        if option.way in ("carried", "chained", "topic") and told:
            cue, span = certainty_behind(words, candidate, self._lexicon)
            rule = told.rule if told.rule.endswith(", carried on") else f"{told.rule}, carried on"
            own = told.back > 0 and self._is_subject(words, candidate)
            certainty: Certainty = cue.certainty if cue else "asserted" if own else told.certainty
            return _Verdict(Told(rule, told.status, certainty, told.event), None, candidate.start, _spans(words, None, span))
        event, status = option.event, option.status
        cue, span = certainty_of(words, candidate, event, self._lexicon)
        certainty = cue.certainty if cue else "asserted"
        if cue and cue.undone and status in FREED:
            status = "held"
        rule = event.cue.id if event and option.way in ("event", "exchange") else _RULES[option.way]
        anchor = words.start[event.first] if event else candidate.start
        return _Verdict(Told(rule, status, certainty, event), event, anchor, _spans(words, event, span))

    def _is_subject(self, words: Words, candidate: Candidate) -> bool:
        """Whether a verb of its own stands straight behind the number: "127 were out"."""
        following = words.lower[candidate.last + 1 : candidate.last + 2]
        return bool(following) and (self._lexicon.is_verb(following[0]) or following[0] in self._lexicon.verb_forms)

    def _count(self, sentence: "_Sentence", candidate: Candidate, verdict: "_Verdict", speaker: str | None) -> PrisonerCount:
        text, known, quantity = sentence.text, sentence.known, candidate.quantity
        place = place_of(sentence.words, candidate, verdict.event, known.places, self._lexicon)
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
            status=verdict.told.status,
            certainty=verdict.told.certainty,
            place=place.name if place else None,
            date=date.value if date else None,
            attributed_to=speaker,
            sentence=text[sentence.start : sentence.end],
            explain=Explanation(verdict.told.rule, tuple(Mention(a, b, text[a:b]) for a, b in verdict.cues)),
        )


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is said of a number's people.

    `event` is the event in this sentence that says it; `anchor` the offset near which the date stands; `cues` the spans, in
    the article, of the cues in this sentence.
    """

    told: Told
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
    topic: Told | None


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
