"""A place drawn small: map shapes as SVG paths light enough to stand in the page itself.

Points are put on a coarse grid. Neighbours that share an edge share its points, so they still meet afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """One area: its path, and what it is called."""

    key: str
    name: str
    d: str
    shade: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on a drawing with the word or number beside it."""

    x: int
    y: int
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing with its size: shaded areas, firm lines over them, names, and numbered spots."""

    width: int
    height: int
    paths: tuple[Outline, ...]
    edges: tuple[Outline, ...] = ()
    names: tuple[Spot, ...] = ()
    spots: tuple[Spot, ...] = ()


Frame = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Over:
    """What is drawn over the shaded areas: lines (GeoJSON features), names and spots as (words, lon, lat)."""

    edges: tuple[dict[str, Any], ...] = ()
    names: tuple[tuple[str, float, float], ...] = ()
    spots: tuple[tuple[str, float, float], ...] = ()


def frame_of(features: Iterable[dict[str, Any]]) -> Frame | None:
    """The box around features; None where there is nothing to draw."""
    points = [point for each in features for ring in rings(each["geometry"]) for point in ring]
    if not points:
        return None
    across, up = [p[0] for p in points], [p[1] for p in points]
    return min(across), min(up), max(across), max(up)


def draw(
    features: Iterable[dict[str, Any]],
    *,
    shade: Callable[[dict[str, Any]], str],
    says: Callable[[dict[str, Any]], str] = lambda given: "",
    size: int = 420,
    frame: Frame | None = None,
    over: Over | None = None,
) -> Sheet:
    """GeoJSON features as paths on a sheet at most `size` wide and high; of a part only, where a frame is given."""
    features = [each for each in features if each.get("geometry")]
    box, over = frame or frame_of(features), over or Over()
    if box is None:
        return Sheet(size, size, ())
    west, south, east, north = box
    # A degree of longitude is shorter than one of latitude; at these sizes one factor is true enough.
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * squeeze or 1e-9, (north - south) or 1e-9
    scale = size / max(wide, high)

    def at(point: Any) -> Point:
        return round((point[0] - west) * squeeze * scale), round((north - point[1]) * scale)

    def outline(each: dict[str, Any], shaded: str) -> Outline:
        d = "".join(ring_path([at(point) for point in ring]) for ring in rings(each["geometry"]))
        facts = each.get("properties", {})
        name = facts.get("local_name") or facts.get("name") or ""
        return Outline(facts.get("key", ""), name, d, shaded, says(facts))

    paths = tuple(outline(each, shade(each.get("properties", {}))) for each in features)
    return Sheet(
        math.ceil(wide * scale),
        math.ceil(high * scale),
        tuple(each for each in paths if each.d),
        tuple(line for each in over.edges if (line := outline(each, "edge")).d),
        tuple(Spot(*at((lon, lat)), words) for words, lon, lat in over.names),
        apart([Spot(*at((lon, lat)), words) for words, lon, lat in over.spots]),
    )


def apart(spots: list[Spot], *, least: float = 21.0) -> tuple[Spot, ...]:
    """Spots that would hide each other, moved just so far that each can be read.

    >>> [each.x for each in apart([Spot(10, 5, "1"), Spot(12, 5, "2")], least=20)]
    [1, 21]
    """
    at = [[float(each.x), float(each.y)] for each in spots]
    for _round in range(30):
        moved = False
        for one in range(len(at)):
            for other in range(one):
                across, down = at[one][0] - at[other][0], at[one][1] - at[other][1]
                far = math.hypot(across, down)
                if far >= least:
                    continue
                moved = True
                across, down = (across / far, down / far) if far else (1.0, 0.0)
                step = (least - far) / 2
                at[one] = [at[one][0] + across * step, at[one][1] + down * step]
                at[other] = [at[other][0] - across * step, at[other][1] - down * step]
        if not moved:
            break
    return tuple(Spot(round(x), round(y), each.words) for (x, y), each in zip(at, spots, strict=True))


def rings(geometry: dict[str, Any]) -> Iterable[list[Any]]:
    """Every ring of a polygon or of several."""
    if geometry["type"] == "Polygon":
        yield from geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon


def ring_path(points: list[Point]) -> str:
    """One ring, in steps from point to point; rings that shrink to a line are left out.

    >>> ring_path([(0, 0), (2, 0), (4, 0), (4, 3), (0, 0)])
    'M0 0h4v3z'
    """
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept[-1] = point
            continue
        kept.append(point)
    if kept and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) < 3:
        return ""
    out = [f"M{kept[0][0]} {kept[0][1]}"]
    for (x, y), (nx, ny) in pairwise(kept):
        right, down = nx - x, ny - y
        if not down:
            out.append(f"h{right}")
        elif not right:
            out.append(f"v{down}")
        else:
            out.append(f"l{right}{'' if down < 0 else ' '}{down}")
    return "".join(out) + "z"


def _straight(a: Point, b: Point, c: Point) -> bool:
    ahead = (b[0] - a[0]) * (c[0] - b[0]) >= 0 and (b[1] - a[1]) * (c[1] - b[1]) >= 0
    return ahead and (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])
