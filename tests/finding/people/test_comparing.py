import pytest

from extract.finding.people.comparing import Name, same_family_name, same_given_name
from extract.finding.people.words import tokenise


def name(text, lexicons):
    return Name.of(tokenise(text, [(0, len(text))], lexicons.abbreviations, lexicons.hyphen_parts), lexicons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Keller", "Ada M. Keller"),
        ("Donald Keller", "Donald J. Keller"),
        ("A. Keller", "Ada Keller"),
        ("Aleksandr Lukin", "Alexander Lukin"),
        ("Muhammad Said", "Mohammed Said"),
        ("Ihor Zelenskyy", "Ihor Zelensky"),
        ("Kim Jong-chol", "Kim Jong Chol"),
        ("Rosa Quintero", "Rosa Quintero Diaz"),
        ("Khin Khin Kyaw", "Khin Kyaw"),
        ("Alex Brandt", "Alexander Brandt"),
    ],
)
def test_one_person(one, other, lexicons):
    assert name(one, lexicons).is_same(name(other, lexicons))
    assert name(other, lexicons).is_same(name(one, lexicons))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siarhei Tarasau", "Sviatlana Tarasava"),
        ("Ivan Petrov", "Ivana Petrova"),
        ("Ada Keller", "Jo Keller"),
        ("Maria Gomez", "Mario Gomez"),
        ("Jan Novak", "Jana Novak"),
        ("George W. Hall", "George H. Hall"),
        ("Kim Jong-chol", "Kim Yo-mi"),
        ("Ada Keller", "Ada Brandt"),
    ],
)
def test_two_people(one, other, lexicons):
    assert not name(one, lexicons).is_same(name(other, lexicons))


def test_family_name_of_cultures_that_write_it_first(lexicons):
    assert name("Xi Jinping", lexicons).family == 0
    assert name("Kim Jong-chol", lexicons).family == 0
    assert name("Ada Keller", lexicons).family == 1


def test_particles_and_suffixes_are_no_core(lexicons):
    assert name("Jan van der Molen Jr.", lexicons).core == ("jan", "molen")


@pytest.mark.parametrize(("one", "other"), [("zelensky", "zelenskiy"), ("al-hamdan", "hamdan"), ("qasimi", "kasimi")])
def test_family_name_spellings(one, other):
    assert same_family_name(one, other)


def test_feminine_family_name_is_another():
    assert not same_family_name("petrov", "petrova")
    assert not same_given_name("jan", "jana")
