"""What the README shows is what one gets."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(mark: str) -> str:
    """The code block behind the mark `<!-- mark -->`."""
    found = re.search(rf"<!-- {mark} -->\n```\w*\n(.*?)```", README, re.DOTALL)
    assert found, mark
    return found[1]


def run(line: str, folder: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin:/usr/local/bin"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], cwd=folder, env={"PATH": path}, capture_output=True, text=True, encoding="utf-8"
    )


def test_the_example_gives_its_output() -> None:
    done = run(block("example"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == block("output")


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
@pytest.mark.parametrize("recipe", re.findall(r"^extract .*samples/.* \| jq .*$", README, re.MULTILINE))
def test_every_jq_recipe_gives_something(recipe: str) -> None:
    done = run(recipe)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the records of the samples, as JSON Lines and as a database."""
    folder = tmp_path_factory.mktemp("results")
    for name in ("records.jsonl", "records.sqlite"):
        assert run(f"extract samples -q -o {folder / name}").returncode == 0
    return folder


def queries(mark: str) -> list[str]:
    return [query for query in block(mark).split(";\n") if query.strip()]


def test_the_questions_have_the_same_answers_in_sqlite_and_duckdb(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    monkeypatch.chdir(results)
    base = sqlite3.connect("records.sqlite")
    for one, other in zip(queries("sqlite"), queries("duckdb"), strict=True):
        answers = [tuple(map(str, row)) for row in base.execute(one).fetchall()]
        assert len(answers) >= 3
        assert sorted(answers) == sorted(tuple(map(str, row)) for row in duckdb.sql(other).fetchall())
    base.close()


def test_the_python_example_runs(tmp_path: Path) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    (tmp_path / "example.py").write_text(f"text = 'Twelve men were freed in Minsk.'\ntexts = [text]\n{code[1]}", encoding="utf-8")
    done = subprocess.run([sys.executable, "example.py"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0] == "12 released men Twelve men were freed in Minsk."


def test_the_figures_are_the_pinned_ones() -> None:
    pins = tomllib.loads((ROOT / "tests" / "quality" / "pins.toml").read_text(encoding="utf-8"))
    for row in table_rows(pins):
        assert row in README


def passages(part: str) -> int:
    """How many passages a file has: each begins with a line of dashes, or with a line "## id"."""
    text = (ROOT / f"tests/finding/{part}.txt").read_text(encoding="utf-8")
    return len(re.findall(r"^(?:---|## )", text, re.MULTILINE))


def table_rows(pins: dict[str, dict[str, dict[str, dict[str, float]]]]) -> list[str]:
    """The rows of the README's table of figures, from the pins."""
    names = {
        "samples": "the samples (12 articles)",
        "develop": f"passages with counts to develop and learn on ({passages('prisoners/passages/develop'):,})",
        "held_out": f"passages with counts held out ({passages('prisoners/passages/held_out'):,})",
        "names_develop": f"passages with names to develop and learn on ({passages('names/passages/develop')})",
        "names_held_out": f"passages with names held out ({passages('names/passages/held_out')})",
        "dates_develop": f"passages with dates to develop and learn on ({passages('dates/passages/develop')})",
        "dates_held_out": f"passages with dates held out ({passages('dates/passages/held_out')})",
    }
    rows = []
    for name, shown in names.items():
        least = pins[name]["least"]
        cells = []
        for kind in ("people", "places", "dates", "prisoner_counts"):
            figures = least.get(kind)
            whole = f" ({figures['whole_f1']:.2f})" if figures and "whole_f1" in figures else ""
            cells.append(f"{figures['f1']:.2f}{whole}" if figures else "")
        rows.append(f"| {shown} | {' | '.join(cells)} |")
    return rows


def test_the_fields_named_are_those_of_the_records() -> None:
    schema = json.loads(run("extract schema").stdout)
    for kind in ("people", "places", "dates", "prisoner_counts"):
        assert f"`{kind}`" in README
    for field in schema["$defs"]["PrisonerCount"]["required"]:
        assert f"`{field}`" in README or field in ("start", "end")
