"""Which stretches of a text come into question as places, and what the gazetteer has under them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log10

from extract.finding.places.endings import Named, named_places
from extract.finding.places.gazetteer import Candidate, Trait, fold, fold_words
from extract.finding.places.knowledge import Knowledge
from extract.finding.places.tokens import Token

LONGEST = 6
"""Words in the longest name that the gazetteer is asked for."""
UNKNOWN = -1.2
"""For a name that only the NER takes for a place: it needs a word beside it that says so, too."""
NAMED = 2.0
"""For a name with an ending such as "prison"."""
SURE = 1.5
"""The prior of a name that is hardly anything but a place: a country, a large city."""
SHORT_CAPITALS, LARGE = 6, 500_000
"""Below this length a word in capitals is rather an abbreviation than a village, but for towns of at least so many people."""

VILLAGE, VILLAGE_DOUBT = 1_500, -0.6
"""A name that is only that of so small a village is rather something else."""

PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
DATELINE = re.compile(
    r"(?:, [A-Z][\w. ]{1,24})?(?: ?\([A-Za-z][\w /.]{1,24}\))?(?:,? (?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2})(?:,? \d{4})?)?"
    r"(?: ?\([A-Za-z][\w /.]{1,24}\))?(?: ?[—–] ?| --? |: )"
)
"""What follows the place at the top of a report: ", Kenya (Reuters) —", ", 8 January 2025: "."""

Entities = Sequence[tuple[int, int, str]]
"""The NER's spans with their OntoNotes labels, in code points."""
Run = tuple[int, int]
"""Tokens from the first up to but not including the last."""


@dataclass(slots=True)
class Find:
    """A stretch that may be a place, with its candidates and what speaks for it; `first` and `last` count tokens."""

    start: int
    end: int
    first: int
    last: int
    key: str
    candidates: list[Candidate]
    label: str = ""
    named: Named | None = None
    score: float = 0.0
    cues: list[tuple[str, int, int]] = field(default_factory=list)
    """The rules that fired, with the stretch of each cue."""
    dropped: str = ""
    """The rule that speaks against this mention whatever its name is."""
    told: bool = False
    """Whether words beside it say that it is a place."""
    peers: frozenset[str] = frozenset()
    """The names that stand in a list with it."""
    within: "Find | None" = None
    """The place that the text says it lies in ("Texas" in "Paris, Texas")."""
    prior: float = field(init=False)
    """What the gazetteer and the name's ending say before the text is asked."""

    def __post_init__(self) -> None:
        best = max(map(prior_of, self.candidates), default=UNKNOWN)
        self.prior = best if self.named is None else max(best, NAMED)


def prior_of(candidate: Candidate) -> float:
    """What speaks for a name with this candidate before the text is asked, from about -2 to 2."""
    traits = candidate.traits
    if candidate.kind in ("country", "continent") or (candidate.kind != "city" and candidate.level == 0):
        return 2.0 - (0.5 if traits & Trait.GIVEN else 0) - (0.7 if traits & Trait.WORD else 0)
    value = -1.0 + 0.7 * max(0.0, log10(candidate.population + 1) - 3.5)
    if candidate.kind == "city" and 0 < candidate.population < VILLAGE:
        value += VILLAGE_DOUBT
    if candidate.capital or (candidate.level == 1 and not traits & Trait.SHORTENED):
        value += 0.8
    elif candidate.level == 2:
        value -= 0.5
    doubt = (1.5 if traits & Trait.WORD else 0) + (0.8 if traits & Trait.GIVEN else 0) + (0.4 if traits & Trait.FAMILY else 0)
    return min(value - doubt / (2 if candidate.population >= 1_000_000 else 1), 2.0)


def stretches(text: str, tokens: list[Token], marked: Entities, knowledge: Knowledge) -> list[Find]:
    """The finds of `text` from left to right, without overlap; `marked` are the NER's spans of places."""
    named = named_places(text, tokens, knowledge)
    grams = list(_grams(text, tokens, knowledge))
    labels = {run: entity[2] for entity in marked for run in _marked_runs(text, tokens, entity, knowledge)}
    runs = list(labels)
    slices = {run: _slice(text, tokens, run) for run in runs}
    keys = {g[3] for g in grams} | {fold(text[n.start : n.end]) for n in named} | {fold(name) for name in slices.values()}
    keys |= {fold(_slice(text, tokens, n.name)) for n in named}
    keys |= {fold(_slice(text, tokens, (a + 1, b))) for a, b in runs if b > a + 1 and tokens[a].word in knowledge.directions}
    known = knowledge.gazetteer.lookup(keys)
    matches: dict[int, Find] = {}
    for first, last, end, key in grams:  # the longest of each first token comes last
        article, _, rest = key.partition(" ")
        own = any(fold(c.name) == key for c in known.get(key, ()))
        if article in knowledge.articles and rest in known and not own:  # "The Gambia", but not "The Hague"
            continue
        candidates = _fitting(text[tokens[first].start : end], key, known.get(key, []), text, tokens[first].start, knowledge)
        if candidates:
            if text[end : end + 1] == "." and key.isalpha() and all(c.traits & Trait.BEHIND_COMMA for c in candidates):
                end += not text[tokens[first].start : end].isupper()  # "Waco, Tex."
            matches[first] = Find(tokens[first].start, end, first, last, key, candidates)
    finds = _choose(matches, [_of_named(text, tokens, n, known) for n in named if _is_named(text, tokens, n, known)])
    return _with_marked(text, tokens, finds, labels, known, knowledge)


