import json

import pytest

from extract.writing.json_writer import JsonFormat
from extract.writing.output import Output

RECORD = {"id": "ä", "people": [], "note": "one\nline"}


def written(format: JsonFormat, records: list[dict[str, object]]) -> str:
    pieces: list[bytes] = []
    output = Output(format, pieces.append)
    for record in records:
        output.write(record)
    output.close()
    return b"".join(pieces).decode()


def test_lines_are_compact_and_one_each() -> None:
    assert written(JsonFormat(), [RECORD, {"id": None}]) == '{"id":"ä","people":[],"note":"one\\nline"}\n{"id":null}\n'


def test_one_article_is_indented() -> None:
    text = written(JsonFormat(indented=True), [RECORD])
    assert json.loads(text) == RECORD
    assert text.startswith('{\n  "id": "ä",\n')


@pytest.mark.parametrize("number", [0, 1, 3])
def test_an_array_holds_all_records(number: int) -> None:
    text = written(JsonFormat(array=True), [RECORD] * number)
    assert json.loads(text) == [RECORD] * number
    assert text.endswith("]\n")


def test_a_record_is_added_whole_at_once() -> None:
    pieces: list[bytes] = []
    Output(JsonFormat(), pieces.append).write({"id": 1})
    assert pieces == [b'{"id":1}\n']


def test_an_output_that_was_begun_goes_on() -> None:
    pieces = [b"[\n1"]
    output = Output(JsonFormat(array=True), pieces.append, begun=True)
    output.write({"id": 2})
    output.close()
    assert json.loads(b"".join(pieces)) == [1, {"id": 2}]
