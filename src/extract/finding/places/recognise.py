"""Which stretches of a text are names of places.

Evidence is added up per name over the whole article: what the gazetteer has under it, what the NER called its mentions, and
what stands beside them. The weights are in units of about one strong hint; `THRESHOLD` is what a name needs.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.finding.places.gazetteer import Trait
from extract.finding.places.knowledge import Knowledge
from extract.finding.places.stretches import SURE, Entities, Find, prior_of, stretches
from extract.finding.places.tokens import Token, tokenise

THRESHOLD = 1.0
PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
LABEL_WEIGHT = {"GPE": 2.0, "LOC": 2.0, "FAC": 2.0, "PERSON": -1.0, "ORG": -0.5, "": -0.5}
OTHER_LABEL = -0.7
PERSON_PART = -1.5
"""For a name that is also part of a person's name in the article."""
BEFORE_COMMA = 2.0
"""For "Kumasi" in "Kumasi, Ghana"."""
LOCAL = 0.6
"""For a town in a country that the article speaks of."""
_WITHIN_GAP = re.compile(r",\s(?:the\s)?|\s\(|,?\sin\s(?:the\s)?")

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What recognition makes of a text: its words, the finds that stand, and those that were dropped or fell short."""

    text: str
    tokens: list[Token]
    finds: list[Find]
    refused: list[Find]


def recognise(text: str, entities: Entities, people: Spans, knowledge: Knowledge) -> Reading:
    """The places of `text` in order, with their candidates; `entities` are NER spans with labels, `people` mentions of persons."""
    tokens = tokenise(text)
    finds = stretches(text, tokens, [e for e in entities if e[2] in PLACE_LABELS], knowledge)
    _set_labels(finds, entities)
    for find in finds:
        _read_context(tokens, find, knowledge)
        find.dropped = _against(text, tokens, find, people, knowledge)
    _set_within(text, finds)
    _drop_in_entities(text, finds, entities)
    parts = {token.word for token in tokens if _overlaps(people, token.start, token.end)}
    standing = _standing(finds, parts, _spoken_of(tokens, finds, knowledge))
    accepted = [f for f in finds if not f.dropped and f.key in standing and not _is_stray(f)]
    chosen = set(map(id, accepted))
    for find in accepted:
        if find.within is not None and id(find.within) not in chosen:
            find.within = None
    return Reading(text, tokens, accepted, [f for f in finds if id(f) not in chosen])


# --- what speaks for and against them


def _set_labels(finds: list[Find], entities: Entities) -> None:
    """Each find gets the label of the NER's span that it fills, or that fills it, or else overlaps it."""
    starts = sorted(entities)
    for find in finds:
        at = max(0, bisect_left(starts, (find.start, 0, "")) - 2)
        best = 0
        for start, end, label in starts[at : at + 8]:
            shared = min(end, find.end) - max(start, find.start)
            if shared > best:
                best, find.label = shared, label


def _read_context(tokens: list[Token], find: Find, knowledge: Knowledge) -> None:
    before = find.first - 1
    if before >= 0 and tokens[before].word in knowledge.articles and tokens[find.first].linked:
        before -= 1
    if before >= 0 and tokens[before + 1].linked:
        hit = knowledge.context_before.at(tokens, before)
        if hit is not None:
            find.score += hit[2].weight
            find.cues.append((hit[2].id, tokens[hit[0]].start, tokens[hit[1] - 1].end))
    after = find.last
    if after < len(tokens) and tokens[after].linked and tokens[after - 1].end == tokens[after - 1].bare:
        hit = knowledge.context_after.at(tokens, after)
        if hit is not None and not (hit[2].weight < 0 and (find.label in PLACE_LABELS or find.prior >= SURE)):
            find.score += hit[2].weight
            find.cues.append((hit[2].id, tokens[hit[0]].start, tokens[hit[1] - 1].end))


