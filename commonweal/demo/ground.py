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

from commonweal.demo.land import EMPTINESS, Land, Numbers

KM_NORTH = 111.2
# In standard steps and kilometres: where few people live, how large a piece of open country is, where a town ends.
RURAL, PIECE, TOWN_EDGE = 0.8, 0.9, 1.0
WHOLE = 60  # a smaller part of the place is drawn as if there were only its own neighbourhoods
# Bends: how long each kind of wave is, against the width of the land.
WAVES = (0.24, 0.09, 0.036, 0.015)
STEEP = 0.026  # of a wave's length: higher, and ground would fold over itself
TRIES = 40
FINE = 1e-6  # degrees; borders meet in the same rounded points


@lru_cache(maxsize=2)
def outlines(land: Land) -> list[shapely.Polygon]:
    """Each neighbourhood's outline in degrees, in the land's own order."""
    rim = _rim(land)
    sites, owner = land.points, np.arange(len(land))
    if len(land) > WHOLE and not land.recipe.nation:
        open_country, belongs = _open_country(land, rim)
        sites, owner = np.vstack([sites, open_country]), np.concatenate([owner, belongs])
    cells = shapely.voronoi_polygons(shapely.MultiPoint(sites), extend_to=rim, ordered=True)
    inside = shapely.intersection(shapely.get_parts(cells), rim)
    step = max(0.22, land.wide / 400)
    bent = _degrees(land, _bent(land, shapely.segmentize(inside, step)))
    return list(bent) if len(sites) == len(land) else _joined(bent, owner, len(land))


def _open_country(land: Land, rim: shapely.Polygon) -> tuple[Numbers, np.ndarray]:
    """Fields and moor outside the towns, in small pieces, each with the nearest neighbourhood where few people live.

    Without them the last street of a town would reach as far as the next town.
    """
    rural = np.flatnonzero(land.traits[:, EMPTINESS] >= RURAL)
    if not len(rural):
        return np.empty((0, 2)), np.empty(0, dtype=int)
    chance = land.chance(6)
    east, north = np.meshgrid(np.arange(0, land.wide, PIECE), np.arange(0, land.high, PIECE))
    pieces = np.column_stack([east.ravel(), north.ravel()])
    pieces = pieces + chance.uniform(-0.35, 0.35, pieces.shape) * PIECE
    away = np.hypot(*(pieces[:, None, :] - land.points[None, :, :]).transpose(2, 0, 1))
    town = np.setdiff1d(np.arange(len(land)), rural)
    far = away[:, town].min(axis=1) > TOWN_EDGE if len(town) else np.full(len(pieces), True)
    kept = far & (away.min(axis=1) > 0.2) & shapely.contains_xy(rim, pieces)
    return pieces[kept], rural[away[kept][:, rural].argmin(axis=1)]


def _joined(cells: np.ndarray, owner: np.ndarray, count: int) -> list[shapely.Polygon]:
    """One outline for each neighbourhood; a piece cut off from its own goes to the neighbour it touches most."""
    for _ in range(12):
        shapes = [shapely.union_all(cells[owner == place]) for place in range(count)]
        parted = [place for place, shape in enumerate(shapes) if shape.geom_type != "Polygon"]
        if not parted:
            break
        for place in parted:
            mine = np.flatnonzero(owner == place)
            home = next(part for part in shapes[place].geoms if part.intersects(cells[place]))
            for piece in mine[~shapely.intersects(home, shapely.point_on_surface(cells[mine]))]:
                shared = shapely.length(shapely.intersection(cells[piece], shapes))
                shared[place] = 0
                owner[piece] = int(shared.argmax())
    return shapes


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
    return dale.union(shapely.MultiPoint(land.points).convex_hull.buffer(0.02 * land.wide)).buffer(0.001)


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
    inner = max(shapely.get_parts(shape if inner.is_empty else inner), key=lambda part: part.area)
    west, south, east, north = inner.bounds
    found = np.empty((0, 2))
    for _ in range(TRIES):
        tried = chance.uniform((west, south), (east, north), (4 * count, 2))
        found = np.vstack([found, tried[shapely.contains_xy(inner, tried)]])
        if len(found) >= count:
            break
    # A sliver may be missed every time: it has at least one point inside.
    middle = inner.representative_point()
    found = np.vstack([found, np.tile([middle.x, middle.y], (count, 1))])[:count]
    yield from ((round(float(x), 5), round(float(y), 5)) for x, y in found)


def geojson(shape: Any) -> Mapping[str, Any]:
    """A shape as GeoJSON, to about a metre."""
    return mapping(shapely.set_precision(shape, 0.00001))
