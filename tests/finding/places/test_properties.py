"""Whatever the text and the NER's spans, mentions slice to their text, do not overlap, and come out the same twice."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.finding.places.finder import PlaceFinder
from extract.finding.places.tokens import tokenise

FINDER = PlaceFinder()
WORDS = (
    *(
        "Minsk",
        "Paris",
        "Texas",
        "U.S.",
        "the",
        "in",
        "Evin",
        "prison",
        "Prison",
        "No. 2",
        ",",
        ".",
        "\n",
        "’s",
        "-",
        "al-Hol",
        "Camp",
        "Lake",
    ),
    *(
        "Côte d’Ivoire",
        "University",
        "of",
        "SÃO PAULO",
        "Georgia",
        "said",
        "region",
        "Iranian",
        "St.",
        "D.C.",
        "№ 5",
        "\u0301",
        "İ",
        "ß",
        "🙂",
    ),
    *("Jordan", "(", ")", "Times", "City", "The Hague", "The"),
)
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=25).map("".join),
)
LABELS = st.sampled_from(("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", "DATE"))


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]], list[tuple[int, int]]]:
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12, unique=True)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    labelled = [(a, b, draw(LABELS)) for a, b in spans]
    return text, labelled, [(a, b) for a, b, label in labelled if label == "PERSON" and draw(st.booleans())]


@settings(max_examples=300, deadline=None)
@given(marked_texts())
def test_mentions(case: tuple[str, list[tuple[int, int, str]], list[tuple[int, int]]]) -> None:
    text, entities, people = case
    found = FINDER.find(text, entities, people)
    mentions = sorted((m.start, m.end, m.text) for p in found for m in p.mentions)
    for start, end, words in mentions:
        assert text[start:end] == words != ""
        assert words == words.strip()
        assert all(b <= start or end <= a or (start <= a and b <= end) for a, b in people)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(mentions))
    assert [p.mentions[0].start for p in found] == sorted(p.mentions[0].start for p in found)
    assert PlaceFinder().find(text, entities, people) == found


@given(TEXTS)
def test_tokens(text: str) -> None:
    tokens = tokenise(text)
    assert all(t.start < t.bare <= t.end for t in tokens)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
