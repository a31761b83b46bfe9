"""The invented ground's outlines: around each neighbourhood its own, together filling the land without gap or overlap.

Straight borders between neighbours are bent by one smooth function of where a point lies, as becks and walls bend
them: an edge that two neighbourhoods share is bent the same for both, so they still meet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping

from commonweal.demo.land import Land, Numbers

KM_NORTH = 111.2
# Bends: how long each kind of wave is, against the width of the land.
WAVES = (0.24, 0.09, 0.036, 0.015)
STEEP = 0.026  # of a wave's length: higher, and ground would fold over itself
FINE = 1e-6  # degrees; borders meet in the same rounded points


@lru_cache(maxsize=2)
def outlines(land: Land) -> list[shapely.Polygon]:
    """Each neighbourhood's outline in degrees, in the land's own order."""
    rim = _rim(land)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(land.points), extend_to=rim, ordered=True)
    inside = shapely.intersection(shapely.get_parts(cells), rim)
    step = max(0.22, land.wide / 400)
    return list(_degrees(land, _bent(land, shapely.segmentize(inside, step))))


def _rim(land: Land) -> shapely.Polygon:
    """A long dale with uneven sides; a country is only larger."""
    turns = np.linspace(0, math.tau, 240, endpoint=False)
    reach = 0.5 + 0.022 * np.sin(3 * turns) + 0.016 * np.sin(7 * turns + 1) + 0.009 * np.sin(13 * turns)
    # Between a circle and a box: nobody's neighbourhood falls outside.
    square = 1 / np.maximum(np.abs(np.cos(turns)), np.abs(np.sin(turns)))
    reach = reach * (0.55 + 0.45 * square) * 1.02
    dale = shapely.Polygon(
        np.column_stack([0.5 + reach * np.cos(turns), 0.5 + reach * np.sin(turns)]) * [land.wide, land.high]
    )
    return shapely.union_all([dale, *shapely.buffer(shapely.points(land.points), 0.02 * land.wide)]).buffer(0.001)


def _bent(land: Land, shapes: np.ndarray) -> np.ndarray:
    waves = [(land.chance(100 + n).uniform(0, math.tau, 4), length * land.wide) for n, length in enumerate(WAVES)]

    def bend(xy: Numbers) -> Numbers:
        x, y = np.round(xy, 9).T
        east, north = x.copy(), y.copy()
        for (a, b, c, d), length in waves:
            turn, high = math.tau / length, STEEP * length
            east += high * np.sin(turn * (y + 0.4 * x) + a) + high * 0.5 * np.sin(turn * 1.7 * x + b)
            north += high * np.sin(turn * (x - 0.3 * y) + c) + high * 0.5 * np.sin(turn * 1.6 * y + d)
        return np.column_stack([east, north])

    return shapely.transform(shapes, bend)


def _degrees(land: Land, shapes: np.ndarray) -> np.ndarray:
    east = KM_NORTH * math.cos(math.radians(land.south + land.high / 2 / KM_NORTH))
    placed = shapely.transform(shapes, lambda xy: xy / [east, KM_NORTH] + [land.west, land.south])
    return shapely.set_precision(placed, FINE)


def together(shapes: list[shapely.Polygon]) -> shapely.Geometry:
    """The outline of several neighbourhoods that may touch."""
    return shapely.union_all(shapes)


def spots(shape: shapely.Polygon, chance: np.random.Generator, count: int) -> Iterator[tuple[float, float]]:
    """Points inside a shape (degrees east, north), well away from its rim where there is room."""
    inner = shape.buffer(-0.06 * math.sqrt(shape.area))
    inner = shape if inner.is_empty else inner
    shapely.prepare(inner)
    west, south, east, north = inner.bounds
    found = 0
    while found < count:
        tried = chance.uniform((west, south), (east, north), (4 * count, 2))
        for x, y in tried[shapely.contains_xy(inner, tried)][: count - found]:
            found += 1
            yield round(float(x), 5), round(float(y), 5)


def geojson(shape: Any) -> Mapping[str, Any]:
    """A shape as GeoJSON, to about a metre."""
    return mapping(shapely.set_precision(shape, 0.00001))