def _set_within(text: str, finds: list[Find]) -> None:
    for find, following in pairwise(finds):
        gap = text[find.end : following.start]
        if len(gap) > 12 or following.dropped or following.prior < 0.5:
            continue
        if _WITHIN_GAP.fullmatch(gap):
            find.within = following
            if "in" not in gap.split():
                find.score += BEFORE_COMMA
                find.cues.append(("comma", following.start, following.end))
        elif gap in ("'s ", "’s ") and find.prior >= SURE:
            following.within = find
            following.score += 0.5
            following.cues.append(("possessive", find.start, find.end))


def _against(text: str, tokens: list[Token], find: Find, people: Spans, knowledge: Knowledge) -> str:
    """The name of what makes this mention no place, or nothing."""
    if _overlaps(people, find.start, find.end):
        return "person"
    if find.named is not None and find.named.rule.kind == "facility":
        return ""
    after = find.last
    if after < len(tokens) and tokens[after].linked and tokens[after].capital and tokens[after - 1].end == tokens[after - 1].bare:
        hit = knowledge.organisation_after.at(tokens, after)
        if hit is not None and text[tokens[after].start - 1] != "\n":
            return hit[2].id
        if after + 1 < len(tokens) and tokens[after + 1].capital and tokens[after + 1].linked:
            hit = knowledge.organisation_after.at(tokens, after + 1)
            if hit is not None and tokens[after].word in knowledge.generic:
                return hit[2].id
    before = find.first - 1
    if before >= 0 and tokens[find.first].linked:
        hit = knowledge.organisation_before.at(tokens, before)
        if hit is not None and tokens[hit[0]].capital:
            return hit[2].id
    return ""


def _drop_in_entities(text: str, finds: list[Find], entities: Entities) -> None:
    """Drops what lies inside a longer organisation or person of the NER's, but for owners: "Russia's Defence Ministry"."""
    others = sorted(e for e in entities if e[2] in ("ORG", "PERSON", "WORK_OF_ART", "LAW", "PRODUCT", "EVENT"))
    for find in finds:
        if find.dropped or (find.named is not None and find.named.rule.kind == "facility"):
            continue
        at = max(0, bisect_left(others, (find.start + 1, 0, "")) - 1)
        for start, end, label in others[at : at + 1]:
            if not (start <= find.start and find.end <= end):
                continue
            rest = text[start : find.start] + text[find.end : end]
            if text[find.end : end].lower().startswith(("'s", "’s")) or find.named is not None:
                continue
            if re.sub(r"\W|\bthe\b", "", rest.casefold()) and "," not in rest and "\n" not in rest:
                find.dropped = f"inside {label}"


def _overlaps(spans: Spans, start: int, end: int) -> bool:
    at = bisect_left(spans, (start, 0))
    return any(s < end and start < e for s, e in spans[max(0, at - 1) : at + 1])


# --- adding up


def _standing(finds: list[Find], parts: set[str], spoken: set[str]) -> set[str]:
    """The names whose mentions together speak for a place."""
    scores: dict[str, list[float]] = defaultdict(list)
    priors: dict[str, float] = {}
    for find in finds:
        if find.dropped:
            continue
        score = find.score + LABEL_WEIGHT.get(find.label, OTHER_LABEL)
        scores[find.key].append(score + (PERSON_PART if find.key in parts and find.prior < SURE else 0))
        if find.key not in priors:
            support = LOCAL if spoken.intersection(c.country for c in find.candidates if prior_of(c) > find.prior - 0.7) else 0.0
            priors[find.key] = find.prior + support
    return {key for key, values in scores.items() if priors[key] + (max(values) + sum(values) / len(values)) / 2 >= THRESHOLD}


def _spoken_of(tokens: list[Token], finds: list[Find], knowledge: Knowledge) -> set[str]:
    """The countries that the text names, by name or by nationality word."""
    named = {c.country for f in finds if not f.dropped for c in f.candidates if c.kind == "country"}
    worded = {knowledge.demonyms.get(token.word) for token in tokens if token.capital}
    return {country for country in named | worded if country is not None}


def _is_stray(find: Find) -> bool:
    """Whether this mention of a name that is a place elsewhere rather is a person here."""
    if find.label != "PERSON" or find.score > 0:
        return False
    return find.prior < SURE and any(c.traits & (Trait.GIVEN | Trait.FAMILY) for c in find.candidates)
