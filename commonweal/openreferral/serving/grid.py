"""The earth cut into squares within squares: "within 800 metres" becomes a few squares and a few points to check.

A square wholly inside the circle needs no check; only the points of squares on its edge are measured. What is inside is
decided by the triangle inequality, never by a guess, so the answer is exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

RADIUS_M = 6_371_008.8
# Each is cut into 4 x 4 of the next: from 1,250 km north to south down to 153 m.
LEVELS = (4, 6, 8, 10, 12, 14, 16, 17)
FINEST = 1 << LEVELS[-1]


@dataclass(frozen=True, slots=True)
class Circle:
    """All within so many metres of a point."""

    latitude: float
    longitude: float
    metres: float


@dataclass(frozen=True, slots=True)
class Cover:
    """Squares wholly inside a circle, and squares on its edge."""

    inside: list[int]
    edge: list[int]
    square_m: float  # how high the squares on the edge are
    finest: bool  # the squares on the edge cannot be cut further


def cells(latitude: float, longitude: float) -> list[int]:
    """The squares a point lies in, from the largest to the smallest."""
    row = min(int((latitude + 90) / 180 * FINEST), FINEST - 1)
    column = min(int((longitude + 180) / 360 * FINEST), FINEST - 1)
    return [level << 40 | row >> (LEVELS[-1] - level) << 20 | column >> (LEVELS[-1] - level) for level in LEVELS]


def smallest(latitudes: np.ndarray, longitudes: np.ndarray) -> np.ndarray:
    """The smallest square of each of many points."""
    rows = np.minimum(((latitudes + 90) / 180 * FINEST).astype(np.int64), FINEST - 1)
    columns = np.minimum(((longitudes + 180) / 360 * FINEST).astype(np.int64), FINEST - 1)
    found: np.ndarray = LEVELS[-1] << 40 | rows << 20 | columns
    return found


def point_of(location: dict[str, Any] | None) -> tuple[float, float] | None:
    """Where a location is, if it says so and the earth has such a place."""
    try:
        latitude, longitude = float((location or {})["latitude"]), float((location or {})["longitude"])
    except (KeyError, TypeError, ValueError):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def distance_m(latitude: float, longitude: float, others: np.ndarray, longitudes: np.ndarray) -> np.ndarray:
    """Great-circle metres from a point to many (haversine)."""
    first, second = np.radians(latitude), np.radians(others)
    up = np.sin((second - first) / 2) ** 2
    along = np.sin(np.radians(longitudes - longitude) / 2) ** 2
    metres: np.ndarray = 2 * RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, up + np.cos(first) * np.cos(second) * along)))
    return metres


def covers(circle: Circle) -> Iterator[Cover]:
    """The circle in squares, each time cut finer than before."""
    size = 1 << LEVELS[0]
    rows, columns = (each.ravel() for each in np.mgrid[0:size, 0:size])
    inside: list[int] = []
    for step, level in enumerate(LEVELS):
        within, edge = _sorted_out(circle, level, rows, columns)
        inside.extend(_codes(level, rows[within], columns[within]))
        rows, columns = rows[edge], columns[edge]
        last = step + 1 == len(LEVELS)
        yield Cover(
            list(inside), _codes(level, rows, columns), math.pi * RADIUS_M / (1 << level), last or not len(rows)
        )
        if last or not len(rows):
            return
        cut = 1 << (LEVELS[step + 1] - level)
        down, right = (each.ravel() for each in np.mgrid[0:cut, 0:cut])
        rows = (rows[:, None] * cut + down).ravel()
        columns = (columns[:, None] * cut + right).ravel()


def _sorted_out(circle: Circle, level: int, rows: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which squares are wholly inside, and which the edge may run through."""
    high, wide = 180 / (1 << level), 360 / (1 << level)
    south, west = rows * high - 90, columns * wide - 180
    middle = distance_m(circle.latitude, circle.longitude, south + high / 2, west + wide / 2)
    # From a square's middle no point of it is further than half its height and half its width at its widest.
    nearest_equator = np.where((south < 0) & (south + high > 0), 0, np.minimum(abs(south), abs(south + high)))
    half = RADIUS_M * np.hypot(math.radians(high / 2), np.radians(wide / 2) * np.cos(np.radians(nearest_equator)))
    half = half * (1 + 1e-9) + 0.001
    within = middle + half <= circle.metres
    return within, ~within & (middle - half <= circle.metres)


def _codes(level: int, rows: np.ndarray, columns: np.ndarray) -> list[int]:
    codes: list[int] = (level << 40 | rows.astype(np.int64) << 20 | columns.astype(np.int64)).tolist()
    return codes
