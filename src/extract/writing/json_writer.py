"""Records as JSON: one indented object, or JSON Lines."""

import json
from typing import Any, TextIO


class JsonWriter:
    """Writes records to a text stream, each flushed when it is done.

    `indented` is for a stream that holds one article; JSON Lines, one compact object a line, for any number.
    """

    def __init__(self, stream: TextIO, *, indented: bool = False) -> None:
        self._stream = stream
        self._style: dict[str, Any] = {"indent": 2} if indented else {"separators": (",", ":")}

    def write(self, record: dict[str, Any]) -> None:
        """Writes one record as `Record.to_dict` gives it."""
        self._stream.write(json.dumps(record, ensure_ascii=False, **self._style) + "\n")
        self._stream.flush()
