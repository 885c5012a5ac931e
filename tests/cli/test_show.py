"""`extract show` and `extract explain`: the installed command, in pipes and in a terminal."""

import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from fcntl import ioctl
from pathlib import Path

import pytest

from .conftest import ARTICLE, EXTRACT, Shell


def in_terminal(columns: int, *arguments: str, **environment: str) -> str:
    """What the command writes to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
    process = subprocess.Popen([EXTRACT, *arguments], stdout=theirs, stdin=subprocess.DEVNULL, env={**kept, "TERM": "xterm", **environment})
    os.close(theirs)
    written, until = b"", time.monotonic() + 60
    while time.monotonic() < until and select.select([ours], [], [], 60)[0]:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        written += piece
    os.close(ours)
    assert process.wait(60) == 0
    return written.decode()


def test_in_a_pipe_the_text_is_plain_and_marked(shell: Shell, article: Path) -> None:
    done = shell("extract show talks.txt | cat")
    assert (done.returncode, done.stderr) == (0, "")
    assert "President ‹Alexander Ostrovsky› freed «14 political prisoners» on {Friday}" in " ".join(done.stdout.split())
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("columns", [60, 120])
def test_in_a_terminal_it_is_in_colours_and_fits(article: Path, columns: int) -> None:
    out = in_terminal(columns, "show", str(article))
    assert "\x1b[1;36mAlexander" in out
    assert "‹" not in out
    lines = [re.sub(r"\x1b\[[\d;]*m", "", line).rstrip() for line in out.splitlines()]
    assert columns * 0.7 < max(map(len, lines)) <= columns


def test_no_color_is_honoured_in_a_terminal(article: Path) -> None:
    out = in_terminal(80, "show", str(article), NO_COLOR="1")
    assert "‹Alexander Ostrovsky›" in out
    assert "\x1b[1;36m" not in out


def test_control_characters_of_an_article_reach_no_terminal(shell: Shell, tmp_path: Path) -> None:
    bad = ARTICLE * 3 + "President Ann \x1b[31mOkoth freed 14 prisoners\x07 in Minsk \x1b]0;owned\x07\x9b2J on Friday.\n"
    (tmp_path / "bad.txt").write_text(bad, encoding="utf-8")
    for line in ("extract show bad.txt", "extract explain bad.txt"):
        done = shell(line)
        assert done.returncode == 0
        assert not [c for c in done.stdout if (c < " " and c != "\n") or "\x7f" <= c <= "\x9f"]


def test_explain_marks_one_find_by_its_number(shell: Shell, article: Path) -> None:
    done = shell("extract explain talks.txt 1")
    assert done.stdout.startswith("1 Alexander Ostrovsky  people\n  rule  ")
    assert "‹Alexander Ostrovsky›" in done.stdout
    whole = shell("extract explain - < talks.txt").stdout
    assert whole.startswith(done.stdout.rstrip())
    assert "prisoner counts" in whole


def test_a_number_that_no_find_has_is_wrong_use(shell: Shell, article: Path) -> None:
    done = shell("extract explain talks.txt 99")
    assert done.returncode == 2
    assert "finds; extract show" in done.stderr


@pytest.mark.parametrize("command", ["show", "explain"])
def test_an_article_that_is_missing_is_told(shell: Shell, command: str) -> None:
    done = shell(f"extract {command} missing.txt")
    assert (done.returncode, done.stdout) == (1, "")
    assert "missing.txt" in done.stderr


def test_a_day_that_is_none_is_wrong_use(shell: Shell, article: Path) -> None:
    assert shell("extract show talks.txt --date yesterday").returncode == 2


@pytest.mark.parametrize("command", ["show", "explain"])
def test_a_closed_pipe_ends_quietly(shell: Shell, article: Path, command: str) -> None:
    done = shell(f"for i in $(seq 200); do cat talks.txt; done > long.txt; extract {command} long.txt | head -1; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["show", "explain"])
def test_a_folder_is_wrong_use(shell: Shell, article: Path, command: str) -> None:
    done = shell(f"extract {command} .")
    assert (done.returncode, done.stdout) == (2, "")
    assert "extract report" in done.stderr


def test_of_several_articles_one_may_be_bad_and_numbers_go_on(shell: Shell, tmp_path: Path) -> None:
    lines = ['{"text": "Police detained 12 people in Minsk."}', "bad", '{"text": "Police in Minsk detained 15 people."}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = shell("extract show a.jsonl")
    assert done.returncode == 1
    assert "a.jsonl:2" in done.stderr
    assert "«15 people»" in done.stdout
    numbers = [int(line.split()[0]) for line in done.stdout.splitlines() if re.match(r" *\d+  ", line)]
    assert numbers == list(range(1, len(numbers) + 1))
    last = shell(f"extract explain a.jsonl {numbers[-1]}")
    assert last.stdout.startswith(f"{numbers[-1]} 15 people")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_pipe_gets_utf_8_whatever_the_locale(shell: Shell, article: Path, encoding: str) -> None:
    done = shell(f"PYTHONIOENCODING={encoding} extract show talks.txt")
    assert done.returncode == 0
    assert "‹Alexander Ostrovsky›" in done.stdout
