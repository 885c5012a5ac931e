"""The dates finder: text and a day of publication in, resolved TIMEX3 expressions out."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

from extract.data import model_file
from extract.errors import DataError
from extract.finding.dates import lengths, meanings, relative, told
from extract.finding.dates.calendar import covered, to_day
from extract.finding.dates.lexing import Edge, Lattice, Lexer, Token
from extract.finding.dates.moment import PENDING, Moment
from extract.finding.dates.publication import find_published
from extract.finding.dates.rules import Match, RuleBook
from extract.finding.dates.which import Chooser, Label, Story, describe, distances
from extract.records import Date, Explanation, Mention, TimexType

MEMORY = 3
"""For so many sentences "three days later" may count from a date."""
APART = timedelta(days=8)
"""A date further than this from the day of publication may begin a story of its own."""
BESIDE = 3
"""A date so many tokens behind a clock time is sooner its day than one of a sentence before."""
NEIGHBOURS = 6
"""So many expressions before and after a clock time are asked for its day."""
AGO_MODIFIERS = {"more_than": "before", "less_than": "after", "equal_or_more": "on_or_before", "equal_or_less": "on_or_after"}
"""What the modifier of "more than two years ago" becomes (TIMEX2 standard: BEFORE for "more than a decade ago")."""


@dataclass(frozen=True, slots=True)
class _Found:
    match: Match
    start: int  # token
    value: str
    modifier: str | None
    cues: tuple[int, ...]  # tokens


def _start(token: Token) -> int:
    return token.start


class DateFinder:
    """Finds dates, times, durations and sets, and resolves them; knows nothing of the wall clock.

    `folder` holds the shelves `patterns/`, `normalisations/` and `rules/`; the default is `models/en/dates/`.
    `day_first` says how 3/4/2025 is read; None lets other dates in the text decide, then nearness to publication, else it is 4 March.
    Raises `DataError` for a malformed file.
    """

    def __init__(self, folder: Path | None = None, *, day_first: bool | None = None, chooser: Chooser | None = None) -> None:
        folder = folder or model_file("dates")
        self.book = RuleBook(folder / "rules")
        self._lexer = Lexer(folder, self.book.literals, frozenset({"partmod", "amount"}))
        self.book.check(self._lexer.classes, folder / "rules")
        self._meanings = {**meanings.MEANINGS, **relative.MEANINGS, **told.MEANINGS, **lengths.MEANINGS}
        for rule in self.book.rules.values():
            if rule.type != "NONE" and rule.meaning not in self._meanings:
                raise DataError(folder / "rules", 0, f"{rule.id}: no such meaning: {rule.meaning}")
        self._units = self._lexer.values("unit") | self._lexer.values("units") | self._lexer.values("span")
        self._day_first = day_first
        self.chooser = chooser or Chooser(folder)

    def find(self, text: str, published: str | None = None, sentences: Sequence[tuple[int, int]] | None = None) -> tuple[Date, ...]:
        """The expressions of `text` in order of start, none overlapping another; offsets are code points.

        `published` is the ISO day that relative expressions count from, None where unknown (any other string counts as unknown).
        `sentences` are (start, end) in order; without them stops, line breaks and capitals tell where one ends.
        """
        return self.find_in(self.lattice(text), text, published, sentences)

    def lattice(self, text: str) -> Lattice:
        """What `find_in` and `published_in` read: for one text it need be made only once."""
        return self._lexer.lattice(text)

    def find_in(
        self, lattice: Lattice, text: str, published: str | None = None, sentences: Sequence[tuple[int, int]] | None = None
    ) -> tuple[Date, ...]:
        """As `find`, over the lattice of `text`."""
        return _Reading(self, lattice, text, to_day(published), sentences, self._day_first).dates()

    def published(self, text: str) -> str | None:
        """The ISO day of publication that the head of the text states in a dateline, credit, caption or line of its own; else None."""
        return self.published_in(self.lattice(text), text)

    def published_in(self, lattice: Lattice, text: str) -> str | None:
        """As `published`, over the lattice of `text`."""
        return find_published(text, lambda spans: self.find_in(lattice.within(spans), text))


class _Reading:
    """One text being read."""

    def __init__(
        self,
        finder: DateFinder,
        lattice: Lattice,
        text: str,
        published: date | None,
        sentences: Sequence[tuple[int, int]] | None,
        day_first: bool | None,
    ) -> None:
        self._finder = finder
        self._lattice = lattice
        self._tokens = lattice.tokens
        self._text = text
        self._published = published
        self._day_first = day_first if day_first is not None else self._written_day_first()
        self._starts = [s for s, _ in sentences] if sentences else self._sentence_starts()
        self._told: tuple[int, str] | None = None  # sentence and value of the last date
        self._told_day: tuple[int, date] | None = None
        self._story: tuple[int, date, str] | None = None  # sentence, first day and kind of the last date apart from publication

    def dates(self) -> tuple[Date, ...]:
        """All expressions, clock times put on their day."""
        matches = self._finder.book.matches(self._lattice)
        found: list[_Found] = []
        at = 0
        for start in sorted(matches):
            if start < at:
                continue
            for match in sorted(matches[start], key=lambda m: m.rank):
                if match.rule.type == "NONE":
                    at = match.end
                    break
                if (resolved := self._resolve(match, at)) is not None:
                    found.append(resolved)
                    at = match.end
                    break
        settled: list[_Found] = []
        for index, each in enumerate(found):
            settled.append(replace(each, value=self._settled(index, found, settled)) if each.value.startswith(PENDING) else each)
        return tuple(self._date(each) for each in settled)

    def _resolve(self, match: Match, free: int) -> _Found | None:
        sentence = self._sentence(match.start)
        cues: list[int] = []
        near = self._told if self._told and sentence - self._told[0] <= MEMORY else None
        near_day = self._told_day if self._told_day and sentence - self._told_day[0] <= MEMORY else None
        story = self._story if self._story and sentence - self._story[0] <= MEMORY else None
        moment = Moment(
            published=self._published,
            told=near[1] if near else None,
            told_day=near_day[1] if near_day and near and near[1][:4] == near_day[1].isoformat()[:4] else None,
            story=Story(story[1], story[2], sentence - story[0]) if story else None,
            choose=partial(self._choose, match, sentence, cues),
            units=self._finder._units,
            captures=match.captures,
            constant=match.rule.value,
            day_first=self._day_first,
        )
        value = self._finder._meanings[match.rule.meaning](moment)
        if value is None:
            return None
        start, modifier = self._modified(match, free)
        modifier = modifier or moment.get("amount")
        if match.rule.meaning in ("ago", "later") and modifier:
            modifier = AGO_MODIFIERS.get(modifier, modifier)
        self._remember(match, value, sentence)
        return _Found(match, start, value, modifier or match.rule.modifier, tuple(cues))

    def _choose(self, match: Match, sentence: int, cues: list[int], kind: str, options: Mapping[Label, date]) -> Label:
        """Which of the days that the expression may mean is meant; `cues` are set to the tokens that tell."""
        told = self._story
        story = Story(told[1], told[2], sentence - told[0]) if told else None
        expression = describe(self._lattice, match.start, match.end, self._bounds(sentence))
        features = distances(kind, self._published or next(iter(options.values())), options, story)
        label, said = self._finder.chooser.choose(expression, options, features)
        cues[:] = said
        return label

    def _remember(self, match: Match, value: str, sentence: int) -> None:
        if match.rule.type in ("DURATION", "SET") or (days := covered(value.partition("T")[0])) is None:
            return
        self._told = sentence, value.partition("T")[0]
        if days[0] == days[1]:
            self._told_day = sentence, days[0]
        length = (days[1] - days[0]).days
        here = self._published
        if length > 366 or (here and days[0] - here <= APART and here - days[1] <= APART):
            return
        self._story = sentence, days[0], "day" if not length else "year" if length > 360 else "month"

    def _modified(self, match: Match, free: int) -> tuple[int, str | None]:
        """The first token with the modifier before the match, and TIMEX3's mod."""
        takes = match.rule.takes
        if takes == "none":
            return match.start, None
        wanted = {"part": ("partmod",), "amount": ("amount",), "any": ("partmod", "amount")}[takes]
        if takes == "amount" and self._lower(match.start) == "the":  # "over the past decade" bounds nothing
            return match.start, None
        best: tuple[int, Edge] | None = None
        for end in (match.start, match.start - 1):  # "mid - July", "the early 1990s", "late on Friday"
            if end < match.start and not (takes != "amount" and self._lower(end) in ("-", "on", "in", "of", "the")):
                break
            for start, edge in self._lattice.ends.get(end, ()):
                if edge.name in wanted and start >= free and (best is None or start < best[0]):
                    best = start, edge
            if best:
                break
        if best is None:
            return match.start, None
        start, edge = best
        if edge.name == "partmod" and start > free and self._lower(start - 1) == "the" and self._lower(start) != "the":
            start -= 1
        return start, None if edge.value == "none" else edge.value

    def _bounds(self, sentence: int) -> tuple[int, int]:
        """The tokens of the sentence: the first, and the one after the last."""
        first = bisect_left(self._tokens, self._starts[sentence], key=_start) if self._starts else 0
        following = sentence + 1
        last = bisect_left(self._tokens, self._starts[following], key=_start) if following < len(self._starts) else len(self._tokens)
        return first, last

    def _date(self, found: _Found) -> Date:
        value = found.value
        start, end = self._tokens[found.start].start, self._tokens[found.match.end - 1].end
        kind: TimexType = found.match.rule.type  # type: ignore[assignment]
        if kind in ("DATE", "TIME") and not value.endswith("REF"):
            kind = "TIME" if "T" in value else "DATE"
        days = covered(value) if kind in ("DATE", "TIME") else None
        cues = [Mention(t.start, t.end, t.text) for t in (self._tokens[i] for i in (*range(found.start, found.match.start), *found.cues))]
        return Date(
            start=start,
            end=end,
            text=self._text[start:end],
            type=kind,
            value=value,
            modifier=found.modifier,
            earliest=days[0].isoformat() if days else None,
            latest=days[1].isoformat() if days else None,
            explain=Explanation(found.match.rule.id, tuple(sorted(set(cues), key=lambda m: m.start))),
        )

    def _settled(self, at: int, all_found: Sequence[_Found], before: Sequence[_Found]) -> str:
        """The value of a clock time, or part of a day, whose day the words do not name.

        It is that of the nearest date in its sentence, else the day that the text has last spoken of, else the day of publication.
        """
        value, sentence = all_found[at].value, self._sentence(all_found[at].start)
        shift, _, fallback = value[1:].partition("|")
        if fallback:
            return self._shifted(int(shift), before, sentence) or fallback
        near = before[-NEIGHBOURS:]
        same = [f for f in reversed(near) if self._sentence(f.start) == sentence]
        after = [f for f in all_found[at + 1 : at + 1 + NEIGHBOURS] if self._sentence(f.start) == sentence]
        beside = [f for f in after if f.start - all_found[at].match.end <= BESIDE]
        told = [f for f in reversed(near) if 0 < sentence - self._sentence(f.start) <= MEMORY]
        if self._published:  # what is still to come is no day that a story runs on from
            told = [f for f in told if f.value[:10] <= self._published.isoformat()]
        for found in chain(same, beside, told, after):
            if to_day(found.value[:10]) and "/" not in found.value:
                return lengths.on_day(value, found.value[:10])
        return lengths.on_day(value, self._published)

    def _shifted(self, minutes: int, before: Sequence[_Found], sentence: int) -> str | None:
        """The last clock time before, if it is near, so many minutes on."""
        for found in reversed(before[-NEIGHBOURS:]):
            if sentence - self._sentence(found.start) <= MEMORY and (value := lengths.shifted_clock(found.value, minutes)):
                return value
        return None

    def _written_day_first(self) -> bool | None:
        """Whether dates like 25/4/2021 in the text put the day first; None where none shows it, or they differ."""
        dates = (t.text.split("/") for t in self._tokens if t.text.count("/") == 2 and t.text[0].isdigit())
        shown = {int(d[0]) > 12 for d in dates if len(d[0]) < 3 and max(int(d[0]), int(d[1])) > 12}
        return shown.pop() if len(shown) == 1 else None

    def _lower(self, index: int) -> str:
        return self._tokens[index].lower if 0 <= index < len(self._tokens) else ""

    def _sentence(self, token: int) -> int:
        return max(0, bisect_right(self._starts, self._tokens[token].start) - 1)

    def _sentence_starts(self) -> list[int]:
        starts = [0]
        for before, token in zip(self._tokens, self._tokens[1:], strict=False):
            stops = before.text in ".!?" and token.start > before.end and not token.text[0].islower()
            if (stops and not token.text[0].isdigit()) or before.text == "\n":
                starts.append(token.start)
        return starts
