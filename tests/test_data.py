from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from extract.data import model_file, models_path, read_lexicon, read_rules, read_table
from extract.errors import DataError


@dataclass(frozen=True)
class Rule:
    id: str
    words: tuple[str, ...]
    side: Literal["left", "right"] = "left"
    weak: bool = False
    limit: int | None = None


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_rules_become_instances_in_file_order(tmp_path: Path) -> None:
    path = write(tmp_path, '# a\n[[rule]]\nid = "a"\nwords = ["x", "y"]\n\n[[rule]]\nid = "b"\nwords = []\nside = "right"\nlimit = 3\n')
    assert read_rules(path, "rule", Rule) == [Rule("a", ("x", "y")), Rule("b", (), "right", limit=3)]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[[rule]]\nid = "a"\nwords = ["x"]\nwordz = 1\n', 4, "unknown key 'wordz'"),
        ('[[rule]]\nid = "a"\nwords = "x"\n', 3, "a list belongs here"),
        ('[[rule]]\nid = "a"\nwords = [1]\n', 3, "str belongs here"),
        ('[[rule]]\nid = "a"\nwords = []\nside = "up"\n', 4, "'up' is none of left, right"),
        ('[[rule]]\nid = "a"\nwords = []\nweak = 1\n', 4, "bool belongs here"),
        ('\n[[rule]]\nid = "a"\n', 2, "the key 'words' is missing"),
        ('[[rule]]\nid = "a"\nwords = []\n[[rule]]\nid = "a"\nwords = []\n', 4, "taken by line 1"),
        ('[[rule]]\nid = "a"\nwords = [\n', 4, "not TOML"),
        ('[[rule]]\nid = "a"\nwords = []\n[[other]]\nx = 1\n', 4, "unknown table 'other'"),
    ],
)
def test_a_malformed_rule_is_refused_with_file_line_and_reason(tmp_path: Path, text: str, line: int, reason: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(DataError) as caught:
        read_rules(path, "rule", Rule)
    assert caught.value.path == path
    assert caught.value.line == line
    assert reason in str(caught.value)


def test_a_lexicon_keeps_its_order_and_drops_comments(tmp_path: Path) -> None:
    path = write(tmp_path, "# head\nb\na  # note\n\n")
    assert read_lexicon(path) == ("b", "a")


def test_a_repeated_entry_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a\nb\na\n")
    with pytest.raises(DataError, match=r"rules\.toml:3: 'a' stands in line 1 already"):
        read_lexicon(path)


def test_a_table_row_has_its_columns(tmp_path: Path) -> None:
    assert list(read_table(write(tmp_path, "a\t1\nb\t2\n"), 2)) == [("a", "1"), ("b", "2")]
    with pytest.raises(DataError, match=r":2: 1 columns where 2 belong"):
        list(read_table(write(tmp_path, "a\t1\nb\n"), 2))


def test_the_models_folder_is_found() -> None:
    assert model_file("config.cfg") == models_path() / "en" / "config.cfg"
    assert model_file("config.cfg").is_file()
