"""The data under `models/en/people/` is sound."""

import pytest

from extract.data import model_file, read_rules, read_table
from extract.errors import DataError
from extract.finding.people.evidence import Weight
from extract.finding.people.finder import PeopleFinder
from extract.finding.people.words import fold

FOLDER = model_file("people")


def test_name_lists_are_folded(lexicons):
    assert all(word == fold(word) for word in lexicons.given_names | lexicons.family_names)


def test_genders():
    assert {row[1] for row in read_table(FOLDER / "genders.tsv", 2)} == {"m", "f"}
    assert {row[1] for row in read_table(FOLDER / "given_names.tsv", 2)} == {"m", "f", "-"}


def test_weights_have_reasons():
    assert all(weight.why for weight in read_rules(FOLDER / "evidence.toml", "weight", Weight))


def test_folder_is_compact():
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 500_000


def test_malformed_rules_are_refused_with_file_and_line(tmp_path):
    for path in FOLDER.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "cues.toml").write_text('[[cue]]\nid = "x"\nheavy = 1\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"cues\.toml:3: unknown key 'heavy'"):
        PeopleFinder(tmp_path)
