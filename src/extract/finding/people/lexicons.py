"""What the people finder knows: the lexicons and rules of `models/en/people/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from extract.data import kept, read_lexicon, read_rules, read_table
from extract.finding.people.cues import Cue
from extract.finding.people.words import fold


@dataclass(frozen=True)
class Lexicons:
    """Sets of folded words, each named like its file, the gender of given names ("m", "f" or "-"), and the cues in file order."""

    honorifics: frozenset[str]
    title_heads: frozenset[str]
    title_modifiers: frozenset[str]
    speech_verbs: frozenset[str]
    person_verbs: frozenset[str]
    kin: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    government_words: frozenset[str]
    organisation_words: frozenset[str]
    organisations: frozenset[str]
    hyphen_parts: frozenset[str]
    calendar: frozenset[str]
    function_words: frozenset[str]
    nationality_words: frozenset[str]
    place_names: frozenset[str]
    given_names: frozenset[str]
    family_names: frozenset[str]
    surname_first: frozenset[str]
    media_words: frozenset[str]
    given_words: frozenset[str]
    public_figures: frozenset[str]
    byline_words: frozenset[str]
    place_openers: frozenset[str]
    role_suffixes: frozenset[str]
    attached_honorifics: frozenset[str]
    honorific_names: frozenset[str]
    after_stops: frozenset[str]
    headline_verbs: frozenset[str]
    short_given: frozenset[str]
    alias_words: frozenset[str]
    alias_ends: frozenset[str]
    given_genders: Mapping[str, str]
    cues: tuple[Cue, ...]

    @classmethod
    def read(cls, folder: Path) -> "Lexicons":
        """Reads every lexicon from `folder`; raises `DataError` where one is malformed, OSError where one is missing."""
        names = [name for name in cls.__annotations__ if name not in ("cues", "given_names", "given_genders")]
        given = kept().get(folder / "given_names.tsv", "folded", lambda: _folded_table(folder / "given_names.tsv"))
        folded = kept().get(folder, "folded", lambda: {name: [*map(fold, read_lexicon(folder / f"{name}.txt"))] for name in names})
        sets = {name: frozenset(words) for name, words in folded.items()}
        return cls(
            **sets,
            given_names=frozenset(given) | sets["short_given"],
            given_genders=given,
            cues=tuple(read_rules(folder / "cues.toml", "cue", Cue)),
        )

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words that take the full stop behind them into the word, without the stop."""
        return self.honorifics | frozenset(s.rstrip(".") for s in self.suffixes | self.particles | self.short_given if s.endswith("."))

    @cached_property
    def titles(self) -> frozenset[str]:
        """Words that can stand directly before a name as its title."""
        dotted = frozenset(h + "." for h in self.honorifics)
        return self.title_heads | self.honorifics | dotted | frozenset(h + "s" for h in self.title_heads)

    @cached_property
    def plural_titles(self) -> frozenset[str]:
        """Titles of several people named after them: "Senators Okoth and Keller"."""
        return frozenset(head + "s" for head in self.title_heads)

    @cached_property
    def stops(self) -> frozenset[str]:
        """Capitalised words that are no part of a person's name."""
        return self.function_words | self.calendar

    @cached_property
    def known_names(self) -> frozenset[str]:
        """Given and family names."""
        return self.given_names | self.family_names

    @cached_property
    def first_parts(self) -> frozenset[str]:
        """Words that a name may begin with, before what the recogniser found of it."""
        return self.given_names | self.particles

    @cached_property
    def not_continuing(self) -> frozenset[str]:
        """Capitalised words at which a name ends."""
        return self.stops | self.titles | self.nationality_words | self.organisation_words

    @cached_property
    def beside_names(self) -> frozenset[str]:
        """Capitalised words that may stand directly beside a name without being part of a longer one."""
        return self.stops | self.titles | self.attributes | self.title_modifiers | self.government_words

    @cached_property
    def role_endings(self) -> tuple[str, ...]:
        """Endings of nouns for what somebody does, as `str.endswith` takes them."""
        return tuple(sorted(ending.lstrip("-") for ending in self.role_suffixes))

    @cached_property
    def attributes(self) -> frozenset[str]:
        """Words that may stand between the start of a run of capitals and a name: nationalities and places."""
        return self.nationality_words | self.place_names

    def words(self, name: str) -> frozenset[str]:
        """The lexicon that a cue calls `<name>`; KeyError where there is none."""
        found = getattr(self, name, None)
        if not isinstance(found, frozenset):
            raise KeyError(name)
        return found


def _folded_table(path: Path) -> dict[str, str]:
    return {fold(word): second for word, second in read_table(path, 2)}
