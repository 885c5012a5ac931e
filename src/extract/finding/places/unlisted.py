"""The country of a place that the gazetteer lacks: from what it is named after, what stands beside it, else what is spoken of around it."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from extract.finding.places.knowledge import Knowledge
from extract.finding.places.recognise import Reading
from extract.finding.places.resolve import DEMONYM, MENTION, TOWN, Resolved
from extract.finding.places.spoken import Sign, Spoken, nationalities
from extract.finding.places.stretches import Find

LARGE = 100_000
"""A facility named after a town of so many people ("Taloqan jail") stands there, if the article speaks of no country."""
FACILITY = 0.3
"""What a facility counts for the countries that the article speaks of."""
FAR = 60
"""Code points between two names that one of them is said to lie near."""
_OWNED_GAP = re.compile(r"['’]s (?:[a-z-]+ ){0,2}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STOP = re.compile(r"[.;:!?\n]")


class Unlisted:
    """Tells the country of the finds of an article that have no place in the gazetteer."""

    def __init__(self, reading: Reading, resolved: Sequence[Resolved], knowledge: Knowledge) -> None:
        self._reading = reading
        self._knowledge = knowledge
        self._placed = {id(r.find): r.place for r in resolved}
        signs = nationalities(reading.tokens, knowledge, DEMONYM)
        self._places: list[Sign] = []
        for r in resolved:
            if r.place is not None and r.place.country is not None:
                weight = MENTION if r.place.kind == "country" else TOWN if r.place.kind in ("city", "region") else FACILITY
                self._places.append(Sign(r.find.start, r.find.end, r.place.country, weight))
        self._starts = [s.start for s in self._places]
        self._spoken = Spoken(reading.text, [*signs, *self._places])

    def country(self, finds: Sequence[Find]) -> str | None:
        """The country of the place with these mentions, ISO 3166-1 alpha-2; None where the article leaves it open."""
        for tell in (self._told, self._owner, self._namesake, self._beside, self._around):
            for find in finds:
                country = tell(find)
                if country is not None:
                    return country
        return None

    def _told(self, find: Find) -> str | None:
        place = self._placed.get(id(find.within)) if find.within is not None else None
        return place.country if place is not None else None

    def _owner(self, find: Find) -> str | None:
        """The owner: "Senegal's Rebeuss prison"."""
        sign = self._spoken.before(find.start)
        owned = sign is not None and sign.end > find.start - FAR and _OWNED_GAP.fullmatch(self._reading.text, sign.end, find.start)
        return sign.country if sign is not None and owned else None

    def _namesake(self, find: Find) -> str | None:
        """For "Taloqan jail" the town by that name in a country that the article speaks of, else a large one."""
        if find.named is None or find.named.rule.kind not in ("facility", "region", "city"):
            return None
        first, last = find.named.name
        tokens = self._reading.tokens
        towns = self._knowledge.gazetteer.candidates(self._reading.text[tokens[first].start : tokens[last - 1].bare])
        spoken = self._spoken.counted
        here = [t for t in towns if t.country in spoken]
        if here:
            return max(here, key=lambda t: (spoken[t.country or ""], t.population, -t.number)).country
        large = max(towns, key=lambda t: (t.population, -t.number), default=None)
        return large.country if large is not None and large.population >= LARGE and not spoken else None

    def _beside(self, find: Find) -> str | None:
        """For "Kamfinsa prison, in Kitwe" and "in Takhar province, Taloqan jail": only words of place stand between the two."""
        at = bisect_left(self._starts, find.end)
        if at < len(self._places) and self._is_near(find.end, self._places[at].start):
            return self._places[at].country
        at = bisect_left(self._starts, find.start) - 1
        if at >= 0 and self._is_near(self._places[at].end, find.start):
            return self._places[at].country
        return None

    def _is_near(self, start: int, end: int) -> bool:
        if not 0 <= end - start <= FAR:
            return False
        gap = self._reading.text[start:end]
        words = _WORD.findall(gap)
        return _STOP.search(gap) is None and bool(words or "," in gap) and all(w in self._knowledge.beside for w in words)

    def _around(self, find: Find) -> str | None:
        if find.named.rule.shared if find.named is not None else find.label == "LOC":  # "the Guinea savannah": may well span several
            return None
        return self._spoken.around(find.start)
