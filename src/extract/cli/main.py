"""The command `extract`: which command is meant, and what becomes of errors.

`extract INPUT…` is the main job; a first word that names another command runs that one. Each command is a module with a
plain function that gives its exit code, imported only when it is called, so that `extract schema` starts without spaCy. The help of
the main job lies ready in `help.txt`, because making it takes three times as long as starting Python and reading it.

Exit codes: 0 all done, 1 finished but an input failed, 2 wrong use, 3 model missing or damaged, 130 interrupted.
"""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from extract.errors import DataError, ExtractError, ExtraError, ModelError, ResumeError

COMMANDS = ("show", "explain", "report", "schema", "model")
"""The commands beside the main job; a module of this package under the same name holds each."""

HELP = Path(__file__).with_name("help.txt")
"""What `extract --help` prints on a terminal of `HELP_WIDTH` columns or more; `python tests/cli/test_help.py` makes it anew."""
HELP_WIDTH = 80


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command that `arguments` (default: the process's own) name, and exits with its code."""
    for library in ("OPENBLAS", "OMP", "MKL"):  # before numpy: its matrices are small, and there may be other processes
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if arguments in (["--help"], ["-h"]) and shutil.get_terminal_size().columns >= HELP_WIDTH and _printed_help():
        return
    run(arguments)


def _printed_help() -> bool:
    """Prints the help that lies ready; whether it could be read. A closed pipe is nobody's fault."""
    try:
        text = HELP.read_text(encoding="utf-8")
    except OSError:
        return False
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(f"extract: output: {error.strerror}")
    return True


def run(arguments: list[str]) -> None:
    """Runs the command that `arguments` name, and exits with its code."""
    import typer

    name = arguments.pop(0) if arguments and arguments[0] in COMMANDS else "records"
    module = import_module(f"extract.cli.{name}")
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.command(epilog=getattr(module, "EPILOG", None), context_settings={"help_option_names": ["-h", "--help"]})(_guarded(module.command))
    app(arguments, prog_name="extract" if name == "records" else f"extract {name}")


def _guarded(command: Callable[..., int]) -> Callable[..., None]:
    """`command` with every error turned into one line on standard error and an exit code; a traceback only with -vv."""

    import typer

    @wraps(command)
    def guarded(*args: Any, **options: Any) -> None:
        code = 0
        try:
            code = command(*args, **options)
            sys.stdout.flush()
        except BrokenPipeError:  # `| head`: whoever read has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # keeps the interpreter's own last flush quiet
        except KeyboardInterrupt:
            code = 130
        except typer.TyperException:  # wrong use: Typer prints it and exits with 2
            raise
        except Exception as error:
            code = _reported(error, options.get("verbose", 0), resumable="resume" in options)
        raise typer.Exit(code)

    return guarded


def _reported(error: Exception, verbose: int, resumable: bool) -> int:
    if verbose > 1:
        import traceback

        traceback.print_exception(error)
    if isinstance(error, ModelError | DataError):
        print(f"extract: {error}", file=sys.stderr)
        return 3
    if isinstance(error, ResumeError | ExtraError):
        print(f"extract: {error}", file=sys.stderr)
        return 2
    if isinstance(error, ExtractError):
        print(f"extract: {error}", file=sys.stderr)
        return 1
    if isinstance(error, OSError):
        what = f"{error.filename or 'output'}: {error.strerror or error}"
        go_on = "free space and go on with --resume" if resumable else "free space"
        print(f"extract: {what}; {go_on}, or choose another place with -o", file=sys.stderr)
        return 1
    print(f"extract: a defect in extract itself ({type(error).__name__}: {error}); run again with -vv and report it", file=sys.stderr)
    return 1
