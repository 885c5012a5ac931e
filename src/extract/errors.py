"""Everything that `extract` raises on purpose.

    ExtractError                 the root: catch this one
    ├── InputError               one input cannot be read; the rest of a batch goes on
    ├── ResumeError              an interrupted run cannot go on from where it stopped
    ├── ExtraError               a package is missing that an extra of `extract` brings
    ├── ModelError               the spaCy model is missing, damaged or of no use
    └── DataError                a file under models/ is malformed; names file, line and reason

Each message is one line that names the thing at fault and says what to do next.
"""

from pathlib import Path


class ExtractError(Exception):
    """Root of the errors that `extract` raises on purpose."""


class InputError(ExtractError):
    """An input cannot be read.

    `source` is the input as the user named it; `reason` says what is wrong and what to do. `kind` is the name of the exception
    behind it, where there is one.
    """

    def __init__(self, source: str, reason: str, kind: str = "InputError") -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason
        self.kind = kind

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str, str]]:  # so that it comes whole from a worker process
        return InputError, (self.source, self.reason, self.kind)


class ResumeError(ExtractError):
    """An interrupted run cannot go on from where it stopped."""


class ExtraError(ExtractError):
    """What was asked for needs packages of the extra `name`, which are not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"this needs the extra {name}; install it with: pip install 'custody-extract[{name}]'")


class ModelError(ExtractError):
    """The spaCy model is missing, damaged or has no named entity recogniser."""


class DataError(ExtractError):
    """A rule file or lexicon under `models/` is malformed."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason
