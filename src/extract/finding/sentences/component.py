"""The spaCy component that marks where the sentences of an article begin."""

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

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
        starts = [start for start, _ in self._splitter.split(doc.text)]
        marks = np.full(len(doc), -1, dtype="int64")  # SENT_START: 1 begins a sentence, -1 does not
        following = 0
        for token in doc:
            while following < len(starts) and token.idx >= starts[following]:
                marks[token.i] = 1
                following += 1
        # All at once: setting token.is_sent_start one by one takes time with the square of the length.
        doc.from_array([SENT_START], marks.reshape(-1, 1).astype("uint64"))
        return doc


def sentence_spans(doc: Doc) -> list[tuple[int, int]]:
    """The sentences of `doc` as (start, end) in code points, trimmed, by its own marks where it has them, else split here."""
    if doc.has_annotation("SENT_START"):
        spans = ((sent.start_char, sent.end_char, sent.text) for sent in doc.sents)
        return [(end - len(text.lstrip()), start + len(text.rstrip())) for start, end, text in spans if text.strip()]
    return default_splitter().split(doc.text)
