"""Makes the lexicons of names that are also words or people's names, from openly licensed text and Faker's locales.

    pip install faker
    python models/en/places/build/make_lexicons.py NAMES_TRAIN.jsonl     # one object a line with "text"

Writes `common_words.txt`, `given_names.txt` and `family_names.txt` beside the gazetteer; only entries that a town shares its name with.
The gazetteer is built afterwards. The lists are read and mended by hand: this script makes their first draft.
"""

import json
import re
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[3] / "src"))

from extract.finding.places.gazetteer import fold  # noqa: E402


def words(path: Path) -> set[str]:
    """Words that stand in lower case at least twice and more often so than with a capital."""
    low: Counter[str] = Counter()
    high: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        for word in re.findall(r"[^\W\d_]+", json.loads(line)["text"]):
            (low if word.islower() else high)[word.casefold()] += 1
    return {w for w, n in low.items() if n >= 2 and n * 2 > high[w] and len(w) > 1}


def people() -> tuple[set[str], set[str]]:
    """Given and family names in Latin script of every locale of Faker."""
    import faker.providers.person as person

    given: set[str] = set()
    family: set[str] = set()
    for module in iter_modules(person.__path__):
        provider = import_module(f"faker.providers.person.{module.name}").Provider
        for attribute, into in (("first_names", given), ("first_names_male", given), ("first_names_female", given), ("last_names", family)):
            names = vars(provider).get(attribute, ())
            if isinstance(names, property):
                continue
            into.update(n for n in names if isinstance(n, str) and n.translate({ord("-"): ""}).isalpha())
    return given, family


def main() -> None:
    import sqlite3

    base = sqlite3.connect(HERE.parent / "gazetteer.sqlite")
    towns = {key for (key,) in base.execute("SELECT DISTINCT key FROM name")}
    given, family = people()
    for name, entries, what in (
        ("common_words.txt", words(Path(sys.argv[1])), "Names of towns that are also words in English text"),
        ("given_names.txt", given, "Names of towns that are also given names (Faker's locales, MIT)"),
        ("family_names.txt", family, "Names of towns that are also family names (Faker's locales, MIT)"),
    ):
        keys = sorted({fold(e) for e in entries} & towns)
        (HERE.parent / name).write_text(f"# {what}.\n" + "\n".join(keys) + "\n", encoding="utf-8")
        print(name, len(keys))


if __name__ == "__main__":
    main()
