"""The passages are sound gold: built from their markup, every offset right, every field one that the contract knows."""

import runpy
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from extract.records import Certainty, CountModifier, Status

FOLDER = Path(__file__).resolve().parent
PASSAGES = runpy.run_path(str(FOLDER / "passages.py"))
PARTS = ("develop", "held_out")


def passages(part: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = PASSAGES["read_passages"](FOLDER / f"{part}.txt")
    return found


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("part", PARTS)
def test_spans_are_exact_in_order_and_apart(part: str) -> None:
    for passage in passages(part):
        last = 0
        for count in passage["prisoner_counts"]:
            assert passage["text"][count["start"] : count["end"]] == count["text"] == count["text"].strip(), passage["id"]
            assert count["start"] >= last, passage["id"]
            last = count["end"]


@pytest.mark.parametrize("part", PARTS)
def test_fields_are_those_of_the_contract(part: str) -> None:
    for passage in passages(part):
        for count in passage["prisoner_counts"]:
            assert set(listed(count["modifier"])) <= set(get_args(CountModifier)), passage["id"]
            assert set(count["status"]) <= {None, *get_args(Status)}, passage["id"]
            assert set(count["certainty"]) <= set(get_args(Certainty)), passage["id"]
            assert all(isinstance(option, str | None) for option in count.get("group", [])), passage["id"]


def test_ids_and_texts_are_unique_and_the_mix_is_kept() -> None:
    develop, held_out = (passages(part) for part in PARTS)
    together = develop + held_out
    assert max(Counter(passage["id"] for passage in together).values()) == 1
    assert max(Counter(passage["text"] for passage in together).values()) == 1
    assert 0.3 < len(held_out) / len(together) < 0.4
    for part in (develop, held_out):
        assert sum(not passage["prisoner_counts"] for passage in part) > len(part) / 8


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("12", (12, "exact", 12, 12)),
        (">=12", (12, "at_least", 12, None)),
        (">12", (12, "more_than", 13, None)),
        ("~12", (12, "about", None, None)),
        ("<=12", (12, "at_most", None, 12)),
        ("<12", (12, "less_than", None, 11)),
        ("12-15", (None, "between", 12, 15)),
        ("vague:200", (None, "vague", 200, None)),
        ("12;<=12", (12, ["exact", "at_most"], [12, None], 12)),
    ],
)
def test_a_number_binds_what_the_contract_says(number: str, expected: tuple[Any, ...]) -> None:
    assert tuple(PASSAGES["quantity"](number, "[[…]]").values()) == expected


@pytest.mark.parametrize(
    "marked", ["[[12|dozen|men|held]]", "[[12|12|men|freed]]", "[[12|12|men|held|x=1]]", "[[12|12|men|held|c=no]]", "[[12 men"]
)
def test_broken_markup_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"\[\[12|not closed"):
        PASSAGES["gold"]("dev-001", "", marked)
