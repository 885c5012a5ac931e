"""What a number may mean: the ways to read it.

A candidate counts no prisoners ("none"). Or it is governed by an event of its sentence ("event"); or it goes on with what was said
of people before, in the text ("carried"), in a list ("chained") or without a number ("topic"); or it says custody by itself: a
noun for people in custody ("noun"), a part of them ("part"), a sum ("sum"), how many a place of custody has ("population"), an
exchange of equal numbers ("exchange"), people in an article that speaks of custody ("scene").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.finding.prisoners.discourse import Told
from extract.finding.prisoners.events import Event
from extract.finding.prisoners.groups import Candidate
from extract.records import Status

Way = Literal["none", "event", "carried", "chained", "topic", "scene", "noun", "part", "sum", "population", "exchange"]
"""A way to read a number; the module says what each is."""
Scene = Literal["custody", "mishap", "other"]
"""What an article is about, by its words: people in custody, an accident or the like that holds and frees people, or neither."""
FREED: frozenset[Status] = frozenset({"released", "exchanged", "transferred", "escaped"})
"""What those who have "yet to be" let go have not come to: they are held."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read a candidate: its features, and the words nearby, which speak for or against its status."""

    way: Way
    status: Status | None
    event: Event | None
    features: tuple[str, ...]
    nearby: tuple[str, ...] = ()

    @property
    def all_features(self) -> tuple[str, ...]:
        """The features, those of the words nearby among them."""
        return (*self.features, *word_features(self.status, self.nearby))


@dataclass(frozen=True, slots=True)
class History:
    """What came before a candidate: the scene, what was told last, of the candidate straight before it, and of whom."""

    scene: Scene
    earlier: Sequence[Told]
    """What was told before, the last first, each status once."""
    topic: Told | None
    before: tuple[Candidate, Told | None] | None
    antecedent: str | None
    part_of: str | None
    counted: bool
    """Whether the same number was counted before."""

    @property
    def told(self) -> Told | None:
        """What was told last."""
        return self.earlier[0] if self.earlier else None


def word_features(status: Status | None, nearby: Iterable[str]) -> list[str]:
    """The features that words nearby are for a status; None is that of a number that counts no prisoners."""
    return [f"{status} {word}" for word in nearby]
