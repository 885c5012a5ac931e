"""Our own texts that names are learned from: sound marks, and a part that stays out of training."""

import runpy
from collections import Counter

from extract.data import model_file

TEXTS = runpy.run_path(str(model_file("names/train/texts.py")))
LEARNED, HELD_OUT = TEXTS["read_texts"](False), TEXTS["read_texts"](True)


def test_every_mark_is_a_name_and_none_lies_in_another() -> None:
    for row in LEARNED + HELD_OUT:
        end = 0
        for entity in row["entities"]:
            name = row["text"][entity["start"] : entity["end"]]
            assert entity["start"] >= end, row["id"]
            assert name == name.strip()
            assert "[" not in name
            assert not name.startswith("the "), (row["id"], name)
            end = entity["end"]


def test_a_fifth_is_kept_out_of_training() -> None:
    identities = Counter(row["id"] for row in LEARNED + HELD_OUT)
    assert max(identities.values()) == 1
    assert 4 * len(HELD_OUT) == len(LEARNED)


def test_all_kinds_of_names_are_marked() -> None:
    labels = Counter(entity["label"] for row in LEARNED for entity in row["entities"])
    assert set(labels) == {"PER", "GPE", "LOC", "FAC", "ORG", "MISC"}
    assert min(labels.values()) > 100
