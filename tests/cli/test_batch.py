"""Long runs of the installed command: killed, interrupted, on a full disk, with bad inputs among the good ones."""

import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from .conftest import ARTICLE, EXTRACT, Shell

DATES = "On 3 May 2024, two days after the strike of April 2023, he left; since last June {n} men came every Friday of 2022. " * 8


def fill(folder: Path, number: int) -> None:
    folder.mkdir()
    for i in range(number):
        (folder / f"a{i:04}.txt").write_text(DATES.format(n=i), encoding="utf-8")
    (folder / "a0100.pdf.txt").write_bytes(b"%PDF-1.7")


def start(folder: Path, *options: str) -> "subprocess.Popen[bytes]":
    command = [EXTRACT, "in", "-q", "--kind", "dates", "-o", "out.jsonl", "--errors", "errors.jsonl", *options]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, start_new_session=True)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles in `in`, and what an uninterrupted run over them writes."""
    folder = tmp_path_factory.mktemp("once")
    fill(folder / "in", 300)
    assert start(folder, "-j", "2").wait() == 1
    return folder


@pytest.fixture
def whole(once: Path, tmp_path: Path) -> tuple[bytes, bytes]:
    """The articles in `in` and what an uninterrupted run writes: records and failures."""
    (tmp_path / "in").symlink_to(once / "in")
    return (once / "out.jsonl").read_bytes(), (once / "errors.jsonl").read_bytes()


def below(process: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text().rpartition(")")[2].split()[1]) == process:
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_a_run_killed_twenty_times_ends_with_the_same_bytes(tmp_path: Path, whole: tuple[bytes, bytes]) -> None:
    chance = random.Random(7)
    cut_off = 0
    for turn in range(20):
        run = start(tmp_path, "--resume", "-j", str(1 + turn % 2))
        time.sleep(chance.uniform(0.3, 1.6))
        cut_off += run.poll() is None
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        if (tmp_path / "out.jsonl").exists() and not (tmp_path / "out.jsonl.progress").exists():  # done before it could be killed
            for name in ("out.jsonl", "errors.jsonl"):
                assert (tmp_path / name).read_bytes() == whole[name == "errors.jsonl"]
                (tmp_path / name).unlink()
    assert cut_off >= 10
    start(tmp_path, "--resume").wait()
    assert ((tmp_path / "out.jsonl").read_bytes(), (tmp_path / "errors.jsonl").read_bytes()) == whole
    assert not (tmp_path / "out.jsonl.progress").exists()


def test_an_interrupted_run_ends_at_once_and_goes_on(tmp_path: Path, whole: tuple[bytes, bytes]) -> None:
    run = start(tmp_path, "-j", "2")
    while not (tmp_path / "out.jsonl.progress").exists() or (tmp_path / "out.jsonl").stat().st_size < 1000:
        time.sleep(0.02)
    os.kill(run.pid, signal.SIGINT)
    began = time.monotonic()
    assert run.wait() == 130
    assert time.monotonic() - began < 2
    assert start(tmp_path, "--resume").wait() == 1
    assert (tmp_path / "out.jsonl").read_bytes() == whole[0]


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path, whole: tuple[bytes, bytes]) -> None:
    run = start(tmp_path, "-j", "2")
    while not (tmp_path / "out.jsonl.progress").exists() or (tmp_path / "out.jsonl").stat().st_size < 1000:
        time.sleep(0.02)
    workers = below(run.pid)
    if not workers:
        pytest.skip("the system does not list a process's children")
    os.kill(workers[0], signal.SIGKILL)
    assert run.wait() == 1
    assert (tmp_path / "out.jsonl").read_bytes() == whole[0]


def test_parquet_is_made_of_what_was_finished(tmp_path: Path, whole: tuple[bytes, bytes]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    command = [EXTRACT, "in", "-q", "--kind", "dates", "-o", "out.parquet"]
    killed = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL, start_new_session=True)
    while not (tmp_path / "out.parquet.unfinished.jsonl").exists() or (tmp_path / "out.parquet.unfinished.jsonl").stat().st_size < 1000:
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert subprocess.run([*command, "--resume"], cwd=tmp_path, stderr=subprocess.DEVNULL).returncode == 1
    assert parquet.read_table(tmp_path / "out.parquet").to_pylist() == [json.loads(line) for line in whole[0].splitlines()]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.parquet"]
    assert subprocess.run([*command, "--resume"], cwd=tmp_path, stderr=subprocess.DEVNULL).returncode == 2


def test_a_database_loses_nothing_by_kills(tmp_path: Path, whole: tuple[bytes, bytes]) -> None:
    def run(*options: str) -> "subprocess.Popen[bytes]":
        command = [EXTRACT, "in", "-q", "--kind", "dates", "-o", "out.sqlite", *options]
        return subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL, start_new_session=True)

    chance = random.Random(7)
    for _ in range(5):
        killed = run("--resume", "-j", "2")
        time.sleep(chance.uniform(1.0, 2.5))
        os.killpg(killed.pid, signal.SIGKILL)
        killed.wait()
    assert run("--resume").wait() == 1
    base = sqlite3.connect(tmp_path / "out.sqlite")
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    found = base.execute('SELECT id, d.text, d."start" FROM articles JOIN dates d USING (article) ORDER BY id, d."start"').fetchall()
    base.close()
    records = [json.loads(line) for line in whole[0].splitlines()]
    assert found == [(record["id"], date["text"], date["start"]) for record in records for date in record["dates"]]


def test_a_full_disk_is_a_message_and_the_run_goes_on_later(tmp_path: Path, whole: tuple[bytes, bytes]) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", small], capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        command = [EXTRACT, "in", "-q", "--kind", "dates", "-o", "small/out.jsonl"]
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert run.returncode == 1
        assert "free space" in run.stderr.splitlines()[-1]
        assert "Traceback" not in run.stderr
        subprocess.run(["mount", "-o", "remount,size=20m", small], check=True)
        subprocess.run([*command, "--resume"], cwd=tmp_path, capture_output=True)
        assert (small / "out.jsonl").read_bytes() == whole[0]
    finally:
        subprocess.run(["umount", small], check=True)


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n ",
    "scan.txt": b"%PDF-1.7\n\x00",
    "photo.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
    "broken.html": b"<html><body><p",
    "cut.txt.gz": gzip.compress(b"word " * 5000)[:40],
    "notgzip.txt.gz": b"plain text",
    "long.txt": b"word " * 300_000,
    "keyless.jsonl": b'{"title": "no text"}\n',
    "broken.jsonl": b'{"text": \n',
}


def test_of_a_thousand_articles_fifty_are_bad_in_ten_ways(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for i in range(950):
        (tmp_path / "in" / f"a{i:03}.txt").write_text(f"{i} men were freed in Minsk on Friday.", encoding="utf-8")
    for i in range(5):
        for name, content in BAD.items():
            (tmp_path / "in" / f"bad{i}-{name}").write_bytes(content)
    done = shell("extract in -o out.jsonl --errors errors.jsonl")
    assert done.returncode == 1
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 950
    failures = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text().splitlines()]
    assert len(failures) == 50
    assert {tuple(failure) for failure in failures} == {("source", "error", "message")}
    assert len({failure["message"].split(";")[0] for failure in failures}) >= 8
    assert done.stderr.splitlines()[-1].startswith("extract: 950 done, 50 failed")


def test_formats_by_ending_or_by_name(shell: Shell, article: Path, tmp_path: Path) -> None:
    shell("extract talks.txt talks.txt -o all.json -q")
    assert [record["id"] for record in json.loads((tmp_path / "all.json").read_text())] == ["talks", "talks"]
    rows = shell("extract talks.txt --format csv --kind people").stdout.splitlines()
    assert rows[0] == "article_id,article_source,article_title,article_published,name,titles,mentions"
    assert len(rows) == 3
    assert ARTICLE.count("Ostrovsky") == 2


def test_what_is_no_file_is_written_as_it_is(shell: Shell, article: Path, tmp_path: Path) -> None:
    for line in (
        "extract . -q -o /dev/stdout | cat",
        "mkfifo pipe; cat pipe & extract . -q -o pipe; wait",
        "extract . -q -o >(cat); sleep 0.5",
        "extract talks.txt --errors /dev/stderr -o /dev/stdout | cat",
    ):
        done = shell(line)
        assert json.loads(done.stdout)["id"] == "talks"
        assert done.stderr == ""
    assert shell("extract . -q -o pipe --resume").returncode == 2


def test_a_database_is_brought_up_to_date_by_a_second_run(shell: Shell, article: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Ann Ray was freed in Oslo on 3 May 2024.", encoding="utf-8")
    for options in ("", "--resume"):
        assert shell(f"extract . -o all.sqlite -q {options}").returncode == 0
        base = sqlite3.connect(tmp_path / "all.sqlite")
        assert base.execute("SELECT id FROM articles ORDER BY id").fetchall() == [("b",), ("talks",)]
        assert base.execute("SELECT value FROM prisoner_counts").fetchall() == [(14,), (14,)]
        assert base.execute("SELECT country FROM places JOIN articles USING (article) WHERE id = 'b'").fetchall() == [("NO",)]
        base.close()


def test_a_missing_model_costs_no_earlier_output(shell: Shell, article: Path, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("earlier\n")
    assert shell("extract . -o out.jsonl --model nothing_of_the_kind").returncode == 3
    assert (tmp_path / "out.jsonl").read_text() == "earlier\n"
    assert not (tmp_path / "out.jsonl.progress").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("in --resume", "needs -o FILE"),
        ("talks.txt -o a.json --resume", "needs -o FILE and many articles"),
        ("in --format sqlite", "needs -o FILE"),
        ("in --format parquet", "needs -o FILE"),
        ("in -o a.jsonl --errors a.jsonl", "is where the records go"),
        ("in -o a.jsonl --errors nowhere/e.jsonl", "name a file in a folder that exists"),
    ],
)
def test_wrong_use_says_what_to_do(shell: Shell, article: Path, tmp_path: Path, arguments: str, said: str) -> None:
    (tmp_path / "in").mkdir()
    done = shell(f"extract {arguments}")
    assert done.returncode == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())


def test_what_is_finished_is_not_resumed(shell: Shell, article: Path, tmp_path: Path) -> None:
    shell("extract . -o out.jsonl")
    done = shell("extract . -o out.jsonl --resume")
    assert done.returncode == 2
    assert "no run was cut off here" in done.stderr
