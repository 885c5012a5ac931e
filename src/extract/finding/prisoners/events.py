"""What happens to people in custody in a sentence: the cues found in it, and which way each looks for the people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.finding.prisoners.lexicon import Cue, Form, Lexicon
from extract.finding.prisoners.words import Words
from extract.records import Status

_COURT_REACH = 10
"""How many words around a verb a court makes it a sentence: "Tunisia court jails 12"."""
_LASTING_REACH = 5
_LONGEST_GAP = 12
_SUBJECT_GAP = 4
"""How far behind its verb a complement begins: an object may stand between, "put 30 young men behind bars", else only adverbs."""
_STOPS = frozenset(".;:!?—–\n")
_FORMS = ("subject", "passive", "participle", "active", "past")
"""Which reading of a form is taken where two fit ("held": past or participle)."""


Kind = Literal["active", "past", "passive", "participle", "subject", "noun of", "noun", "state", "state behind be"]
"""How an event is said: the verb's form, a noun with or without "of", or a state.

A "past" is a form such as "jailed" before what may be its object ("jailed 12"), a "participle" one before something else ("12 jailed in
May"); both are guesses.
"""


@dataclass(frozen=True, slots=True)
class Event:
    """A cue in a sentence.

    `first`, `last` are the indices of its first and last word; with a complement ("let 12 go"), `gap` holds those between.
    """

    cue: Cue
    status: Status
    first: int
    last: int
    kind: Kind
    gap: range = range(0)
    ambiguous: bool = False
    """Whether it tells of custody only where the article speaks of it."""
    lasting: bool = False
    """Whether "still" or another word of continuing.txt stands before it."""

    @property
    def describing(self) -> bool:
        """Whether it may describe the noun before it rather than tell news of it: "the 12 men jailed", "30 monks in custody"."""
        return self.kind in ("participle", "state")


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
        taken = {event.first for event in verbs}
        events = [*verbs, *(event for event in self._nouns(words) if event.first not in taken), *self._states(words)]
        near = {event.cue.id: self._lexicon.near[event.cue.id].within(words.lower) for event in events if event.cue.near}
        return [event for event in events if near.get(event.cue.id, True)]

    def _verbs(self, words: Words) -> Iterator[Event]:
        for index, lower in enumerate(words.lower):
            entries = self._lexicon.verb_forms.get(lower)
            if not entries:
                continue
            seen: dict[str, Event] = {}
            for cue, form in entries:
                event = self._verb(words, index, cue, form)
                if event and (cue.id not in seen or _FORMS.index(event.kind) < _FORMS.index(seen[cue.id].kind)):
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
            return Event(cue, status, index, last, "subject", gap, cue.ambiguous is not None, self._goes_on(words, index))
        if self._is_auxiliary(words, index):
            return None
        voice = self._voice(words, index, form, index if gap else last)
        if voice is None:
            return None
        lasting = self._goes_on(words, index)
        if voice == "active":
            progressive = form == "ing" and self._auxiliary(words, index) in self._grammar["be"]
            ambiguous = cue.ambiguous == "always" or bool(cue.ambiguous and not progressive)
            guessed = form in ("past", "participle") and self._auxiliary(words, index) == ""
            return Event(cue, status, index, last, "past" if guessed else "active", gap, ambiguous, lasting)
        if cue.status in ("detained", "sentenced") and lasting:
            status = "held"
        bare = self._auxiliary(words, index) == "" and not lasting
        if cue.passive:
            status = cue.passive
        if cue.present and status == cue.status and self._auxiliary(words, index) in self._grammar["present"]:
            status = cue.present
        ambiguous = cue.ambiguous == "always" or (cue.ambiguous is not None and bare)
        return Event(cue, status, index, last, "participle" if bare else "passive", gap, ambiguous, lasting)

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
        longest = _LONGEST_GAP if cue.of == "object" else _SUBJECT_GAP
        for at in range(index + 1, min(len(words), index + longest)):
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
            opening = ("least", "many", "of", "than") if lower in self._grammar["preposition"] else ("least", "many", "of", "than", "a")
            return any(w[0].isdigit() or w in opening for w in words.lower[index + 2 : index + 4])
        if lower in self._grammar["linking"]:
            return False
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
                    yield Event(cue, cue.status, index, index + 1, "noun of", ambiguous=cue.ambiguous is not None)
                else:
                    yield Event(cue, cue.status, index, index, "noun", ambiguous=cue.ambiguous is not None)

    def _states(self, words: Words) -> Iterator[Event]:
        until: dict[str, int] = {}
        for index, lower in enumerate(words.lower):
            for phrases, cue in self._lexicon.states.get(lower, ()):
                length = phrases.at(words.lower, index)
                if not length or index < until.get(cue.id, 0):
                    continue
                until[cue.id] = index + length
                if self._is_state(words, index, length):
                    predicate = index > 0 and words.lower[index - 1] in self._copulas
                    yield Event(
                        cue,
                        cue.status,
                        index,
                        index + length - 1,
                        "state behind be" if predicate else "state",
                        ambiguous=cue.ambiguous is not None,
                        lasting=self._goes_on(words, index),
                    )

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
