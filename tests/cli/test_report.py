"""`extract report`: the installed command over records and articles."""

import json
import sys
from pathlib import Path

import pytest

from .conftest import ARTICLE, Shell


def test_records_of_every_format_and_articles_give_a_page(shell: Shell, article: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "one.txt").write_text(ARTICLE, encoding="utf-8")
    assert shell("extract more talks.txt --text -q -o r.jsonl && extract more talks.txt --text -q -o r.sqlite").returncode == 0
    done = shell("extract report r.jsonl r.sqlite talks.txt -o page.html")
    assert (done.returncode, done.stderr) == (0, "extract: 5 done, 0 failed\n")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("<article ") == 5
    assert "political prisoners</a>" in page


def test_standard_input_holds_records_or_an_article(shell: Shell, article: Path, tmp_path: Path) -> None:
    befores = ["extract talks.txt --text", "(echo; extract talks.txt --text --format json)", "extract talks.txt --text | gzip"]
    befores += ["cat talks.txt", "cat talks.json", "(printf '[AP] '; tail -n +3 talks.txt)"]
    for before in befores:
        (tmp_path / "talks.json").write_text(json.dumps({"text": ARTICLE}), encoding="utf-8")
        line = f"{before} | extract report - -o page.html"
        done = shell(line)
        assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "extract: 1 done, 0 failed")
        assert "political prisoners</a>" in (tmp_path / "page.html").read_text(encoding="utf-8")
        (tmp_path / "page.html").unlink()


def test_what_fails_is_told_and_the_others_are_in_the_page(shell: Shell, article: Path, tmp_path: Path) -> None:
    done = shell("extract report missing.txt talks.txt -o page.html -q")
    assert done.returncode == 1
    assert "missing.txt" in done.stderr
    assert (tmp_path / "page.html").read_text(encoding="utf-8").count("<article ") == 1


def test_without_records_there_is_no_page(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("earlier", encoding="utf-8")
    done = shell("extract report missing.txt -o page.html")
    assert done.returncode == 1
    assert "no records" in done.stderr
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == "earlier"


@pytest.mark.parametrize(
    "line", ["extract report talks.txt", "extract report talks.txt -o talks.txt", "extract report talks.txt -o no/page.html"]
)
def test_a_page_needs_a_file_of_its_own(shell: Shell, article: Path, line: str) -> None:
    assert shell(line).returncode == 2
    assert article.read_text(encoding="utf-8") == ARTICLE


def test_without_the_extra_the_command_that_brings_it_is_named(shell: Shell, article: Path, tmp_path: Path) -> None:
    code = "import sys; sys.modules['vl_convert'] = None; from extract.cli.main import main; main(['report', 'talks.txt', '-o', 'p.html'])"
    done = shell(f'{sys.executable} -c "{code}"')
    assert done.returncode == 2
    assert done.stderr == "extract: this needs the extra report; install it with: pip install 'custody-extract[report]'\n"
    assert not (tmp_path / "p.html").exists()


def test_a_second_run_over_a_folder_does_not_read_its_own_page(shell: Shell, article: Path) -> None:
    shell("extract report . -o page.html -q")
    assert shell("extract report . -o page.html").stderr == "extract: 1 done, 0 failed\n"


def test_links_and_devices_stay_what_they_are(shell: Shell, article: Path, tmp_path: Path) -> None:
    (tmp_path / "real.html").write_text("old", encoding="utf-8")
    (tmp_path / "link.html").symlink_to("real.html")
    assert shell("extract report talks.txt -q -o link.html").returncode == 0
    assert (tmp_path / "link.html").is_symlink()
    assert "political prisoners" in (tmp_path / "real.html").read_text(encoding="utf-8")
    done = shell("extract report talks.txt -q -o /dev/stdout | grep -c '<article '")
    assert (done.returncode, done.stdout) == (0, "1\n")
