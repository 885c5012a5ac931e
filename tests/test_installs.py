"""`models/` is found from an installed wheel, an editable install and a checkout alike."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import extract
from extract.data import models_path

ROOT = Path(__file__).resolve().parents[1]
SHOW = """
import extract, extract.data as data
print(extract.__file__, data.models_path(), len(data.read_lexicon(data.model_file("abbreviations.txt"))))
"""


def shown(folder: Path, elsewhere: Path) -> list[str]:
    """What a fresh interpreter without site packages says that it finds, with `folder` on its path."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run([sys.executable, "-S", "-c", SHOW], cwd=elsewhere, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_from_a_checkout(tmp_path: Path) -> None:
    home, models, entries = shown(ROOT / "src", tmp_path)
    assert home == str(ROOT / "src" / "extract" / "__init__.py")
    assert models == str(ROOT / "models")
    assert int(entries) > 50


def test_from_an_installed_wheel(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("custody_extract-*.whl")
    assert wheel.stat().st_size < 40_000_000
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
        names = set(archive.namelist())
    assert "extract/models/en/places/gazetteer.sqlite" in names
    assert "extract/py.typed" in names
    home, models, entries = shown(tmp_path / "site", tmp_path)
    assert home == str(tmp_path / "site" / "extract" / "__init__.py")
    assert models == str(tmp_path / "site" / "extract" / "models")
    assert int(entries) > 50


@pytest.mark.skipif("site-packages" in str(extract.__file__), reason="this is not an editable install")
def test_from_an_editable_install() -> None:
    assert models_path() == ROOT / "models"
