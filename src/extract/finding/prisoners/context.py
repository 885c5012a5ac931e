"""What a sentence says around a count: how sure it is, where and when."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extract.finding.prisoners.events import Event
from extract.finding.prisoners.groups import Candidate
from extract.finding.prisoners.lexicon import CertaintyCue, Lexicon
from extract.finding.prisoners.words import Words
from extract.records import Date

Span = tuple[int, int]
_SCOPE = 9
"""How many words a certainty cue reaches forward within its clause."""
_BEYOND_THAT = 3
"""How many words before a "that" a denial still reaches over it: "rejected the claim that 30 were held"."""
_COMMA_NEAR = 3
"""A comma closer than this to the event does not end the clause: "will, he said, free 30"."""
_IMPLICATIVE_REACH = 7
_PLACE_REACH = 6
"""How many words behind the count and its event a place of custody may stand."""
_SPOKEN_REACH = 6
"""How many words before a date a verb of speech makes it the date of speaking."""
_FINITE = frozenset({"past", "passive", "participle", "state", "state behind be"})
"""The kinds of events that do not hang on a word before an "and"."""
_OTHER_CLAUSE = re.compile(r";|\b(?:but|while|whereas|although|though)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place mention: its span in the article, the name of its entry and what kind of place it is."""

    start: int
    end: int
    name: str
    kind: str


def certainty_of(words: Words, candidate: Candidate, event: Event | None, lexicon: Lexicon) -> tuple[CertaintyCue | None, Span | None]:
    """The cue that tells how sure the count is, the last before the event, else before the number, and its span; None: asserted."""
    if event is not None and ((event.status == "held" and event.cue.of == "subject") or event.cue.denied):
        return None, None  # "chose to stay", "will spend 72 hours in detention": they are there; "did not survive"
    anchors = {candidate.first} if event is None else {event.first, min(event.first, candidate.first)}
    for anchor in sorted(anchors, reverse=True):
        # "without lawyers, 258 had been given …": a comma before the people ends what is said of something else.
        comma_near = _COMMA_NEAR if event is not None and anchor == event.first else 0
        denial_only_down_to = -1
        finite = -1  # the last finite auxiliary that was passed
        for index in range(anchor - 1, max(-1, anchor - 1 - _SCOPE), -1):
            lower = words.lower[index]
            if candidate.first <= index <= candidate.last:
                continue  # "not less than forty"
            if lower == "that":
                denial_only_down_to = index - _BEYOND_THAT
            elif lower in lexicon.grammar["clause-end"] or index < denial_only_down_to or (lower == "," and index < anchor - comma_near):
                break
            elif lower == "and" and event is not None and event.kind in _FINITE:
                break  # "refused to obey and locked them up"
            if lower.endswith(("n't", "n’t")):
                return lexicon.denial, (words.start[index], words.end[index])
            found = _cue_at(words, index, anchor, event, lexicon)
            if found and finite > index + found[1] and found[0].certainty == "planned":
                found = None  # "who demanded $1 million have let go of them": a verb of its own
            if lower in lexicon.grammar["finite"]:
                finite = max(finite, index)
            if found is None or (denial_only_down_to >= 0 and found[0].certainty != "negated"):
                continue
            cue, length = found
            if cue.adjacent and index and words.lower[index - 1] in ("not", "never"):
                return lexicon.denial, (words.start[index - 1], words.end[index + length - 1])  # "vowed not to swap them"
            # "refused to", "agreed to": a longer cue that ends with the same words says more.
            for before in range(index - 1, max(-1, index - 3), -1):
                longer = _cue_at(words, before, anchor, event, lexicon) if cue.adjacent else None
                if longer and before + longer[1] >= index + length:
                    return longer[0], (words.start[before], words.end[before + longer[1] - 1])
            if cue.adjacent and _is_done(words, index, lexicon):
                return None, None
            return cue, (words.start[index], words.end[index + length - 1])
    if event is not None and event.kind == "passive" and "be" in words.lower[max(candidate.last + 1, event.first - 2) : event.first]:
        return lexicon.wish, (words.start[event.first - 1], words.end[event.first - 1])  # "demands that nine be let go"
    return None, None


