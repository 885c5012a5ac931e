"""The spaCy pipeline: the model's named entity recogniser, then our finders in the order of `models/en/config.cfg`."""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from thinc.api import Config

from extract.data import keeping, model_file
from extract.errors import DataError, ModelError
from extract.finding.extensions import register
from extract.finding.model import ModelInfo, find_model, mend
from extract.finding.names.network import OtherArchitectureError
from extract.finding.tokenizing import load_tokenizer
from extract.records import KINDS

NEEDED = {
    "people": {"ner", "article_sentences", "people"},
    "places": {"ner", "article_sentences", "people", "places"},
    "dates": {"article_sentences", "dates"},
    "prisoner_counts": {"ner", "article_sentences", "people", "places", "dates", "prisoner_counts"},
}
"""The components that each kind of find stands on."""


CACHED = 20_000
"""Strings that the tokenizer remembers the tokens of; spaCy's 10,000 are fewer than an evening's news has words."""
OWN_WEIGHTS_OF = "3.8.0"
"""The version of en_core_web_sm that our own weights stand in."""


def load_pipeline(
    model: str | None = None, kinds: Collection[str] = KINDS, day_first: bool | None = None, *, brief: bool = False
) -> Language:
    """A spaCy pipeline that finds `kinds`, over the model of that name or path (default: `find_model()` with our own weights).

    Loaded are the recogniser, what it listens to, and the finders that `kinds` stand on; `dates` always, because it also
    reads the publication date from the text. `day_first` says how 3/4/2025 is read, as in `DateFinder`; `brief` is for one text,
    as `BriefTokenizer` says. Raises ModelError.
    """
    wanted = {"dates", "article_sentences"}.union(*(NEEDED[kind] for kind in kinds))
    info = find_model(model)
    nlp = _load(info, "ner" in wanted, own_weights() if model is None else None, brief)
    nlp.tokenizer.max_cache_size = CACHED
    register()
    config = Config().from_disk(model_file("config.cfg"))
    with keeping():
        for name in config["nlp"]["pipeline"]:
            if name in wanted:
                settings = {key: value for key, value in config["components"][name].items() if key != "factory"}
                if name == "dates" and day_first is not None:
                    settings["day_first"] = day_first
                nlp.add_pipe(config["components"][name]["factory"], name=name, config=settings)
    return nlp


def own_weights() -> Path | None:
    """The folder of the recogniser's weights that were trained for this project, None where it is not there."""
    folder = model_file("names/ner")
    return folder if (folder / "model").is_file() else None


def _load(info: ModelInfo, with_entities: bool, weights: Path | None, brief: bool) -> Language:
    weights = weights if info.version == OWN_WEIGHTS_OF else None
    part = info.path
    try:
        config = spacy.util.load_config(info.path / "config.cfg")
        keep = _recogniser(config) if with_entities else set()
        if with_entities and not keep:
            raise ModelError(f"{info.path}: this model has no named entity recogniser (ner); use one that has, or the default")
        if keep == {"ner"} and config["components"]["ner"]["factory"] == "ner":
            nlp = _tokenizer_of(info.path, config, brief)
            part = weights or info.path
            with suppress(OtherArchitectureError):
                nlp.add_pipe("names", name="ner", config={"weights": str(weights or info.path / "ner")})
                return nlp
            part = info.path
        nlp = spacy.load(info.path, exclude=[name for name in config["nlp"]["pipeline"] if name not in keep])
        if keep and weights:
            part = weights
            nlp.get_pipe("ner").from_disk(weights, exclude=["vocab"])
    except (ModelError, DataError, SyntaxError):  # ours, not the model's: spaCy imports our components to load any model
        raise
    except Exception as error:  # spaCy and its readers raise whatever the damaged file leads to
        if part == weights:
            raise ModelError(f"{weights}: cannot be read ({type(error).__name__}); install extract again") from error
        raise ModelError(
            f"{info.path}: the model cannot be loaded ({type(error).__name__}: {_first_line(error)}); {mend(info.path)}"
        ) from error
    return nlp


def _tokenizer_of(path: Path, config: Config, brief: bool = False) -> Language:
    """The model without pipes: its tokenizer, and its vocabulary without what only the pipes need of it."""
    plain = config["nlp"]["tokenizer"] == {"@tokenizers": "spacy.Tokenizer.v1"}
    if plain and not any(config["nlp"].get(name) for name in ("before_creation", "after_creation", "after_pipeline_creation")):
        with suppress(Exception):  # another version of spaCy may want it otherwise; what is damaged fails in its own way too
            return load_tokenizer(path, config["nlp"]["lang"], brief)
    return spacy.load(path, exclude=list(config["nlp"]["pipeline"]))


def _recogniser(config: Config) -> set[str]:
    """The names of the recogniser and of the pipes whose vectors it listens to, as this model's config has them."""
    components: dict[str, Any] = config["components"]
    recognisers = {name for name in config["nlp"]["pipeline"] if components[name].get("factory") in ("ner", "entity_ruler", "beam_ner")}
    layers = [components[name].get("model", {}).get("tok2vec", {}) for name in recognisers]
    upstream = {str(layer.get("upstream", "*")) for layer in layers if "Listener" in str(layer.get("@architectures", ""))}
    if not upstream:
        return recognisers
    sources = {name for name in config["nlp"]["pipeline"] if "tok2vec" in name or "transformer" in name}
    return recognisers | (sources if "*" in upstream else sources & upstream or sources)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0][:200]
