import pytest

from extract.records import KINDS, Date, Explanation, Mention, Person, Place, PrisonerCount, Record, json_schema

RECORD = Record(
    id="a",
    source="a.txt",
    title=None,
    published="2025-12-12",
    people=(Person("Ann Ray", ("byline",), (Mention(3, 10, "Ann Ray"),), Explanation("byline", (Mention(0, 2, "By"),))),),
    places=(Place("Minsk", "city", "BY", 625144, 53.9, 27.57, (Mention(20, 25, "Minsk"),)),),
    dates=(Date(30, 36, "Friday", "DATE", "2025-12-12", None, "2025-12-12", "2025-12-12"),),
    prisoner_counts=(
        PrisonerCount(40, 46, "12 men", 12, "exact", 12, 12, "men", "released", "asserted", None, None, None, "They freed 12 men."),
    ),
    text="By Ann Ray …",
)


def test_a_record_is_plain_and_in_the_contracts_order() -> None:
    plain = RECORD.to_dict()
    assert list(plain) == ["id", "source", "title", "published", *KINDS]
    assert plain["people"] == [{"name": "Ann Ray", "titles": ["byline"], "mentions": [{"start": 3, "end": 10, "text": "Ann Ray"}]}]
    assert list(plain["prisoner_counts"][0]) == (
        "start end text value modifier minimum maximum group status certainty place date attributed_to sentence".split()
    )


def test_what_is_on_request_comes_on_request() -> None:
    plain = RECORD.to_dict(["people"], explain=True, text=True)
    assert list(plain) == ["id", "source", "title", "published", "people", "text"]
    assert plain["people"][0]["explain"] == {"rule": "byline", "cues": [{"start": 0, "end": 2, "text": "By"}]}


@pytest.mark.parametrize(("explain", "text"), [(False, False), (True, True)])
def test_the_schema_describes_the_output(explain: bool, text: bool) -> None:
    from jsonschema import Draft202012Validator

    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(RECORD.to_dict(explain=explain, text=text))


def test_the_schema_refuses_what_the_contract_does_not_know() -> None:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json_schema())
    plain = RECORD.to_dict()
    assert not validator.is_valid({**plain, "extra": 1})
    assert not validator.is_valid({key: value for key, value in plain.items() if key != "dates"})
    plain["prisoner_counts"][0]["status"] = "vanished"
    assert not validator.is_valid(plain)
