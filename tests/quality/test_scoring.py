import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "gold"


def load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


scoring = load(Path(__file__).with_name("scoring.py"))

GOLD = {
    "id": "a",
    "people": [{"name": ["Ann Ray"]}, {"name": ["Ben"], "optional": True}],
    "dates": [{"text": "Friday", "start": 10, "end": 16, "type": "DATE", "value": ["2025-12-12"], "modifier": None}],
    "prisoner_counts": [
        {"text": "12 men", "start": 20, "end": 26, "value": 12, "modifier": "exact", "status": ["released"], "certainty": ["asserted"]}
    ],
}
FOUND = {
    "people": [{"name": "The Ann Ray’s"}, {"name": "Cem"}],
    "dates": [{"text": "on Friday", "start": 7, "end": 16, "type": "DATE", "value": "2025-12-05", "modifier": None}],
    "prisoner_counts": [
        {"text": "12 men", "start": 20, "end": 26, "value": 12, "modifier": "exact", "status": "released", "certainty": "planned"}
    ],
}


def test_figures_by_hand() -> None:
    figures = scoring.score([GOLD], {"a": FOUND})
    assert (figures["people"].right, figures["people"].wrong, figures["people"].missed) == (1, 1, 0)
    assert figures["people"].f1 == pytest.approx(2 / 3)
    assert (figures["dates"].f1, figures["dates"].whole_f1) == (1.0, 0.0)
    assert figures["prisoner_counts"].named()["certainty"] == 0.0
    assert figures["prisoner_counts"].whole_f1 == 0.0


def test_what_is_missing_is_missed() -> None:
    figures = scoring.score([GOLD], {})
    assert [figures[kind].missed for kind in ("people", "dates", "prisoner_counts")] == [1, 1, 1]
    assert figures["people"].f1 == 0.0


@pytest.mark.skipif(not (SHARED / "score.py").is_file(), reason="the shared scorer is not beside this checkout")
def test_the_figures_are_those_of_the_shared_scorer() -> None:
    shared = load(SHARED / "score.py")
    gold = [json.loads(line) for line in (SHARED / "articles.jsonl").read_text().splitlines()]
    records = [{"id": g["id"], **{k: [flat(e) for e in g.get(k, [])[1:]] for k in scoring.FIELDS}} for g in gold]
    tallies, _ = shared.score(gold, records)
    figures = scoring.score(gold, {r["id"]: r for r in records})
    for kind, tally in tallies.items():
        expected = tally.figures()
        assert (figures[kind].f1, figures[kind].whole_f1) == pytest.approx(
            (expected["f1"], expected["whole_f1"] if kind not in ("people", "places") else figures[kind].whole_f1)
        )


def flat(entry: dict[str, Any]) -> dict[str, Any]:
    """A gold entry as if it had been found: the first of every list of answers."""
    return {key: value[0] if isinstance(value, list) and value else value for key, value in entry.items()}
