"""The help that lies ready is the one that the command itself makes; `python tests/cli/test_help.py` writes it anew."""

import os
import subprocess
import sys

from extract.cli.main import HELP, HELP_WIDTH

COMMAND = [sys.executable, "-c", "from extract.cli.main import run; run(['--help'])"]
"""Its help, made by Typer."""


def made(columns: int) -> str:
    environment = {**os.environ, "COLUMNS": str(columns)}
    return subprocess.run(COMMAND, env=environment, capture_output=True, check=True, encoding="utf-8").stdout


def printed(columns: int, *arguments: str) -> str:
    environment = {**os.environ, "COLUMNS": str(columns)}
    command = [sys.executable, "-m", "extract", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=True, encoding="utf-8").stdout


def test_the_help_that_lies_ready_is_that_of_the_command() -> None:
    assert made(HELP_WIDTH) == made(HELP_WIDTH + 50) == HELP.read_text(encoding="utf-8")
    assert printed(HELP_WIDTH, "--help") == printed(HELP_WIDTH, "-h") == made(HELP_WIDTH)


def test_a_narrow_terminal_gets_narrow_help() -> None:
    narrow = printed(60, "--help")
    assert max(map(len, narrow.splitlines())) <= 60
    assert narrow.split() == made(HELP_WIDTH).split()


def test_the_help_needs_no_typer() -> None:
    code = "import sys; from extract.cli.main import main; main(['-h']); sys.exit('typer' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env={**os.environ, "COLUMNS": "80"}, stdout=subprocess.DEVNULL).returncode == 0


def test_the_help_into_a_closed_pipe_ends_quietly_and_onto_a_full_disk_says_so() -> None:
    for output, code in (("sleep 0", 0), ("/dev/full", 1)):
        line = f"{sys.executable} -m extract --help " + (f"> {output}" if output[0] == "/" else f"| {output}; exit ${{PIPESTATUS[0]}}")
        done = subprocess.run(["bash", "-c", line], env={**os.environ, "COLUMNS": "80"}, capture_output=True, text=True)
        assert done.returncode == code
        assert "Traceback" not in done.stderr


if __name__ == "__main__":
    HELP.write_text(made(HELP_WIDTH), encoding="utf-8")
