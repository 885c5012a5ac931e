import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.finding.sentences.splitter import default_splitter, is_wrapped

SPLITTER = default_splitter()


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in SPLITTER.split(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Forty men were freed.", "Their wives wept."],
        ["He met Gen. Keith Kellogg on Dec. 12 in the U.S. capital.", "Nobody else came."],
        ["“Let them go!”", "The crowd went on.", "Why?"],
        ["Christopher W. Smith came.", "He left."],
        ["It cost 1.5 million.", "It was paid."],
        ["Art. 342 of the code names St. Petersburg.", "No. 5 was closed."],
        ['She said: "Go."', "He went."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_lines_of_news_are_sentences_of_their_own() -> None:
    text = "Envoy Visits as Prison Opens\nBy Ann Ray\n\n• First point\n• Second point\nMINSK (AP) — It rained."
    assert split(text) == ["Envoy Visits as Prison Opens", "By Ann Ray", "• First point", "• Second point", "MINSK (AP) — It rained."]


def test_wrapped_lines_are_no_boundaries() -> None:
    text = (
        "The government said on Tuesday that it would let out some forty of the men\n"
        "whom it had arrested in the course of the protests that shook the capital of\n"
        "the country last year. Their families have been waiting at the gates of the\n"
        "prison since then.\n\n"
        "None came out on that day, said the lawyer of the men, who had been told that\n"
        "the order was not signed yet."
    )
    assert is_wrapped(text)
    assert len(split(text)) == 3


@given(st.text())
def test_sentences_are_trimmed_ordered_and_leave_out_nothing_but_space(text: str) -> None:
    spans = SPLITTER.split(text)
    position = 0
    for start, end in spans:
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        position = end
    assert not text[position:].strip()


def test_the_component_marks_sentence_starts() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("article_sentences")
    doc = nlp("Forty were freed. Gen. Ray said so.\nIt rained.")
    assert [sent.text.strip() for sent in doc.sents] == ["Forty were freed.", "Gen. Ray said so.", "It rained."]