def _slice(text: str, tokens: list[Token], run: Run) -> str:
    return text[tokens[run[0]].start : tokens[run[1] - 1].bare]


def _grams(text: str, tokens: list[Token], knowledge: Knowledge) -> Iterable[tuple[int, int, int, str]]:
    """Runs of up to `LONGEST` linked words that begin and end like a name, as (first, last, end, key), shorter ones first."""
    for first, token in enumerate(tokens):
        if not token.capital and not _prefixed(text, tokens, first, knowledge):
            continue
        words: list[str] = []
        for last in range(first + 1, min(first + LONGEST, len(tokens)) + 1):
            final = tokens[last - 1]
            if last - 1 > first and not final.linked:
                break
            joining = final.word in knowledge.joining
            if final.capital or (joining and last - 1 > first):
                yield first, last, final.bare, fold_words([*words, fold(text[final.start : final.bare])])
            elif not joining:
                break
            words.append(fold(text[final.start : final.end]))
            if final.end != final.bare and last - 1 > first:  # "St. John's", but not "Peru's"
                yield first, last, final.end, fold_words(words)


def _prefixed(text: str, tokens: list[Token], index: int, knowledge: Knowledge) -> bool:
    """Whether the lower-case word is the article of an Arabic name: "al-Hol"."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and following.capital and tokens[index].word in knowledge.joining and text[following.start - 1] == "-"


def _fitting(name: str, key: str, found: list[Candidate], text: str, start: int, knowledge: Knowledge) -> list[Candidate]:
    """The candidates that may be meant by a name spelled so, at this spot."""
    if not found or name.casefold() in knowledge.never or name.casefold() in knowledge.demonyms:
        return []
    capitals = name.isupper() and name.isascii()
    end = start + len(name)
    top = (start == 0 or text[start - 1] == "\n") and DATELINE.match(text, end) is not None
    # "USI" is no village; "GOMA, Congo" and, at the top of the text, "GOMA (AFP) -" are
    short_caps = capitals and len(name) < SHORT_CAPITALS and text[end : end + 1] != "," and not top
    behind_comma = text[max(0, start - 2) : start] in (", ", ",\n")
    fitting = []
    for candidate in found:
        if candidate.traits & Trait.ABBREVIATION:
            if capitals and (len(key) > 2 or "." in name or key.upper() == name):
                fitting.append(candidate)
        elif candidate.traits & Trait.BEHIND_COMMA:
            if behind_comma and (capitals or len(key) > 2 or text[end : end + 1] == "."):  # ", MD", ", Calif", ", Md."
                fitting.append(candidate)
        elif len(key) > 2 and not (short_caps and candidate.kind in ("city", "region") and _is_hidden(candidate, key)):
            fitting.append(candidate)
    return fitting


def _is_hidden(candidate: Candidate, key: str) -> bool:
    """Whether a short name in capitals hardly means this place: it is small, or mostly called otherwise."""
    return candidate.population < LARGE or fold(candidate.name) != key


def _of_named(text: str, tokens: list[Token], named: Named, known: dict[str, list[Candidate]]) -> Find:
    key = fold(text[named.start : named.end])
    candidates = known.get(key, [])
    if named.rule.id == "settlement":  # "Ekiti village" is not the state of Ekiti
        candidates = [c for c in candidates if c.kind == "city"]
    return Find(
        named.start, named.end, named.first, named.last, key, candidates, named=named, cues=[(named.rule.id, named.start, named.end)]
    )


def _is_named(text: str, tokens: list[Token], named: Named, known: dict[str, list[Candidate]]) -> bool:
    """Whether the ending makes a name here: "Tehran prison" is some prison in Tehran, and "Fairmont State" no state."""
    inner = known.get(fold(_slice(text, tokens, named.name)), ())
    whole = fold(text[named.start : named.end]) in known
    if named.rule.id == "division" and not whole:
        if tokens[named.last - 1].word == "state":
            return any(c.kind == "region" for c in inner)
        return bool(inner) or named.name[1] - named.name[0] <= 2
    if whole or tokens[named.last - 1].capital or named.rule.towns:
        return True
    return not any(c.kind == "country" or (c.kind == "city" and c.population > 200_000) for c in inner)


def _choose(matches: dict[int, Find], named: list[Find]) -> list[Find]:
    """Of overlapping finds the longer one, from left to right; of equal ones that by an ending, with the gazetteer's candidates."""
    by_start = {n.first: n for n in named}
    chosen: list[Find] = []
    free = 0
    for first in sorted({*matches, *by_start}):
        if first < free:
            continue
        match, ending = matches.get(first), by_start.get(first)
        if match is not None and ending is None:
            inside = (by_start[i] for i in range(match.first + 1, match.last) if i in by_start)
            if any(n.last > match.last for n in inside):  # the ending's name begins inside and goes on
                continue
        best = max((f for f in (ending, match) if f is not None), key=lambda f: f.last)
        chosen.append(best)
        free = best.last
    return chosen


