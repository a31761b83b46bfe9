"""The invented valley's ground: neighbourhood outlines that fit together, drawn from a seed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from shapely import MultiPoint, Point, Polygon
from shapely.geometry import mapping

# The valley in degrees, wider than high. At this latitude a degree east is 0.58 of a degree north.
WIDE, HIGH = 0.11, 0.045


def outlines(points: Sequence[tuple[float, float]], west: float, south: float) -> list[Polygon]:
    """An outline around each point (0–1 across and up the valley), together filling the valley without gaps."""
    valley = _valley()
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points), extend_to=valley))
    found = []
    for point in points:
        cell = next(cell for cell in cells if cell.covers(Point(point)))
        found.append(shapely.transform(cell.intersection(valley), lambda xy: xy * [WIDE, HIGH] + [west, south]))
    return found


def _valley() -> Polygon:
    """A long dale with uneven sides, as walls and becks make them."""
    rim = []
    for step in range(72):
        turn = step / 72 * math.tau
        reach = 0.52 + 0.035 * math.sin(3 * turn) + 0.025 * math.sin(7 * turn + 1) + 0.015 * math.sin(13 * turn)
        rim.append((0.5 + reach * math.cos(turn), 0.48 + reach * 0.86 * math.sin(turn)))
    return Polygon(rim)


def geojson(shape: Any) -> Mapping[str, Any]:
    """A shape as GeoJSON, to about a metre."""
    return mapping(shapely.set_precision(shape, 0.00001))
