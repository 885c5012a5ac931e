"""The installed command, in a real shell with real pipes."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extract.cli.main import COMMANDS
from extract.records import json_schema

from .conftest import ARTICLE, EXTRACT, Shell


def lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_one_article_is_indented_json_that_keeps_the_contract(shell: Shell, article: Path) -> None:
    done = shell("extract talks.txt")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    assert done.stdout.startswith('{\n  "id": "talks",\n  "source": "talks.txt",\n  "title": "Envoy in Minsk as 14 walk free",\n')
    Draft202012Validator(json_schema()).validate(record)
    assert record["published"] == "2025-12-12"
    assert [c["value"] for c in record["prisoner_counts"]] == [14, 14]


def test_every_span_slices_to_its_text(shell: Shell, article: Path) -> None:
    record = json.loads(shell("cat talks.txt | extract - --text --explain").stdout)
    spans = [m for kind in ("people", "places") for entry in record[kind] for m in entry["mentions"]]
    spans += record["dates"] + record["prisoner_counts"]
    spans += [
        cue for kind in ("people", "places", "dates", "prisoner_counts") for entry in record[kind] for cue in entry["explain"]["cues"]
    ]
    assert len(spans) > 8
    for span in spans:
        assert record["text"][span["start"] : span["end"]] == span["text"]
    assert (record["id"], record["source"]) == (None, "-")


def test_several_inputs_are_json_lines_in_their_order(shell: Shell, article: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Nobody came to Paris.", encoding="utf-8")
    (tmp_path / "news.jsonl").write_text('{"id": "x", "text": "Two men were freed."}\n{"text": 1}\n{"text": "Rain in Oslo."}\n')
    done = shell("extract b.txt talks.txt news.jsonl missing.txt")
    assert [record["source"] for record in lines(done.stdout)] == ["b.txt", "talks.txt", "news.jsonl:1", "news.jsonl:3"]
    assert done.returncode == 1
    assert "news.jsonl:2: " in done.stderr
    assert "missing.txt: no such file or folder" in done.stderr
    assert done.stderr.splitlines()[-1] == "extract: 4 done, 2 failed"


def test_a_folder_is_walked_and_what_is_skipped_is_counted(shell: Shell, article: Path, tmp_path: Path) -> None:
    inner = tmp_path / "in" / "deep"
    inner.mkdir(parents=True)
    shutil.copy(article, inner / "a.txt")
    (tmp_path / "in" / "z.txt.gz").write_bytes(gzip.compress(ARTICLE.encode()))
    (tmp_path / "in" / ".hidden.txt").write_text("x")
    (tmp_path / "in" / "photo.jpg").write_bytes(b"\xff\xd8")
    (inner / "loop").symlink_to(tmp_path / "in")
    done = shell("extract in")
    assert [record["source"] for record in lines(done.stdout)] == ["in/deep/a.txt", "in/z.txt.gz"]
    assert (done.returncode, done.stderr) == (0, "extract: 2 done, 0 failed, skipped: 1 hidden, 1 link, 1 other\n")


def test_a_folder_with_one_article_is_still_json_lines(shell: Shell, article: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.move(article, tmp_path / "in")
    assert len(shell("extract in").stdout.splitlines()) == 1


def test_kinds_limit_the_output(shell: Shell, article: Path) -> None:
    record = json.loads(shell("extract --kind people --kind dates talks.txt").stdout)
    assert list(record) == ["id", "source", "title", "published", "people", "dates"]


def test_the_date_option_wins(shell: Shell, article: Path) -> None:
    assert json.loads(shell("extract talks.txt --date 2024-02-29").stdout)["published"] == "2024-02-29"


def test_day_or_month_first_is_the_users_choice(shell: Shell, tmp_path: Path) -> None:
    form = tmp_path / "form.txt"
    form.write_text("He was born on 3/4/1960 in Lviv.", encoding="utf-8")
    values = [shell(f"extract --kind dates {choice} {form}").stdout for choice in ("--day-first", "--month-first", "")]
    assert [json.loads(v)["dates"][0]["value"] for v in values] == ["1960-04-03", "1960-03-04", "1960-03-04"]


def test_output_goes_to_a_file_that_is_not_read_as_an_input(shell: Shell, article: Path, tmp_path: Path) -> None:
    for _ in range(2):
        done = shell("extract . -o out.jsonl")
        assert (done.returncode, done.stdout) == (0, "")
        assert [record["source"] for record in lines((tmp_path / "out.jsonl").read_text())] == ["./talks.txt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "Missing argument"),
        ("talks.txt --date 12.12.2025", "write it as YYYY-MM-DD"),
        ("talks.txt --date ''", "write it as YYYY-MM-DD"),
        ("talks.txt --kind cats", "cats"),
        ("talks.txt --encoding klingon", "no encoding that Python knows"),
        ("talks.txt -o nowhere/out.json", "name a file in a folder that exists"),
        ("talks.txt -o talks.txt", "is an input as well"),
        ("talks.txt --nonsense", "No such option"),
    ],
)
def test_wrong_use_is_2_and_says_what_to_do(shell: Shell, article: Path, arguments: str, said: str) -> None:
    done = shell(f"extract {arguments}")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert article.read_text(encoding="utf-8") == ARTICLE


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("space.txt", b" \n\n", "empty"),
        ("scan.pdf", b"%PDF-1.7\n\x00", "PDF"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "image"),
        ("null.txt", b"a\x00b" * 50, ""),
        ("broken.html", b"<html><body><p", "no article text"),
        ("cut.txt.gz", gzip.compress(b"word " * 5000)[:40], "damaged"),
        ("huge.txt", b"word " * 10_000_000, "split it"),
        ("long.txt", b"word " * 300_000, "split it"),
        ("bad.jsonl", b'{"title": "no text"}\n', "text"),
    ],
)
def test_a_bad_input_is_one_line_and_the_others_go_on(
    shell: Shell, article: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = shell(f"extract {name} talks.txt")
    assert done.returncode == 1
    assert [record["id"] for record in lines(done.stdout)] == ["talks"]
    told = done.stderr.splitlines()
    assert len(told) == 2
    assert told[0].startswith(f"extract: {name}")
    assert said in told[0]
    assert told[1] == "extract: 1 done, 1 failed"


def test_json_lines_are_known_by_any_case_of_their_ending(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "NEWS.JSONL").write_text('{"text": "Rain in Oslo."}\n{"text": "Sun in Oslo."}\n')
    assert len(shell("extract -q NEWS.JSONL").stdout.splitlines()) == 2


def test_from_a_pipe_each_record_comes_at_once(tmp_path: Path) -> None:
    process = subprocess.Popen([EXTRACT, "--from", "jsonl", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdin
    assert process.stdout
    for number in range(4):
        process.stdin.write(b'{"id": "%d", "text": "Rain in Oslo."}\n' % number)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == str(number)
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_an_empty_folder_is_a_failed_input(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    done = shell("extract none")
    assert (done.returncode, done.stdout) == (1, "")
    assert "none: no articles in this folder" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(shell: Shell, article: Path, tmp_path: Path) -> None:
    (tmp_path / "locked.txt").write_text("x")
    (tmp_path / "locked.txt").chmod(0)
    done = shell("extract locked.txt talks.txt")
    assert done.returncode == 1
    assert "locked.txt: may not be read" in done.stderr


def test_other_encodings_are_detected_or_given(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Police in Bogotá let José Muñoz and nine others go on Friday, his lawyer said.".encode("cp1252"))
    assert "Bogotá" in shell("extract a.txt").stdout
    (tmp_path / "b.txt").write_bytes("Police in Kyjów let nine men go.".encode("cp1250"))
    assert "nine men" in shell("extract b.txt --encoding cp1250").stdout
    (tmp_path / "c.txt").write_bytes("Rain in Oslo.".encode("utf-8-sig"))
    assert json.loads(shell("extract c.txt --text").stdout)["text"] == "Rain in Oslo."


def test_a_closed_pipe_ends_quietly(shell: Shell, article: Path) -> None:
    many = " ".join(["talks.txt"] * 200)
    done = shell(f"extract -q {many} | head -1")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


def test_jq_reads_the_output(shell: Shell, article: Path) -> None:
    if not shutil.which("jq"):
        pytest.skip("jq is not installed")
    done = shell("extract talks.txt | jq '.prisoner_counts[] | select(.status==\"released\") | .value'")
    assert done.stdout == "14\n14\n"


def test_the_same_input_gives_the_same_bytes(shell: Shell, article: Path) -> None:
    first, second = (
        shell(
            "extract --explain talks.txt",
        ).stdout
        for _ in range(2)
    )
    assert first == second
    assert shell("PYTHONHASHSEED=7 LC_ALL=C TZ=Asia/Tokyo extract --explain talks.txt").stdout == first


def test_ctrl_c_is_130(article: Path) -> None:
    process = subprocess.Popen([EXTRACT, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, output) == (130, b"")
    assert b"Traceback" not in errors


def test_help_names_the_other_commands(shell: Shell) -> None:
    done = shell("extract --help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert f"\n    extract {name} " in done.stdout


def test_help_has_a_short_form(shell: Shell) -> None:
    assert shell("extract -h").stdout == shell("extract --help").stdout


def test_version(shell: Shell) -> None:
    assert shell("extract --version").stdout.startswith("extract ")
    assert shell("python3 -c pass; $(dirname $(which extract))/python -m extract --version").stdout.startswith("extract ")
