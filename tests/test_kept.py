"""What was made of the files under models/ is kept for the next run: the same values, made anew when anything changed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.data import keeping, kept, model_file, read_lexicon, read_table
from extract.kept import STALE, Kept, default_folder

PEOPLE = model_file("people")


def numbers() -> dict[str, list[float]]:
    return {"numbers": [1, 2.5]}


def never() -> dict[str, list[float]]:
    raise AssertionError("made although it was kept")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "kind").mkdir(parents=True)
    (folder / "kind" / "words.txt").write_text("one\n", encoding="utf-8")
    return folder


def keep(folder: Path | None, data: Path, what: str = "numbers") -> None:
    cache = Kept(folder, data)
    cache.get(data / "kind", what, numbers)
    cache.save()


def test_a_value_is_made_once(tmp_path: Path, data: Path) -> None:
    keep(tmp_path / "cache" / "new", data)
    assert Kept(tmp_path / "cache" / "new", data).get(data / "kind", "numbers", never) == numbers()
    keep(tmp_path / "cache" / "new", data, "more")
    assert Kept(tmp_path / "cache" / "new", data).get(data / "kind", "numbers", never) == numbers()
    assert len(list((tmp_path / "cache" / "new").iterdir())) == 1


def test_any_change_of_the_data_makes_it_anew(tmp_path: Path, data: Path) -> None:
    keep(tmp_path, data)
    with (data / "kind" / "words.txt").open("a", encoding="utf-8") as file:
        file.write("two\n")
    with pytest.raises(AssertionError):
        Kept(tmp_path, data).get(data / "kind", "numbers", never)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff", b"null", b"[" * 200_000, b"one letter"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, data: Path, damage: bytes) -> None:
    keep(tmp_path, data)
    (file,) = tmp_path.glob("rules-*.json")
    file.write_bytes(file.read_bytes().replace(b"numbers", b"numbars") if damage == b"one letter" else damage)
    keep(tmp_path, data)
    assert Kept(tmp_path, data).get(data / "kind", "numbers", never) == numbers()


def test_what_only_a_kept_value_needs_and_what_is_not_ours_is_not_kept(tmp_path: Path, data: Path) -> None:
    cache = Kept(tmp_path, data)
    cache.get(data / "kind", "outer", lambda: cache.get(data / "inner", "inner", numbers))
    cache.get(tmp_path / "elsewhere", "numbers", numbers)
    cache.save()
    (file,) = tmp_path.glob("rules-*.json")
    assert json.loads(file.read_bytes().partition(b"\n")[2]) == {"kind outer": numbers()}


@pytest.mark.parametrize("folder", [None, Path("/dev/null/cache"), Path("/proc/none")])
def test_a_folder_that_cannot_be_written_costs_nothing(folder: Path | None, data: Path) -> None:
    keep(folder, data)
    assert Kept(folder, data).get(data / "kind", "numbers", numbers) == numbers()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a file away")
def test_rules_of_somebody_else_are_not_read(tmp_path: Path, data: Path) -> None:
    keep(tmp_path, data)
    (file,) = tmp_path.glob("rules-*.json")
    os.chown(file, 12345, 12345)
    assert Kept(tmp_path, data).get(data / "kind", "numbers", dict) == {}


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no such owners here")
def test_rules_that_others_could_write_or_that_are_a_link_are_not_read(tmp_path: Path, data: Path) -> None:
    keep(tmp_path, data)
    (file,) = tmp_path.glob("rules-*.json")
    file.chmod(0o666)
    assert Kept(tmp_path, data).get(data / "kind", "numbers", dict) == {}
    file.chmod(0o600)
    moved = file.rename(tmp_path / "elsewhere")
    file.symlink_to(moved)
    assert Kept(tmp_path, data).get(data / "kind", "numbers", dict) == {}


def test_old_files_of_ours_go_when_a_new_one_comes(tmp_path: Path, data: Path) -> None:
    old, new = f"rules-{'0' * 20}.json", f"rules-{'1' * 20}.json"
    for name, age in ((old, STALE + 60), (new, 60), ("rules-of-the-house.docx", STALE + 60), ("rules-cut.part", STALE + 60)):
        (tmp_path / name).write_text("{}", encoding="utf-8")
        os.utime(tmp_path / name, (os.stat(tmp_path).st_mtime - age,) * 2)
    keep(tmp_path, data)
    assert {file.name for file in tmp_path.iterdir()} >= {new, "rules-of-the-house.docx"}
    assert not (tmp_path / old).exists()
    assert not (tmp_path / "rules-cut.part").exists()


def test_what_older_code_made_is_not_kept_for_newer(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Kept(tmp_path, data)
    cache.get(data / "kind", "numbers", numbers)
    package = tmp_path / "package"
    package.mkdir()
    (package / "changed.py").write_text("", encoding="utf-8")
    monkeypatch.setattr("extract.kept._PACKAGE", package)
    cache.save()
    assert not list(tmp_path.glob("rules-*"))


def test_without_a_home_there_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*arguments: object, **options: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.delenv("EXTRACT_CACHE", raising=False)
    monkeypatch.setattr("platformdirs.user_cache_path", none)
    assert default_folder() is None


def test_readers_give_the_same_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACT_CACHE", str(tmp_path))
    values = []
    for _ in range(2):
        with keeping():
            values.append((read_lexicon(PEOPLE / "titles.txt") if (PEOPLE / "titles.txt").is_file() else read_lexicon(PEOPLE / "kin.txt"),))
            values.append((list(read_table(PEOPLE / "genders.tsv", 2)),))
    assert values[:2] == values[2:]
    assert len(list(tmp_path.iterdir())) == 1
    assert kept() is not kept()  # outside of the block nothing is kept


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACT_CACHE", "/some/folder")
    assert default_folder() == Path("/some/folder")
    monkeypatch.setenv("EXTRACT_CACHE", "")
    assert default_folder() is None
    monkeypatch.delenv("EXTRACT_CACHE")
    assert default_folder() is not None


def test_records_are_the_same_without_a_cache_with_a_new_one_and_with_an_old_one(tmp_path: Path) -> None:
    samples = Path(__file__).parent.parent / "samples"
    command = [sys.executable, "-m", "extract", "--explain", "-q", *map(str, sorted(samples.glob("*.txt")))]
    outputs = [
        subprocess.run(command, env={**os.environ, "EXTRACT_CACHE": folder}, capture_output=True, check=True).stdout
        for folder in ("", str(tmp_path), str(tmp_path))
    ]
    assert outputs[0].count(b"\n") >= 3
    assert outputs[0] == outputs[1] == outputs[2]
