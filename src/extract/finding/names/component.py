"""The spaCy component `names`: the recogniser of a spaCy model, computed several times as fast, with the same entities."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from spacy.attrs import IS_SPACE, NORM, ORTH, SENT_START
from spacy.language import Language
from spacy.pipeline._parser_internals.ner import BiluoPushDown
from spacy.strings import StringStore
from spacy.tokens import Doc, Span

from extract.finding.names.decoder import Decoder
from extract.finding.names.network import Floats, OtherArchitectureError, read_network

AT_ONCE = 16
"""Texts whose matrices are multiplied together."""
REMEMBERED = 20_000
"""Words whose vectors are kept, 8 MB: then they are forgotten together, so that memory stays flat."""


@Language.factory("names", assigns=["doc.ents", "token.ent_iob", "token.ent_type"], default_config={"weights": None})
def create_component(nlp: Language, name: str, weights: str) -> "NamesComponent":
    """The component with the weights that a spaCy pipe `ner` wrote to the folder `weights`; errors as in `read_network`."""
    return NamesComponent(Path(weights))


class NamesComponent:
    """Sets `doc.ents` as spaCy's pipe `ner` with the weights in `folder` does, on texts that have no entities yet.

    As spaCy's memory zones it is for one thread at a time.
    """

    def __init__(self, folder: Path) -> None:
        self.from_disk(folder)

    def from_disk(self, folder: Path, *, exclude: Iterable[str] = ()) -> "NamesComponent":
        """Reads the weights that spaCy's pipe wrote to `folder`; errors as in `read_network`."""
        self.folder = folder
        settings = json.loads((folder / "cfg").read_text(encoding="utf-8"))
        if settings.get("beam_width", 1) != 1:
            raise OtherArchitectureError(str(folder))
        self._network = read_network(folder / "model")
        moves = BiluoPushDown(StringStore()).from_bytes((folder / "moves").read_bytes(), exclude=["strings"])
        self._moves = [moves.get_class_name(i) for i in range(moves.n_moves)]
        if len(self._moves) != len(self._network.scores):
            raise OtherArchitectureError(str(folder))
        self._decoder = Decoder(self._network, self._moves)
        self._numbers: dict[int, int] = {}
        self._vectors: Floats = np.zeros((REMEMBERED, self._network.width), dtype=np.float32)
        return self

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of entities that it may give."""
        return tuple(sorted({label for move in self._moves if (label := move.partition("-")[2])}))

    def __call__(self, doc: Doc) -> Doc:
        """Sets the entities of `doc` and gives it back."""
        self._set([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = AT_ONCE) -> Iterator[Doc]:
        """As `__call__`, `batch_size` documents at once."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            self._set(batch)
            yield from batch

    def _set(self, docs: list[Doc]) -> None:
        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        vectors, spaces, last = [], [], []
        for doc in docs:
            attributes = doc.to_array([ORTH, NORM, IS_SPACE, SENT_START])
            vectors.append(self._mixed(doc, attributes[:, 0] * np.uint64(31) ^ attributes[:, 1]))
            spaces.append(attributes[:, 2] != 0)
            last.append(np.append(attributes[1:, 3] == 1, True))
        parts = self._network.parts(self._network.encode(vectors))
        entities = iter(self._decoder.decode(parts, np.concatenate(spaces), np.concatenate(last)))
        offset, entity = 0, next(entities, None)
        for doc in docs:
            end = offset + len(doc)
            found = []
            while entity is not None and entity[0] < end:
                found.append(Span(doc, entity[0] - offset, entity[1] - offset, label=entity[2]))
                entity = next(entities, None)
            doc.set_ents(found)
            offset = end

    def _mixed(self, doc: Doc, keys: "np.ndarray[tuple[int], np.dtype[np.uint64]]") -> Floats:
        """The words' vectors without their neighbours, each computed once for all documents."""
        known, words = self._numbers, keys.tolist()
        numbers = [known.get(word, -1) for word in words]
        if -1 in numbers:
            if len(known) + len(doc) > REMEMBERED:
                known.clear()
            if len(doc) > REMEMBERED:
                return self._network.mix(doc.to_array(list(self._network.columns)))
            new = {word: i for i, word in enumerate(words) if word not in known}
            first = len(known)
            attributes = doc.to_array(list(self._network.columns))[list(new.values())]
            self._vectors[first : first + len(new)] = self._network.mix(attributes)
            known.update(zip(new, range(first, first + len(new)), strict=True))
            numbers = [known[word] for word in words]
        return self._vectors[numbers]
