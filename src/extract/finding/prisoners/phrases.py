"""What the phrase around a number looks like: the class of its noun, whether it points back, and the verb behind it."""

from extract.finding.prisoners.groups import Candidate
from extract.finding.prisoners.lexicon import Lexicon
from extract.finding.prisoners.words import Words


def noun_class(candidate: Candidate, lexicon: Lexicon) -> str:
    """The class of the counted noun: officials, bystanders, anybody, a capitalised one (a people), another, or what stands for it."""
    if candidate.head != "person" or candidate.group is None:
        return f"noun={candidate.head}"
    noun = candidate.group.split()[-1]
    if noun.lower() in lexicon.officials:
        return "noun=officials"
    if noun.lower() in lexicon.grammar["anybody"]:
        return "noun=people"
    if noun.lower() in lexicon.bystanders:
        return "noun=bystanders"
    return "noun=Named" if noun[0].isupper() else "noun=other"


def is_definite(words: Words, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether the phrase points to people known before: "the 12", "these three", "all 57"."""
    before = words.lower[max(0, candidate.first - 1) : candidate.first]
    return not lexicon.grammar["pointing"].isdisjoint(before) or words.lower[candidate.first] in ("all", "these", "the")


def verb_behind(words: Words, candidate: Candidate, lexicon: Lexicon) -> str:
    """What verb stands behind the phrase: "be" for one that only helps, "verb", or "no"."""
    for index in range(candidate.last + 1, min(candidate.last + 3, len(words))):
        lower = words.lower[index]
        if any(lower in lexicon.grammar[helping] for helping in ("linking", "have", "modal")):
            return "be"
        if lexicon.is_verb(lower):
            return "verb"
        if not (lower.endswith("ly") or lower in lexicon.grammar["between-auxiliary"]):
            return "no"
    return "no"
