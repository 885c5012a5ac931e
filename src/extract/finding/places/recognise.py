"""Which stretches of a text are names of places.

Evidence is added up per name over the whole article: what the gazetteer has under it, what the NER called its mentions, and
what stands beside them. The weights are in units of about one strong hint; `THRESHOLD` is what a name needs. It is added up
twice: the names that stand after the first round tell of which countries the article speaks, and that speaks for towns there.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.finding.places.beside import lists_of, read_cues, read_lists, read_neighbours
from extract.finding.places.gazetteer import Candidate, Trait
from extract.finding.places.knowledge import Knowledge
from extract.finding.places.spoken import nationalities
from extract.finding.places.stretches import PLACE_LABELS, SURE, Entities, Find, prior_of, stretches
from extract.finding.places.tokens import Token, tokenise

THRESHOLD = 1.0
LABEL_WEIGHT = {"GPE": 2.0, "LOC": 2.0, "FAC": 2.4, "PERSON": -1.0, "ORG": -0.5, "": -0.5}
OTHER_LABEL = -0.7
SMALL_ORGANISATION = -1.0
"""For the label ORG on a name that is not known enough to be sure of."""
PERSON_PART = -1.5
"""For a name that is also part of a person's name in the article."""
LOCAL = 0.6
"""For a town in a country that the article speaks of."""
TOLD_LOCAL = 1.3
"""The same where the words beside a mention say that it is a place."""
NEIGHBOUR = 0.5
"""The share of a country that borders on one that the article speaks of."""
CAPITAL = 0.8
"""For the capital of such a country, if its name is a word or a person's name as well ("Male")."""
MIDST, MIDST_FROM = 1.0, 10_000
"""Given back to a town of so many people whose name is a word ("Van"), in the midst of a sentence, where a word hardly has a capital."""
UNLISTED_IN_LIST = 0.5
"""For a name that the gazetteer lacks, in a list with two places."""
LISTED = 1.0
"""For standing in a list with a place of the same country."""
CLUBS, CLUBS_SHARE = 4, 0.4
"""How many towns of an article, and which share, the NER must take for organisations for them to be clubs."""
OTHERWISE = Trait.WORD | Trait.GIVEN | Trait.FAMILY
"""What a name may be but a place's."""

Spans = Sequence[tuple[int, int]]
Shares = Mapping[str | None, float]
"""How much the article speaks of each country, from 0 to 1."""


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
    read_cues(text, tokens, finds, knowledge)
    for find in finds:
        find.dropped = _against(text, tokens, find, people, knowledge)
    read_neighbours(text, finds)
    _drop_in_entities(text, finds, entities, knowledge)
    _drop_clubs(finds, entities)
    groups = list(lists_of(text, finds))
    read_lists(groups)
    places = [(f.start, f.end) for f in finds if not f.dropped]
    borne = [span for span in people if not _overlaps(places, *span)]
    parts = {token.word for start, end in borne for token in _within(tokens, start, end)}
    local: dict[str | None, float] = {sign.country: 1.0 for sign in nationalities(tokens, knowledge, 1.0)}
    local |= {c.country: 1.0 for f in finds if not f.dropped for c in f.candidates if c.kind == "country" and c.country}
    first = _standing(tokens, finds, parts, local, [])
    local = _with_towns(finds, first, local, knowledge)
    standing = _standing(tokens, finds, parts, local, groups, first)
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


def _against(text: str, tokens: list[Token], find: Find, people: Spans, knowledge: Knowledge) -> str:
    """The name of what makes this mention no place, or nothing."""
    if _overlaps(people, find.start, find.end) and not _outweighs(text, find, people):
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


def _outweighs(text: str, find: Find, people: Spans) -> bool:
    """Whether what was taken for a person's name is a place's: an ending's ("Lake Victoria"), or a town's behind words of place."""
    if find.named is None and not (find.told and find.candidates):
        return False
    name = text[find.start : find.end]
    for start, end in people:
        if start < find.end and find.start < end and not (find.start <= start and end <= find.end):
            return False
        if find.named is None and text[start:end] != name and name in text[start:end]:  # part of a person's full name
            return False
    return True


