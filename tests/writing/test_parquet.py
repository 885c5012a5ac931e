"""Records as Parquet: what is read back is what was written, of every option."""

import json
from pathlib import Path

import pytest

from extract import Extractor
from extract.errors import ExtraError
from extract.records import KINDS
from extract.writing import parquet_writer
from extract.writing.parquet_writer import lines_to_parquet, make_schema

parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
TEXTS = [
    "Anna Smith was freed in Oslo on 3 May 2024 with over 260 detainees.",
    "It rained.",
    "About 1,200 prisoners remain in Evin prison in Tehran, lawyer Max Stein said.",
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(("kinds", "explain", "text"), [(KINDS, False, False), (KINDS, True, True), (("prisoner_counts",), True, False)])
def test_what_is_read_back_is_what_was_written(
    tmp_path: Path, extractor: Extractor, monkeypatch: pytest.MonkeyPatch, kinds: tuple[str, ...], explain: bool, text: bool
) -> None:
    monkeypatch.setattr(parquet_writer, "ROWS", 2)
    records = [record.to_dict(kinds, explain=explain, text=text) for record in extractor.pipe(TEXTS)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    lines_to_parquet(tmp_path / "a.jsonl", tmp_path / "a.parquet", kinds, explain=explain, text=text)
    assert parquet.read_table(tmp_path / "a.parquet").to_pylist() == records
    assert parquet.ParquetFile(tmp_path / "a.parquet").num_row_groups == 2
    assert not (tmp_path / "a.parquet.unfinished").exists()


def test_no_records_make_a_table_with_all_columns(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    lines_to_parquet(tmp_path / "a.jsonl", tmp_path / "a.parquet")
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table.num_rows == 0
    assert table.schema.equals(make_schema())
    assert str(table.schema.field("prisoner_counts").type).startswith("list<element: struct<start: int64, end: int64, text: string, value")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ExtraError, match=r"pip install 'custody-extract\[parquet\]'"):
        make_schema()
