import pytest

from extract.finding.people.words import fold, sentence_styles, tokenise

ABBREVIATIONS = frozenset({"gen", "mr"})
HYPHENS = frozenset({"-era", "pro-"})


def pieces(text):
    return [w.text for w in tokenise(text, [(0, len(text))], ABBREVIATIONS, HYPHENS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Keller’s aide", ["Keller", "’s", "aide"]),
        ("KELLER'S", ["KELLER", "'S"]),
        ("Keller 's aide", ["Keller", "'s", "aide"]),
        ("Keller-era", ["Keller", "-", "era"]),
        ("pro-Keller", ["pro", "-", "Keller"]),
        ("Jean-Luc O’Dowd", ["Jean-Luc", "O’Dowd"]),
        ("Gen. Ada M. Keller.", ["Gen.", "Ada", "M.", "Keller", "."]),
        ("J.K. Stein, U.S.", ["J.K.", "Stein", ",", "U.S."]),
        ("F-16 and 1,200", ["F-16", "and", "1", ",", "200"]),
    ],
)
def test_pieces(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Keller", "name"),
        ("UN", "caps"),
        ("W.", "initial"),
        ("J.K.", "initial"),
        ("al-Hamdan", "name"),
        ("d’Arc", "name"),
        ("left", "lower"),
    ],
)
def test_kind(word, kind):
    assert tokenise(word, [(0, len(word))], ABBREVIATIONS, HYPHENS)[0].kind == kind


def test_fold_takes_off_accents_case_and_curly_marks():
    assert fold("Łukasz") == "lukasz"
    assert fold("O’DÓWD") == "o'dowd"
    assert fold("Nguyễn") == "nguyen"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("KELLER MEETS BRANDT IN OSLO", "caps"),
        ("Keller Meets Brandt in Oslo as Talks Stall", "title"),
        ("Keller met Brandt in Oslo on Monday.", None),
        ("Ada Keller Met Jo Brandt.", None),
    ],
)
def test_sentence_styles(text, style):
    words = tokenise(text, [(0, len(text))], ABBREVIATIONS, HYPHENS)
    assert sentence_styles(words, {"in", "as", "on"}).get(0) == style
