"""Points on the earth: how far one is from another, and which cannot be within so many metres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

RADIUS_M = 6_371_008.8
ROUNDED = 1e-6  # degrees, a tenth of a metre: more than rounding can amount to


@dataclass(frozen=True, slots=True)
class Circle:
    """All within so many metres of a point."""

    latitude: float
    longitude: float
    metres: float

    @property
    def reach(self) -> float:
        """How far that is, as an angle from the middle of the earth; once round is everywhere."""
        return min(self.metres / RADIUS_M, math.pi)

    @property
    def south_north(self) -> tuple[float, float]:
        """Between which latitudes all of it lies."""
        high = math.degrees(self.reach) + ROUNDED
        return self.latitude - high, self.latitude + high

    @property
    def west_east(self) -> tuple[float, float]:
        """Between which longitudes all of it lies; all of them where it holds a pole or the line of dates."""
        around = (-180.0, 180.0)
        south, north = self.south_north
        if south <= -90 or north >= 90:
            return around
        wide = math.degrees(math.asin(min(1.0, math.sin(self.reach) / math.cos(math.radians(self.latitude))))) + ROUNDED
        west, east = self.longitude - wide, self.longitude + wide
        return around if west < -180 or east > 180 else (west, east)


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


def directions(latitude: Any, longitude: Any) -> tuple[Any, Any, Any]:
    """Points as directions from the middle of the earth: what two have in common is the cosine between them."""
    up, along = np.radians(latitude), np.radians(longitude)
    return np.cos(up) * np.cos(along), np.cos(up) * np.sin(along), np.sin(up)
