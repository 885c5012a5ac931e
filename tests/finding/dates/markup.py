"""Expected dates written inside a text: "He left on {Friday|DATE 2025-12-12}." """

import re

PUBLISHED = "2025-12-12"
_MARK = re.compile(r"\{([^|{}]*)\|(\w+) (\S+?)(?: (\w+))?\}")


def parse(marked):
    """The plain text, and (start, end, type, value, modifier) of each marked expression."""
    text, expected, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        expected.append((len(text), len(text) + len(mark[1]), mark[2], mark[3], mark[4]))
        text += mark[1]
        at = mark.end()
    return text + marked[at:], expected


def found(finder, text, published=PUBLISHED):
    return [(d.start, d.end, d.type, d.value, d.modifier) for d in finder.find(text, published)]
