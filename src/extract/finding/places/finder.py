"""The places of an article: recognised, resolved, and one entry for each."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from extract.data import model_file
from extract.finding.places.gazetteer import fold
from extract.finding.places.knowledge import Knowledge
from extract.finding.places.recognise import Spans, recognise
from extract.finding.places.resolve import Resolved, resolve
from extract.finding.places.stretches import Entities, Find
from extract.finding.places.unlisted import Unlisted
from extract.records import Explanation, Mention, Place, PlaceKind

KIND_OF_LABEL: dict[str, PlaceKind] = {"GPE": "city", "FAC": "facility", "LOC": "region"}


class PlaceFinder:
    """Finds places by the data in `folder`, else in `models/en/places/`; DataError where that is malformed."""

    def __init__(self, folder: Path | None = None) -> None:
        self._knowledge = Knowledge(folder or model_file("places"))

    def find(self, text: str, entities: Entities, people: Spans = ()) -> tuple[Place, ...]:
        """The places of `text` in order of first mention.

        `entities` are the NER's spans (start, end, OntoNotes label) and `people` the spans that are mentions of persons, all in
        code points. The NER is evidence, not the decision.
        """
        reading = recognise(text, sorted(entities), sorted(people), self._knowledge)
        groups: dict[object, list[Resolved]] = {}
        all_resolved = resolve(reading, self._knowledge)
        for resolved in all_resolved:
            groups.setdefault(_identity(resolved), []).append(resolved)
        unlisted = Unlisted(reading, all_resolved, self._knowledge)
        return tuple(_entry(text, group, unlisted) for group in groups.values())


def _identity(resolved: Resolved) -> object:
    return resolved.place.number if resolved.place is not None else resolved.find.key


def _entry(text: str, group: Sequence[Resolved], unlisted: Unlisted) -> Place:
    place = group[0].place
    mentions = tuple(Mention(r.find.start, r.find.end, text[r.find.start : r.find.end]) for r in group)
    return Place(
        name=_fullest(mentions),
        kind=place.kind if place is not None else _kind([r.find for r in group]),
        country=place.country if place is not None else unlisted.country([r.find for r in group]),
        geonames_id=place.geonames_id if place is not None else None,
        latitude=place.latitude if place is not None else None,
        longitude=place.longitude if place is not None else None,
        mentions=mentions,
        explain=_explanation(text, group),
    )


def _fullest(mentions: Sequence[Mention]) -> str:
    """The longest spelling, not in capitals where there is one that is not; the first of equals."""
    names = [" ".join(m.text.split()) for m in mentions]
    return max(names, key=lambda n: (not n.isupper() or len(n) < 5 or "." in n, len(fold(n))))


def _kind(finds: Sequence[Find]) -> PlaceKind:
    for find in finds:
        if find.named is not None:
            return find.named.rule.kind
    labels = Counter(f.label for f in finds if f.label in KIND_OF_LABEL)
    return KIND_OF_LABEL[labels.most_common(1)[0][0]] if labels else "other"


def _explanation(text: str, group: Sequence[Resolved]) -> Explanation:
    cues = {(start, end) for r in group for _, start, end in r.find.cues}
    rule = next((r.rule for r in group if r.rule != "best known here"), group[0].rule)
    return Explanation(
        rule=rule if group[0].place is not None else "not in the gazetteer", cues=tuple(Mention(s, e, text[s:e]) for s, e in sorted(cues))
    )
