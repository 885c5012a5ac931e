import pytest


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Talks resume\n\nFriday, Dec. 12, 2025\n\nThey met again.", "2025-12-12"),
        ("Talks resume\nPublished 3 March 2024\nThey met on 1 May 2023.", "2024-03-03"),
        ("Talks resume\nUpdated: 5 March 2024\nPublished: 3 March 2024\nThey met.", "2024-03-03"),
        ("Talks resume\nBy Ann Ray | 3 March 2024, 14:05 GMT\nThey met.", "2024-03-03"),
        ("MINSK, Belarus, Dec. 12, 2025 (Wire) — They met again.", "2025-12-12"),
        ("GENEVA (12 December 2025) – They met again.", "2025-12-12"),
        (
            "In this photo taken by the press service, two envoys meet in Minsk, Friday, Dec. 12, 2025. (Press Service)\n\nThey met.",
            "2025-12-12",
        ),
        ("The envoys wave in Oslo on May 2, 2024. (Photo: City Hall)\nThey met.", "2024-05-02"),
        ("2024-03-03\nThey met.", "2024-03-03"),
        ("The Harbour Courier\nOdesa, 6 October 2023\n\nTalks resume\n\nThey met.", "2023-10-06"),
        ("Talks resume\n\nRiver Herald, 19 April 2024, 14:35\n\nThey met.", "2024-04-19"),
        ("Talks resume\n\nKOLLAM, 8 January 2025: They met again.", "2025-01-08"),
        ("Talks resume\n\nA bus leaves Brest, Tuesday, March 11, 2025. (Ann Ray/City Wire)\n\nThey met.", "2025-03-11"),
    ],
)
def test_states_its_day(finder, text, day):
    assert finder.published(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MINSK, Dec. 12 (Wire) — They met again.",
        "They met again on 12 December 2025 in Minsk.",
        "Talks resume\n\nDecember 2025\n\nThey met.",
        "He was jailed on 3 March 2024, his lawyer said.",
        "Published on Friday.",
        "They met.\n\nThe law was passed in Oslo, on 3 March 2024 (it is in force).\n\nHe left.",
        "One\nTwo\nThree\nFour\nFive\nSix\nMarried in Oslo, 3 March 2024",
    ],
)
def test_does_not_state_it(finder, text):
    assert finder.published(text) is None
