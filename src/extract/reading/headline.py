"""The headline of a plain text: the line that opens it, where there clearly is one.

What stands above the first paragraph of a copied article is its head: the site's name, the section, the headline, often
twice, a subheading, the byline, the date, a caption. The headline is the line in it that is repeated, else the first that
is as long as a headline and nothing else. A text that starts with its first sentence has no head and so no headline.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.reading.days import find_day

_LOOKED_AT = 20_000
"""Code points from the start of the text; the head of an article ends long before."""
_MOST_LINES = 15
_WRAPPED_WIDTH = 45
"""A line of so many code points that goes on in lower case in the next was broken at a fixed width; in wrapped text a third do."""
_FEWEST_WORDS, _MOST_WORDS = 4, 30
_SHORT = re.compile(r"\S+(?: \S+)? [^\W\d_A-Z]\S{3,}(?: \S+)?")
"""With a word in lower case three words can be a headline, "Floods close prison"; names of sites and sections have capitals."""
_SENTENCE_WORDS = 8
"""A paragraph of as many words that ends with a full stop is the article's body."""

_BULLET = re.compile(r"(?:[-*•–·▪◦‣]|\d{1,2}[.)])\s+\S")
_WORD = re.compile(r"[^\W\d_]+")
_RULE = re.compile(r"[\W_]+")
_STOPPED = re.compile(r"""(?<!\.)\.['"”’»)\]]*$""")
_INITIALS = re.compile(r"(?:\b[A-Z]\.)+$")
_CREDIT = re.compile(r"\s*\([^()]{1,120}\)\s*$")
_SENTENCES = re.compile(r"""\b[^\W\d_]{4,}[.]['"”’»)]*\s+['"“‘«(]?[A-Z]""")
_DATELINE = re.compile(r"[^\W\d_a-z][^\n]{1,60}\([A-Z][^()\n]{1,29}\)\s*[-–—]+\s+\S")
_BYLINE = re.compile(
    r"(?i:(?:words|written|reported|reporting|story|edited|photos?|pictures?)\s+)?(?i:by)[ :]\s*"
    r"[A-Z][\w.’'-]*(?:,? (?:and |de |van |von |al-|in )?[A-Z][\w.’'-]*)*$"
)
_LABEL = re.compile(
    r"(?i)(?:photo|image|picture|credit|source|video|file|caption|tags?|topics?|by)\b.{0,30}?[:/©]"
    r"|(?:last )?(?:published|posted|updated|modified)\b.{0,30}?[:/]"
    r"|©|copyright\b|\d+\s*-?\s*min(?:ute)?s?\b|(?:for immediate release|press release|breaking news|news release)\W*$"
    r"|(?:share|subscribe|sign up|log ?in|listen|read more|read next|skip to|follow us|click|advert|menu|print this|add us|download)\b"
)
_CRUMB = re.compile(r"\s*[>»›|/•·]\s*")
_MARKDOWN = re.compile(r"#{1,6}\s+|\*\*(?=\S)|__(?=\S)")
_URL = re.compile(r"(?i)(?:https?://|www\.)\S+$|\S+@\S+\.\w+$")


def headline(text: str) -> str | None:
    """The headline line that opens `text`, trimmed and without Markdown's marks, or None where there is none clearly."""
    head: list[str] = []
    marked: list[str] = []
    for line in _paragraphs(text[:_LOOKED_AT]):
        if _is_body(line):
            return _choose(head, marked)
        bare = _MARKDOWN.sub("", line, count=1).rstrip("#* _").strip()
        if line.startswith("# "):
            marked.append(bare)
        head.append(bare)
        if len(head) > _MOST_LINES:
            break
    return None


def _choose(head: list[str], marked: list[str]) -> str | None:
    lines = [line for line in head if _can_be_headline(line)]
    for line in lines:
        if line in marked or (lines.count(line) > 1 and len(line.split()) > 1):
            return line
    long = (line for line in lines if len(line.split()) >= _FEWEST_WORDS)
    short = (line for line in reversed(lines) if len(line.split()) == _FEWEST_WORDS - 1 and _SHORT.fullmatch(line))
    return next(long, None) or next(short, None)


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of `text`, trimmed: its lines, or its blocks between blank lines where a line runs on in the next."""
    for block in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        going_on = sum(len(line) >= _WRAPPED_WIDTH and after[0].islower() for line, after in pairwise(lines))
        if going_on and 3 * going_on >= len(lines) - 1:
            yield " ".join(lines)
        else:
            yield from lines


def _is_body(line: str) -> bool:
    words = len(line.split())
    if words > _MOST_WORDS or _BULLET.match(line) or _DATELINE.match(line):
        return True
    bare = _CREDIT.sub("", line)
    return words >= _SENTENCE_WORDS and bool(_STOPPED.search(bare)) and not _INITIALS.search(bare)


def _can_be_headline(line: str) -> bool:
    letters = re.search(r"\w", line)
    if letters is None or letters[0].islower() or _RULE.fullmatch(line) or len(line.split()) > _MOST_WORDS:
        return False
    if line.endswith((":", ";", ",")) or _CREDIT.search(line) or (_STOPPED.search(line) and not _INITIALS.search(line)):
        return False
    if _BYLINE.match(line) or _LABEL.match(line) or _URL.match(line) or _SENTENCES.search(line):
        return False
    return not _is_trail(line) and not _is_date(line)


def _is_trail(line: str) -> bool:
    """Whether the line is a trail of sections, such as "Home > World > Europe"."""
    parts = _CRUMB.split(line)
    return len(parts) > 1 and all(len(part.split()) < _FEWEST_WORDS for part in parts)


def _is_date(line: str) -> bool:
    """Whether the line is little more than a date: "Friday, 12 December 2025, 10:15 GMT"."""
    found = find_day(line)
    if found is None:
        return False
    start, end, _ = found
    return len(_WORD.findall(line[:start] + line[end:])) < _FEWEST_WORDS
