"""spaCy is imported without its command line, and loses nothing by it."""

import subprocess
import sys

import pytest


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_the_command_line_of_spacy_is_not_imported_and_works_when_asked_for() -> None:
    assert run(
        "from extract import Extractor; import sys; print('spacy' in sys.modules, 'spacy.cli' in sys.modules, 'requests' in sys.modules)"
    ) == ("True False False")
    assert run("from extract import Extractor; import spacy, spacy.cli; print(spacy.cli.download.__module__)") == "spacy.cli.download"
    assert (
        run("from extract import Extractor; import spacy; print(spacy.info(silent=True)['spacy_version'] == spacy.__version__)") == "True"
    )


def test_alone_in_a_process_pydantics_old_interface_is_left_out_and_works_when_asked_for() -> None:
    alone = "from extract.finding.importing import import_spacy; import_spacy(alone=True); import sys; "
    assert run(alone + "print('spacy' in sys.modules, 'pydantic.v1' in sys.modules)") == "True False"
    assert run(alone + "import pydantic.v1; print(pydantic.v1.BaseModel.__name__)") == "BaseModel"
    assert run(alone + "import pydantic; print(pydantic.BaseModel.model_config, pydantic.create_model('M', a=(int, 1))().a)") == "{} 1"
    code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('sentencizer'); print(len(list(nlp('One. Two.').sents)))"
    assert run(alone + code) == "2"


@pytest.mark.parametrize("first", ["import spacy, spacy.cli", "import spacy.cli"])
def test_what_was_imported_before_stays(first: str) -> None:
    assert run(f"{first}; cli = spacy.cli; from extract import Extractor; print(spacy.cli is cli, hasattr(cli, 'download'))") == "True True"


def test_where_it_fails_the_plain_import_is_taken() -> None:
    code = """
import importlib.util, sys
source = importlib.util.find_spec("extract").submodule_search_locations[0] + "/finding/importing.py"
text = open(source).read().replace('found["spacy.cli.info"].info = _info', 'found["spacy.cli.info"].other = _info')
exec(compile(text, source, "exec"), scope := {})
scope["import_spacy"]()
import spacy
print("spacy.cli" in sys.modules, spacy.cli.download.__module__, len(spacy.blank("en")("One two.")))
"""
    assert run(code) == "True spacy.cli.download 3"


@pytest.mark.parametrize("alone", [True, False])
def test_where_the_first_import_fails_nothing_of_ours_stays(alone: bool) -> None:
    code = f"""
import importlib, sys
from extract.finding import importing
plain, calls = importlib.import_module, []
def failing(name, *rest):
    calls.append(name)
    if len(calls) == 1:
        raise ImportError("not with this version")
    return plain(name, *rest)
importing.importlib = type(sys)("importlib")
importing.importlib.import_module = failing
importing.import_spacy(alone={alone})
import pydantic, pydantic.v1, spacy.cli
print(calls, spacy.cli.download.__module__, pydantic.BaseModel.model_config, len(spacy.blank("en")("One two.")))
"""
    assert run(code) == "['spacy', 'spacy'] spacy.cli.download {} 3"
