"""The rules and lexicons of `models/en/places/`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from extract.data import read_lexicon, read_rules, read_table
from extract.finding.places.gazetteer import Gazetteer
from extract.finding.places.tokens import Phrases, Token
from extract.records import PlaceKind

Side = Literal["before", "after", "owned", "apposed"]
R = TypeVar("R", "Ending", "Context", "Organisation")


@dataclass(frozen=True, slots=True)
class Ending:
    """Words that end (`side` after) or begin (before) a place's name and say its kind; see `endings.toml`."""

    id: str
    kind: PlaceKind
    side: Side
    lower: bool
    words: tuple[str, ...]
    example: str
    counter: str
    numbered: bool = False
    towns: bool = False
    bare: bool = False
    several: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Words beside a name that speak for or against a place; see `contexts.toml`."""

    id: str
    side: Side
    weight: float
    words: tuple[str, ...]
    example: str
    counter: str
    place: bool = False


@dataclass(frozen=True, slots=True)
class Organisation:
    """Words that make an organisation of the name beside them; see `organisations.toml`."""

    id: str
    side: Side
    words: tuple[str, ...]
    example: str
    counter: str


class Knowledge:
    """What the finder knows, read from the folder `models/en/places/`; DataError where a file is malformed."""

    def __init__(self, folder: Path) -> None:
        self.gazetteer = Gazetteer(folder / "gazetteer.sqlite")
        self.endings = read_rules(folder / "endings.toml", "ending", Ending)
        self.contexts = read_rules(folder / "contexts.toml", "context", Context)
        self.organisations = read_rules(folder / "organisations.toml", "organisation", Organisation)
        self.never = _words(folder / "never.txt")
        self.joining = _words(folder / "joining.txt")
        self.directions = _words(folder / "directions.txt")
        self.generic = _words(folder / "generic.txt")
        self.first_level = _words(folder / "first_level.txt")
        self.beside = _words(folder / "beside.txt")
        self.offices = _words(folder / "offices.txt")
        self.articles = frozenset(("the", "a", "an"))
        self.demonyms = {word.casefold(): None if country == "-" else country for word, country in read_table(folder / "demonyms.tsv", 2)}
        self.demonym_phrases = Phrases(self.demonyms.items())
        self.neighbours = {country: frozenset(names.split("|")) for country, names in read_table(folder / "neighbours.tsv", 2)}
        self.endings_after = Phrases(_phrases(self.endings, "after"))
        self.endings_after_lower = Phrases(_phrases([rule for rule in self.endings if rule.lower], "after"))
        self.endings_before = Phrases(_phrases(self.endings, "before"))
        self.context_before = Phrases(_phrases(self.contexts, "before"), backward=True)
        self.context_after = Phrases(_phrases(self.contexts, "after"))
        self.context_owned = Phrases(_phrases(self.contexts, "owned"))
        self.context_apposed = Phrases(_phrases(self.contexts, "apposed"))
        self.organisation_before = Phrases(_phrases(self.organisations, "before"), backward=True)
        self.organisation_after = Phrases(_phrases(self.organisations, "after"))
        self.generic_lead = self.generic | self.directions | frozenset(self.demonyms)
        self.nations = frozenset(n.casefold() for _, names in read_table(folder / "countries.tsv", 2) for n in names.split("|"))
        self.division_words = frozenset(w.casefold() for rule in self.endings if rule.id.startswith("division") for w in rule.words)

    def is_kind_before(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether words such as "city of" end at token `index`."""
        hit = self.context_before.at(tokens, index)
        return hit is not None and hit[2].id == "kind-before"


def _phrases(rules: Sequence[R], side: Side) -> Iterator[tuple[str, R]]:
    return ((word, rule) for rule in rules if rule.side == side for word in rule.words)


def _words(path: Path) -> frozenset[str]:
    return frozenset(entry.casefold() for entry in read_lexicon(path))
