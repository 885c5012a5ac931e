"""Where records go: a format's pieces, put together in a stream or a file."""

from collections.abc import Callable
from typing import Any, Protocol


class Format(Protocol):
    """How records are written one after the other; what stands before, between and behind them."""

    opening: bytes
    between: bytes
    closing: bytes

    def piece(self, record: dict[str, Any]) -> bytes:
        """One record."""


class Output:
    """Adds records in `format` by `add`, each whole at once; `begun` where earlier ones are there already."""

    def __init__(self, format: Format, add: Callable[[bytes], None], begun: bool = False) -> None:
        self._format = format
        self._add = add
        self._begun = begun

    def write(self, record: dict[str, Any]) -> None:
        """Adds one record, as `Record.to_dict` gives it."""
        self._add((self._format.between if self._begun else self._format.opening) + self._format.piece(record))
        self._begun = True

    def close(self) -> None:
        """Adds what ends the whole."""
        end = (b"" if self._begun else self._format.opening) + self._format.closing
        if end:
            self._add(end)
