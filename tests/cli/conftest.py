import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

EXTRACT = Path(sys.executable).with_name("extract")
Shell = Callable[..., "subprocess.CompletedProcess[str]"]

ARTICLE = (
    "Envoy in Minsk as 14 walk free\n\n"
    "MINSK, Belarus, Dec. 12, 2025 (Agency) — President Alexander Ostrovsky freed 14 political prisoners on Friday, "
    "the rights group Spring said. "
    "Ostrovsky met the envoy Ann Ray in Minsk.\n"
)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Runs a line in a real shell, in a folder of its own, with the installed command on the PATH."""

    def run(line: str, **options: object) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "PATH": f"{EXTRACT.parent}:{os.environ['PATH']}", "NO_COLOR": "1", "COLUMNS": "120"}
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            **options,
        )  # type: ignore[call-overload,no-any-return]

    return run


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path
