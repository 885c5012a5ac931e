"""The dates finder: text and a day of publication in, resolved TIMEX3 expressions out."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from extract.data import model_file
from extract.errors import DataError
from extract.finding.dates import lengths, meanings, relative
from extract.finding.dates.calendar import covered, to_day
from extract.finding.dates.lexing import Edge, Lattice, Lexer
from extract.finding.dates.moment import PENDING, Moment, Tense
from extract.finding.dates.publication import find_published
from extract.finding.dates.rules import Match, RuleBook
from extract.records import Date, Explanation, Mention, TimexType

MEMORY = 3
"""For so many sentences "three days later" may count from a date."""
CLAUSE = 30
"""Tense is looked for in so many tokens before an expression, and in half as many after it."""
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


class DateFinder:
    """Finds dates, times, durations and sets, and resolves them; knows nothing of the wall clock.

    `folder` holds the shelves `patterns/`, `normalisations/` and `rules/`; the default is `models/en/dates/`.
    `day_first` says how 3/4/2025 is read; None lets other dates in the text decide, then nearness to publication, else it is 4 March.
    Raises `DataError` for a malformed file.
    """

    def __init__(self, folder: Path | None = None, *, day_first: bool | None = None) -> None:
        folder = folder or model_file("dates")
        self.book = RuleBook(folder / "rules")
        self._lexer = Lexer(folder, self.book.literals, frozenset({"partmod", "amount", "tense", "deadline", "appointed"}))
        self.book.check(self._lexer.classes, folder / "rules")
        self._meanings = {**meanings.MEANINGS, **relative.MEANINGS, **lengths.MEANINGS}
        for rule in self.book.rules.values():
            if rule.type != "NONE" and rule.meaning not in self._meanings:
                raise DataError(folder / "rules", 0, f"{rule.id}: no such meaning: {rule.meaning}")
        self._units = self._lexer.values("unit") | self._lexer.values("units") | self._lexer.values("span")
        self._day_first = day_first

    def find(self, text: str, published: str | None = None, sentences: Sequence[tuple[int, int]] | None = None) -> tuple[Date, ...]:
        """The expressions of `text` in order of start, none overlapping another; offsets are code points.

        `published` is the ISO day that relative expressions count from, None where unknown (any other string counts as unknown).
        `sentences` are (start, end) in order; without them stops, line breaks and capitals tell where one ends.
        """
        return _Reading(self, self._lexer.lattice(text), text, to_day(published), sentences, self._day_first).dates()

    def published(self, text: str) -> str | None:
        """The ISO day of publication that the head of the text states in a dateline, credit, caption or line of its own; else None."""
        return find_published(text, self.find)


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
        self._told_year: tuple[int, int, int] | None = None  # sentence, year and month of a story apart from publication

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
        return tuple(self._date(index, found) for index in range(len(found)))

    def _resolve(self, match: Match, free: int) -> _Found | None:
        sentence = self._sentence(match.start)
        cues: list[int] = []
        near = self._told if self._told and sentence - self._told[0] <= MEMORY else None
        near_day = self._told_day if self._told_day and sentence - self._told_day[0] <= MEMORY else None
        story = self._told_year if self._told_year and sentence - self._told_year[0] <= (1 if self._published else MEMORY) else None
        moment = Moment(
            published=self._published,
            told=near[1] if near else None,
            told_day=near_day[1] if near_day and near and near[1][:4] == near_day[1].isoformat()[:4] else None,
            told_year=(story[1], story[2]) if story else None,
            find_tense=partial(self._tense, match, sentence, cues),
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

    def _remember(self, match: Match, value: str, sentence: int) -> None:
        if match.rule.type in ("DURATION", "SET") or (days := covered(value.partition("T")[0])) is None:
            return
        self._told = sentence, value.partition("T")[0]
        if days[0] == days[1]:
            self._told_day = sentence, days[0]
        if ("year" in match.captures and "month" in match.captures) or (
            self._told_year and sentence - self._told_year[0] <= 1 and days[0].year == self._told_year[1]
        ):
            apart = self._published is None or days[0].year != self._published.year
            self._told_year = (sentence, days[0].year, days[0].month) if apart and (days[1] - days[0]).days < 366 else None

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

    def _tense(self, match: Match, sentence: int, cues: list[int]) -> Tense:
        """What the nearest cue before the expression says, else the nearest after it, in the same sentence."""
        first = self._starts[sentence] if self._starts else 0
        deadline = self._is_deadline(match.start)
        found: Tense = None
        appointed = self._edge_before(match.start, "appointed") and not {"day", "weekday"}.isdisjoint(match.captures)
        if appointed or self._lower(match.end) == "deadline":
            return "future"
        for index in range(match.start, max(-1, match.start - CLAUSE), -1):
            if index < match.start and self._tokens[index].start < first:
                break
            for start, edge in self._lattice.ends.get(index, ()):
                if (
                    edge.name == "tense"
                    and self._tokens[start].start >= first
                    and not (edge.value == "past" and self._lower(start - 1) == "be")
                ):
                    cues[:] = range(start, start + edge.length)
                    found = "past" if edge.value == "past" else "future"
                    if found == "future" or not deadline:
                        return found
        if found:
            return found
        last = self._starts[sentence + 1] if sentence + 1 < len(self._starts) else len(self._text)
        for index in range(match.end, min(len(self._tokens), match.end + CLAUSE // 2)):
            if self._tokens[index].start >= last:
                break
            for edge in self._lattice.begins[index]:
                if edge.name == "tense" and edge.value != "would":
                    cues.extend(range(index, index + edge.length))
                    return "future" if edge.value == "future" else "past"
        return "future" if deadline else None

    def _is_deadline(self, start: int) -> bool:
        """Whether "until", "by" or the like stands before the expression, modifiers between them left aside."""
        for _ in range(3):
            if self._edge_before(start, "deadline"):
                return True
            modifiers = (s for s, edge in self._lattice.ends.get(start, ()) if edge.name == "partmod")
            start = min(modifiers, default=start - (self._lower(start - 1) in ("the", "on", "-")))
        return False

    def _edge_before(self, start: int, name: str) -> bool:
        return any(edge.name == name for _, edge in self._lattice.ends.get(start, ()))

    def _date(self, index: int, all_found: Sequence[_Found]) -> Date:
        found = all_found[index]
        value = found.value
        if value.startswith(PENDING):
            value = lengths.on_day(value, self._day_of(index, all_found))
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

    def _day_of(self, at: int, all_found: Sequence[_Found]) -> str | None:
        """The day of a clock time: of the nearest date in its sentence, else the day of publication."""
        sentence = self._sentence(all_found[at].start)
        before = range(at - 1, max(-1, at - 1 - NEIGHBOURS), -1)
        after = range(at + 1, min(len(all_found), at + 1 + NEIGHBOURS))
        for index in chain(before, after):
            day = all_found[index].value[:10]
            if to_day(day) and self._sentence(all_found[index].start) == sentence:
                return day
        return self._published.isoformat() if self._published else None

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
