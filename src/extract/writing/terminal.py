"""An article and its finds for the terminal: the text marked, then a table of each kind (Rich)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.finding.sentences.splitter import default_splitter
from extract.writing.plain import Find, number_of, safe, safe_line, spans_of

STYLES = {"people": "bold cyan", "places": "bold green", "dates": "bold yellow", "prisoner_counts": "bold underline magenta"}
MARKS = {"people": "‹›", "places": "[]", "dates": "{}", "prisoner_counts": "«»"}
"""What encloses a find where there are no colours."""
NAMES = {"people": "people", "places": "places", "dates": "dates", "prisoner_counts": "prisoner counts"}
_PLAIN = re.compile(r"\d{4}(-\d\d){0,2}")
CUE_STYLE = "reverse"
CUE_MARKS = "<>"


class PipeConsole(Console):
    """A console that leaves it to its user what a closed pipe means; Rich's own ends the process with 1."""

    def on_broken_pipe(self) -> None:
        """Raises BrokenPipeError."""
        raise BrokenPipeError


def show(console: Console, record: dict[str, Any], finds: Sequence[Find]) -> None:
    """Prints the record, as `Record.to_dict` with its text gives it, and its `finds`: head, text, tables."""
    coloured = _has_colours(console)
    heading = Text(safe_line(record["title"] or record["source"] or "article"), style="bold")
    console.print(heading)
    console.print(Text(f"published {record['published'] or 'on a day that is not known'}", style="dim"))
    console.print(_legend(finds, coloured))
    console.print()
    spans = [(start, end, find.kind) for find in finds for start, end in spans_of(find)]
    console.print(_marked(record["text"], spans, coloured))
    for table in _tables(finds):
        console.print()
        console.print(table)


def explain(console: Console, record: dict[str, Any], finds: Iterable[Find]) -> None:
    """Prints for each of `finds` (with `explain`) the rule that found it, and its sentence with the find and its cues marked."""
    coloured = _has_colours(console)
    sentences = default_splitter().split(record["text"])
    for find in finds:
        told = find.entry.get("explain") or {"rule": "not stated", "cues": []}
        title = Text.assemble((f"{find.number} ", "dim"), (_line_of(find), STYLES[find.kind]), (f"  {NAMES[find.kind]}", "dim"))
        cues = [(cue["start"], cue["end"], "cue") for cue in told["cues"]]
        spans = [(find.start, find.end, find.kind), *cues]
        words = ", ".join(f"“{safe_line(cue['text'])}”" for cue in told["cues"]) or "none"
        lines: list[RenderableType] = [
            title,
            Padding(Text.assemble(("rule  ", "dim"), safe_line(told["rule"])), (0, 0, 0, 2)),
            Padding(Text.assemble(("cues  ", "dim"), words), (0, 0, 0, 2)),
        ]
        for first, last in _stretches(record["text"], sentences, [(start, end) for start, end, _ in spans]):
            inside = [(start - first, end - first, kind) for start, end, kind in spans if first <= start and end <= last]
            lines.append(Padding(_marked(record["text"][first:last], inside, coloured), (0, 0, 0, 2)))
        console.print(Group(*lines, ""))


def _has_colours(console: Console) -> bool:
    return console.is_terminal and console.color_system is not None and not console.no_color


def _legend(finds: Sequence[Find], coloured: bool) -> Text:
    numbers = Counter(find.kind for find in finds)
    parts = Text()
    for kind, name in NAMES.items():
        marked = name if coloured else MARKS[kind][0] + name + MARKS[kind][1]
        parts.append(marked, STYLES[kind] if coloured else "").append(f" {numbers[kind]}   ")
    parts.rstrip()
    return parts


