"""What happens to people in custody in a sentence: the cues found in it, and which way each looks for the people."""

from collections.abc import Iterator
from dataclasses import dataclass

from extract.finding.prisoners.lexicon import Cue, Form, Lexicon
from extract.finding.prisoners.words import Words
from extract.records import Status

_COURT_REACH = 10
"""How many words around a verb a court makes it a sentence: "Tunisia court jails 12"."""
_LASTING_REACH = 5
_LONGEST_GAP = 12
_STOPS = frozenset(".;:!?—–\n")


@dataclass(frozen=True, slots=True)
class Event:
    """A cue in a sentence.

    `first`, `last` are the indices of its first and last word; with a complement ("let 12 go"), `gap` holds those between.
    `left`, `right` say how readily its people stand before and behind it, from 0 (never) to 1.
    """

    cue: Cue
    status: Status
    first: int
    last: int
    left: float
    right: float
    gap: range = range(0)
    ambiguous: bool = False
    """Whether it tells of custody only where the article speaks of it."""
    loose: bool = False
    """Whether it is a noun that does not say of whom; it tells only of people who are prisoners by name."""
    reduced: bool = False
    """Whether it is a participle without an auxiliary, which may describe the noun before it rather than tell news of it."""


class EventReader:
    """Finds the events of a sentence by the cues of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._grammar = lexicon.grammar
        self._noun_openers = self._grammar["determiner"] | self._grammar["preposition"]
        self._copulas = self._grammar["be"] | self._grammar["continuing"]

    def read(self, words: Words) -> list[Event]:
        """The events in the order of their words; cues that share words may give several."""
        verbs = list(self._verbs(words))
        taken = {index for event in verbs for index in (event.first, event.last if event.cue.of == "object" else event.first)}
        return [*verbs, *(event for event in self._nouns(words) if event.first not in taken), *self._states(words)]

    def _verbs(self, words: Words) -> Iterator[Event]:
        for index, lower in enumerate(words.lower):
            entries = self._lexicon.verb_forms.get(lower)
            if not entries:
                continue
            seen: dict[str, Event] = {}
            for cue, form in entries:
                event = self._verb(words, index, cue, form)
                if event and (cue.id not in seen or event.left + event.right > seen[cue.id].left + seen[cue.id].right):
                    seen[cue.id] = event
            yield from seen.values()

    def _verb(self, words: Words, index: int, cue: Cue, form: Form) -> Event | None:
        last, gap = index, range(0)
        if cue.unless and index + 1 < len(words) and self._lexicon.unless[cue.id].at(words.lower, index + 1):
            return None
        if cue.complements:
            found = self._complement(words, index, cue)
            if found is None:
                return None
            at, length = found
            last, gap = at + length - 1, range(index + 1, at)
        status = cue.status
        if cue.court and not self._grammar["court"].isdisjoint(words.lower[max(0, index - _COURT_REACH) : index + _COURT_REACH]):
            status = cue.court
        if cue.of == "subject":
            before = words.lower[index - 1] if index else ""
            if form == "base" and before in self._noun_openers:
                return None
            return Event(cue, status, index, last, 1.0, 0.4, gap, ambiguous=cue.ambiguous is not None)
        if self._is_auxiliary(words, index):
            return None
        voice = self._voice(words, index, form, index if gap else last)
        if voice is None:
            return None
        if cue.status in ("detained", "sentenced") and voice != "active" and self._goes_on(words, index):
            status = "held"
        if voice == "active":
            progressive = form == "ing" and self._auxiliary(words, index) in self._grammar["be"]
            return Event(
                cue, status, index, last, 0.0, 1.0, gap, ambiguous=cue.ambiguous == "always" or bool(cue.ambiguous and not progressive)
            )
        bare = self._auxiliary(words, index) == "" and not self._goes_on(words, index)
        if cue.passive:
            status = cue.passive
        if cue.present and status == cue.status and self._auxiliary(words, index) in self._grammar["present"]:
            status = cue.present
        return Event(
            cue,
            status,
            index,
            last,
            1.0,
            0.35,
            gap,
            ambiguous=cue.ambiguous == "always" or (cue.ambiguous is not None and bare),
            reduced=bare,
        )

    def _is_auxiliary(self, words: Words, index: int) -> bool:
        """Whether a form of have only helps the verb behind it: "have lost their lives behind bars"."""
        following = words.lower[index + 1] if index + 1 < len(words) else ""
        return words.lower[index] in self._grammar["have"] and (self._lexicon.is_verb(following) or following in self._lexicon.verb_forms)

    def _goes_on(self, words: Words, index: int) -> bool:
        """Whether a word of lasting stands before the participle: "still detained", "still reported to be jailed"."""
        start = index
        while start > max(0, index - _LASTING_REACH) and words.text[start - 1][0].isalpha():
            start -= 1
        return any(self._lexicon.continuing.ending_at(words.lower, end, 2) for end in range(start + 1, index + 1))

    def _complement(self, words: Words, index: int, cue: Cue) -> tuple[int, int] | None:
        """Where the words stand that must follow the verb, and how many they are."""
        phrases = self._lexicon.complements[cue.id]
        for at in range(index + 1, min(len(words), index + _LONGEST_GAP)):
            if words.text[at] in _STOPS or words.text[at] == "," or (at > index + 1 and words.lower[at] in self._grammar["new-clause"]):
                return None
            if length := phrases.at(words.lower, at):
                return at, length
        return None

    def _voice(self, words: Words, index: int, form: Form, last: int) -> str | None:
        """ "active", "passive", or None where the form is no verb here; `last` is where its object is looked for behind."""
        if form == "base":
            return "active" if self._verb_here(words, index) else None
        if form == "third":
            before = words.lower[index - 1] if index else ""
            return "active" if self._object_follows(words, index) and before not in self._noun_openers else None
        if form != "ing" and index and words.lower[index - 1] in self._grammar["determiner"]:
            return None  # "the jailed leader": said of one who is not counted
        auxiliary = self._auxiliary(words, index)
        if form == "ing":
            return "passive" if auxiliary in ("being",) else "active"
        if auxiliary in self._grammar["be"]:
            return "passive"
        if auxiliary in self._grammar["have"]:
            return "active"
        return "active" if self._object_follows(words, last) else "passive"

    def _auxiliary(self, words: Words, index: int) -> str:
        """The form of be, get or have that the participle at `index` belongs to, "" where there is none."""
        for back in range(index - 1, max(-1, index - 5), -1):
            lower = words.lower[back]
            if lower in self._grammar["be"] or lower in self._grammar["have"]:
                return lower
            if not (lower.endswith("ly") or lower in self._grammar["between-auxiliary"]):
                return ""
        return ""

    def _verb_here(self, words: Words, index: int) -> bool:
        before = words.lower[index - 1] if index else ""
        if before in self._grammar["before-base"] or before.endswith("n't"):
            return True
        if before in self._noun_openers or before in ("mass", "early"):
            return False
        if index and words.text[index][0].isupper() and words.text[index - 1][0].isupper() and not _is_title_case(words):
            return False  # "Santa Rita Jail"
        following = words.lower[index + 1] if index + 1 < len(words) else ""
        return following not in ("of", "for") and self._object_follows(words, index)

    def _object_follows(self, words: Words, index: int) -> bool:
        """Whether a noun phrase begins behind the word: then an active verb is likelier than a participle."""
        if index + 1 >= len(words):
            return False
        word, lower = words.text[index + 1], words.lower[index + 1]
        if not word[0].isalnum():
            return word in '“"‘'
        if lower in self._grammar["modifier-opening"]:
            return any(w[0].isdigit() or w in ("least", "many", "of", "than", "a") for w in words.lower[index + 2 : index + 4])
        return (
            lower in self._grammar["determiner"]
            or lower == "another"
            or (lower != "of" and lower not in self._lexicon.function_words and not lower.endswith("ly"))
        )

    def _nouns(self, words: Words) -> Iterator[Event]:
        for index, lower in enumerate(words.lower):
            for cue in self._lexicon.nouns.get(lower, ()):
                following = words.lower[index + 1] if index + 1 < len(words) else ""
                if following in ("of", "for", "involving", "to"):
                    yield Event(cue, cue.status, index, index + 1, 0.0, 1.0, ambiguous=cue.ambiguous is not None)
                else:
                    yield Event(cue, cue.status, index, index, 0.45, 0.3, loose=True, ambiguous=cue.ambiguous is not None)

    def _states(self, words: Words) -> Iterator[Event]:
        for phrases, cue in self._lexicon.states:
            index = 0
            while index < len(words):
                length = phrases.at(words.lower, index)
                if length:
                    if self._is_state(words, index, length):
                        described = index == 0 or words.lower[index - 1] not in self._copulas
                        yield Event(cue, cue.status, index, index + length - 1, 1.0, 0.5, reduced=described and cue.status == "held")
                    index += length
                else:
                    index += 1

    def _is_state(self, words: Words, index: int, length: int) -> bool:
        """A lone participle ("jailed") is a state only behind a word of lasting, "free" behind a form of be; longer phrases always are."""
        forms = self._lexicon.verb_forms.get(words.lower[index], [])
        if length > 1 or not forms:
            return True
        if all(form == "base" for _, form in forms):
            return index > 0 and words.lower[index - 1] in self._copulas
        return self._lexicon.continuing.ending_at(words.lower, index, 2)


def _is_title_case(words: Words) -> bool:
    """Whether the sentence is a headline in title case, where capitals tell nothing."""
    longer = [word for word in words.text if len(word) > 3 and word[0].isalpha()]
    return bool(longer) and sum(word[0].isupper() for word in longer) > 0.8 * len(longer)
