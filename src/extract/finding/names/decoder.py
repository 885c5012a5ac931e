"""Entities from scores: spaCy's greedy transitions, all words of a batch at once, and why that is exact.

spaCy's decoder goes from word to word and takes the valid transition with the highest score: begin an entity, a unit of one word, or
none of it (outside of entities); go on or end (within). A state reads three words: the next one, the first word of the open entity,
and the word before. Outside of an entity the last two are empty, so the scores there depend on the next word alone, and are computed for
all words in one product. Within an entity they depend on its first word and the next, whatever came before it: so all words at which
an entity may begin are followed at once, step by step, until all have ended. A last walk from left to right keeps the entities that begin
where no earlier one goes on. Every choice is the one that spaCy makes, unless two scores differ by less than the last bits of their sums.

What is valid (`spacy/pipeline/_parser_internals/ner.pyx`): nothing begins on white space; a new sentence or the end of the text ends what
is open; what is open goes on with its own label. What spaCy makes of entities that were set before is not here.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extract.finding.names.network import Floats, Network

Entity = tuple[int, int, str]
"""The first word, the one behind the last, and the label."""
_NEVER = np.float32(-np.inf)


class Decoder:
    """Reads entities off vectors; `moves` are the names of the transitions in the order of the scores: "B-ORG", "O"."""

    def __init__(self, network: Network, moves: Sequence[str]) -> None:
        self._network = network
        kinds = [move.partition("-")[0] for move in moves]
        labels = [move.partition("-")[2] for move in moves]
        # Of the transitions outside, in the order of their scores: the first of equals is taken.
        outside = [i for i, kind in enumerate(kinds) if kind == "O" or (kind in "BU" and labels[i])]
        self._kinds = [kinds[i] for i in outside]
        self._labels = [labels[i] for i in outside]
        self._outside, self._outside_bias = network.scores[outside].T, network.scores_bias[outside]
        self._begins = np.array([kind == "B" for kind in self._kinds])
        self._units = np.array([kind == "U" for kind in self._kinds])
        self._nothing = self._kinds.index("O")
        # Per way to begin: the row of scores for going on, and that for ending.
        where = {move: i for i, move in enumerate(moves)}
        self._on = np.array([where[f"I-{label}"] if kind == "B" else 0 for kind, label in zip(self._kinds, self._labels, strict=True)])
        self._end = np.array([where[f"L-{label}"] if kind == "B" else 0 for kind, label in zip(self._kinds, self._labels, strict=True)])
        self._alone = network.padding[1] + network.padding[2]

    def decode(self, parts: Floats, spaces: NDArray[np.bool_], last: NDArray[np.bool_]) -> list[Entity]:
        """The entities of a batch of texts, from left to right.

        `parts` as `Network.parts` gives them; `spaces`: which words are white space; `last`: which end a sentence or text.
        """
        scores = self._network.hidden(parts[:, 0] + self._alone) @ self._outside
        scores += self._outside_bias
        barred = last | spaces
        scores[np.ix_(barred, self._begins)] = _NEVER
        scores[np.ix_(spaces, self._units)] = _NEVER
        best = scores.argmax(axis=1)
        starts = np.flatnonzero(best != self._nothing)
        ends = self._ends(parts, last, starts, best[starts])
        entities: list[Entity] = []
        free = 0
        for start, end, move in zip(starts.tolist(), ends.tolist(), best[starts].tolist(), strict=True):
            if start >= free:
                entities.append((start, end, self._labels[move]))
                free = end
        return entities

    def _ends(self, parts: Floats, last: NDArray[np.bool_], starts: NDArray[np.intp], moves: NDArray[np.intp]) -> NDArray[np.intp]:
        """Where the entity that begins at each of `starts` by each of `moves` ends."""
        ends = starts + 1
        network = self._network
        opened = np.flatnonzero(self._begins[moves])
        while len(opened):
            first, here = starts[opened], ends[opened]
            hidden = network.hidden(parts[here, 0] + parts[first, 1] + parts[here - 1, 2])
            on, end = self._on[moves[opened]], self._end[moves[opened]]
            on_scores = np.einsum("ij,ij->i", hidden, network.scores[on]) + network.scores_bias[on]
            end_scores = np.einsum("ij,ij->i", hidden, network.scores[end]) + network.scores_bias[end]
            goes_on = np.where(on < end, on_scores >= end_scores, on_scores > end_scores) & ~last[here]
            ends[opened] += 1
            opened = opened[goes_on]
        return ends
