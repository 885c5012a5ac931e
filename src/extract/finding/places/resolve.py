"""Which place a name stands for, by the article as a whole.

Each candidate is scored: how well known it is (the logarithm of its population), what the text says that it lies in, whether
its country is one that the article speaks of, and whether the region around it is. The best one wins; ties go to the
gazetteer's order, so the outcome is always the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log10

from extract.finding.places.gazetteer import Candidate, Gazetteer, Trait, fold
from extract.finding.places.knowledge import Knowledge
from extract.finding.places.recognise import Reading
from extract.finding.places.spoken import nationalities, summed
from extract.finding.places.stretches import Find

COUNTRY = 2.5
"""What a country has over a town with as many people."""
CAPITAL = 1.0
LARGE = 1.0
"""For towns of a million and more."""
DIVISION = {1: -0.7, 2: -1.5, 3: -1.5}
SHORTENED = -1.0
ALIAS = -0.8
"""For a place that is mostly called otherwise, where another is called so: "Victoria" of old was Hong Kong."""
OWN = 7.0
"""The standing of places without a population: seas, world regions, facilities."""
SHARE = 3.0
"""For a candidate in the country that the article speaks of most; less for the others in proportion."""
NAMED_KIND = 1.0
"""For being of the kind that the name's ending asks for."""
SEAT, SEAT_FROM = -1.5, 50_000
"""For a division with a town of the same name and at least so many people in it: the town is meant unless the text says otherwise."""
CLOSE = 1.0
"""Degrees between a capital and the middle of the division that has its name."""
PEER = 2.5
"""For a state in a list with others of its country ("Oregon, Washington and Idaho")."""
SISTER = 1.0
"""For a state named along with others of its country ("Georgia and Alabama")."""
AROUND = 1.5
"""For lying in a region that the article names."""
MENTION, DEMONYM, TOWN = 1.0, 0.7, 0.5
"""What a country's name, its demonym and a place in it count for the countries that the article speaks of."""
CLEAR = 1.5
"""By this much the best candidate must be ahead for its country to count."""

ALIKE = 3
"""Letters with which a division's name and that of the town that it is named after begin alike ("Homyel", "Homyel'skaya")."""

Chains = dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Shares:
    """How much the article speaks of each country, and how much of that each name has contributed itself."""

    counted: dict[str, float]
    own: dict[str, tuple[str, float]]
    known: dict[str, dict[str, float]] = field(default_factory=dict)

    def of(self, key: str) -> dict[str, float]:
        """The countries' shares from 0 to 1 as the other names have them; a name is no evidence for itself."""
        if key in self.known:
            return self.known[key]
        others = dict(self.counted)
        if key in self.own:
            country, weight = self.own[key]
            others[country] -= weight
        top = max(others.values(), default=0.0)
        return self.known.setdefault(key, {country: value / top for country, value in others.items()} if top > 0 else {})


@dataclass(frozen=True, slots=True)
class Scale:
    """What candidates are weighed by: the divisions around them, the countries' shares, the regions and states that are named."""

    chains: Chains
    shares: Shares
    around: frozenset[int]
    sisters: frozenset[tuple[str | None, str]]
    """The countries of first-level divisions that are named, with the name."""

    def scores(self, find: Find) -> dict[int, float]:
        """The weight of each of the find's candidates, by its number."""
        shares = self.shares.of(find.key)
        return {c.number: self._score(find, c, shares) for c in find.candidates}

    def best(self, find: Find, candidates: list[Candidate]) -> tuple[Candidate | None, float]:
        """The best candidate and by how much it leads over the best one in another country."""
        shares = self.shares.of(find.key)
        scored = sorted(((self._score(find, c, shares), -c.number, c) for c in candidates), reverse=True, key=lambda s: s[:2])
        if not scored:
            return None, 0.0
        best = scored[0]
        rival = next((s for s in scored[1:] if s[2].country != best[2].country), None)
        return best[2], best[0] - rival[0] if rival else 9.0

    def _score(self, find: Find, candidate: Candidate, shares: dict[str, float]) -> float:
        if candidate.level == 0 and candidate.kind not in ("country", "city"):
            value = OWN
        else:
            value = log10(candidate.population + 10) + DIVISION.get(candidate.level, 0.0)
        if candidate.kind == "country":
            value += COUNTRY
        if candidate.capital:
            value += CAPITAL
        if candidate.population >= 1_000_000 and candidate.kind == "city":
            value += LARGE
        if candidate.traits & Trait.SHORTENED:
            value += SHORTENED
        if fold(candidate.name) != find.key and any(fold(c.name) == find.key for c in find.candidates):
            value += ALIAS
        if find.named is not None and candidate.kind == find.named.rule.kind:
            value += NAMED_KIND
        if candidate.country is not None:
            value += SHARE * shares.get(candidate.country, 0.0)
        if self.around.intersection(self.chains.get(candidate.number, ())):
            value += AROUND
        if candidate.level in (1, 2) and any(_is_seat(c, candidate, self.chains) for c in find.candidates):
            value += SEAT
        if candidate.level == 1:
            sisters = {key for country, key in self.sisters if country == candidate.country and key != find.key}
            value += PEER if not sisters.isdisjoint(find.peers) else SISTER if sisters else 0.0
        return value


