"""Numbers in running text, with what their modifiers bind: a pure reader, text in, quantities out.

Reads "1,186", "1 409", "10.000", "1.2 million", "4.3 lakh", "15k", "fourteen", "eighty-four", "eleven hundred", "two dozen",
"half a dozen", "fifteen (15)", ranges ("30 to 40", "between 30 and 40"), and magnitudes ("dozens", "tens of thousands").
The words, the magnitudes and the modifiers are data: `models/en/prisoners/numbers.tsv`, `magnitudes.tsv`, `modifiers.toml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from extract.data import model_file, read_rules, read_table
from extract.records import CountModifier

_DIGITS = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?P<sep>[,’'\u00a0\u2009\u202f ])\d{3}(?:(?P=sep)\d{3})*(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+(?:\.\d+)?)(?!\d)"
)
_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+$")
_WORD = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"\s+and\s+|[\s-]", re.IGNORECASE)
_REPEATED = re.compile(r"\s?\(\s?(\d[\d,]*)\s?\)|\s(\d{1,3})(?=\s[a-z])")
_ORDINAL = re.compile(r"-(?:\w+th|first|second|third)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s?[-–—]\s?|\s+(?:to|or|and)\s+", re.IGNORECASE)
_SPACE_AFTER = re.compile(r"[\s-]*")
_MOST_DIGITS = 20
_LOOK_BACK = 48
"""Characters before a number in which its modifiers are sought: longer than any run of two that is in use."""


@dataclass(frozen=True, slots=True)
class Modifier:
    """A rule of modifiers.toml: `words` that stand before or after a number, and what they mean.

    Behind one of `particle_of` the words belong to that verb: "handed over 12".
    """

    id: str
    means: CountModifier
    position: Literal["before", "after"]
    words: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    particle_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or magnitude in the text.

    `start`, `end` hold it with its modifiers, `number_start`, `number_end` without; offsets in code points.
    `value` is None for ranges and magnitudes; `minimum` and `maximum` are inclusive, None where the words leave them open.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: int | None
    modifier: CountModifier
    minimum: int | None
    maximum: int | None
    words: bool = False
    """Whether the number is written in words."""


def bounds(value: int, modifier: CountModifier) -> tuple[int | None, int | None]:
    """The least and the greatest number that `modifier` and `value` leave open, by the output contract."""
    match modifier:
        case "exact":
            return value, value
        case "at_least":
            return value, None
        case "more_than":
            return value + 1, None
        case "at_most":
            return None, value
        case "less_than":
            return None, value - 1
        case _:
            return None, None


class NumberReader:
    """Finds the quantities in a text by the number words, magnitudes and modifiers of a folder of data."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or model_file("prisoners")
        self._words: dict[str, tuple[int, str]] = {word: (int(value), kind) for word, value, kind in read_table(folder / "numbers.tsv", 3)}
        self._openers = {"a", "an", "half"} | {word for word, (_, kind) in self._words.items() if kind in ("unit", "tens")}
        self._magnitudes = {words: int(least) for words, least in read_table(folder / "magnitudes.tsv", 2)}
        self._magnitude = re.compile(rf"(?<![\w-]){_any_of(self._magnitudes)}(?![\w-])", re.IGNORECASE)
        modifiers = read_rules(folder / "modifiers.toml", "modifier", Modifier)
        self._before_means = {w.casefold(): m.means for m in modifiers if m.position == "before" for w in m.words}
        self._after_means = {w.casefold(): m.means for m in modifiers if m.position == "after" for w in m.words}
        self._verbs = {
            w.casefold(): re.compile(rf"\b{_any_of(m.particle_of)}\s+$", re.IGNORECASE) for m in modifiers for w in m.words if m.particle_of
        }
        self._before = re.compile(rf"(?<![\w-])({_any_of(self._before_means)})\s+(?:the\s+|its\s+|their\s+|his\s+)?$", re.IGNORECASE)
        self._after = re.compile(rf"(\s?)({_any_of(self._after_means)})(?!\w)", re.IGNORECASE)

    def find(self, text: str) -> list[Quantity]:
        """Every quantity in `text`, in order, none overlapping another."""
        found: list[Quantity] = []
        numbers = sorted([*self._plain_numbers(text), *self._vague(text)], key=lambda q: (q.start, -q.end))
        for number in numbers:
            if found and number.start < found[-1].end:
                if number.end <= found[-1].end or found[-1].value is None:
                    continue
                found.pop()  # "two hundred" inside "hundreds": cannot be; the longer reading wins
            if found and number.words and found[-1].value == number.value and text[found[-1].end : number.start].strip() == "(":
                end = number.end + 1 if text[number.end : number.end + 1] == ")" else number.end
                found[-1] = replace(found[-1], end=end, number_end=end)  # "84 (eighty-four)"
                continue
            if found and (joined := self._range(text, found[-1], number)):
                found[-1] = joined
            else:
                found.append(number)
        return [self._modified(text, number, found[i - 1].end if i else 0) for i, number in enumerate(found)]

    def _plain_numbers(self, text: str) -> Iterator[Quantity]:
        position = 0
        for match in _DIGITS.finditer(text):
            if number := self._from_digits(text, match):
                yield number
        for match in _WORD.finditer(text):
            if match[0].casefold() in self._openers and match.start() >= position and (number := self._from_words(text, match)):
                position = number.end
                yield number

    def _from_digits(self, text: str, match: re.Match[str]) -> Quantity | None:
        written = match[0]
        end = match.end()
        if len(written) > _MOST_DIGITS:
            return None  # a key, a hash, a phone number
        number = float(re.sub(r"\D" if _GROUPED_BY_DOTS.match(written) else r"[^\d.]", "", written))
        scale = _WORD.match(text, _SPACE_AFTER.match(text, end).end())  # type: ignore[union-attr]
        if scale and scale[0].casefold() in self._words:
            factor, kind = self._words[scale[0].casefold()]
            if kind in ("scale", "hundred", "dozen") or (kind == "suffix" and scale.start() == end):
                number, end = number * factor, scale.end()
        if end < len(text) and (text[end].isalnum() or text[end] == "_"):
            return None  # "7th", "5G", "A4"
        rounded = round(number)
        if abs(number - rounded) > 1e-6 * max(1.0, number) or rounded >= 10**12:
            return None  # "4.5" is a rate, a score, a section: never a number of people
        return _exact(match.start(), end, rounded)

    def _from_words(self, text: str, first: re.Match[str]) -> Quantity | None:
        lower = first[0].casefold()
        start, position, current, half = first.start(), first.end(), 0, False
        if lower in ("a", "an", "half"):
            following = _WORD.match(text, _SPACE_AFTER.match(text, position).end())  # type: ignore[union-attr]
            if lower == "half" and following and following[0].casefold() in ("a", "an"):
                half = True
                following = _WORD.match(text, _SPACE_AFTER.match(text, following.end()).end())  # type: ignore[union-attr]
            if not following or self._words.get(following[0].casefold(), (0, ""))[1] not in ("hundred", "scale", "dozen"):
                return None
            current, word = 1, following
        elif lower in self._words and self._words[lower][1] in ("unit", "tens", "hundred", "scale"):
            word = first
            if self._words[lower][1] in ("hundred", "scale"):
                return None  # "hundred prisoners" without a number before it is the tail of something else
        else:
            return None
        total = 0
        end = start
        last_joint_and = False
        last_kind = ""
        while word:
            factor, kind = self._words.get(word[0].casefold(), (0, ""))
            if kind == "unit" and not (
                current == 0 or (last_kind == "tens" and factor < 10 and not last_joint_and) or last_kind in ("hundred", "scale")
            ):
                break
            if kind == "tens" and not (current == 0 or last_kind in ("hundred", "scale")):
                break
            if kind in ("unit", "tens") and last_joint_and and last_kind not in ("hundred", "scale"):
                break
            if kind in ("unit", "tens"):
                current += factor
            elif kind in ("hundred", "dozen") and 0 < current < 100 and not last_joint_and:
                current *= factor
            elif kind == "scale" and current and not last_joint_and:
                total, current = total + current * factor, 0
            else:
                break
            end, last_kind = word.end(), kind
            joint = _JOINT.match(text, end)
            if not joint or kind == "dozen":
                break
            last_joint_and = "and" in joint[0].casefold()
            word = _WORD.match(text, joint.end())  # type: ignore[assignment]
        value = total + current
        if half:
            value //= 2
        if end == start or value == 0 or _ORDINAL.match(text, end):
            return None
        repeated = _REPEATED.match(text, end)
        if repeated and (repeated[1] or repeated[2]).replace(",", "") == str(value):
            end = repeated.end()
        return replace(_exact(start, end, value), words=True)

    def _vague(self, text: str) -> Iterator[Quantity]:
        for match in self._magnitude.finditer(text):
            least = self._magnitudes[" ".join(match[0].casefold().split())]
            yield Quantity(match.start(), match.end(), match.start(), match.end(), None, "vague", least, None)

    def _range(self, text: str, low: Quantity, high: Quantity) -> Quantity | None:
        if low.value is None or high.value is None or low.value >= high.value:
            return None
        between = text[low.end : high.start]
        if not _RANGE.fullmatch(between):
            return None
        opening = re.search(r"\bbetween\s+$", text[max(0, low.start - 12) : low.start], re.IGNORECASE)
        if "and" in between.casefold():
            if not opening:
                return None  # "seven and 23": two numbers
        elif "or" in between.casefold() and high.value - low.value > max(2, low.value // 2):
            return None
        start = low.start - len(opening[0]) if opening else low.start
        return Quantity(start, high.end, low.start, high.end, None, "between", low.value, high.value)

    def _modified(self, text: str, number: Quantity, floor: int) -> Quantity:
        """`number` with the modifiers around it; none is sought before the offset `floor`."""
        start, means = number.start, number.modifier
        while match := self._before.search(text[max(floor, start - _LOOK_BACK) : start]):
            modifier = " ".join(match[1].casefold().split())
            binding = self._before_means[modifier]
            if modifier in self._verbs and self._verbs[modifier].search(
                text[max(floor, start - 2 * _LOOK_BACK) : max(floor, start - _LOOK_BACK) + match.start()]
            ):
                break
            start = max(floor, start - _LOOK_BACK) + match.start()
            if means == "exact":
                means = binding
        end = number.end
        if means == "exact" and (after := self._after.match(text, number.end)):
            means = self._after_means[" ".join(after[2].casefold().split())]
            end = after.end()
        if number.value is None:
            return replace(number, start=start, end=end)
        minimum, maximum = bounds(number.value, means)
        return replace(number, start=start, end=end, modifier=means, minimum=minimum, maximum=maximum)


def _exact(start: int, end: int, value: int) -> Quantity:
    return Quantity(start, end, start, end, value, "exact", value, value)


def _any_of(words: object) -> str:
    alternatives = sorted(words, key=len, reverse=True)  # type: ignore[call-overload]
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in alternatives) + ")"
