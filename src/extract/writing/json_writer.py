"""Records as JSON: one indented object, JSON Lines, or an array."""

import json
from typing import Any


class JsonFormat:
    """`indented` for one article, one object; else one compact object a line, between brackets with `array`."""

    def __init__(self, *, indented: bool = False, array: bool = False) -> None:
        self._style: dict[str, Any] = {"indent": 2} if indented else {"separators": (",", ":")}
        self._ending = "" if array else "\n"
        self.opening, self.between, self.closing = (b"[\n", b",\n", b"\n]\n") if array else (b"", b"", b"")

    def piece(self, record: dict[str, Any]) -> bytes:
        """One record, as `Record.to_dict` gives it, in UTF-8."""
        return (json.dumps(record, ensure_ascii=False, **self._style) + self._ending).encode()
