"""Numbers that go together: lists that carry one event over, parts and comparisons, and "150 for 150"."""

from extract.finding.prisoners.groups import Candidate
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.words import Words

_LONGEST = 16
"""The most words between two numbers of one list."""


def is_chained(words: Words, before: Candidate, after: Candidate, lexicon: Lexicon) -> bool:
    """Whether `after` goes on with what is said of `before`, the candidate before it in the sentence."""
    start, end = before.last + 1, after.first
    if end - start > _LONGEST:
        return False
    between = words.lower[start:end]
    following = words.lower[after.last + 1 : after.last + 2]
    if not between or (after.head == "none" and following and lexicon.is_verb(following[0])):
        return False  # "arrested 40 people, and 100 have lost their posts"
    if (between[0] in (":", "(") and len(between) == 1) or (between[-1] == ":" and not (following and lexicon.is_verb(following[0]))):
        return True  # "870 workers: 383 Filipinos and …", "3,106 suspects, the minister said: 1,028 Chinese"
    if between == ["but"] and "not" in words.lower[max(0, before.first - 2) : before.first]:
        return True  # "not 19 but 37 people were detained"
    if between[-3:] == ["as", "well", "as"] or between[-2:] in (["along", "with"], ["together", "with"], ["in", "addition"]):
        return True
    if after.partitive and after.head == "pronoun" and between[0] == "," and len(between) <= 2:
        return True  # "30 men, 12 of them …"
    if between[0] in ",(–—-" and len(between) > 1 and between[1] in lexicon.grammar["including"]:
        return len(between) <= 8
    if between[0] == "including":
        return len(between) <= 6
    if after.head == "none" and (_places_between(words, start, end, lexicon) or _named_between(words, start, end)):
        return True
    if between[-1] == "against" or lexicon.comparing.at(words.lower, max(start, end - 2)):
        return after.head == "none" and len(between) <= 12  # "a dozen fishermen in May, against 64 a year earlier"
    if after.head != "none" and between[-1] == "," and len(between) <= 6:  # "90 detainees on board, 69 women and 21 boys"
        return not any(lexicon.is_verb(word) or (word in lexicon.boundaries and word != ",") for word in between)
    return len(between) <= 5 and all(word in lexicon.grammar["chain"] for word in between)


def is_exchange(words: Words, before: Candidate, after: Candidate) -> int | None:
    """The index of the "for" between two equal numbers, "150 for 150" or "150-for-150"; None where there is none."""
    if after.first - before.last > 4 or before.quantity.value is None or before.quantity.value != after.quantity.value:
        return None
    between = [i for i in range(before.last + 1, after.first) if words.text[i] != "-"]
    return between[0] if len(between) == 1 and words.lower[between[0]] == "for" else None


def _places_between(words: Words, start: int, end: int, lexicon: Lexicon) -> bool:
    """A list by places: "47 from Homs, 16 from Hama and nine from …"."""
    if not 2 < end - start <= 9 or words.lower[end - 1] not in (",", "and") or words.lower[start] not in lexicon.grammar["place-opener"]:
        return False
    return all(not words.text[i][0].islower() or words.lower[i] in lexicon.grammar["place-joint"] for i in range(start, end))


def _named_between(words: Words, start: int, end: int) -> bool:
    """A list by names: "El Alto 21, Cochabamba 15"."""
    if not 2 <= end - start <= 4 or words.text[start] not in (",", ";"):
        return False
    return all(words.text[i][0].isupper() or words.text[i] == "," for i in range(start + 1, end))
