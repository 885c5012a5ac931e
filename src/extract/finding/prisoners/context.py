"""What a sentence says around a count: how sure it is, who says so, where and when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.finding.prisoners.events import Event
from extract.finding.prisoners.groups import Candidate
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.words import Words
from extract.records import Certainty, Date, Mention

_CLAUSE_ENDS = frozenset(
    {
        ";",
        "that",
        ":",
        "—",
        "–",
        ".",
        "!",
        "?",
        "but",
        "while",
        "whereas",
        "after",
        "when",
        "because",
        "although",
        "though",
        "who",
        "which",
        ",",
    }
)
_HARD_ENDS = _CLAUSE_ENDS - {","}
_SCOPE = 9
"""How many words a certainty cue reaches forward within its clause."""
_SPOKEN_ON = re.compile(r"\b(?:said|says|told|announced|reported|added|confirmed|disclosed|stated|wrote)\b[^,.;]{0,40}$", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(r";|\b(?:but|while|whereas|although|though)\b", re.IGNORECASE)
_CUSTODY_IN = frozenset({"in", "at", "inside", "within", "across", "throughout", "of"})
_CUSTODY_FROM = frozenset({"from"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place mention: its span in the article, the name of its entry and what kind of place it is."""

    start: int
    end: int
    name: str
    kind: str


def certainty_of(words: Words, candidate: Candidate, event: Event | None, lexicon: Lexicon) -> tuple[Certainty, Mention | None]:
    """How sure the count is, with the cue that says so: the last cue before the event, or before the number, in its clause."""
    anchors = [min(event.first, candidate.first)] if event else [candidate.first]
    if event:
        anchors.append(event.first)
    for anchor in sorted(set(anchors), reverse=True):
        denied = -1
        for index in range(anchor - 1, max(-1, anchor - 1 - _SCOPE), -1):
            if words.lower[index] == "that":  # "denied that his men were holding 30"
                denied = index - 3
            elif words.lower[index] in _HARD_ENDS or index < denied or (words.lower[index] == "," and index < anchor - 3):
                break
            for phrases, cue in lexicon.certainty:
                length = phrases.at(words.lower, index)
                if denied >= 0 and cue.certainty != "negated":
                    continue
                if cue.adjacent and not (event and index + length == event.first and not words.lower[event.first].endswith("ing")):
                    continue
                if length and index + length <= anchor + (1 if event else 0):
                    if cue.certainty == "negated" and words.lower[index] == "not" and words.lower[index + 1 : index + 2] == ["only"]:
                        continue
                    if cue.adjacent and any(lexicon.implicative.at(words.lower, i) for i in range(max(0, index - 7), index)):
                        return "asserted", None
                    return cue.certainty, Mention(words.start[index], words.end[index + length - 1], "")
            if words.lower[index].endswith("n't") or words.lower[index].endswith("n’t"):
                return "negated", Mention(words.start[index], words.end[index], "")
    return "asserted", None


def date_of(article: str, start: int, end: int, anchor: int, dates: Sequence[Date]) -> Date | None:
    """The date nearest to `anchor` in its clause of the sentence `start`..`end` that is not when somebody spoke."""
    best: Date | None = None
    for date in dates:
        if not start <= date.start < end or date.type not in ("DATE", "TIME") or date.value.endswith("_REF"):
            continue
        between = article[min(anchor, date.end) : max(anchor, date.start)]
        if _SPOKEN_ON.search(article[start : date.start]) or _OTHER_CLAUSE.search(between):
            continue
        if best is None or abs(date.start - anchor) < abs(best.start - anchor):
            best = date
    return best


def place_of(words: Words, candidate: Candidate, event: Event | None, places: Sequence[Toponym]) -> Toponym | None:
    """The place of custody: "held in X", "freed from X", "died in X prison"; None where the sentence does not say it."""
    if event is None:
        return None
    allowed = _CUSTODY_IN if event.status in ("held", "died") else _CUSTODY_FROM
    last = max(candidate.last, event.last)
    for place in places:
        index = next((i for i, start in enumerate(words.start) if start == place.start), None)
        if index is None or index == 0:
            continue
        before = index - 2 if words.lower[index - 1] == "the" else index - 1
        facility = place.kind == "facility" and words.lower[before] in _CUSTODY_IN
        if not (words.lower[before] in allowed or facility):
            continue
        if min(candidate.first, event.first) <= index <= last + 6 and not any(w in _HARD_ENDS for w in words.lower[last + 1 : index]):
            return place
    return None
