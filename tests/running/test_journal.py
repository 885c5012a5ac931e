"""The journal by itself: what it keeps, what it cuts off, what it refuses."""

from contextlib import closing
from pathlib import Path

import pytest

from extract.errors import InputError, ResumeError
from extract.reading.article import Article
from extract.running.journal import GrowingFile, Journal, fingerprint

ONE, TWO = Article("one", id="1", source="a.txt"), Article("two", id="2", source="b.txt")


def test_a_run_that_was_cut_off_goes_on_behind_its_last_whole_line(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    journal = Journal(output, None, "s", resume=False)
    output.write_bytes(b"one\ntw")
    journal.add(ONE, True, (4, 0))
    journal.close()
    with (tmp_path / "out.jsonl.progress").open("ab") as file:
        file.write(b'["cut of')
    again = Journal(output, None, "s", resume=True)
    assert (again.lengths, again.done, again.failed) == ((4, 0), 1, 0)
    assert again.is_done(ONE)
    assert not again.is_done(ONE)  # a second article like it is another one
    assert not again.is_done(TWO)
    with closing(GrowingFile(output, again.lengths[0])) as file:
        file.add(b"two\n")
    again.add(TWO, True, (8, 0))
    again.remove()
    again.close()
    assert output.read_bytes() == b"one\ntwo\n"
    assert not (tmp_path / "out.jsonl.progress").exists()


def test_failures_are_kept_as_well(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "o", None, "s", resume=False)
    journal.add(InputError("x", "is a PDF"), False, (0, 9))
    journal.close()
    again = Journal(tmp_path / "o", None, "s", resume=True)
    assert (again.done, again.failed, again.lengths) == (0, 1, (0, 9))
    assert again.is_done(InputError("x", "is a PDF"))


def test_other_options_are_refused(tmp_path: Path) -> None:
    Journal(tmp_path / "o", None, "s", resume=False).close()
    with pytest.raises(ResumeError, match="other options"):
        Journal(tmp_path / "o", None, "t", resume=True)


def test_a_finished_run_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "o").write_bytes(b"all there\n")
    with pytest.raises(ResumeError, match="no run was cut off"):
        Journal(tmp_path / "o", None, "s", resume=True)


def test_a_run_that_never_began_begins(tmp_path: Path) -> None:
    assert Journal(tmp_path / "o", None, "s", resume=True).lengths == (0, 0)


@pytest.mark.parametrize(
    "other", [Article("one", id="2", source="a.txt"), Article("onf", id="1", source="a.txt"), InputError("a.txt", "one")]
)
def test_fingerprints_tell_inputs_apart(other: Article | InputError) -> None:
    assert fingerprint(ONE) != fingerprint(other)
