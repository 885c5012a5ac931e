"""The report's two charts as Vega-Lite specifications, https://vega.github.io/vega-lite/: numbers over time, places on the map.

Text and lines are `currentColor`, so that the page's own colours hold in light, in dark and on paper. Each mark carries `href`, the
place in the page that a click goes to, and `tip`, what hovering shows.
"""

from datetime import date
from typing import Any

from extract.writing.plain import safe_line
from extract.writing.report.summary import Count, Spot, Summary

STATUSES = ("held", "detained", "sentenced", "released", "exchanged", "transferred", "died", "escaped", "not stated")
COLOURS = ("#d55e00", "#e69f00", "#b07aa1", "#009e73", "#56b4e9", "#4477dd", "#8c8c8c", "#cc79a7", "#a08060")
"""One for each status: Okabe and Ito's palette, which colour-blind readers can tell apart, and others as light; on white and on black."""
CERTAINTIES = ("asserted", "planned", "negated", "possible")
SHAPES = ("circle", "triangle-up", "cross", "square")
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_CONFIG: dict[str, Any] = {
    "background": None,
    "view": {"stroke": None},
    "font": "system-ui, sans-serif",
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "domainColor": "currentColor",
        "tickColor": "currentColor",
        "gridColor": "currentColor",
        "gridOpacity": 0.15,
        "labelFontSize": 12,
        "titleFontSize": 12,
    },
    "legend": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "symbolStrokeWidth": 2,
        "layout": {"bottom": {"anchor": "start", "direction": "vertical", "margin": 6}},
    },
}


def timeline(summary: Summary) -> dict[str, Any]:
    """The counts that have a number and a day: number against day, colour by status, shape by certainty."""
    rows = [row for count in summary.counts if (row := _point(summary, count))]
    return {
        "$schema": _SCHEMA,
        "description": "Prisoner counts by day and number; each is in the table below.",
        "width": "container",
        "height": 320,
        "config": _CONFIG,
        "data": {"values": rows},
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.85, "cursor": "pointer"},
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "title": None,
                "scale": {"type": "utc"},  # days are days wherever the page is read
                "axis": {"labelOverlap": True, "tickCount": {"interval": "day", "step": 1} if _is_short(rows) else 8},
            },
            "y": {
                "field": "number",
                "type": "quantitative",
                "title": "people",
                "scale": {"type": "log", "domainMin": 1},
                "axis": {"values": [10**power for power in range(8)], "format": ",d"},
            },
            "color": {
                "field": "status",
                "type": "nominal",
                "title": "status",
                "scale": {"domain": list(STATUSES), "range": list(COLOURS)},
                "legend": {"orient": "bottom", "columns": {"expr": "width < 420 ? 2 : 9"}, "titleOrient": "left"},
            },
            "shape": {
                "field": "certainty",
                "type": "nominal",
                "title": "certainty",
                "scale": {"domain": list(CERTAINTIES), "range": list(SHAPES)},
                "legend": {
                    "orient": "bottom",
                    "columns": {"expr": "width < 420 ? 2 : 4"},
                    "titleOrient": "left",
                    "symbolStrokeColor": "currentColor",
                    "symbolFillColor": "currentColor",
                },
            },
        },
    }


def world(summary: Summary, outline: dict[str, Any]) -> dict[str, Any]:
    """The world: countries as dark as they have articles, a circle for each place by its articles."""
    named = {country.code: country for country in summary.countries}
    most = max((len(country.articles) for country in summary.countries), default=1)
    shapes = []
    for shape in outline["features"]:
        country = named.get(shape["id"])
        told = f"{country.name}: {_articles(len(country.articles))}, {_counts(country.counts)}" if country else shape["properties"]["name"]
        share = len(country.articles) / most if country else 0.0
        href = f"#country-{country.code}" if country else ""
        shapes.append({**shape, "properties": {"share": round(share, 3), "tip": told, "href": href}})
    places = [_circle(spot) for spot in summary.spots if spot.latitude is not None and spot.kind not in ("country", "continent")]
    most_articles = max((place["articles"] for place in places), default=1)
    return {
        "$schema": _SCHEMA,
        "description": "The places that the articles name; the tables below list places and countries.",
        "width": "container",
        "height": 420,
        "config": _CONFIG,
        "projection": {"type": "equalEarth"},
        "layer": [
            {
                "data": {"values": shapes},
                "mark": {"type": "geoshape", "stroke": "currentColor", "strokeOpacity": 0.35, "strokeWidth": 0.5, "fill": "#4477dd"},
                "encoding": {
                    "fillOpacity": {
                        "field": "properties.share",
                        "type": "quantitative",
                        "scale": {"domain": [0, 1], "range": [0.06, 0.6]},
                        "legend": None,
                    }
                },
            },
            {
                "data": {"values": places},
                "mark": {
                    "type": "circle",
                    "color": "#d55e00",
                    "opacity": 0.8,
                    "stroke": "currentColor",
                    "strokeWidth": 0.5,
                    "cursor": "pointer",
                },
                "encoding": {
                    "longitude": {"field": "longitude", "type": "quantitative"},
                    "latitude": {"field": "latitude", "type": "quantitative"},
                    "size": {
                        "field": "articles",
                        "type": "quantitative",
                        "title": "articles",
                        "scale": {"domain": [0, max(10, most_articles)], "range": [0, 500]},
                        "legend": {
                            "orient": "bottom",
                            "titleOrient": "left",
                            "symbolFillColor": "#d55e00",
                            "format": "d",
                            "values": _sizes(most_articles),
                        },
                    },
                },
            },
        ],
    }


def _point(summary: Summary, count: Count) -> dict[str, Any] | None:
    found = count.found
    number = found.value if found.value is not None else found.minimum if found.minimum is not None else found.maximum
    if count.day is None or number is None:
        return None
    record = summary.records[count.article - 1]
    source = " · ".join(
        filter(
            None, [record.title or record.source or record.id, (count.when or count.day) + (" (published)" if count.is_published else "")]
        )
    )
    said = f"{found.text} — {found.status or 'not stated'}, {found.certainty}"
    return {
        "day": count.day,
        "number": max(1, number),  # the scale is logarithmic
        "status": found.status or "not stated",
        "certainty": found.certainty,
        "href": f"#count-{count.number}",
        "tip": "\n".join(map(safe_line, (said, found.sentence, source))),
    }


def _is_short(rows: list[dict[str, Any]]) -> bool:
    """Whether all lie within ten days, so that an axis by itself would count hours."""
    days = [date.fromisoformat(row["day"]) for row in rows]
    return bool(days) and (max(days) - min(days)).days <= 10


def _circle(spot: Spot) -> dict[str, Any]:
    tip = f"{safe_line(spot.name)}: {_articles(len(spot.articles))}" + (f", {_counts(spot.counts)}" if spot.counts else "")
    return {
        "longitude": spot.longitude,
        "latitude": spot.latitude,
        "articles": len(spot.articles),
        "href": f"#place-{spot.number}",
        "tip": tip,
    }


def _sizes(most: int) -> list[int]:
    return sorted({1, (most + 1) // 2, most})


def _articles(number: int) -> str:
    return f"{number} article" + "s" * (number != 1)


def _counts(number: int) -> str:
    return f"{number} prisoner count" + "s" * (number != 1)
