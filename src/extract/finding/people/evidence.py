"""What speaks for and against a written name being a person's, added up over the whole article."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.data import read_rules
from extract.finding.people.candidates import Candidate
from extract.finding.people.cues import CueMatcher
from extract.finding.people.lexicons import Lexicons
from extract.finding.people.words import Word


@dataclass(frozen=True)
class Weight:
    """One number of `models/en/people/evidence.toml`, with the reason for it."""

    id: str
    value: float
    why: str


@dataclass(slots=True)
class Form:
    """One way of writing a name: where it stands, the evidence for a person, and what it rests on."""

    key: str
    words: tuple[Word, ...]
    candidates: list[Candidate] = field(default_factory=list)
    score: float = 0.0
    rules: dict[str, float] = field(default_factory=dict)
    cue_words: list[Word] = field(default_factory=list)


_TOP = 3
"""The sentences below the first in which a line with nothing but a name may be a byline."""


class Judge:
    """Weighs the forms of one article's names."""

    _SUPPORTS = frozenset({"given_first", "surname_first", "title", "said_after", "who", "age"})
    """What a longer name needs of its own before its last word's evidence is lent to it."""

    def __init__(self, lexicons: Lexicons, folder: Path) -> None:
        self._lexicons = lexicons
        self._weights = {w.id: w.value for w in read_rules(folder / "evidence.toml", "weight", Weight)}
        self._cues = CueMatcher(lexicons.cues, lexicons.words)

    def forms(self, words: Sequence[Word], candidates: Sequence[Candidate], styles: Mapping[int, str]) -> list[Form]:
        """The candidates by the way they are written, in text order, each weighed."""
        forms: dict[str, Form] = {}
        for candidate in candidates:
            first, last = candidate.span
            key = " ".join(w.low for w in words[first:last])
            forms.setdefault(key, Form(key, tuple(words[first:last]))).candidates.append(candidate)
        alone = {f.words[0].low for f in forms.values() if len(f.words) == 1}
        for form in forms.values():
            self._weigh(form, words, styles, alone)
        people = {f.words[0].low: f.score for f in forms.values() if len(f.words) == 1 and self.is_person(f)}
        for form in forms.values():
            if len(form.words) > 1 and form.words[-1].low in people:
                self._lend(form, people[form.words[-1].low])
        return list(forms.values())

    def _lend(self, form: Form, score: float) -> None:
        """Lends a longer name the evidence, `score`, of its last word standing alone."""
        if {"organisation_word", "place_first"} & form.rules.keys():
            return
        if score >= 3 * self._weights["threshold"]:
            rule = "echo_strong"
        elif self._SUPPORTS & form.rules.keys():
            rule = "echo_person"
        else:
            return
        form.rules[rule] = self._weights[rule]
        form.score += self._weights[rule]

    def is_person(self, form: Form) -> bool:
        """Whether the evidence is enough."""
        return form.score >= self._weights["threshold"]

    def is_crowded(self, words: Sequence[Word], first: int, last: int) -> bool:
        """Whether the name stands in a run of other capitalised words, as in a headline, so that its ends are uncertain."""
        beside = [i for i in (first - 1, last) if 0 <= i < len(words) and words[i].sentence == words[first].sentence]
        known = self._lexicons
        return any(words[i].is_name and words[i].low not in known.beside_names for i in beside)

    def _only_in_headlines(self, form: Form, words: Sequence[Word], styles: Mapping[int, str], alone: set[str]) -> bool:
        if any(w.low in self._lexicons.known_names or (w.low in alone and len(form.words) > 1) for w in form.words):
            return False
        for first, last in (c.span for c in form.candidates):
            beside = [i for i in (first - 1, last) if 0 <= i < len(words) and words[i].sentence == words[first].sentence]
            if words[first].sentence not in styles or not any(words[i].is_name for i in beside):
                return False
        return True

    @staticmethod
    def _is_line(words: Sequence[Word], first: int, last: int) -> bool:
        """Whether the name is all that its line or sentence holds."""
        sentence = words[first].sentence
        return (first == 0 or words[first - 1].sentence != sentence) and (last == len(words) or words[last].sentence != sentence)

    def _weigh(self, form: Form, words: Sequence[Word], styles: Mapping[int, str], alone: set[str]) -> None:
        rules: dict[str, float] = {}
        weights = self._weights
        labels = [weights.get(c.label or "unmarked", weights["other"]) for c in form.candidates]
        rules["labels"] = sum(labels) / len(labels)
        for name in self._of_the_words(form, alone):
            rules[name] = weights[name]
        seen: Counter[str] = Counter()
        for candidate in form.candidates:
            for cue, used in self._cues.match(words, candidate.span):
                seen[cue.id] += 1
                if seen[cue.id] == 1:
                    rules[cue.id] = cue.weight
                    form.cue_words += used
        for cue_id, times in seen.items():  # one cue among many mentions says less
            rules[cue_id] *= min(1.0, weights["cue_share"] * times / len(labels))
        if all(words[c.span[0]].sentence in styles and self.is_crowded(words, *c.span) for c in form.candidates):
            rules["crowded"] = weights["crowded"]
        if self._only_in_headlines(form, words, styles, alone):
            rules["headline_only"] = weights["headline_only"]
        if (
            len(form.words) > 1
            and not any(w.low in self._lexicons.known_names for w in form.words)
            and all(self._is_line(words, *c.span) for c in form.candidates)
            and not 0 < words[form.candidates[0].span[0]].sentence <= _TOP  # below the headline stands the writer's name
        ):
            rules["heading"] = weights["heading"]
        form.rules = rules
        form.score = sum(rules.values())

    def _of_the_words(self, form: Form, alone: set[str]) -> list[str]:
        """The weights that the words of the name themselves bring."""
        known, low = self._lexicons, [w.low for w in form.words]
        found = []
        if form.key in known.place_names:
            found.append("place")
        if form.key in known.nationality_words or all(w in known.nationality_words for w in low):
            found.append("nationality")
        if form.key in known.organisations or form.key.removeprefix("the ") in known.organisations:
            found.append("organisation")
        marked = sum(c.label == "PERSON" for c in form.candidates) * 2 > len(form.candidates)
        if (
            len(low) > 1
            and any(w in known.organisation_words for w in low[1:])
            and not (marked and len(low) == 2 and low[0] in known.given_names)
        ):
            found.append("organisation_word")
        if len(low) == 1:
            if low[0] in known.given_names or low[0] in known.family_names:
                found.append("known_single")
            elif len(form.candidates) == 1:
                found.append("lone_single")
            if low[0] in known.public_figures:
                found.append("public_figure")
            elif form.words[0].kind == "caps" and len(form.words[0].text) <= 5:
                found.append("acronym")
            elif form.words[0].kind == "initial":
                found.append("single_letter")
        else:
            if low[0] in known.given_names:
                found.append("given_first")
            elif low[0] in known.surname_first and len(low) <= 3:
                found.append("surname_first")
            if low[-1] in known.family_names or low[-1] in known.given_names:
                found.append("family_last")
            if len(low) > 2 and form.words[1].kind == "initial" and form.words[1].text.endswith(".") and form.words[0].kind == "name":
                found.append("middle_initial")
            if not marked and not any(w in known.known_names for w in low):
                found.append("unknown_words")
            if low[-1] in alone:
                found.append("echo")
            if low[-1] in known.place_names and low[-1] not in known.known_names:
                found.append("place_last")
            foreign = low[0] in known.place_names or low[0] in known.nationality_words
            if (foreign and low[0] not in known.given_names and low[0] not in known.given_words) or low[0] in known.place_openers:
                found.append("place_first")
        return found
