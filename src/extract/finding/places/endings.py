"""Places named by a word that says their kind: "Evin prison", "Lake Chad", "Correctional Colony No. 2"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.finding.places.knowledge import Ending, Knowledge
from extract.finding.places.tokens import Token

LONGEST_NAME = 5
_LIST_GAP = re.compile(r",? and (?=\w)|, (?=[^\W\d_])")
_NUMBER = re.compile(r"[ \u00a0](?:(?:No\.?|Number|№|#) ?)?\d{1,3}\b|-\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens `first` up to `last` are a place's name by the rule `rule`; `name` is the tokens of the name proper."""

    first: int
    last: int
    start: int
    end: int
    name: tuple[int, int]
    rule: Ending


def named_places(text: str, tokens: Sequence[Token], knowledge: Knowledge) -> list[Named]:
    """The stretches of `text` that an ending or a beginning of `endings.toml` makes a place's name; they do not overlap."""
    found: list[Named] = []
    free = 0
    openings, tails = knowledge.endings_before.starts, knowledge.endings_after.starts
    for index, token in enumerate(tokens):
        if index < free or (token.word not in openings and token.word not in tails):
            continue
        told = _told(text, tokens, index, knowledge)
        named = _before(text, tokens, index, knowledge) or _after(text, tokens, index, free, knowledge)
        for one in told or ([named] if named is not None else []):
            if not _is_organisation(tokens, one, knowledge):
                found.append(one)
                free = one.last
    return found


def _told(text: str, tokens: Sequence[Token], index: int, knowledge: Knowledge) -> list[Named]:
    """The names behind words in lower case that say what they are: "the villages of Korre, Amba and al-Tulo"."""
    hit = knowledge.endings_before.at(tokens, index)
    if hit is None or not hit[2].bare:
        return []
    found: list[Named] = []
    first, rule = hit[1], hit[2]
    while first < len(tokens) and (tokens[first].linked or found):
        last = _name_from(text, tokens, first, knowledge)
        words = {token.word for token in tokens[first:last]}
        title = knowledge.context_before.at(tokens, first)
        if not words or words & knowledge.generic or words <= knowledge.never | knowledge.nations | knowledge.demonyms.keys():
            break
        if title is not None and title[2].id == "title" and title[0] == first:
            break
        found.append(Named(first, last, tokens[first].start, tokens[last - 1].bare, (first, last), rule))
        following = _LIST_GAP.match(text, tokens[last - 1].end)
        if not rule.several or following is None:
            break
        first = last + (following[0].strip(" ,") == "and")
    return found


def _name_from(text: str, tokens: Sequence[Token], first: int, knowledge: Knowledge) -> int:
    """The token behind the name that begins at `first`, words such as "al" and "de" inside it included; `first` where none does."""
    last = end = first
    while last < min(first + LONGEST_NAME, len(tokens)):
        token = tokens[last]
        if last > first and (not token.linked or text[token.start - 1] == "\n"):
            break
        if token.capital:
            end = last + 1
        elif token.word not in knowledge.joining or (token.word in knowledge.generic and text[token.end : token.end + 1] != "-"):
            break
        if token.bare != token.end:
            break
        last += 1
    return end


def _before(text: str, tokens: Sequence[Token], index: int, knowledge: Knowledge) -> Named | None:
    hit = knowledge.endings_before.at(tokens, index)
    if hit is None or hit[2].bare or not tokens[index].capital:
        return None
    first, last, rule = hit
    number = _NUMBER.match(text, tokens[last - 1].end)
    if rule.numbered:
        if number is None:
            return None
        while first > 0 and tokens[first].linked and tokens[first - 1].capital and tokens[first - 1].word not in knowledge.generic:
            first -= 1
        return _numbered(tokens, first, last, number, rule)
    name = last
    while last < len(tokens) and last < name + 3 and tokens[last].capital and tokens[last].linked and text[tokens[last].start - 1] != "\n":
        last += 1
        if tokens[last - 1].bare != tokens[last - 1].end:
            break
    if last == name or tokens[name].word in knowledge.never or tokens[name].word in knowledge.generic:
        return None
    return Named(first, last, tokens[first].start, tokens[last - 1].bare, (name, last), rule)


def _numbered(tokens: Sequence[Token], first: int, last: int, number: re.Match[str], rule: Ending) -> Named:
    while last < len(tokens) and tokens[last].start < number.end():
        last += 1
    return Named(first, last, tokens[first].start, number.end(), (first, last), rule)


def _after(text: str, tokens: Sequence[Token], index: int, free: int, knowledge: Knowledge) -> Named | None:
    hit = (knowledge.endings_after if tokens[index].capital else knowledge.endings_after_lower).at(tokens, index)
    if hit is None:
        return None
    tail, last, rule = hit
    capital = tokens[last - 1].capital
    if not (capital or rule.lower) or not tokens[tail].linked:
        return None
    first = tail
    while first > free and tail - first < LONGEST_NAME and tokens[first].linked:
        token = tokens[first - 1]
        joining = token.word in knowledge.joining and (text[token.end] == "-" or token.word not in knowledge.generic)
        joins = joining and first - 1 > free and tokens[first - 1].linked and tokens[first - 2].capital
        if text[tokens[first].start - 1] == "\n" or token.bare != token.end or not (token.capital or joins):
            break
        first -= 1
    while first < tail and (tokens[first].word in knowledge.generic_lead or not tokens[first].capital):
        article = tokens[first].word in knowledge.articles and tokens[first].capital and tail - first > 1
        if article and first > 0 and tokens[first].linked and not tokens[first - 1].capital:
            break  # "from An Diem prison": a capital in the midst of a sentence is no article
        first += 1
    name = [t.word for t in tokens[first:tail]]
    if not tokens[tail - 1].capital or all(w in knowledge.generic or w in knowledge.demonyms or w in knowledge.never for w in name):
        return None
    if not capital and (len(name) == 1 and name[0] in knowledge.nations):
        return None
    if rule.kind != "facility" and any(knowledge.organisation_after.at(tokens, i) for i in range(first + 1, tail)):
        return None  # "Santa Ana Unified School District"
    if rule.bare and not capital:
        beside = knowledge.context_after.at(tokens, tail)
        if beside is not None and beside[1] > last:  # "Zagreb county court" is a court in Zagreb
            return None
        return Named(first, tail, tokens[first].start, tokens[tail - 1].bare, (first, tail), rule)
    named = Named(first, last, tokens[first].start, tokens[last - 1].bare, (first, tail), rule)
    number = _NUMBER.match(text, tokens[last - 1].end) if rule.numbered else None
    if number is not None and not capital and number[0].strip(" \u00a0").isdigit():  # "Rebeuss prison 30": a list of numbers
        number = None
    return _numbered(tokens, first, last, number, rule) if number else named


def _is_organisation(tokens: Sequence[Token], named: Named, knowledge: Knowledge) -> bool:
    last = named.last
    if last < len(tokens) and tokens[last].linked and tokens[last].capital and tokens[last - 1].bare == tokens[last - 1].end:
        if named.rule.id == "division" and tokens[last].word in knowledge.offices:
            return True
        return knowledge.organisation_after.at(tokens, last) is not None
    return False