@dataclass(frozen=True, slots=True)
class Resolved:
    """A find with the place that it stands for, or None, and the rule that decided."""

    find: Find
    place: Candidate | None
    rule: str


def resolve(reading: Reading, knowledge: Knowledge) -> list[Resolved]:
    """One place for each find, the same for all mentions of a name unless the text says otherwise."""
    finds = reading.finds
    for find in finds:
        if not find.candidates and find.named is not None:
            find.candidates = _divisions_named(reading, find, knowledge)
    chains = _chains((c for f in finds for c in f.candidates), knowledge.gazetteer)
    shares = summed(nationalities(reading.tokens, knowledge, DEMONYM))
    alone = Scale(chains, Shares({}, {}), frozenset(), frozenset())
    first = {f.key: alone.best(f, f.candidates) for f in finds if f.candidates}
    counted = defaultdict(float, shares)
    own: dict[str, tuple[str, float]] = {}
    around: set[int] = set()
    sisters: set[tuple[str | None, str]] = set()
    for find in finds:
        best, lead = first.get(find.key, (None, 0.0))
        if best is None or best.country is None or lead < CLEAR:
            continue
        weight = MENTION if best.kind == "country" else TOWN
        counted[best.country] += weight
        own[find.key] = (best.country, own.get(find.key, ("", 0.0))[1] + weight)
        if best.level == 1:
            around.add(best.number)
            sisters.add((best.country, find.key))
    return _decide(reading, Scale(chains, Shares(counted, own), frozenset(around), frozenset(sisters)), knowledge)


def _decide(reading: Reading, scale: Scale, knowledge: Knowledge) -> list[Resolved]:
    placed: dict[str, Candidate | None] = {}
    chosen: dict[int, tuple[Candidate | None, str]] = {}
    for find in reversed(reading.finds):  # "Paris, Texas": Texas first
        if find.within is None:
            continue
        settled = chosen.get(id(find.within), (None, ""))[0]
        pair = _pair(find, find.within, [settled] if settled else find.within.candidates, scale)
        if pair is not None:
            chosen[id(find)], chosen[id(find.within)] = (pair[0], "lies in"), (pair[1], "lies around")
            placed[find.key] = pair[0]
            placed.setdefault(find.within.key, pair[1])
    resolved = []
    for find in reading.finds:
        division = _wants_division(find, reading, knowledge)
        if id(find) in chosen:
            place, rule = chosen[id(find)]
        elif find.key in placed and not division:
            place, rule = placed[find.key], "named elsewhere"
        else:
            candidates = _divisions(find, division, knowledge) if division else find.candidates
            place, rule = scale.best(find, candidates)[0], "best known here"
        resolved.append(Resolved(find, place, rule))
    return resolved


