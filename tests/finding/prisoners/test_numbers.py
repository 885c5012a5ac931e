from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.data import model_file, read_rules
from extract.finding.prisoners.numbers import Modifier, NumberReader, bounds

READER = NumberReader()
MODIFIERS = read_rules(model_file("prisoners/modifiers.toml"), "modifier", Modifier)


def read(text: str) -> list[tuple[str, int | None, str, int | None, int | None]]:
    return [(text[q.start : q.end], q.value, q.modifier, q.minimum, q.maximum) for q in READER.find(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14", 14),
        ("1,186", 1186),
        ("1 409", 1409),
        ("1\u00a0409", 1409),
        ("1’409", 1409),
        ("10.000", 10_000),
        ("1.2 million", 1_200_000),
        ("4.3 lakh", 430_000),
        ("15k", 15_000),
        ("fourteen", 14),
        ("Eighty-four", 84),
        ("eleven hundred", 1100),
        ("one hundred and twenty-five", 125),
        ("twenty-one thousand three hundred", 21_300),
        ("a hundred", 100),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("fifteen (15)", 15),
        ("fifteen(15)", 15),
    ],
)
def test_a_number_is_read_whole(text: str, value: int) -> None:
    assert read(f"There were {text} people.") == [(text, value, "exact", value, value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dozens of men", ("dozens", None, "vague", 24, None)),
        ("tens of thousands", ("tens of thousands", None, "vague", 20_000, None)),
        ("hundreds of thousands", ("hundreds of thousands", None, "vague", 200_000, None)),
        ("between 30 and 40 men", ("between 30 and 40", None, "between", 30, 40)),
        ("30 to 40 men", ("30 to 40", None, "between", 30, 40)),
        ("two or three men", ("two or three", None, "between", 2, 3)),
        ("almost all 850 workers", ("almost all 850", 850, "about", None, None)),
        ("a total of more than 50", ("a total of more than 50", 50, "more_than", 51, None)),
    ],
)
def test_ranges_magnitudes_and_stacked_modifiers(text: str, expected: tuple[object, ...]) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize("text", ["the 7th man", "2.5 points", "A4 paper", "5G masts", "no number", "hundred"])
def test_what_is_no_number_of_things(text: str) -> None:
    assert read(text) == []


def test_two_numbers_stay_two() -> None:
    assert [value for _, value, *_ in read("seven women and 23 men")] == [7, 23]
    assert [value for _, value, *_ in read("150 for 150")] == [150, 150]
    assert [value for _, value, *_ in read("a vote of 52 to 48")] == [52, 48]


@pytest.mark.parametrize("rule", MODIFIERS, ids=lambda rule: rule.id)
def test_every_modifier_matches_its_examples_and_not_its_counterexamples(rule: Modifier) -> None:
    assert rule.match
    assert rule.no_match
    for example in rule.match:
        assert [modifier for _, _, modifier, *_ in read(example)] == [rule.means], example
    if rule.id != "exact":
        for example in rule.no_match:
            assert rule.means not in [modifier for _, _, modifier, *_ in read(example)], example


def test_modifiers_are_taken_into_the_span() -> None:
    for rule in MODIFIERS:
        for words in rule.words:
            joint = "" if words[0] in "-+" else " "
            text = f"{words} 37" if rule.position == "before" else f"37{joint}{words}"
            assert read(f"with {text} people")[0][0] == text


@given(st.integers(1, 999_999_999))
def test_digits_are_read_back_in_every_style(number: int) -> None:
    for written in (str(number), f"{number:,}", f"{number:,}".replace(",", "\u202f")):
        assert [value for _, value, *_ in read(f"held {written} men")] == [number]


@given(st.integers(1, 999_999))
def test_words_are_read_back(number: int) -> None:
    assert [value for _, value, *_ in read(f"held {spelled(number)} men")] == [number]


@given(st.text())
def test_any_text_gives_ordered_spans_that_lie_in_it(text: str) -> None:
    found = READER.find(text)
    assert found == READER.find(text)
    position = 0
    for q in found:
        assert position <= q.start <= q.number_start < q.number_end <= q.end <= len(text)
        position = q.end


@given(st.integers(1, 10**9), st.sampled_from(["exact", "at_least", "more_than", "at_most", "less_than"]))
def test_bounds_hold_the_numbers_that_the_words_allow(value: int, modifier: str) -> None:
    least, most = bounds(value, modifier)  # type: ignore[arg-type]
    allowed = [n for n in (value - 1, value, value + 1) if (least is None or n >= least) and (most is None or n <= most)]
    expected = {"exact": [0], "at_least": [0, 1], "more_than": [1], "at_most": [-1, 0], "less_than": [-1]}[modifier]
    assert allowed == [value + step for step in expected]


def test_a_folder_of_its_own_is_read(tmp_path: Path) -> None:
    (tmp_path / "numbers.tsv").write_text("deux\t2\tunit\n")
    (tmp_path / "magnitudes.tsv").write_text("des centaines\t200\n")
    (tmp_path / "modifiers.toml").write_text(
        '[[modifier]]\nid = "a"\nmeans = "at_least"\nposition = "before"\nwords = ["au moins"]\nmatch = ["x"]\nno_match = ["y"]\n'
    )
    assert [(q.value, q.modifier) for q in NumberReader(tmp_path).find("au moins deux, des centaines")] == [
        (2, "at_least"),
        (None, "vague"),
    ]


def spelled(number: int) -> str:
    ones = "zero one two three four five six seven eight nine ten eleven twelve".split()
    ones += [f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine")]
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    if number < 20:
        return ones[number]
    if number < 100:
        return tens[number // 10 - 2] + (f"-{ones[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ones[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    return f"{spelled(number // 1000)} thousand" + (
        f" {'and ' if number % 1000 < 100 else ''}{spelled(number % 1000)}" if number % 1000 else ""
    )
