"""Cues: rules on the words just before and after a name that speak for or against a person.

A cue's `before` and `after` are patterns over words, read in the order of the text. One element is one word:

| element | matches |
|---|---|
| `according` | that word, folded |
| `<titles>` | a word of that lexicon |
| `of|<kin>` | any of several |
| `Aa`, `Aa:<kin>`, `aa:<kin>` | a capitalised word; one of the lexicon; one of the lexicon without a capital |
| `#`, `##` | a number; a number of two digits at most |
| `*` | any word but a full stop |
| `^` | no word: the border of the sentence |
| `!of` | no word: the next is not that one |

A final `?` makes an element optional. The cues lie in `models/en/people/cues.toml`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.finding.people.words import Word

Matcher = Callable[[Word], bool]
Span = tuple[int, int]
_REMEMBERED = 20_000
"""Words whose cues are remembered; then they are forgotten, so that a long run needs no more memory."""


@dataclass(frozen=True)
class Cue:
    """One rule; `weight` is added to a name's evidence, `example` and `counter` show the name in [brackets]."""

    id: str
    weight: float
    example: str
    counter: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class CueMatcher:
    """Cues made ready to match; `lexicon` gives the folded words of a lexicon by its name."""

    def __init__(self, cues: Sequence[Cue], lexicon: Callable[[str], frozenset[str]]) -> None:
        self._cues = [(cue, _compile(cue.before, lexicon)[::-1], _compile(cue.after, lexicon)) for cue in cues]
        self._before = _Possible([before for _, before, _ in self._cues])
        self._after = _Possible([after for _, _, after in self._cues])

    def match(self, words: Sequence[Word], span: Span) -> list[tuple[Cue, list[Word]]]:
        """The cues that hold around the words `span` (first, last + 1), each with the words it used."""
        found = []
        possible = self._before.beside(words[span[0] - 1] if span[0] > 0 else None)
        possible &= self._after.beside(words[span[1]] if span[1] < len(words) else None)
        while possible:
            lowest = possible & -possible
            possible ^= lowest
            cue, before, after = self._cues[lowest.bit_length() - 1]
            used: list[Word] = []
            if before:
                left = _walk(words, span[0] - 1, -1, before, 0)
                if left is None:
                    continue
                used += left[::-1]
            if after:
                right = _walk(words, span[1], 1, after, 0)
                if right is None:
                    continue
                used += right
            found.append((cue, used))
        return found


@dataclass(frozen=True)
class _Element:
    matches: Matcher | None  # None: a boundary
    optional: bool
    absent: bool = False  # the word must not be there; it is not used up


class _Possible:
    """Which patterns a word beside a span leaves possible, as bits: spares most walks."""

    def __init__(self, patterns: Sequence[Sequence[_Element]]) -> None:
        self._patterns = patterns
        self._known: dict[str | None, int] = {}

    def beside(self, word: Word | None) -> int:
        """The bits of the patterns, read away from the span, that may hold with `word` beside it; how it is written decides that alone."""
        key = None if word is None else word.text
        bits = self._known.get(key)
        if bits is None:
            if len(self._known) >= _REMEMBERED:
                self._known = {}
            bits = self._known[key] = sum(1 << i for i, pattern in enumerate(self._patterns) if _may_match(pattern, word))
        return bits


def _may_match(pattern: Sequence[_Element], word: Word | None) -> bool:
    for element in pattern:
        if element.matches is None:  # a border, which is no word's
            return True
        if element.absent:
            continue
        if word is not None and element.matches(word):
            return True
        if not element.optional:
            return False
    return True


def _compile(pattern: tuple[str, ...], lexicon: Callable[[str], frozenset[str]]) -> tuple[_Element, ...]:
    elements = []
    for item in pattern:
        optional = item.endswith("?") and len(item) > 1
        item = item.removesuffix("?") if optional else item
        absent = item.startswith("!") and len(item) > 1
        elements.append(_Element(None if item == "^" else _matcher(item.removeprefix("!") if absent else item, lexicon), optional, absent))
    return tuple(elements)


def _matcher(item: str, lexicon: Callable[[str], frozenset[str]]) -> Matcher:
    if item == "*":
        return lambda word: word.low != "."
    if item == "#":
        return lambda word: word.text.isdigit()
    if item == "##":
        return lambda word: word.text.isdigit() and len(word.text) <= 2
    if item == "Aa":
        return lambda word: word.is_name
    if item.startswith(("Aa:", "aa:")):
        capital, listed = item.startswith("A"), _matcher(item[3:], lexicon)
        return lambda word: word.is_name == capital and listed(word)
    known: frozenset[str] = frozenset()
    for part in item.split("|") if item != "|" else ["|"]:
        known |= lexicon(part[1:-1]) if part.startswith("<") else frozenset([part])
    return lambda word: word.low in known


def _walk(words: Sequence[Word], at: int, step: int, pattern: Sequence[_Element], position: int) -> list[Word] | None:
    """The words that the rest of the pattern matches from `at` on within one sentence, or None."""
    if position == len(pattern):
        return []
    element = pattern[position]
    inside = 0 <= at < len(words) and words[at].sentence == words[at - step].sentence if 0 <= at - step < len(words) else False
    if element.absent:
        blocked = inside and element.matches is not None and element.matches(words[at])
        return None if blocked else _walk(words, at, step, pattern, position + 1)
    if element.matches is None:
        rest = None if inside else _walk(words, at, step, pattern, position + 1)
    elif inside and element.matches(words[at]):
        rest = _walk(words, at + step, step, pattern, position + 1)
        rest = None if rest is None else [words[at], *rest]
    else:
        rest = None
    if rest is None and element.optional:
        return _walk(words, at, step, pattern, position + 1)
    return rest