def _drop_in_entities(text: str, finds: list[Find], entities: Entities, knowledge: Knowledge) -> None:
    """Drops what lies inside a longer organisation or person of the NER's, but for owners ("Russia's Defence Ministry") and lists."""
    others = sorted(e for e in entities if e[2] in ("ORG", "PERSON", "WORK_OF_ART", "LAW", "PRODUCT", "EVENT"))
    starts = [f.start for f in finds]
    for find in finds:
        if find.dropped or (find.named is not None and find.named.rule.kind == "facility"):
            continue
        if find.candidates and all(c.traits & Trait.BEHIND_COMMA for c in find.candidates):
            continue
        at = max(0, bisect_left(others, (find.start + 1, 0, "")) - 1)
        for start, end, label in others[at : at + 1]:
            if not (start <= find.start and find.end <= end):
                continue
            if text[find.end : end].lower().startswith(("'s", "’s")) or find.named is not None:
                continue
            inside = finds[bisect_left(starts, start) : bisect_left(starts, end)]
            rest = text[start : find.start] + text[find.end : end]
            if find.prior >= SURE and rest.strip().casefold() in knowledge.directions:  # "Neighbouring Israel"
                continue
            if _outside(text, start, end, inside) and "," not in rest and "\n" not in rest:
                find.dropped = f"inside {label}"


def _drop_clubs(finds: list[Find], entities: Entities) -> None:
    """Drops towns that stand for their clubs: where the NER takes several towns of an article for organisations, as in lists of results."""
    towns = [f for f in finds if not f.dropped and f.named is None and f.candidates and all(c.kind != "country" for c in f.candidates)]
    organisations = {(start, end) for start, end, label in entities if label == "ORG"}
    clubs = [f for f in towns if (f.start, f.end) in organisations]
    if len(clubs) >= CLUBS and len(clubs) >= CLUBS_SHARE * len(towns):
        for find in clubs:
            if not find.told:
                find.dropped = "club"


def _outside(text: str, start: int, end: int, inside: list[Find]) -> str:
    """What the stretch holds beside these finds, without blanks, numbers and joining words."""
    rest = []
    for find in inside:
        rest.append(text[start : find.start])
        start = find.end
    rest.append(text[start:end])
    return re.sub(r"\W|\d|\b(?:the|and)\b", "", " ".join(rest).casefold())


def _within(tokens: list[Token], start: int, end: int) -> list[Token]:
    return tokens[bisect_right(tokens, start, key=lambda t: t.end) : bisect_left(tokens, end, key=lambda t: t.start)]


def _overlaps(spans: Spans, start: int, end: int) -> bool:
    at = bisect_left(spans, (start, 0))
    return any(s < end and start < e for s, e in spans[max(0, at - 1) : at + 1])


# --- adding up


def _standing(
    tokens: list[Token],
    finds: list[Find],
    parts: set[str],
    local: Shares,
    groups: list[list[Find]],
    firm: set[str] | None = None,
) -> set[str]:
    """The names whose mentions together speak for a place; `local` are the shares of the countries that the article speaks of."""
    listed = _listed(groups, firm or set(), local)
    scores: dict[str, list[float]] = defaultdict(list)
    priors: dict[str, float] = {}
    for find in finds:
        if find.dropped:
            continue
        weight = LABEL_WEIGHT.get(find.label, OTHER_LABEL)
        if find.label == "ORG" and find.prior < SURE:
            weight = SMALL_ORGANISATION
        score = find.score + weight + listed.get(id(find), 0.0)
        if find.candidates:
            score += _local(tokens, find, weight, local, bool(listed.get(id(find))))
        scores[find.key].append(score + (PERSON_PART if find.key in parts and find.prior < SURE else 0))
        if find.key not in priors:
            priors[find.key] = find.prior + LOCAL * _share(find, local)
    return {key for key, values in scores.items() if priors[key] + (max(values) + sum(values) / len(values)) / 2 >= THRESHOLD}


def _share(find: Find, local: Shares) -> float:
    return max((local.get(c.country, 0.0) for c in find.candidates if prior_of(c) > find.prior - 0.7), default=0.0)


