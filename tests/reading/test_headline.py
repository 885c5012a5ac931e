import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.reading.headline import headline

BODY = "Fourteen people walked out of the old prison on Friday, the ministry of the interior said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Envoy in the capital as 14 walk free\n\n{BODY}", "Envoy in the capital as 14 walk free"),
        (f"\n\n  Envoy in the capital as 14 walk free  \n{BODY}\n{BODY}", "Envoy in the capital as 14 walk free"),
        (f"Daily Mirror Post\nWorld\n\nEnvoy lands as 14 walk free\n\nEnvoy lands as 14 walk free\n{BODY}", "Envoy lands as 14 walk free"),
        (f"The Long Name Evening Post\nPolitics\nJails emptied\nJails emptied\n{BODY}", "Jails emptied"),
        (f"Home > World > Asia\nWho are the 52 set free?\nBy Ann Ray and Bob Lee\n{BODY}", "Who are the 52 set free?"),
        (f"Friday, 12 December 2025, 10:15 GMT\nPolice hold dozens after march\n{BODY}", "Police hold dozens after march"),
        (f"By Ann Ray\nPublished: 3 May 2024\nCourt jails six over bridge fire\n{BODY}", "Court jails six over bridge fire"),
        (f"PRESS RELEASE\nFree all jailed lawyers now\n{BODY}", "Free all jailed lawyers now"),
        (f"# Swap ends\n\n{BODY}", "Swap ends"),
        (f"**Prisoners come home after swap**\n\n{BODY}", "Prisoners come home after swap"),
        ("Prison toll rises to 52\n- Two more died on Monday\n- The ward is closed", "Prison toll rises to 52"),
        (f"Floods close prison\n\n{BODY}", "Floods close prison"),
        (f"Kenya police hold 40 marchers\n\nNAIROBI, Kenya (XYZ) — {BODY}", "Kenya police hold 40 marchers"),
        (f"Share this story with friends\nGuards strike at three jails\n{BODY}", "Guards strike at three jails"),
        (f"Envoy flies home from the U.S.\n{BODY}", "Envoy flies home from the U.S."),
        (f"Amnesty for 300 in the north\nPhoto: a crowd waits at the gate\n{BODY}", "Amnesty for 300 in the north"),
    ],
)
def test_the_line_that_opens_the_text(text: str, expected: str) -> None:
    assert headline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n",
        BODY,
        f"{BODY}\nThe Rest Of It Has Capitals\n{BODY}",
        f"HARGEISA (XYZ) — {BODY}",
        "Envoy in the capital as 14 walk free",
        "CRBC News\n\n" + BODY,
        "Human Rights Group\n\n" + BODY,
        "World\nBy Ann Ray\n3 May 2024\n" + BODY,
        "Fourteen people walked out of the old prison in the east on Friday\nand went home by bus, said the ministry.\n",
        "The fourteen who were let out on Monday afternoon were met by\nPresident Ray and the families of all of them, who\nhad waited.\n",
        "Roses are red\nViolets are blue\nNothing ends here\nAnd no line is true",
        "A crowd waits at the gate. Nobody comes\n" + BODY,
        "the lower case line is no headline at all\n" + BODY,
    ],
)
def test_none_where_there_clearly_is_none(text: str) -> None:
    assert headline(text) is None


@given(st.text())
def test_any_text_gives_one_of_its_lines_or_none(text: str) -> None:
    found = headline(text)
    assert found is None or (found and "\n" not in found)


@pytest.mark.parametrize("text", ["By " + "Aa " * 50_000, "A" * 100_000, "A (" * 40_000, "Aa. " * 40_000, "a > " * 40_000, "\n a" * 40_000])
def test_hostile_text_is_no_trouble(text: str) -> None:
    headline(text)
