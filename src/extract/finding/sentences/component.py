"""The spaCy component that marks where the sentences of an article begin."""

from itertools import pairwise

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from extract.finding.extensions import text_of
from extract.finding.sentences.splitter import SentenceSplitter, default_splitter


@Language.factory("article_sentences", assigns=["token.is_sent_start"])
def create_component(nlp: Language, name: str) -> "SentenceComponent":
    """The spaCy component that marks where the article's sentences begin."""
    return SentenceComponent(default_splitter())


class SentenceComponent:
    """Sets `token.is_sent_start` by a `SentenceSplitter`; a sentence begins with the first token that starts in it."""

    def __init__(self, splitter: SentenceSplitter) -> None:
        self._splitter = splitter

    def __call__(self, doc: Doc) -> Doc:
        """Marks the sentence starts of `doc` and gives it back."""
        starts = [start for start, _ in self._splitter.split(text_of(doc))]
        marks = np.full(len(doc), -1, dtype="int64")  # SENT_START: 1 begins a sentence, -1 does not
        first = np.searchsorted(doc.to_array(IDX), starts)
        marks[first[first < len(doc)]] = 1
        # All at once: setting token.is_sent_start one by one takes time with the square of the length.
        doc.from_array([SENT_START], marks.reshape(-1, 1).astype("uint64"))
        return doc


def sentence_spans(doc: Doc) -> list[tuple[int, int]]:
    """The sentences of `doc` as (start, end) in code points, trimmed, by its own marks where it has them, else split here."""
    text = text_of(doc)
    marks = doc.to_array(SENT_START).astype("int64")
    if not marks.any():  # `doc.has_annotation` and `doc.sents` walk over tokens one by one
        return default_splitter().split(text)
    starts = doc.to_array(IDX)[marks == 1].tolist()
    bounds = pairwise([*([] if starts[:1] == [0] else [0]), *starts, len(text)])
    spans = ((start, end, text[start:end]) for start, end in bounds)
    return [(end - len(piece.lstrip()), start + len(piece.rstrip())) for start, end, piece in spans if piece.strip()]