def _marked_runs(text: str, tokens: list[Token], entity: tuple[int, int, str], knowledge: Knowledge) -> list[Run]:
    """The NER's span as runs of words: parted at commas and line ends; articles, directions and lower case off its ends."""
    start, end, label = entity
    index = max(0, bisect_left(tokens, start, key=lambda t: t.start) - 1)
    runs: list[list[int]] = []
    while index < len(tokens) and tokens[index].start < end:
        token = tokens[index]
        if token.bare > start:
            if runs and token.linked and text[token.start - 1] != "\n" and tokens[index - 1].end == tokens[index - 1].bare:
                runs[-1].append(index)
            else:
                runs.append([index])
        index += 1
    kept = []
    for run in runs:
        while run and (
            tokens[run[0]].word in knowledge.articles or not (tokens[run[0]].capital or _prefixed(text, tokens, run[0], knowledge))
        ):
            run = run[1:]
        while run and not tokens[run[-1]].capital and label != "FAC" and not text[tokens[run[-1]].start : tokens[run[-1]].end].isdigit():
            run = run[:-1]
        if run:
            kept.append((run[0], run[-1] + 1))
    return kept


def _with_marked(
    text: str, tokens: list[Token], finds: list[Find], runs: Mapping[Run, str], known: dict[str, list[Candidate]], knowledge: Knowledge
) -> list[Find]:
    """The finds and what the NER marked beside or around them; the NER's longer span wins over a small place inside it."""
    firsts = [f.first for f in finds]
    added: list[Find] = []
    replaced: set[int] = set()
    for (first, last), label in sorted(runs.items()):
        rest = (
            known.get(fold(_slice(text, tokens, (first + 1, last))), [])
            if tokens[first].word in knowledge.directions and last > first + 1
            else []
        )
        if max(map(prior_of, rest), default=UNKNOWN) >= 0.5:  # "Eastern Ukraine" is Ukraine, "Eastern Creek" no creek
            first += 1
        at = max(0, bisect_left(firsts, first) - 1)
        inside = [f for f in finds[at : bisect_left(firsts, last)] if f.first < last and first < f.last]
        if added and first < added[-1].last:
            continue
        words = [tokens[i].word for i in range(first, last)]
        if any(f.first <= first and last <= f.last for f in inside) or all(w in knowledge.never or w in knowledge.demonyms for w in words):
            continue
        if any(f.last == last and knowledge.is_kind_before(tokens, f.first - 1) for f in inside):  # "City of Santa Ana"
            continue
        if any(f.first < first or last < f.last for f in inside):
            continue
        longer = (
            label != "GPE" and tokens[first].word not in knowledge.directions and all(f.named is None or f.last == last for f in inside)
        )
        if not longer and (len(inside) > 1 or any(f.named or f.prior >= SURE for f in inside)):
            continue
        if any(knowledge.organisation_after.at(tokens, i) for i in range(first + 1, last)) or _is_titled(tokens, first, last, knowledge):
            continue
        name = _slice(text, tokens, (first, last))
        if len(name) < 3 or name.islower():
            continue
        key = fold(name)
        named = next((f.named for f in inside if f.named is not None), None)
        new = Find(tokens[first].start, tokens[last - 1].bare, first, last, key, known.get(key, []), named=named)
        added.append(new)
        replaced.update(map(id, inside))
    return sorted([*(f for f in finds if id(f) not in replaced), *added], key=lambda f: f.start)


def _is_titled(tokens: list[Token], first: int, last: int, knowledge: Knowledge) -> bool:
    hit = knowledge.context_before.at(tokens, first)
    return last > first + 1 and hit is not None and hit[2].id == "title"