def certainty_behind(words: Words, candidate: Candidate, lexicon: Lexicon) -> tuple[CertaintyCue | None, Span | None]:
    """The cue straight behind the number, "a further 90 are to follow", and its span."""
    for index in range(candidate.last + 1, min(candidate.last + 3, len(words))):
        for phrases, cue in lexicon.certainty:
            length = 0 if cue.adjacent else phrases.at(words.lower, index)
            if length:
                return cue, (words.start[index], words.end[index + length - 1])
    return None, None


def _cue_at(words: Words, index: int, anchor: int, event: Event | None, lexicon: Lexicon) -> tuple[CertaintyCue, int] | None:
    """The certainty cue that begins at `index` and ends before the event or number at `anchor`, and its length in words."""
    for phrases, cue in lexicon.certainty:
        length = phrases.at(words.lower, index)
        if not length or index + length > anchor + (event is not None):
            continue
        if cue.adjacent and not (event and index + length == event.first and not words.lower[event.first].endswith("ing")):
            continue
        if cue.adjacent and event and event.kind in ("noun", "noun of"):
            continue  # "sentenced to death"
        if cue.gerund and not (event and index + length == event.first and words.lower[event.first].endswith("ing")):
            continue  # "women without papers were sent back"
        if words.lower[index : index + 2] == ["not", "only"]:
            continue
        return cue, length
    return None


def _is_done(words: Words, index: int, lexicon: Lexicon) -> bool:
    """Whether words before the infinitive at `index` tell that it was done: "led police to lock up 30"."""
    return any(lexicon.implicative.at(words.lower, i) for i in range(max(0, index - _IMPLICATIVE_REACH), index))


def date_of(article: str, words: Words, anchor: int, dates: Sequence[Date], lexicon: Lexicon) -> Date | None:
    """The date nearest to the offset `anchor`, in its clause, of those of the sentence, that is not when somebody spoke."""
    best: Date | None = None
    for date in dates:
        if date.type not in ("DATE", "TIME") or date.value.endswith("_REF"):
            continue
        between = article[min(anchor, date.end) : max(anchor, date.start)]
        if _OTHER_CLAUSE.search(between) or _is_of_speaking(words, date, lexicon):
            continue
        if best is None or abs(date.start - anchor) < abs(best.start - anchor):
            best = date
    return best


def _is_of_speaking(words: Words, date: Date, lexicon: Lexicon) -> bool:
    """Whether the date tells when somebody spoke: "said on Friday", "told reporters in Minsk on Friday"."""
    index = bisect_left(words.start, date.start)
    for back in range(index - 1, max(-1, index - 1 - _SPOKEN_REACH), -1):
        if words.text[back] in ",.;":
            return False
        if words.lower[back] in lexicon.speech:
            return True
    return False


def place_of(words: Words, candidate: Candidate, event: Event | None, places: Sequence[Toponym], lexicon: Lexicon) -> Toponym | None:
    """The place of custody, of those that the sentence names: "held in X", "freed from X"; None where it does not say it."""
    if event is None:
        return None
    inside = lexicon.grammar["custody-in"]
    allowed = inside if event.status in ("held", "died") else lexicon.grammar["custody-from"]
    last = max(candidate.last, event.last)
    for place in places:
        index = bisect_left(words.start, place.start)
        if index == 0 or index == len(words) or words.start[index] != place.start:
            continue
        preposition = words.lower[index - 2 if words.lower[index - 1] == "the" else index - 1]
        if preposition not in allowed and not (place.kind == "facility" and preposition in inside):
            continue
        if not min(candidate.first, event.first) <= index <= last + _PLACE_REACH:
            continue
        if lexicon.grammar["clause-end"].isdisjoint(words.lower[last + 1 : index]):
            return place
    return None
