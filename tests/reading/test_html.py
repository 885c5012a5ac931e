import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reading.html import read_page

PARAGRAPHS = (
    "Fourteen people walked out of the old prison in the east on Friday, the ministry of the interior said.",
    "Another 30 were still inside, said José Muñoz, who speaks for their families.",
    "The talks go on, and nobody in the town wants to say when the others will be home.",
)


def page(head: str = "", top: str = "", body: str = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>Fourteen walk free - The Post</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article><h1>Fourteen walk free</h1>{top}{body}</article>"
        "<aside class='related'><time datetime='2011-01-01'>1 January 2011</time><a href='/x'>Another story</a></aside>"
        "<footer>Copyright 2019 The Post. All rights reserved. Last change: 5 May 2019.</footer></body></html>"
    )


def test_paragraphs_and_title() -> None:
    found = read_page(page())
    assert found is not None
    assert found.text.removeprefix("Fourteen walk free\n\n") == "\n\n".join(PARAGRAPHS)
    assert found.title == "Fourteen walk free"


def test_the_title_stands_in_the_text_once_at_most() -> None:
    found = read_page(page(body="<p>Fourteen walk free</p><p>Fourteen walk free</p>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)))
    assert found is not None
    assert found.text.count("Fourteen walk free") <= 1


@pytest.mark.parametrize(
    ("head", "top", "expected"),
    [
        ('<meta property="article:published_time" content="2025-12-12T23:30:00-05:00">', "", "2025-12-12"),
        ('<meta name="pubdate" content="20251212">', "", "2025-12-12"),
        ('<meta name="DC.date.issued" content="2025-12-12">', "", "2025-12-12"),
        ('<meta itemprop="datePublished" content="12 Dec 2025">', "", "2025-12-12"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-12-12T08:00:00Z"}</script>', "", "2025-12-12"),
        ('<script type="application/ld+json">{broken, "datePublished": "2025-12-12"</script>', "", "2025-12-12"),
        ("", '<time datetime="2025-12-12T10:00Z">an hour ago</time>', "2025-12-12"),
        ("", "<time>December 12, 2025</time>", "2025-12-12"),
        ("", '<span class="post-date">Published 12 December 2025</span>', "2025-12-12"),
        ("", '<p class="byline">By Ann Ray<br>Dec. 12, 2025 at 10:15 pm</p>', "2025-12-12"),
        ('<link rel="canonical" href="https://post.example/2025/12/12/walk-free">', "", "2025-12-12"),
        ('<meta property="article:published_time" content="2098-01-01">', "", "2098-01-01"),
        ('<meta property="article:modified_time" content="2025-12-12">', "", None),
        ('<meta itemprop="copyrightYear" content="2025">', "", None),
        ('<meta name="date" content="10:15 PM, March 3">', "", None),
        ('<meta name="date" content="2025-12">', "", None),
        ("", "<time>an hour ago</time>", None),
        ("", "<p>Updated <time datetime='2025-12-12'>today</time></p>", None),
        ("", "<p>On 12 December 2025 they came home.</p>", None),
        ("", "", None),
    ],
)
def test_the_day_is_what_the_page_states(head: str, top: str, expected: str | None) -> None:
    found = read_page(page(head, top))
    assert found is not None
    assert found.published == expected


def test_a_short_page_keeps_its_paragraphs() -> None:
    found = read_page("<html><body><article><p>Six were freed.</p><p>They are home.</p></article></body></html>")
    assert found is not None
    assert found.text == "Six were freed.\n\nThey are home."


def test_an_article_in_a_layout_table() -> None:
    cells = "".join(f"<tr><td>{p}</td></tr>" for p in PARAGRAPHS)
    found = read_page(f"<html><body><table>{cells}</table></body></html>")
    assert found is not None
    assert all(p in found.text for p in PARAGRAPHS)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>" + PARAGRAPHS[0] + "</p>",
        "<html><body><p>" + PARAGRAPHS[0] + "<b><div><p>",
        "<body><p>" + PARAGRAPHS[0] + "</span></div></html></html>",
        '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>' + PARAGRAPHS[0] + "</p></body></html>",
        "<html><body><p>\x01\x0b" + PARAGRAPHS[0] + "</p></body></html>",
    ],
)
def test_broken_markup_gives_what_there_is(markup: str) -> None:
    found = read_page(markup)
    assert found is not None
    assert PARAGRAPHS[0] in found.text


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<html><body><nav><a href='/'>Home</a></nav></body></html>", "<html><body><img src='a.jpg'>", ""]
)
def test_a_page_without_an_article(markup: str) -> None:
    assert read_page(markup) is None


def test_letters_above_ascii_are_kept() -> None:
    found = read_page(page(head='<meta charset="iso-8859-1">'))
    assert found is not None
    assert "José Muñoz" in found.text


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>/=\"' apdivtimebodyhtml&;!-\x01é\n", max_size=300))
def test_any_markup_gives_a_page_or_none(markup: str) -> None:
    found = read_page(markup)
    assert found is None or found.text


def test_nothing_on_standard_error_and_no_early_import() -> None:
    code = (
        "import sys, logging; logging.basicConfig(); import extract.reading.sources, extract.reading.html as h\n"
        "assert not {'trafilatura', 'lxml', 'charset_normalizer', 'spacy'} & set(sys.modules)\n"
        "h.read_page(''); h.read_page('<html>' + '<div>' * 5000); print('fine')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("fine\n", "")
