import csv
import io

from extract.records import Date, Mention, Person, Record
from extract.writing.csv_writer import CsvFormat
from extract.writing.output import Output


def rows(kind: str, *records: Record) -> list[dict[str, str]]:
    pieces: list[bytes] = []
    output = Output(CsvFormat(kind), pieces.append)
    for record in records:
        output.write(record.to_dict())
    output.close()
    return list(csv.DictReader(io.StringIO(b"".join(pieces).decode(), newline="")))


def record(title: str, *dates: Date) -> Record:
    person = Person('Ada "A" Keller', ("judge, late",), (Mention(0, 3, "Ada"),))
    return Record("7", "a.txt", title, None, (person,), (), dates, ())


def test_a_row_for_each_find_with_the_article_before_it() -> None:
    found = rows("dates", record("Two\nlines", Date(1, 5, "2024", "DATE", "2024"), Date(9, 12, "May", "DATE", "2024-05")), record("None"))
    assert [row["value"] for row in found] == ["2024", "2024-05"]
    assert found[0]["article_id"] == "7"
    assert found[0]["article_title"] == "Two\nlines"
    assert found[0]["modifier"] == ""


def test_lists_are_json() -> None:
    (row,) = rows("people", record("t"))
    assert row["name"] == 'Ada "A" Keller'
    assert row["titles"] == '["judge, late"]'
    assert row["mentions"] == '[{"start": 0, "end": 3, "text": "Ada"}]'


def test_no_cell_is_run_as_a_formula() -> None:
    (row,) = rows("people", record('=HYPERLINK("x")'))
    assert row["article_title"] == '\'=HYPERLINK("x")'


def test_without_finds_there_is_a_header() -> None:
    assert rows("prisoner_counts", record("t")) == []
