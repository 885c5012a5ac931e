"""Bytes to text: a byte order mark, then UTF-8 strictly, then detection; files that are no text are refused.

Between UTF-8 and the detector stands one rule of our own: articles are in English, where the few bytes above ASCII are
quotes, dashes and the accented letters of names. In so small a sample every detector guesses, so Windows-1252 is tried first.
"""

import codecs
import re

from extract.errors import InputError

_MARKS = (  # UTF-32 before UTF-16: the one's mark begins with the other's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_OFFICE = "is a ZIP archive or an office document; unpack it, or save the document as plain text"
_IMAGE = "is an image; extract reads text only, so run text recognition (OCR) on it first"
_MEDIA = "is sound or video; extract reads text only, so make a transcript first"
_PACKED = "is compressed in a way that extract does not read; unpack it first (only .gz is read as it is)"
_SIGNATURES = (
    (b"%PDF-", "is a PDF; convert it to text first, for example with pdftotext"),
    (b"PK\x03\x04", _OFFICE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old office document; save it as plain text first"),
    (b"{\\rtf", "is an RTF document; save it as plain text first"),
    (b"\x89PNG\r\n", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF87a", _IMAGE),
    (b"GIF89a", _IMAGE),
    (b"RIFF", _MEDIA),
    (b"ID3", _MEDIA),
    (b"OggS", _MEDIA),
    (b"\x1f\x8b", "is compressed twice; unpack it once with gunzip"),
    (b"BZh9", _PACKED),
    (b"\xfd7zXZ\x00", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"SQLite format 3\x00", "is an SQLite database; export its articles as JSON Lines first"),
    (b"PAR1", "is a Parquet file; export its articles as JSON Lines first"),
    (b"\x7fELF", "is a program, not an article"),
)
"""File signatures and what to do, from the formats' own specifications (see also Wikipedia, "List of file signatures")."""

_DETECTED_AS_ENGLISH = "cp1252"
_MOST_HIGH_BYTES = 0.1
"""The share of bytes above ASCII up to which a text is taken as English; French news text has about 0.04, Cyrillic 0.8."""
_HIGH_RUN = re.compile(rb"[\xc0-\xff]{4}")
"""Four letters above ASCII in a row: a word of another alphabet, not an accented name."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01
_CHARSET = re.compile(rb"""(?i)<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.\-]{2,40})""")
_MARKUP_NAMES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""Labels that browsers read as a wider encoding: https://encoding.spec.whatwg.org/#names-and-labels."""


def decode(raw: bytes, source: str, encoding: str | None = None) -> str:
    """The bytes of a plain text as a string, without a byte order mark.

    `encoding`, where given, is a codec name of Python's and overrides everything else. Raises `InputError` for what is no
    text, for bytes that no encoding fits, and for UTF-8 that is damaged.
    """
    _refuse_signatures(raw, source)
    if encoding is not None:
        return _decode_as(raw, source, encoding)
    if (text := _strict(raw)) is None:
        if name := wide_mark(raw):
            raise InputError(source, f"begins as {name.upper()} and is damaged or cut off; save it again as UTF-8")
        _refuse_binary(raw, source)
        _refuse_damaged_utf8(raw, source)
        text = _detect(raw, source)
    return _readable(text, source)


def decode_markup(raw: bytes, source: str, encoding: str | None = None) -> str:
    """The bytes of an HTML page as a string: as `decode` does it, but the page's own charset comes before detection.

    As in a browser, bytes that do not fit the page's charset become U+FFFD. Raises `InputError` for what is no text.
    """
    _refuse_signatures(raw, source)
    if encoding is not None:
        return _decode_as(raw, source, encoding)
    if (text := _strict(raw)) is None:
        _refuse_binary(raw, source)
        declared = _CHARSET.search(raw[:4096])
        name = declared[1].decode("ascii").lower() if declared else ""
        if name.startswith(("utf-16", "utf-32")):
            name = "utf-8"  # the page could not be read this far if it were so
        try:
            text = raw.decode(_MARKUP_NAMES.get(name, name), errors="replace") if name else _detect(raw, source)
        except (LookupError, ValueError):
            text = _detect(raw, source)
    return _readable(text, source)


def refuse_binary(head: bytes, source: str) -> None:
    """Raises `InputError` where the first bytes of an input show that it is no text."""
    _refuse_signatures(head, source)
    if not any(head.startswith(mark) for mark, _ in _MARKS):
        _refuse_binary(head, source)


def wide_mark(head: bytes) -> str | None:
    """The name of the UTF-16 or UTF-32 encoding that the first bytes of an input announce by a byte order mark, else None."""
    name = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8-sig")
    return None if name == "utf-8-sig" else name


def _strict(raw: bytes) -> str | None:
    name = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    if b"\x00" in raw and not wide_mark(raw):
        return None
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def _decode_as(raw: bytes, source: str, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"is not {encoding}: byte {error.start} does not fit; name its real encoding, or none to have it detected"
        raise InputError(source, reason) from None
    except (LookupError, ValueError):
        raise InputError(source, f"cannot be read as {encoding!r}, which is no text encoding; try utf-8 or cp1252") from None
    return _readable(text.removeprefix("\ufeff"), source)


def _refuse_signatures(raw: bytes, source: str) -> None:
    for signature, reason in _SIGNATURES:
        if raw.startswith(signature) and (signature not in (b"RIFF", b"ID3") or b"\x00" in raw[:64]):
            raise InputError(source, reason)
    if raw[257:262] == b"ustar":
        raise InputError(source, "is a tar archive; unpack it first and name the folder")


def _refuse_binary(raw: bytes, source: str) -> None:
    if b"\x00" in raw:
        raise InputError(source, "is binary, not text (it holds NUL bytes); if it is UTF-16 without a mark, add --encoding utf-16-le")


def _refuse_damaged_utf8(raw: bytes, source: str) -> None:
    """Damaged UTF-8 must not be read as something else: every quote in it would turn into three wrong letters."""
    lenient = raw.decode("utf-8", errors="replace")
    broken = lenient.count("\ufffd")
    good = len(lenient) - len(lenient.encode("ascii", errors="ignore")) - broken
    if good >= broken:
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            reason = (
                f"is UTF-8 with a damaged byte at {error.start}; mend it (iconv -c -f utf-8 -t utf-8), or name its encoding with --encoding"
            )
            raise InputError(source, reason) from None


def _detect(raw: bytes, source: str) -> str:
    high = len(raw) - len(raw.translate(None, bytes(range(128, 256))))
    if high <= _MOST_HIGH_BYTES * len(raw) and not _HIGH_RUN.search(raw):
        try:
            return raw.decode(_DETECTED_AS_ENGLISH)
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes  # imported here: nearly every input is UTF-8

    best = from_bytes(raw).best()
    if best is None:
        raise InputError(source, "is not text in any known encoding; if you know the encoding, name it with --encoding")
    return str(best)


def _readable(text: str, source: str) -> str:
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise InputError(source, "is binary, not text (it is full of control characters); convert it to plain text first")
    return text
