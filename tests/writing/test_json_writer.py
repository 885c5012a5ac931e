import io
import json

from extract.writing.json_writer import JsonWriter

RECORD = {"id": "ä", "people": [], "note": "one\nline"}


def test_lines_are_compact_and_one_each() -> None:
    stream = io.StringIO()
    writer = JsonWriter(stream)
    writer.write(RECORD)
    writer.write({"id": None})
    assert stream.getvalue() == '{"id":"ä","people":[],"note":"one\\nline"}\n{"id":null}\n'


def test_one_article_is_indented() -> None:
    stream = io.StringIO()
    JsonWriter(stream, indented=True).write(RECORD)
    assert json.loads(stream.getvalue()) == RECORD
    assert stream.getvalue().startswith('{\n  "id": "ä",\n')


def test_each_record_is_flushed_when_it_is_written() -> None:
    class Stream(io.StringIO):
        flushed = ""

        def flush(self) -> None:
            self.flushed = self.getvalue()

    stream = Stream()
    JsonWriter(stream).write({"id": 1})
    assert stream.flushed == '{"id":1}\n'
