import gzip
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import InputError
from extract.reading.decoding import decode, decode_markup

ENGLISH = "The mayor’s café — “full” of guests — was where José Muñoz spoke of the 14 who walked free. "
RUSSIAN = "Сегодня в городе прошла мирная встреча, после которой четырнадцать человек вернулись домой. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_and_utf8(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding), "a.txt") == ENGLISH


def test_big_endian_marks() -> None:
    assert decode(b"\xfe\xff" + ENGLISH.encode("utf-16-be"), "a.txt") == ENGLISH
    assert decode(b"\x00\x00\xfe\xff" + ENGLISH.encode("utf-32-be"), "a.txt") == ENGLISH


def test_windows_1252_before_detection() -> None:
    assert decode(ENGLISH.encode("cp1252"), "a.txt") == ENGLISH


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_other_alphabets_are_detected(encoding: str) -> None:
    assert decode((RUSSIAN * 3).encode(encoding), "a.txt") == RUSSIAN * 3


def test_a_named_encoding_overrides() -> None:
    assert decode("Łódź".encode("cp1250"), "a.txt", "cp1250") == "Łódź"
    assert decode(ENGLISH.encode("utf-16-le"), "a.txt", "utf-16-le") == ENGLISH
    assert decode(b"\xef\xbb\xbfcaf\xc3\xa9", "a.txt", "utf-8") == "café"


@pytest.mark.parametrize(
    ("raw", "encoding", "reason"),
    [
        (b"%PDF-1.7 \x00\xff", None, "pdftotext"),
        (b"%PDF-1.7", "latin-1", "pdftotext"),
        (b"PK\x03\x04\x14\x00\x06", None, "office document"),
        (b"\x89PNG\r\n\x1a\n\x00", None, "image"),
        (b"\xff\xd8\xff\xe0\x00", None, "image"),
        (gzip.compress(b"text"), None, "compressed twice"),
        (b"{\\rtf1 text}", None, "RTF"),
        (b"x" * 257 + b"ustar\x00", None, "tar archive"),
        (b"some \x00 bytes", None, "NUL"),
        ("plain".encode("utf-16-le"), None, "--encoding utf-16-le"),
        (b"\xff\xfeo\x00d", None, "cut off"),
        (b"\x01\x02\x03\x04\x05 text", None, "control characters"),
        ("“Free” at last – café".encode() + b"\xff", None, "damaged byte at 28"),
        (b"caf\xe9", "utf-8", "byte 3 does not fit"),
        (b"text", "base64", "no text encoding"),
        (b"text", "no-such", "no text encoding"),
        (b"text", "a\x00b", "no text encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(raw: bytes, encoding: str | None, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(raw, "a.txt", encoding)
    assert reason in caught.value.reason
    assert caught.value.source == "a.txt"
    assert "\n" not in str(caught.value)


def test_a_page_is_read_by_its_own_charset() -> None:
    page = '<html><head><meta charset="{}"></head><body>' + RUSSIAN + "</body></html>"
    assert RUSSIAN in decode_markup(page.format("windows-1251").encode("cp1251"), "a.html")
    assert RUSSIAN in decode_markup(page.format("windows-1251").encode("utf-8"), "a.html")
    assert "café" in decode_markup(b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">caf\xe9', "a.html")
    assert "caf\ufffd" in decode_markup(b'<meta charset="utf-8">caf\xe9', "a.html")
    assert "café" in decode_markup(b'<meta charset="no-such">caf\xe9', "a.html")


@given(raw=st.binary(), encoding=st.sampled_from([None, "utf-8", "utf-16", "cp1252", "shift_jis", "nonsense"]))
def test_any_bytes_give_text_or_an_input_error(raw: bytes, encoding: str | None) -> None:
    for read in (decode, decode_markup):
        with suppress(InputError):
            assert isinstance(read(raw, "a.txt", encoding), str)


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_is_given_back_as_it_is(text: str) -> None:
    assert decode(b"- " + text.encode(), "a.txt") == "- " + text
