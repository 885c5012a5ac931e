"""spaCy's recogniser network as plain matrix products: the weights of `en_core_web_sm`'s architecture, read from its file.

The network is `spacy.TransitionBasedParser.v2` over `spacy.HashEmbedCNN`/`MultiHashEmbed.v2` with `MaxoutWindowEncoder.v2`: hashed
embeddings of four attributes of each word are mixed into one vector (`mix`), several layers look one word to the left and right
(`encode`), and the vectors are multiplied ahead with the weights of the three places that a state of the decoder reads (`parts`).
Every layer computes what thinc's computes; only the order of sums, and so the last bits, may differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from numpy.typing import NDArray
from thinc.api import NumpyOps

Floats = NDArray[np.float32]
Ints = NDArray[np.uint64]

_EPSILON = np.float32(1e-8)
"""What thinc adds to the variance in its layer normalisation."""
_MIXED = ["maxout", "layernorm"]


class OtherArchitectureError(Exception):
    """The weights are of a network that this module does not compute."""


@dataclass(frozen=True, slots=True)
class _Maxout:
    """A maxout layer with layer normalisation: `pieces` maps inputs to all pieces of all outputs, piece by piece."""

    pieces: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        width = len(self.gain)
        products: Floats = rows @ self.pieces
        products += self.bias
        best: Floats = products[:, :width]
        for start in range(width, products.shape[1], width):
            best = np.maximum(best, products[:, start : start + width], out=best)
        best = best - best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best) / np.float32(width) + _EPSILON
        best *= (np.float32(1) / np.sqrt(spread))[:, None]
        best *= self.gain
        best += self.shift
        return best


@dataclass(frozen=True, slots=True)
class Network:
    """The weights; see above. `columns` are the names of the attributes that are embedded."""

    columns: tuple[str, ...]
    embeddings: tuple[tuple[int, Floats], ...]
    mixer: _Maxout
    layers: tuple[_Maxout, ...]
    pad: int
    parts_weights: Floats
    parts_bias: Floats
    padding: Floats
    hidden_bias: Floats
    pieces: int
    scores: Floats
    scores_bias: Floats

    @property
    def width(self) -> int:
        """The length of the vectors of words."""
        return len(self.mixer.gain)

    def mix(self, attributes: Ints) -> Floats:
        """The vectors of words without their neighbours; a row of `attributes` holds a word's values of `columns`."""
        ops = NumpyOps()
        embedded = []
        for column, (seed, table) in enumerate(self.embeddings):
            keys = ops.hash(np.ascontiguousarray(attributes[:, column]), seed) % len(table)
            embedded.append(ops.gather_add(table, keys))
        return self.mixer(np.concatenate(embedded, axis=1))

    def encode(self, texts: Sequence[Floats]) -> Floats:
        """The vectors of all words of `texts` with their neighbours, one text below the other; rows of zeros keep them apart."""
        width, pad = self.width, self.pad
        rows = np.zeros((sum(len(text) + pad for text in texts) + pad + 2, width), dtype=np.float32)
        places, at = [], pad + 1
        for text in texts:
            rows[at : at + len(text)] = text
            places.append((at, at + len(text)))
            at += len(text) + pad
        for layer in self.layers:
            # Each word with both neighbours; the first and last row stand for what lies beyond and stay zero.
            windows = np.concatenate([rows[:-2], rows[1:-1], rows[2:]], axis=1)
            rows[1:-1] += layer(windows)
        return np.concatenate([rows[start:end] for start, end in places])

    def parts(self, vectors: Floats) -> Floats:
        """For each word what it adds to a state that has it in one of the three places, with shape (words, 3, hidden and pieces)."""
        return (vectors @ self.parts_weights + self.parts_bias).reshape(len(vectors), 3, -1)

    def hidden(self, sums: Floats) -> Floats:
        """The hidden layer of states, from the sums of their three parts."""
        sums = sums + self.hidden_bias
        width = sums.shape[1] // self.pieces
        best = sums[:, :width]
        for start in range(width, sums.shape[1], width):
            best = np.maximum(best, sums[:, start : start + width])
        return best


def read_network(path: Path) -> Network:
    """The network in a pipe's file `model`. OtherArchitectureError where it is not the one described above; OSError, ValueError."""
    found: dict[str, Any] = srsly.msgpack_loads(path.read_bytes())
    nodes: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        (node["name"], {k: v if isinstance(v, int | str) else srsly.msgpack_loads(v) for k, v in attrs.items()}, params)
        for node, attrs, params in zip(found["nodes"], found["attrs"], found["params"], strict=True)
    ]

    def named(name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        return [(attrs, params) for node, attrs, params in nodes if node == name]

    maxouts = [(p["W"], p["b"]) for _, p in named("maxout")]
    norms = [(p["G"], p["b"]) for _, p in named("layernorm")]
    hashes = [(attrs, params["E"]) for attrs, params in named("hashembed")]
    extractors, affine, linear = named("extract_features"), named("precomputable_affine"), named("linear")
    encoders = [attrs for name, attrs, _ in nodes if name.startswith("with_array(residual(expand_window>>maxout>>layernorm")]
    depth = len(named("expand_window>>maxout>>layernorm>>dropout"))
    sound = (
        nodes[0][0] == "parser_model"
        and nodes[0][1].get("has_upper") is True
        and len(extractors) == len(affine) == len(encoders) == 1
        and len(linear) == 2
        and len(maxouts) == len(norms) == depth + 1
        and [attrs["column"] for attrs, _ in hashes] == list(range(len(extractors[0][0]["columns"])))
        and all(attrs["window_size"] == 1 for attrs, _ in named("expand_window"))
        and affine[0][1]["W"].shape[0] == 3
        and not named("static_vectors")
    )
    if not sound:
        raise OtherArchitectureError(str(path))
    layers = tuple(_maxout(*weights, *norm) for weights, norm in zip(maxouts, norms, strict=True))
    upper, project = (params for _, params in linear)  # the file lists layers from the outside in
    lower = affine[0][1]
    places, hidden, pieces, inner = lower["W"].shape
    # Pieces before outputs, as in `_Maxout`, so that a maximum is one over slices.
    lower_weights = lower["W"].transpose(0, 2, 1, 3).reshape(places * pieces * hidden, inner)
    weights = lower_weights @ project["W"]
    return Network(
        columns=tuple(extractors[0][0]["columns"]),
        embeddings=tuple((attrs["seed"], table.copy()) for attrs, table in hashes),
        mixer=layers[0],
        layers=layers[1:],
        pad=encoders[0]["pad"],
        parts_weights=np.ascontiguousarray(weights.T),
        parts_bias=lower_weights @ project["b"],
        padding=lower["pad"][0].transpose(0, 2, 1).reshape(places, -1),
        hidden_bias=lower["b"].T.reshape(-1),
        pieces=pieces,
        scores=np.ascontiguousarray(upper["W"]),
        scores_bias=upper["b"],
    )


def _maxout(weights: Floats, bias: Floats, gain: Floats, shift: Floats) -> _Maxout:
    outputs, pieces, inputs = weights.shape
    flat = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * outputs, inputs).T)
    return _Maxout(flat, bias.T.reshape(-1), gain, shift)
