"""The page itself: one HTML file with everything in it, in which nothing that an article says can run.

All text goes through Jinja2's autoescaping, data through its JSON for HTML. A Content-Security-Policy in the page allows its own two
scripts and its style by their sums, and nothing else: no other script, no request, no frame, no form.
"""

import base64
import hashlib
import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extract.data import models_path
from extract.errors import ExtraError
from extract.records import Record
from extract.writing.plain import number_of, safe
from extract.writing.report.charts import STATUSES, timeline, world
from extract.writing.report.summary import Count, Summary

_FOLDER = Path(__file__).parent
_VEGA_LITE = "6.1"
"""The version of Vega-Lite that draws the charts; vl-convert carries several."""
MOST = 40
"""So many people and places are listed until the reader asks for all."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article's text: the kinds that cover it (CSS classes), where it leads, what hovering shows, and its ids."""

    text: str
    kinds: str = ""
    href: str = ""
    tip: str = ""
    ids: tuple[str, ...] = ()


def need_report() -> None:
    """Raises ExtraError where a package of the extra `report` is missing."""
    try:
        import jinja2  # noqa: F401
        import vl_convert  # noqa: F401
    except ImportError:
        raise ExtraError("report") from None


def render(records: Sequence[Record], title: str) -> str:
    """The page about `records`. ExtraError as in `need_report`."""
    need_report()
    import vl_convert
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    known = json.loads((models_path() / "world" / "countries.json").read_text(encoding="utf-8"))
    summary = Summary(records, known["names"])
    style = (_FOLDER / "page.css").read_text(encoding="utf-8")
    scripts = [
        (_FOLDER / "page.js").read_text(encoding="utf-8"),
        vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=_VEGA_LITE),
    ]
    # A script ends at the first end tag, wherever it stands.
    scripts = [script.replace("</script", "<\\/script").replace("<!--", "<\\!--") for script in scripts]
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # What is markup already is the page's own; all else may come from an article.
        finalize=lambda value: safe(value) if type(value) is str else value,
    )
    return environment.get_template("page.html").render(
        title=title,
        summary=summary,
        statuses=STATUSES,
        most=MOST,
        articles=[_article(summary, number) for number in range(1, len(records) + 1)],
        number_of=lambda count: number_of({name: getattr(count, name) for name in ("value", "minimum", "maximum", "modifier")}),
        name_of=name_of,
        link_of=link_of,
        charts={"timeline": timeline(summary), "world": world(summary, known["outline"])},
        style=style,
        scripts=scripts,
        policy=_policy(style, scripts),
    )


def name_of(record: Record) -> str:
    """What the page calls an article."""
    return record.title or record.id or record.source or "article without a name"


def link_of(record: Record) -> str | None:
    """The article's address, where its source is one on the web."""
    try:
        address = urlsplit(record.source or "")
    except ValueError:
        return None
    return record.source if address.scheme in ("http", "https") and address.netloc else None


def _policy(style: str, scripts: Sequence[str]) -> str:
    allowed = " ".join(map(_sum, scripts))
    return f"default-src 'none'; script-src {allowed}; style-src {_sum(style)}; base-uri 'none'; form-action 'none'"


def _sum(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _article(summary: Summary, number: int) -> dict[str, Any]:
    """What the template shows of one article."""
    record = summary.records[number - 1]
    counts = summary.counts_of[number]
    pieces = _pieces(summary, number, counts) if record.text else []
    placed = {id for piece in pieces for id in piece.ids}
    return {
        "number": number,
        "record": record,
        "counts": counts,
        "pieces": pieces,
        # Counts whose offsets do not fit the text still lead to their article.
        "unplaced": [anchor for count in counts if (anchor := f"count-{count.number}") not in placed],
        "people": [(person, summary.person_at[number, index]) for index, person in enumerate(record.people)],
        "places": [(place, summary.spot_at[number, index]) for index, place in enumerate(record.places)],
    }


def _pieces(summary: Summary, number: int, counts: Sequence[Count]) -> list[Piece]:
    """The article's text, cut wherever a find begins or ends; of several over one piece, counts lead before people and places."""
    record = summary.records[number - 1]
    text = record.text
    # (start, end, kind, where it leads, its id, tip); the first of those over a piece says where that leads
    marks: list[tuple[int, int, str, str, str, str]] = []
    for count in counts:
        found = count.found
        tip = f"{found.status or 'status not stated'}, {found.certainty}" + (f", says {found.attributed_to}" if found.attributed_to else "")
        marks.append((found.start, found.end, "prisoner_counts", f"#row-{count.number}", f"count-{count.number}", tip))
    for index, person in enumerate(record.people):
        known = summary.person_at[number, index]
        marks += [(m.start, m.end, "people", f"#person-{known.number}", "", ", ".join(person.titles)) for m in person.mentions]
    for index, place in enumerate(record.places):
        spot = summary.spot_at[number, index]
        tip = ", ".join(filter(None, [place.kind, place.country]))
        marks += [(m.start, m.end, "places", f"#place-{spot.number}", "", tip) for m in place.mentions]
    marks += [(date.start, date.end, "dates", "", "", date.value) for date in record.dates]
    marks = [mark for mark in marks if 0 <= mark[0] < mark[1] <= len(text)]
    cuts = sorted({0, len(text), *(mark[0] for mark in marks), *(mark[1] for mark in marks)})
    over: list[list[tuple[int, int, str, str, str, str]]] = [[] for _ in cuts]
    for mark in marks:
        for index in range(bisect_right(cuts, mark[0]) - 1, bisect_right(cuts, mark[1] - 1)):
            over[index].append(mark)
    pieces = []
    for index, start in enumerate(cuts[:-1]):
        here = over[index]
        leading = next((mark for mark in here if mark[3]), here[0] if here else None)
        pieces.append(
            Piece(
                text[start : cuts[index + 1]],
                " ".join(dict.fromkeys(mark[2] for mark in here)),
                leading[3] if leading else "",
                leading[5] if leading else "",
                tuple(mark[4] for mark in here if mark[4] and mark[0] == start),
            )
        )
    return pieces
