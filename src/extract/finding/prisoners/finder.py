"""The prisoner counts of an article: numbers, what each counts, the event that governs it, and what the sentence adds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.finding.prisoners.attribution import Name, sources
from extract.finding.prisoners.context import Toponym, certainty_of, date_of, place_of
from extract.finding.prisoners.discourse import Memory, goes_on, is_sum
from extract.finding.prisoners.events import Event, EventReader
from extract.finding.prisoners.groups import Candidate, GroupReader, possible
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.linking import Linker
from extract.finding.prisoners.numbers import NumberReader, Quantity
from extract.finding.prisoners.words import Words, split_words
from extract.records import Date, Explanation, Mention, PrisonerCount, Status

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the other finders know of the article: dates, place mentions, and the names of people and organisations."""

    dates: Sequence[Date] = ()
    places: Sequence[Toponym] = ()
    names: Sequence[Name] = ()


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
        in_custody = any(word in self._lexicon.custody_words for word in _LETTERS.findall(text.lower()))
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
                sentence = _Sentence(text, number, start, end, words, known)
                found += self._counts(sentence, inside, memory, in_custody)
            if named and not inside:
                memory.groups.append((number, named[0][1]))
        return tuple(found)

    def _names_prisoners(self, lower: str) -> bool:
        return lower.endswith("s") and self._lexicon.is_prisoner(lower)

    def _counts(self, sentence: "_Sentence", quantities: Sequence[Quantity], memory: Memory, in_custody: bool) -> Iterator[PrisonerCount]:
        words = sentence.words
        candidates = possible([c for q in quantities if (c := self._groups.read(words, q))])
        if not candidates:
            return
        links = self._linker.link(words, candidates, self._events.read(words), in_custody)
        speakers = list(sources(words, self._lexicon, sentence.known.names))
        for candidate, link in zip(candidates, links, strict=True):
            event, rule = (link.event, link.event.cue.id) if link else (None, "")
            if event is None and (carried := memory.carried(sentence.number)) and goes_on(words, candidate, candidates, self._lexicon):
                event, rule = carried, f"{carried.cue.id}, carried on"
            antecedent = memory.group(sentence.number)
            if event is None and in_custody and antecedent and is_sum(words, candidate, self._lexicon):
                rule = "sum"
            if candidate.head == "prisoner":
                rule = rule or "prisoner-noun"
            if not rule or (event and event.cue.weak and candidate.head in ("none", "pronoun") and antecedent is None):
                continue
            candidate.group = candidate.group or antecedent
            if candidate.group:
                memory.groups.append((sentence.number, candidate.group))
            if event:
                memory.event = (sentence.number, event)
            # A word for people in custody, or a sum of them, states custody by itself.
            yield self._count(sentence, candidate, event if link else None, event.status if event else "held", rule, speakers)

    def _count(
        self,
        sentence: "_Sentence",
        candidate: Candidate,
        event: Event | None,
        status: Status,
        rule: str,
        speakers: Sequence[tuple[int, int, str]],
    ) -> PrisonerCount:
        """The count of a candidate; `event` is the one in its own sentence, `status` may come from the one before."""
        words, text, known = sentence.words, sentence.text, sentence.known
        certainty, cue = certainty_of(words, candidate, event, self._lexicon)
        place = place_of(words, candidate, event, known.places)
        anchor = words.start[event.first] if event else candidate.start
        date = date_of(text, sentence.start, sentence.end, anchor, known.dates)
        spans = [(words.start[event.first], words.end[event.last])] if event else []
        if cue:
            spans.append((cue.start, cue.end))
        quantity = candidate.quantity
        return PrisonerCount(
            start=candidate.start,
            end=candidate.end,
            text=text[candidate.start : candidate.end],
            value=quantity.value,
            modifier=quantity.modifier,
            minimum=quantity.minimum,
            maximum=quantity.maximum,
            group=candidate.group,
            status=status,
            certainty=certainty,
            place=place.name if place else None,
            date=date.value if date else None,
            attributed_to=speakers[0][2] if speakers else None,
            sentence=text[sentence.start : sentence.end],
            explain=Explanation(rule, tuple(Mention(a, b, text[a:b]) for a, b in sorted(spans))),
        )


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of the article, its place among the others and in the text, and what is known around it."""

    text: str
    number: int
    start: int
    end: int
    words: Words
    known: Surroundings


def _in_a_date(start: int, end: int, dates: Sequence[Date]) -> bool:
    return any(date.start < end and start < date.end for date in dates)
