"""What stands beside a name: the cues of `contexts.toml`, lists of places, datelines, and the place that a name is said to lie in."""

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.finding.places.knowledge import Context, Knowledge
from extract.finding.places.stretches import DATELINE, PLACE_LABELS, SURE, Find
from extract.finding.places.tokens import Token

BEFORE_COMMA = 2.0
"""For "Kumasi" in "Kumasi, Ghana"."""
OWNED = 0.5
"""For "Fashir" in "Sudan's Fashir"."""
SEAT = 0.8
"""For "Guayaquil" in "Litoral prison, Guayaquil"."""
AT_THE_TOP = 2.0
"""For "TAMALE" in "TAMALE, Ghana (Reuters) —"; less where only a colon follows, as a speaker's name has it as well."""
WITH_COLON = 0.8
_WITHIN_GAP = re.compile(r",\s(?:the\s)?|\s\(|,?\sin\s(?:the\s)?")
_LIST_GAP = re.compile(r"(?: \(?\d[\d,.]{0,9}\)?)?(?:,? (?:and|or|&) |[,;] (?:and )?)(?:(?:in|at|from|near|of|the) ){0,2}")
_COUNTED = re.compile(r"\d|\b(?:and|or)\b|&")


def read_cues(text: str, tokens: list[Token], finds: list[Find], knowledge: Knowledge) -> None:
    """Adds to each find's score and cues what stands right before and behind it, and at the top of the text's lines."""
    for find in finds:
        _before(tokens, find, knowledge)
        _behind(tokens, find, knowledge)
        _apposed(text, tokens, find, knowledge)
        _at_the_top(text, find)


def _cue(tokens: list[Token], find: Find, hit: tuple[int, int, Context]) -> None:
    first, last, rule = hit
    find.score += rule.weight
    find.told = find.told or rule.place
    find.cues.append((rule.id, tokens[first].start, tokens[last - 1].bare))


def _before(tokens: list[Token], find: Find, knowledge: Knowledge) -> None:
    before = find.first - 1
    if before >= 0 and tokens[before].word in knowledge.articles and tokens[find.first].linked:
        before -= 1
    if before >= 0 and tokens[before + 1].linked:
        hit = knowledge.context_before.at(tokens, before)
        if hit is not None:
            _cue(tokens, find, hit)


def _behind(tokens: list[Token], find: Find, knowledge: Knowledge) -> None:
    after = find.last
    if after >= len(tokens) or not tokens[after].linked:
        return
    owner = tokens[after - 1].end != tokens[after - 1].bare
    hit = (knowledge.context_owned if owner else knowledge.context_after).at(tokens, after)
    if hit is not None and not (hit[2].weight < 0 and (find.label in PLACE_LABELS or find.prior >= SURE)):
        _cue(tokens, find, hit)


def _apposed(text: str, tokens: list[Token], find: Find, knowledge: Knowledge) -> None:
    if find.last < len(tokens) and text[find.end : tokens[find.last].start] == ", ":
        hit = knowledge.context_apposed.at(tokens, find.last)
        if hit is not None:
            _cue(tokens, find, hit)


def _at_the_top(text: str, find: Find) -> None:
    if find.start and text[find.start - 1] != "\n":
        return
    match = DATELINE.match(text, find.end)
    if match is None:
        return
    sure = match[0].strip() != ":" or text[find.start : find.end].isupper()
    find.score += AT_THE_TOP if sure else WITH_COLON
    find.told = find.told or sure
    find.cues.append(("dateline", match.start(), match.end()))


def read_neighbours(text: str, finds: list[Find]) -> None:
    """Sets what lies within what ("Kumasi, Ghana", "Sudan's Fashir")."""
    for find, following in pairwise(finds):
        gap = text[find.end : following.start]
        seat = find.named is not None and gap == ", " and bool(following.candidates)
        if len(gap) > 12 or following.dropped or (following.prior < 0.5 and not seat):
            continue
        if seat:  # "Litoral prison, Guayaquil"
            following.told = True
            following.score += SEAT
            following.cues.append(("seat", find.start, find.end))
        if _WITHIN_GAP.fullmatch(gap):
            find.within = following
            if "in" not in gap.split():
                find.score += BEFORE_COMMA
                find.cues.append(("comma", following.start, following.end))
        elif gap in ("'s ", "’s ") and find.prior >= SURE:
            following.within = find
            following.score += OWNED
            following.cues.append(("possessive", find.start, find.end))


def lists_of(text: str, finds: list[Find]) -> Iterator[list[Find]]:
    """The lists in which finds stand: "in Tamale, Wa and Yendi", "Tamale 21, Wa 15"; a comma alone makes none of two."""
    group: list[Find] = []
    joined = ""
    for find in [f for f in finds if not f.dropped]:
        gap = text[group[-1].end : find.start] if group else ""
        if group and len(gap) < 24 and _LIST_GAP.fullmatch(gap):
            group.append(find)
            joined += gap
            continue
        if len(group) > 2 or (len(group) == 2 and _COUNTED.search(joined)):
            yield group
        group, joined = [find], ""
    if len(group) > 2 or (len(group) == 2 and _COUNTED.search(joined)):
        yield group


def read_lists(groups: list[list[Find]]) -> None:
    """Sets the peers of finds; a cue before the first of a list stands before them all: "in Tamale, Wa and Yendi"."""
    for group in groups:
        for find in group:
            find.peers = frozenset(f.key for f in group)
        if not group[0].told:
            continue
        shared = group[0].cues[0]
        for find in group[1:]:
            if not find.cues:
                find.told = True
                find.score += 0.5
                find.cues.append(shared)
