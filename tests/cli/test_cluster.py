"""`--dask` against a real scheduler and two real workers on this machine, one of which is killed in mid-run."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import EXTRACT, Shell

pytest.importorskip("distributed", reason="the extra dask is not installed")
NUMBER = 700


def until(what: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """The address of a scheduler, and its two workers."""
    folder = tmp_path_factory.mktemp("cluster")
    command = [sys.executable, "-m", "dask"]
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    scheduler = subprocess.Popen(  # type: ignore[call-overload]
        [*command, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", "s.json"], **quiet
    )
    processes = [scheduler]
    try:
        until((folder / "s.json").exists)
        until(lambda: (folder / "s.json").read_text().strip().endswith("}"))
        address = json.loads((folder / "s.json").read_text())["address"]
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
        workers = [subprocess.Popen([*command, "worker", address, *options], **quiet) for _ in range(2)]  # type: ignore[call-overload]
        processes += workers
        yield address, workers
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "in").mkdir()
    with (folder / "in" / "a.jsonl").open("w", encoding="utf-8") as file:
        for i in range(NUMBER):
            text = f"Anna Smith was freed in Oslo on 3 May 2024 with over {i + 3} detainees. " + "They met on Friday. " * 20
            file.write(json.dumps({"id": str(i), "text": text}) + "\n")
    (folder / "in" / "b.txt").write_text("It rained in Minsk.", encoding="utf-8")
    (folder / "in" / "c.txt").write_bytes(b"%PDF-1.7")
    return folder


def records(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for path in sorted(folder.glob("part-*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_cluster_that_loses_a_worker_finds_what_one_process_finds(
    cluster: tuple[str, list["subprocess.Popen[bytes]"]], articles: Path, shell: Shell, tmp_path: Path
) -> None:
    address, workers = cluster
    run = subprocess.Popen([EXTRACT, "in", "--dask", address, "-o", tmp_path / "the out"], cwd=articles, stderr=subprocess.PIPE, text=True)
    until(lambda: len(list((tmp_path / "the out").glob("part-*.jsonl"))) >= 2)
    os.kill(workers[0].pid, signal.SIGKILL)
    said = run.communicate()[1]
    assert run.returncode == 1
    assert said.splitlines()[-1].startswith(f"extract: {NUMBER + 1} done, 1 failed")
    alone = shell(f"cd {articles}; extract in -q -j 1")
    assert records(tmp_path / "the out") == [json.loads(line) for line in alone.stdout.splitlines()]
    (failed,) = (tmp_path / "the out").glob("failed-*.jsonl")
    assert json.loads(failed.read_text())["source"] == "in/c.txt"

    parts = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "the out").iterdir()}
    lost = sorted(name for name in parts if name.startswith("part-"))[3]
    (tmp_path / "the out" / lost).unlink()
    again = [EXTRACT, "in", "--dask", address, "-o", tmp_path / "the out"]
    refused = subprocess.run(again, cwd=articles, capture_output=True, text=True)
    assert refused.returncode == 1
    assert "go on with it by --resume" in refused.stderr
    resumed = subprocess.run([*again, "--resume"], cwd=articles, capture_output=True, text=True)
    assert resumed.returncode == 1
    assert f"0 failed, {NUMBER - 62} before" in resumed.stderr
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "the out").iterdir() if path.name != lost} == {
        name: time for name, time in parts.items() if name != lost
    }
    assert records(tmp_path / "the out") == [json.loads(line) for line in alone.stdout.splitlines()]


def test_urls_are_read_and_written_by_the_workers(
    cluster: tuple[str, list["subprocess.Popen[bytes]"]], articles: Path, tmp_path: Path
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    source, output = (articles / "in").as_uri(), f"file://{tmp_path}/the out"
    run = subprocess.run(
        [EXTRACT, source, "--dask", cluster[0], "-o", output, "--format", "parquet", "--kind", "prisoner_counts"],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1, run.stderr
    lines, others = sorted((tmp_path / "the out").glob("part-*.parquet"))  # a file of JSON Lines is a part of its own
    rows = parquet.read_table(lines).to_pylist()
    assert [row["prisoner_counts"][0]["value"] for row in rows] == [i + 3 for i in range(NUMBER)]
    assert [row["id"] for row in parquet.read_table(others).to_pylist()] == ["b"]
    assert rows[0]["source"] == f"{source}/a.jsonl:1"
    assert len(list((tmp_path / "the out").glob("failed-*.jsonl"))) == 1


def test_what_is_wrong_with_the_workers_is_no_failure_of_the_articles(
    cluster: tuple[str, list["subprocess.Popen[bytes]"]], articles: Path, shell: Shell
) -> None:
    done = shell(f"cd {articles}; extract in --dask {cluster[0]} -o nothing --model no_such_model; ls nothing")
    assert "a worker cannot do the work (ModelError: no model 'no_such_model'" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("--dask tcp://127.0.0.1:1 -o out", 1, "no Dask scheduler answers there"),
        ("--dask tcp://127.0.0.1:1", 2, "needs -o FOLDER"),
        ("--dask tcp://127.0.0.1:1 -o out --format csv", 2, "jsonl or parquet"),
        ("--dask tcp://127.0.0.1:1 -o out --errors e.jsonl", 2, "failed-*.jsonl"),
        ("--dask tcp://127.0.0.1:1 -o out -j 2", 2, "the cluster says"),
        (". --dask tcp://127.0.0.1:1 -o out", 2, "lies in an input"),
    ],
)
def test_wrong_use_says_what_to_do(shell: Shell, article: Path, options: str, code: int, said: str) -> None:
    done = shell(f"extract talks.txt {options}")
    assert done.returncode == code
    assert said in " ".join(done.stderr.replace("│", " ").split())
