"""What somebody read from a sheet: as a plain record that can be kept, compared with another's, and put on the map."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from commonweal.listening.models import PaperRun
from commonweal.listening.paper import ground
from commonweal.listening.paper.layouts import LAYOUTS, Layout, Point

APART_MM = 4.0  # two readings of the same dot may lie so far apart
SHAPES = {"pin": 1, "line": 2, "area": 3}  # how many spots each needs at least
Said = Mapping[
    str, Any
]  # notes: [{number, words, marks: [{kind, spots, label, feeling}]}], and the rest as record_voice


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two people read differently."""

    what: str  # a field: "words", "marks", "agreed", "called" …
    number: int  # of the box it is in; 0 for the whole sheet
    one: Any
    other: Any


def geometry(mark: Said, run: PaperRun) -> dict[str, Any]:
    """A mark on the paper as a mark on the ground."""
    layout = LAYOUTS[run.layout]
    bounds = (run.west or 0.0, run.south or 0.0, run.east or 0.0, run.north or 0.0)
    spots = [list(ground.to_ground(bounds, layout.frame, inside(layout, (x, y)))) for x, y in mark["spots"]]
    if mark["kind"] == "pin":
        return {"type": "Point", "coordinates": spots[0]}
    if mark["kind"] == "line":
        return {"type": "LineString", "coordinates": spots}
    return {"type": "Polygon", "coordinates": [[*spots, spots[0]]]}


def inside(layout: Layout, spot: Point) -> Point:
    """The nearest spot on the map: a hand that slips over its edge means the edge."""
    frame = layout.frame
    return (
        min(max(spot[0], frame.x), frame.x + frame.width),
        min(max(spot[1], frame.y), frame.y + frame.height),
    )


def differences(one: Said, other: Said) -> list[Difference]:
    """Where two readings of a sheet differ. Spaces at the ends of what was typed are no difference."""
    return [*_in_notes(one, other), *_in_the_rest(one, other)]


def _in_notes(one: Said, other: Said) -> Iterator[Difference]:
    first = {each["number"]: each for each in one["notes"]}
    second = {each["number"]: each for each in other["notes"]}
    for number in sorted(first.keys() | second.keys()):
        a, b = first.get(number, {}), second.get(number, {})
        if (a.get("words") or "").strip() != (b.get("words") or "").strip():
            yield Difference("words", number, a.get("words", ""), b.get("words", ""))
        if not _same_marks(a.get("marks", ()), b.get("marks", ())):
            yield Difference("marks", number, a.get("marks", []), b.get("marks", []))


def _in_the_rest(one: Said, other: Said) -> Iterator[Difference]:
    for name in ("agreed", "level", "called", "young", "guardian", "voicing", "language", "given_on"):
        a, b = one.get(name), other.get(name)
        if name == "agreed":
            a, b = sorted(a or ()), sorted(b or ())
        if a != b:
            yield Difference(name, 0, a, b)


def _same_marks(one: Any, other: Any) -> bool:
    return len(one) == len(other) and all(_same_mark(a, b) for a, b in zip(one, other, strict=True))


def _same_mark(one: Said, other: Said) -> bool:
    if one["kind"] != other["kind"] or one.get("label", "").strip() != other.get("label", "").strip():
        return False
    if one["kind"] == "pin":
        return math.dist(one["spots"][0], other["spots"][0]) <= APART_MM
    # Lines and areas are tapped with more or fewer spots: every spot of one lies near the other's line, both ways.
    rounded = one["kind"] == "area"
    return _near(one["spots"], other["spots"], rounded) and _near(other["spots"], one["spots"], rounded)


def _near(spots: Any, line: Any, rounded: bool) -> bool:
    ends = [*line, line[0]] if rounded else list(line)
    return all(min(_away(spot, a, b) for a, b in pairwise(ends)) <= APART_MM * 1.5 for spot in spots)


def _away(spot: Point, a: Point, b: Point) -> float:
    """How far a spot is from a stretch of a line."""
    across, down = b[0] - a[0], b[1] - a[1]
    length = across * across + down * down
    along = 0.0 if not length else ((spot[0] - a[0]) * across + (spot[1] - a[1]) * down) / length
    along = min(max(along, 0.0), 1.0)
    return math.dist(spot, (a[0] + along * across, a[1] + along * down))
