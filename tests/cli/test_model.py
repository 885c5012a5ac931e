import shutil
from pathlib import Path

import pytest

from extract.finding.model import INSTALL, damaged_files, find_model

from .conftest import Shell


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_model().path, tmp_path / "model"))


def test_the_default_model_is_intact(shell: Shell) -> None:
    done = shell("extract model")
    told = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (0, "")
    assert told["version"] == "3.8.0"
    assert told["licence"] == "MIT"
    assert told["intact"] == "yes"
    assert Path(told["path"]).is_dir()


def test_a_missing_model_is_3_with_the_command_that_mends_it(shell: Shell, article: Path) -> None:
    for line in ("extract model --model nowhere/model", "extract talks.txt --model no_such_model"):
        done = shell(line)
        assert (done.returncode, done.stdout) == (3, "")
        assert INSTALL in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_damaged_model_is_3_with_the_command_that_mends_it(shell: Shell, article: Path, copied: Path) -> None:
    weights = copied / "ner" / "model"
    weights.write_bytes(weights.read_bytes()[:100_000])
    done = shell("extract talks.txt --model model")
    assert (done.returncode, done.stdout) == (3, "")
    assert "cannot be loaded" in done.stderr
    assert "Traceback" not in done.stderr
    done = shell("extract model --model model")
    assert done.returncode == 3
    assert "intact   no" in done.stdout
    assert "ner/model missing or altered" in done.stderr


def test_one_altered_byte_is_noticed(copied: Path) -> None:
    weights = bytearray((copied / "ner" / "model").read_bytes())
    weights[5_000_000] ^= 1
    (copied / "ner" / "model").write_bytes(weights)
    assert damaged_files(find_model(str(copied))) == ["ner/model"]


def test_a_pipeline_by_path_is_used(shell: Shell, article: Path, copied: Path) -> None:
    assert shell("extract talks.txt --model model").stdout == shell("extract talks.txt").stdout


def test_a_model_without_a_recogniser_is_refused(shell: Shell, article: Path, tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    done = shell("extract talks.txt --model blank")
    assert done.returncode == 3
    assert "no named entity recogniser" in done.stderr


def test_a_model_without_known_sums_says_so(shell: Shell, tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    assert "not known" in shell("extract model --model blank").stdout
