"""The words of the prisoner counts, read from `models/en/prisoners/` and made ready for look-up."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extract.data import model_file, read_lexicon, read_rules, read_table
from extract.finding.prisoners.words import word_list
from extract.records import Certainty, Status

Form = Literal["base", "third", "past", "participle", "ing"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A rule of cues.toml; its header says what each key means."""

    id: str
    status: Status
    of: Literal["object", "subject"]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    complements: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    attributive: Status | None = None
    present: Status | None = None
    passive: Status | None = None
    court: Status | None = None
    weak: bool = False
    ambiguous: Literal["always", "active"] | None = None
    unless: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    also: tuple[Status, ...] = ()
    denied: bool = False


@dataclass(frozen=True, slots=True)
class CertaintyCue:
    """A rule of certainty.toml: words before an event, in its clause, that make it other than asserted."""

    id: str
    certainty: Certainty
    words: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    adjacent: bool = False
    undone: bool = False
    gerund: bool = False


_GAP = "*"
_LONGEST_GAP = 3
_NUMBER = "#"


class Phrases:
    """Phrases of one or more words, found by their words in lower case; the longest at a place wins.

    A `*` in a phrase stands for one to three words ("in * custody"), a `#` for a number ("# years in prison") that is written
    in digits or is one of `number_words`.
    """

    def __init__(self, phrases: Iterable[str], number_words: frozenset[str] = frozenset()) -> None:
        self._number_words = number_words
        # By the first word and the second ("" where there is none, or it is a gap or a number), the longest first: plain phrases, others.
        self._plain: dict[str, dict[str, list[list[str]]]] = {}
        self._others: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = word_list(phrase.lower())
            if _GAP in words or _NUMBER in words:
                self._others.setdefault(words[0], []).append(tuple(words))
            else:
                self._plain.setdefault(words[0], {}).setdefault(words[1] if len(words) > 1 else "", []).append(words)
        for seconds in self._plain.values():
            for fitting in seconds.values():
                fitting.sort(key=len, reverse=True)

    @property
    def openings(self) -> Iterable[str]:
        """The first words of the phrases."""
        return self._plain.keys() | self._others.keys()

    def at(self, words: list[str], index: int) -> int:
        """How many words from `index` on a phrase covers; 0 where none begins there."""
        word, longest = words[index], 0
        seconds = self._plain.get(word)
        if seconds is not None:
            longest = 1 if "" in seconds else 0
            for phrase in seconds.get(words[index + 1], ()) if index + 1 < len(words) else ():
                if words[index : index + len(phrase)] == phrase:
                    longest = len(phrase)
                    break
        if self._others:
            others = self._others.get(word, ())
            if seconds is None and not others and _NUMBER in self._others and _is_number(word, self._number_words):
                others = self._others[_NUMBER]
            for other in others:
                longest = max(longest, self._matched(other, words, index))
        return longest

    def within(self, words: list[str]) -> bool:
        """Whether a phrase stands anywhere in `words`."""
        return any(self.at(words, index) for index in range(len(words)))

    def ending_at(self, words: list[str], end: int, longest: int = 4) -> bool:
        """Whether a phrase ends straight before the word `end`."""
        return any(self.at(words, start) == end - start for start in range(max(0, end - longest), end))

    def _matched(self, phrase: tuple[str, ...], words: list[str], index: int) -> int:
        """How many words from `index` on `phrase` covers; 0 where it does not match."""
        if _GAP not in phrase:
            return len(phrase) if self._same(phrase, words[index : index + len(phrase)]) else 0
        gap = phrase.index(_GAP)
        before, after = phrase[:gap], phrase[gap + 1 :]
        if after and after[0] != _NUMBER and after[0] not in words[index + gap + 1 : index + gap + 1 + _LONGEST_GAP]:
            return 0  # told at once for most
        if not self._same(before, words[index : index + gap]):
            return 0
        for width in range(1, _LONGEST_GAP + 1):
            filled = words[index + gap : index + gap + width]
            if any(not word[0].isalnum() for word in filled):
                return 0
            if self._same(after, words[index + gap + width : index + gap + width + len(after)]):
                return gap + width + len(after)
        return 0

    def _same(self, phrase: tuple[str, ...], words: list[str]) -> bool:
        if len(phrase) != len(words):
            return False
        return all(p == w or (p == _NUMBER and _is_number(w, self._number_words)) for p, w in zip(phrase, words, strict=True))


def _is_number(word: str, number_words: frozenset[str]) -> bool:
    return word[0].isdigit() or word.partition("-")[0] in number_words


