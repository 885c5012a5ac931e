"""What importing costs, and what the package offers."""

import json
import subprocess
import sys

import pytest

import extract

HEAVY = ("spacy", "thinc", "trafilatura", "pydantic", "charset_normalizer")


def loaded_by(statement: str) -> set[str]:
    code = f"import sys, json; {statement}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("module", ["extract", "extract.cli", "extract.records", "extract.reading.sources", "extract.finding.model"])
def test_importing_is_light(module: str) -> None:
    assert not loaded_by(f"import {module}") & set(HEAVY)


def test_the_command_line_does_not_import_spacy() -> None:
    assert "spacy" not in loaded_by("import extract.cli.main, extract.cli.records, extract.cli.schema, extract.cli.model")


def test_reading_plain_text_does_not_import_the_html_reader() -> None:
    assert not loaded_by("from extract.reading.sources import read_sources; list(read_sources([sys.executable + '-missing.txt']))") & {
        "trafilatura"
    }


@pytest.mark.parametrize("name", [name for name in extract.__all__ if name != "__version__"])
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(extract, name).__name__ == name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        extract.nonsense  # noqa: B018


def test_pure_modules_know_nothing_of_spacy() -> None:
    finders = "extract.finding.people.finder, extract.finding.places.finder, extract.finding.dates.finder, extract.finding.prisoners.finder"
    assert "spacy" not in loaded_by(f"import {finders}")
