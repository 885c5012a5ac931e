import json

from extract.records import json_schema

from .conftest import Shell


def test_the_schema_is_that_of_the_record_types(shell: Shell) -> None:
    done = shell("extract schema")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == json_schema()