class Lexicon:
    """All that the finder knows about words, from a folder of data."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or model_file("prisoners")
        self.cues = read_rules(folder / "cues.toml", "cue", Cue)
        self.certainty_cues = read_rules(folder / "certainty.toml", "cue", CertaintyCue)
        irregular = {base: (past, participle, ing) for base, past, participle, ing in read_table(folder / "irregular.tsv", 4)}
        self.verb_forms: dict[str, list[tuple[Cue, Form]]] = {}
        self.nouns: dict[str, list[Cue]] = {}
        self.states: dict[str, list[tuple[Phrases, Cue]]] = {}
        self.unless = {cue.id: Phrases(cue.unless) for cue in self.cues if cue.unless}
        numbers = frozenset(word for word, _, kind in read_table(folder / "numbers.tsv", 3) if kind in ("unit", "tens"))
        self.near = {cue.id: Phrases(cue.near) for cue in self.cues if cue.near}
        self.complements = {cue.id: Phrases(cue.complements, numbers) for cue in self.cues if cue.complements}
        for cue in self.cues:
            for verb in cue.verbs:
                for form, kinds in _inflected(verb, irregular).items():
                    self.verb_forms.setdefault(form, []).extend((cue, kind) for kind in kinds)
            for noun in cue.nouns:
                self.nouns.setdefault(noun, []).append(cue)
            if cue.states:
                phrases = Phrases(cue.states, numbers)
                for first in phrases.openings:
                    self.states.setdefault(first, []).append((phrases, cue))
        self.denial = next(cue for cue in self.certainty_cues if cue.certainty == "negated")
        self.wish = next(cue for cue in self.certainty_cues if cue.certainty == "planned")
        self.undone = Phrases(words for cue in self.certainty_cues if cue.undone for words in cue.words)
        self.certainty = [(Phrases(cue.words), cue) for cue in self.certainty_cues]
        self.grammar = {name: frozenset(words.split()) for name, words in read_table(folder / "grammar.tsv", 2)}
        self.boundaries = tuple(read_lexicon(folder / "boundaries.txt"))
        self.prisoners = frozenset(read_lexicon(folder / "prisoners.txt"))
        self.prisoners_lower = frozenset(w.lower() for w in self.prisoners)
        self.persons = frozenset(w.lower() for w in read_lexicon(folder / "persons.txt"))
        self.things = frozenset(read_lexicon(folder / "things.txt"))
        self.endings = read_lexicon(folder / "endings.txt")
        self.function_words = frozenset(read_lexicon(folder / "function_words.txt"))
        self.verbs = frozenset(read_lexicon(folder / "verbs.txt"))
        self.continuing = Phrases(read_lexicon(folder / "continuing.txt"))
        self.labels = Phrases(read_lexicon(folder / "labels.txt"))
        self.speech = frozenset(read_lexicon(folder / "speech.txt"))
        self.custody_words = frozenset(read_lexicon(folder / "custody.txt"))
        self.implicative = Phrases(read_lexicon(folder / "implicative.txt"))
        self.comparing = Phrases(read_lexicon(folder / "comparing.txt"))
        self.exchange = next(cue for cue in self.cues if cue.status == "exchanged")
        self.authorities = frozenset(read_lexicon(folder / "authorities.txt"))
        self.mishaps = frozenset(read_lexicon(folder / "mishaps.txt"))
        self.totals = frozenset(read_lexicon(folder / "totals.txt"))
        self.others = Phrases(read_lexicon(folder / "others.txt"))
        self.hints = {name: frozenset(words.split()) for name, words in read_table(folder / "hints.tsv", 2)}
        self.officials = frozenset(read_lexicon(folder / "officials.txt"))
        self.bystanders = frozenset(read_lexicon(folder / "bystanders.txt"))
        self.parts = Phrases(read_lexicon(folder / "parts.txt"))
        self.facilities = frozenset(read_lexicon(folder / "facilities.txt"))
        self.abbreviations = frozenset(read_lexicon(model_file("abbreviations.txt")))
        self.bodies = frozenset(read_lexicon(folder / "bodies.txt"))
        self.dead = frozenset(read_lexicon(folder / "dead.txt"))

    def is_prisoner(self, word: str) -> bool:
        """Whether `word` names people in custody."""
        return word.lower() in self.prisoners_lower

    def is_person(self, word: str) -> bool:
        """Whether `word`, singular or plural as counted, names people: by the lexicons, by a plural ending, or by nationality."""
        lower = word.lower()
        if lower in self.persons or lower in self.prisoners_lower:
            return True
        if lower in self.things:
            return False
        if len(lower) > 4 and lower.endswith(self.endings):
            return True
        # A capitalised plural behind a number is a people or a group more often than not: "12 Thais", "three Houthis", "two Burmese".
        return word[0].isupper() and len(word) > 3 and lower.endswith(("s", "ese")) and not lower.endswith(("ss", "us", "'s", "’s"))

    def is_verb(self, word: str) -> bool:
        """Whether `word` looks like a finite verb."""
        return word in self.verbs or (word.endswith("ed") and len(word) > 4)


def _inflected(verb: str, irregular: dict[str, tuple[str, str, str]]) -> dict[str, list[Form]]:
    """The forms of an English verb: regular, but for what irregular.tsv says."""
    ending = verb.endswith(("s", "x", "z", "ch", "sh"))
    stem = verb.removesuffix("e") if not verb.endswith("ee") else verb
    past = participle = stem + "ed" if not verb.endswith("ee") else verb + "d"
    third = verb + "es" if ending else verb + "s"
    if verb[-1] == "y" and verb[-2] not in "aeiou":
        past = participle = verb[:-1] + "ied"
        third = verb[:-1] + "ies"
    past, participle, ing = irregular.get(verb, (past, participle, stem + "ing"))
    forms: dict[str, list[Form]] = {}
    pairs: list[tuple[str, Form]] = [(verb, "base"), (third, "third"), (past, "past"), (participle, "participle"), (ing, "ing")]
    for form, kind in pairs:
        forms.setdefault(form, []).append(kind)
    if verb == "be":
        forms.update({form: ["past"] for form in ("is", "are", "were", "been")})
    return forms
