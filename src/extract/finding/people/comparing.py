"""When two written names are one person's: parts, initials, spelling variants.

The comparison of spellings is conservative: it undoes only what transliteration and typing habits do ("Zelensky", "Zelenskyy";
"Aleksandr", "Alexander"), and never joins a feminine form with its masculine one ("Petrov", "Petrova").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.finding.people.lexicons import Lexicons
from extract.finding.people.words import Word

_ATTACHED = re.compile(r"^(?:al|el|an|ar|as|at|ad|az|ul|ud|d|l|dell)['-](?=..)")
_RESPELLINGS = (
    *(("kh", "h"), ("gh", "g"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ck", "k"), ("ks", "x"), ("tch", "ch"), ("dj", "j")),
    *(("dzh", "j"), ("zh", "j"), ("q", "k"), ("w", "v"), ("ij", "i"), ("yi", "i"), ("yy", "i"), ("iy", "i"), ("ii", "i")),
    *(("y", "i"), ("ie", "e"), ("ia", "a"), ("iu", "u"), ("io", "o")),
)
"""Letters that romanisations of one name disagree on; applied in order."""


@lru_cache(maxsize=16384)
def base(low: str) -> str:
    """A folded word without an article or particle attached to it: "assad" for "al-assad"."""
    return _ATTACHED.sub("", low)


@lru_cache(maxsize=16384)
def skeleton(low: str) -> str:
    """A folded word spelt so that the usual variants of one name agree: "zelenski" for "zelenskyy"."""
    plain = re.sub(r"[^a-z]", "", base(low)) or low
    for written, plainer in _RESPELLINGS:
        plain = plain.replace(written, plainer)
    return re.sub(r"(.)\1+", r"\1", plain)


@lru_cache(maxsize=16384)
def _consonants(low: str) -> str:
    return re.sub(r"(?<=.)[aeiou]", "", skeleton(low))


def same_family_name(one: str, other: str) -> bool:
    """Whether two folded family names are spellings of one."""
    return one == other or base(one) == base(other) or (len(one) > 4 and skeleton(one) == skeleton(other))


def same_given_name(one: str, other: str) -> bool:
    """Whether two folded given names can be one person's: equal, an initial and its name, a short form, a spelling variant."""
    if one == other:
        return True
    if one.endswith(".") or other.endswith(".") or len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one)):
        return one[-1] not in "aeio" and other[-1] not in "aeio"  # "Alex", "Alexander"; but "Jan", "Jana"
    return len(_consonants(one)) >= 3 and _consonants(one) == _consonants(other) and skeleton(one)[-1] == skeleton(other)[-1]


@dataclass(frozen=True, slots=True)
class Name:
    """A written name in parts, all folded; `core` leaves out particles and suffixes, `family` is the index of the family name in it."""

    core: tuple[str, ...]
    family: int

    @classmethod
    def of(cls, words: Sequence[Word], lexicons: Lexicons) -> "Name":
        """The parts of the name that `words` write; what quotation marks enclose is a nickname and left out where more remains."""
        plain = [w for w in words if w.kind != "mark" and w.low not in lexicons.suffixes]
        core = tuple(w.low for w in plain if w.low not in lexicons.particles or w.kind not in ("lower", "name")) or tuple(
            w.low for w in plain
        )
        # where the first word is no given name and can only be the family name, it is: "Xi Jinping", "Kim Jong-un"
        first = len(core) in (2, 3) and core[0] in lexicons.surname_first and core[-1] not in lexicons.surname_first
        surname_first = first and ("-" in core[-1] or not (core[0] in lexicons.given_names or core[-1] in lexicons.family_names))
        return cls(core, 0 if surname_first else len(core) - 1)

    @property
    def given(self) -> tuple[str, ...]:
        """The core without the family name."""
        return self.core[: self.family] + self.core[self.family + 1 :]

    def family_parts(self, lexicons: Lexicons) -> tuple[str, ...]:
        """The words that can stand for the person as family names: the last, and of two family names the first ("Okoth Keller")."""
        family = self.core[self.family]
        if len(self.core) < 3:
            return (family,)
        second = self.core[-2]
        doubled = second in lexicons.family_names or (self.core[0] in lexicons.given_names and second not in lexicons.given_names)
        return (family, second) if doubled else (family,)

    def is_same(self, other: "Name") -> bool:
        """Whether both, of two words or more, can be names of one person."""
        if self.core == other.core or "".join(self.core).replace("-", "") == "".join(other.core).replace("-", ""):
            return True
        if len(self.core) < 2 or len(other.core) < 2:
            return False
        shorter, longer = sorted((self.core, other.core), key=len)
        if len(shorter) < len(longer) and longer[-len(shorter) :] == shorter:
            return True  # "Aung San Suu Kyi" and "Suu Kyi"
        if same_family_name(self.core[self.family], other.core[other.family]):
            mine, theirs = self.given, other.given
            if not same_given_name(mine[0], theirs[0]):
                return False
            return len(mine) == 1 or len(theirs) == 1 or same_given_name(mine[1], theirs[1])
        # "Claudia Sheinbaum Pardo" and "Claudia Sheinbaum"
        return len(shorter) < len(longer) and longer[: len(shorter)] == shorter
