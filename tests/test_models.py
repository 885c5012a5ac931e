"""What is said of the data under `models/` is true."""

import re
from pathlib import Path

import pytest

from extract.data import models_path

READMES = sorted(models_path().rglob("README.md"))


@pytest.mark.parametrize("readme", READMES, ids=lambda path: str(path.relative_to(models_path())))
def test_every_file_that_a_readme_names_exists(readme: Path) -> None:
    named = set(re.findall(r"`([\w./-]+\.(?:tsv|txt|toml|sqlite|cfg|sha256|json))`", readme.read_text(encoding="utf-8")))
    assert named or readme.parent.name == "models"
    for name in named:
        homes = [readme.parent / name, readme.parent / "build" / name, models_path() / name, models_path().parent / name]
        homes += readme.parent.rglob(name)
        assert any(home.is_file() for home in homes), name


def test_every_shelf_says_where_it_comes_from() -> None:
    shelves = [folder for folder in (models_path() / "en").iterdir() if folder.is_dir() and any(folder.iterdir())]
    assert [folder.name for folder in shelves if not (folder / "README.md").is_file()] == []