def _pair(find: Find, within: Find, outers: list[Candidate], scale: Scale) -> tuple[Candidate, Candidate] | None:
    """Of two names, one said to lie in the other, the best candidates of which this is true."""
    best, best_value = None, 0.0
    inner_scores, outer_scores = scale.scores(find), scale.scores(within)
    for outer in outers:
        if _is_list(find, outer):
            continue
        for inner in find.candidates:
            value = inner_scores[inner.number] + outer_scores[outer.number]
            if inner.number != outer.number and value > best_value and _lies_in(inner, outer, scale.chains):
                best, best_value = (inner, outer), value
    return best


def _is_list(find: Find, outer: Candidate) -> bool:
    """Whether the two names rather stand in a list of countries or states ("China, Japan", "Georgia, Alabama")."""
    peers = {(c.kind, c.level, c.country if c.level else None) for c in find.candidates if c.kind == "country" or c.level == 1}
    return (outer.kind, outer.level, outer.country if outer.level else None) in peers


def _is_seat(town: Candidate, division: Candidate, chains: Chains) -> bool:
    """Whether the town, of the division's name, is a large one in it, or its country's capital."""
    if town.kind != "city" or town.country != division.country:
        return False
    if town.population >= SEAT_FROM and division.number in chains[town.number][1:]:
        return True
    return town.capital and _are_close(town, division)


def _are_close(one: Candidate, other: Candidate) -> bool:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return True
    return abs(one.latitude - other.latitude) < CLOSE and abs(one.longitude - other.longitude) < CLOSE


def _lies_in(candidate: Candidate, outer: Candidate, chains: Chains) -> bool:
    if outer.kind == "country" or (outer.geonames_id is None and outer.country is not None):
        return candidate.country == outer.country
    return outer.number in chains.get(candidate.number, ())


def _wants_division(find: Find, reading: Reading, knowledge: Knowledge) -> str:
    """The word beside the name of a town that asks for a division ("region", "district"), or nothing."""
    beside = (reading.text[start:end].lower() for rule, start, end in find.cues if rule in ("kind-after", "kind-before"))
    words = {word.removesuffix(" of") for word in beside} & knowledge.division_words
    if not words or not any(c.kind == "city" for c in find.candidates):
        return ""
    return min(words, key=lambda word: (word not in knowledge.first_level, word))


def _divisions(find: Find, word: str, knowledge: Knowledge) -> list[Candidate]:
    """The divisions of this name; "Homel region" is that around the town, where the gazetteer lists none by the name."""
    direct = [c for c in find.candidates if c.kind == "region"]
    if word not in knowledge.first_level:
        return direct
    return [c for c in direct if c.level <= 1] or _around(find.candidates, knowledge.gazetteer) or find.candidates


def _around(candidates: Iterable[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """The first-level divisions that are named after one of the three largest towns: "the Homel region", but not "the Houston region"."""
    towns = sorted((c for c in candidates if c.kind == "city" and c.population > 50_000), key=lambda c: (-c.population, c.number))[:3]
    found: dict[int, Candidate] = {}
    for town in towns:
        outer = gazetteer.place(town.parent) if town.parent else None
        while outer is not None and outer.parent is not None:
            outer = gazetteer.place(outer.parent)
        if outer is not None and fold(outer.name)[:ALIKE] == fold(town.name)[:ALIKE]:
            found[outer.number] = outer
    return list(found.values())


def _divisions_named(reading: Reading, find: Find, knowledge: Knowledge) -> list[Candidate]:
    """For "Homel Oblast", which the gazetteer does not list as such, the division that "Homel" stands for."""
    if find.named is None or find.named.rule.id != "division":
        return []
    first, last = find.named.name
    candidates = knowledge.gazetteer.candidates(reading.text[reading.tokens[first].start : reading.tokens[last - 1].bare])
    return [c for c in candidates if c.kind == "region"] or _around(candidates, knowledge.gazetteer)


def _chains(candidates: Iterable[Candidate], gazetteer: Gazetteer) -> Chains:
    """For each candidate the divisions around it, from the inside out, itself first."""
    parents = {c.number: c.parent for c in candidates}
    upper = gazetteer.parents({p for p in parents.values() if p is not None})
    chains = {}
    for number, parent in parents.items():
        chain = [number]
        while parent is not None and parent not in chain:
            chain.append(parent)
            parent = upper.get(parent)
        chains[number] = tuple(chain)
    return chains
