"""The whole finder on short texts from many countries, with the NER's spans given."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from extract.data import read_rules
from extract.finding.places.finder import PlaceFinder


@dataclass(frozen=True)
class Article:
    text: str
    entities: tuple[str, ...]
    places: tuple[str, ...]
    people: tuple[str, ...] = ()

    def spans(self, marked: tuple[str, ...]) -> list[tuple[int, int, str]]:
        spans, at = [], 0
        for entity in marked:
            words, _, label = entity.rpartition(":")
            start = self.text.index(words, at)
            at = start + len(words)
            spans.append((start, at, label))
        return spans


ARTICLES = read_rules(Path(__file__).with_name("articles.toml"), "article", Article)


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.text[:30])
def test_finds_the_places(article: Article, finder: PlaceFinder) -> None:
    people = [(start, end) for start, end, _ in article.spans(tuple(f"{name}:" for name in article.people))]
    found = finder.find(article.text, article.spans(article.entities), people)
    assert tuple(f"{p.name} | {p.kind} | {p.country or ''}".strip() for p in found) == article.places
    for place in found:
        assert place.explain is not None
        for mention in (*place.mentions, *place.explain.cues):
            assert article.text[mention.start : mention.end] == mention.text


def test_a_person_of_that_name_is_no_place(finder: PlaceFinder) -> None:
    text = "Jordan Georgiou sued. Jordan won in Jordan."
    people = [(0, 15), (22, 28)]
    (place,) = finder.find(text, [(0, 15, "PERSON"), (22, 28, "GPE"), (36, 42, "GPE")], people)
    assert [m.start for m in place.mentions] == [36]


def test_a_mention_is_cut_to_the_name(finder: PlaceFinder) -> None:
    text = "The Gambia’s navy and the Philippines' fleet met."
    found = finder.find(text, [(0, 12, "GPE"), (22, 38, "GPE")])
    assert [m.text for p in found for m in p.mentions] == ["Gambia", "Philippines"]
    assert [p.country for p in found] == ["GM", "PH"]


def test_spellings_of_one_country_are_one_entry(finder: PlaceFinder) -> None:
    text = "The United States voted no. The U.S. envoy left; America was alone."
    (place,) = finder.find(text, [(0, 17, "GPE"), (32, 36, "GPE")])
    assert place.name == "United States"
    assert place.geonames_id == 6252001
    assert [m.text for m in place.mentions] == ["United States", "U.S.", "America"]


@pytest.mark.parametrize("text", ["", " ", "\n", "us", "The", "…", "A\u0301", "St. ", "Camp", "in the", "U.S", "-", "'s"])
def test_texts_of_no_size(text: str, finder: PlaceFinder) -> None:
    assert len(finder.find(text, [(0, len(text), "GPE")] if text.strip() else [])) <= 1
