"""`extract schema`."""

import json

from extract.records import json_schema


def command() -> int:
    """Print the JSON Schema of a record as `extract` prints it."""
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return 0
