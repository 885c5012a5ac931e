"""An HTML page to the text of its article, by trafilatura.

Trafilatura's own date is not used: it falls back on copyright lines and on any date in the text, completes "March 3" from
today's calendar and refuses days after today. `days.py` takes a day only from where a page states its publication.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.reading.days import stated_day

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_HAS_ROOT = re.compile(r"(?i)<html\b")
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext")
_METADATA_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}
"""For trafilatura's date search, which cannot be turned off: fixed bounds keep the wall clock out. Its answer is not used."""

_PUBLISHED_NAME = re.compile(
    r"(?i)publi[cs]|pub-?_?(?:date|time)|issued|^(?:dc|dcterms|sailthru|article)?[.:]?_?(?:date|created)$|date[-_.]?created"
)
_NOT_PUBLISHED = re.compile(r"(?i)modif|updat|expir|copyright|review")
_JSON_PUBLISHED = re.compile(r'"date(?:Published|Created)"\s*:\s*"([^"\n]{4,60})"')
_URL_DAY = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)(?:/|$)")
_PUBLISHED_CLASS = re.compile(
    r"(?i)publi[cs]|pub-?_?date|posted|(?:post|entry|article|story|news|item|field)[-_]+(?:meta|date|time|byline)|timestamp|date-?line|byline|^date$"
)
_ELSEWHERE = re.compile(r"(?i)related|sidebar|recent|comment|widget|footer|most-read|latest|popular|teaser|promo")
_FEWEST_WORDS = 5
"""A page with less text is a menu or an empty frame."""
_MOST_DATE_TEXT = 120
"""Longer elements speak of more than when the article was published."""


@dataclass(frozen=True, slots=True)
class Page:
    """The article of an HTML page: its text, paragraphs parted by blank lines, its title, and the ISO day that the page states."""

    text: str
    title: str | None
    published: str | None


def read_page(markup: str) -> Page | None:
    """The article on an HTML page, or None where there is none. Raises nothing, however broken the markup is."""
    import trafilatura  # imported here: only HTML inputs pay for it

    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    markup = _DECLARATION.sub("", markup, count=1)
    if not _HAS_ROOT.search(markup):  # trafilatura wants a whole document
        markup = f"<html>{markup}</html>" if "<body" in markup.lower() else f"<html><body><div>{markup}</div></body></html>"
    try:
        tree = trafilatura.load_html(markup)
        text = _text(tree) if tree is not None else None
        if text is None or len(text.split()) < _FEWEST_WORDS:
            return None
        metadata = trafilatura.extract_metadata(tree, date_config=dict(_METADATA_DATES))
        title = metadata.title if metadata.title != metadata.sitename else None
        return Page(_without_repeat(text), title or None, published_day(tree))
    except Exception:  # a page can make the libraries below fail in any way; it is then a page without an article
        return None


def _text(tree: Any) -> str | None:
    for tables in (False, True):  # old pages set the whole article in a table
        text = _extract(tree, tables)
        if text:
            return text
    return None


def _extract(tree: Any, tables: bool) -> str | None:
    import trafilatura
    from trafilatura.settings import use_config

    text: str | None = trafilatura.extract(tree, include_comments=False, include_tables=tables)
    if text and "\n" not in text:
        # Of short articles trafilatura gives all paragraphs in one line; it keeps them apart where it thinks no text too short.
        config = use_config()
        config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
        short: str | None = trafilatura.extract(tree, include_comments=False, include_tables=tables, config=config)
        if short and len(short) >= len(text) // 2:
            return short
    return text


def _without_repeat(text: str) -> str:
    """Paragraphs parted by blank lines, the headline at the top only once."""
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    while len(paragraphs) > 2 and paragraphs[0] == paragraphs[1]:
        del paragraphs[0]
    return "\n\n".join(paragraphs)


def published_day(tree: Any) -> str | None:
    """The ISO day on which a page (an lxml tree) says that it was published, or None.

    Where it may say so, in this order: `meta` elements, JSON-LD, `time` elements and elements named after publication,
    the page's own address. Days of a change are not taken, nor those that stand elsewhere in the text.
    """
    for stated in (*_stated_in_head(tree), *_stated_in_body(tree)):
        if day := stated_day(stated):
            return day
    for link in tree.xpath('//link[@rel="canonical"]/@href | //meta[@property="og:url"]/@content'):
        if (match := _URL_DAY.search(link)) and (day := stated_day("-".join(match.groups()))):
            return day
    return None


def _stated_in_head(tree: Any) -> Iterator[str]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        if _PUBLISHED_NAME.search(name) and not _NOT_PUBLISHED.search(name):
            yield (meta.get("content") or "")[:_MOST_DATE_TEXT]
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        for match in _JSON_PUBLISHED.finditer(script.text or ""):
            yield match[1]


def _stated_in_body(tree: Any) -> Iterator[str]:
    for element in tree.xpath("//body//*[self::time or @class or @itemprop]"):
        name = f"{element.get('itemprop') or ''} {element.get('class') or ''}"
        is_time = element.tag == "time"
        if not (is_time or any(_PUBLISHED_CLASS.search(part) for part in name.split())) or _NOT_PUBLISHED.search(name):
            continue
        text = " ".join(element.itertext()) if is_time or len(element) < 12 else ""
        before = (element.getparent().text or "") if is_time else ""
        if len(text) > _MOST_DATE_TEXT or _NOT_PUBLISHED.search(f"{before} {text}") or _is_elsewhere(element):
            continue
        yield element.get("datetime") or element.get("content") or text


def _is_elsewhere(element: Any) -> bool:
    return any(
        parent.tag in ("nav", "aside", "footer") or _ELSEWHERE.search(f"{parent.get('class') or ''} {parent.get('id') or ''}")
        for parent in element.iterancestors()
    )