def _marked(text: str, spans: Sequence[tuple[int, int, str]], coloured: bool) -> Text:
    """`text` with its spans in colours, or between marks where there are none."""
    shown = safe(text).strip("\n")
    cut = len(text) - len(safe(text).lstrip("\n"))
    spans = sorted((max(0, start - cut), min(end - cut, len(shown)), kind) for start, end, kind in spans)
    if coloured:
        styled = Text(shown)
        for start, end, kind in sorted(spans, key=lambda span: span[0] - span[1]):  # the longest first, so that those in it show
            styled.stylize(STYLES.get(kind, CUE_STYLE), start, end)
        return styled
    marks = {**MARKS, "cue": CUE_MARKS}
    # At one place: closing marks first, the inner before the outer, then opening ones, the outer before the inner.
    points = [(end, 0, -start, marks[kind][1]) for start, end, kind in spans] + [
        (start, 1, -end, marks[kind][0]) for start, end, kind in spans
    ]
    pieces, at = [], 0
    for place, _, _, mark in sorted(points):
        pieces += [shown[at:place], mark]
        at = place
    return Text("".join([*pieces, shown[at:]]))


def _stretches(text: str, sentences: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of `sentences` that hold `spans`; those that follow one another on a line as one stretch."""
    held = [i for i, (first, last) in enumerate(sentences) if any(start < last and first < end for start, end in spans)]
    found: list[tuple[int, int]] = []
    for before, i in pairwise([-2, *held]):
        first, last = sentences[i]
        if before == i - 1 and "\n" not in text[found[-1][1] : first]:
            first = found.pop()[0]
        found.append((first, last))
    return found


def _line_of(find: Find) -> str:
    return safe_line(str(find.entry.get("name") or find.entry["text"]))


def _tables(finds: Sequence[Find]) -> Iterator[Table]:
    rows = {"people": _person, "places": _place, "dates": _date, "prisoner_counts": _count}
    heads = {
        "people": ("name", "titles", "mentions"),
        "places": ("name", "kind", "country", "mentions"),
        "dates": ("text", "type", "value", "days"),
        "prisoner_counts": ("text", "number", "status", "group", "said by"),
    }
    for kind, name in NAMES.items():
        entries = [find for find in finds if find.kind == kind]
        if not entries:
            continue
        table = Table(title=name, title_justify="left", title_style=STYLES[kind], box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        table.add_column("#", justify="right", style="dim", no_wrap=True)
        for head in heads[kind]:
            right = head in ("mentions", "number")
            table.add_column(head, justify="right" if right else "left", overflow="fold", no_wrap=right or head in ("value", "status"))
        for find in entries:
            cells = (str(cell) if cell is not None else "" for cell in rows[kind](find.entry))
            table.add_row(str(find.number), *(Text(safe_line(cell)) for cell in cells))
        yield table


def _person(entry: dict[str, Any]) -> tuple[Any, ...]:
    return entry["name"], ", ".join(entry["titles"]), len(entry["mentions"])


def _place(entry: dict[str, Any]) -> tuple[Any, ...]:
    return entry["name"], entry["kind"], entry["country"], len(entry["mentions"])


def _date(entry: dict[str, Any]) -> tuple[Any, ...]:
    modified = f"{entry['value']} {entry['modifier']}" if entry["modifier"] else entry["value"]
    return entry["text"], entry["type"].lower(), modified, days_of(entry)


def days_of(entry: dict[str, Any]) -> str:
    """The days that a date covers: one, "… to …", or "" where they are not known, or the value is a plain day, month or year."""
    earliest, latest = entry["earliest"], entry["latest"]
    if earliest is None or _PLAIN.fullmatch(entry["value"]):
        return ""
    return earliest if earliest == latest else f"{earliest} to {latest}"


def _count(entry: dict[str, Any]) -> tuple[Any, ...]:
    status = entry["status"] or "not stated"
    certain = "" if entry["certainty"] == "asserted" else f", {entry['certainty']}"
    return entry["text"], number_of(entry), status + certain, entry["group"], entry["attributed_to"]