def _local(tokens: list[Token], find: Find, weight: float, local: Shares, listed: bool) -> float:
    """What a small town of the article's country gains where the words beside the mention say that it is a place."""
    here = [(local.get(c.country, 0.0), c) for c in find.candidates if c.country is not None]
    share, best = max(here, key=lambda pair: (pair[0], pair[1].population), default=(0.0, None))
    if best is None or not share:
        return 0.0
    doubtful = best.traits & OTHERWISE
    moved = any(rule == "motion" for rule, _, _ in find.cues) and (listed or not doubtful)
    if not (find.told or moved):
        return 0.0 if doubtful or find.label == "PERSON" else -min(weight, 0.0) * share  # what the NER has against it is set aside
    gain = (TOLD_LOCAL - LOCAL) * share - min(weight, 0.0) * share
    if best.capital and doubtful:
        gain += CAPITAL
    if best.traits & Trait.WORD and best.population >= MIDST_FROM and _in_midst(tokens, find):
        gain += MIDST
    elif best.traits & Trait.GIVEN and listed and find.label != "PERSON":
        gain += CAPITAL
    return gain


def _in_midst(tokens: list[Token], find: Find) -> bool:
    """Whether a word in lower case stands right before the name and no capital right behind it."""
    before = find.first > 0 and tokens[find.first].linked and not tokens[find.first - 1].capital
    return before and not (find.last < len(tokens) and tokens[find.last].linked and tokens[find.last].capital)


def _listed(groups: list[list[Find]], firm: set[str], local: Shares) -> dict[int, float]:
    """What the finds gain by the lists in which they stand with places of the same country that are `firm`."""
    gains: dict[int, float] = {}
    for group in groups:
        if _is_of_one_country(group, local):
            gains.update((id(find), LISTED) for find in group)
            continue
        for find in group:
            if not find.candidates and find.label in PLACE_LABELS and sum(f.key in firm and f.key != find.key for f in group) > 1:
                gains[id(find)] = UNLISTED_IN_LIST
            countries = {c.country for c in find.candidates}
            if any(f.key != find.key and f.key in firm and countries & {c.country for c in _best(f.candidates, local)} for f in group):
                gains[id(find)] = LISTED
    return gains


def _is_of_one_country(group: list[Find], local: Shares) -> bool:
    """Whether all the names of a list are towns of one country that the article speaks of, and nothing else."""
    if len(group) < 3 and any(f.label == "PERSON" for f in group):
        return False
    pure = [{c.country for c in f.candidates if local.get(c.country) == 1.0 and not c.traits & OTHERWISE} for f in group]
    return bool(set.intersection(*pure))


def _best(candidates: list[Candidate], local: Shares) -> list[Candidate]:
    """The candidates in the article's countries, else all."""
    return [c for c in candidates if local.get(c.country)] or candidates


def _with_towns(finds: list[Find], standing: set[str], local: Shares, knowledge: Knowledge) -> dict[str | None, float]:
    """The shares of the countries that the text speaks of: by name and nationality, by its towns, and of their neighbours."""
    shares = dict(local)
    for find in finds:
        if find.dropped or find.key not in standing or not find.candidates:
            continue
        best = max(find.candidates, key=lambda c: (c.population, -c.number))
        rivals = [c.population for c in find.candidates if c.country != best.country]
        firm = find.label in PLACE_LABELS or find.told or find.prior >= SURE
        if firm and best.kind in ("city", "region") and best.country and best.population > 10 * max(rivals, default=0):
            shares.setdefault(best.country, 1.0)
    for country in list(shares):
        for neighbour in sorted(knowledge.neighbours.get(country or "", ())):
            shares.setdefault(neighbour, NEIGHBOUR)
    return shares


def _is_stray(find: Find) -> bool:
    """Whether this mention of a name that is a place elsewhere rather is a person here."""
    if find.label != "PERSON" or find.score > 0:
        return False
    return find.prior < SURE and any(c.traits & (Trait.GIVEN | Trait.FAMILY) for c in find.candidates)
