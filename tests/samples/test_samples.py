"""The samples give the records under `expected/`, byte for byte, and those keep the contract.

What a careful reader finds in them stands in gold.jsonl; the quality gate compares the two. After a change that is meant to
alter the output, write the new records with `python tests/samples/test_samples.py` and read the difference entry by entry.
"""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extract import Article, Extractor
from extract.reading.sources import read_sources
from extract.records import json_schema

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "samples"
NAMES = sorted(path.name for path in SAMPLES.iterdir())


def records(name: str, extractor: Extractor) -> str:
    """The records of a sample as the command prints them, indented and with its text, one after the other."""
    articles = [article for article in read_sources([str(SAMPLES / name)]) if isinstance(article, Article)]
    found = [record.to_dict(text=True) for record in extractor.pipe(articles)]
    for record in found:
        record["source"] = record["source"].replace(f"{SAMPLES}/", "samples/")
    return "".join(json.dumps(record, ensure_ascii=False, indent=1) + "\n" for record in found)


def expected(name: str) -> Path:
    return HERE / "expected" / f"{name}.json"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_its_expected_records(name: str, extractor: Extractor) -> None:
    assert records(name, extractor) == expected(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_expected_records_keep_the_contract(name: str) -> None:
    validator = Draft202012Validator(json_schema())
    decoder = json.JSONDecoder()
    rest = expected(name).read_text(encoding="utf-8")
    while rest := rest.lstrip():
        record, end = decoder.raw_decode(rest)
        rest = rest[end:]
        validator.validate(record)
        spans = [m for entry in (*record["people"], *record["places"]) for m in entry["mentions"]]
        spans += [*record["dates"], *record["prisoner_counts"]]
        assert spans
        for span in spans:
            assert record["text"][span["start"] : span["end"]] == span["text"]
        for count in record["prisoner_counts"]:
            assert count["sentence"] in record["text"]


def test_every_sample_has_gold_and_expected_records() -> None:
    assert {path.name for path in (HERE / "expected").iterdir()} == {f"{name}.json" for name in NAMES}
    gold = [json.loads(line) for line in (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {Path(g["file"]).name for g in gold if "file" in g} | {"wire.jsonl"} == set(NAMES)


if __name__ == "__main__":
    shared = Extractor()
    for sample in NAMES:
        expected(sample).write_text(records(sample, shared), encoding="utf-8")
