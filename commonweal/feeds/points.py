"""Where a listed thing lies: degrees, or metres on the national grid, as text in a list. Not a feed itself."""

from __future__ import annotations

import math
from functools import cache

from pyproj import Transformer

from commonweal.feeds.base import number

# Great Britain and Northern Ireland with their islands, in degrees; the grid's own reach, in metres.
WEST, SOUTH, EAST, NORTH = -9.0, 49.0, 3.0, 61.5
GRID_EAST, GRID_NORTH = 700_000, 1_300_000

Point = tuple[float, float]  # latitude, longitude


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)


def plain_number(text: str | None) -> float | None:
    """A number, or None: what cannot be read as one is unknown."""
    try:
        found = number(text)
    except ValueError:
        return None
    return found if found is not None and math.isfinite(found) else None


def in_degrees(lat: str | None, lon: str | None) -> Point | None:
    """A point given in degrees, or None where it is missing, unreadable, or nowhere in the United Kingdom."""
    north, east = plain_number(lat), plain_number(lon)
    if north is None or east is None or not (SOUTH < north < NORTH and WEST < east < EAST):
        return None
    return round(north, 6), round(east, 6)


def on_the_grid(easting: str | None, northing: str | None) -> Point | None:
    """A point given in metres on the national grid, in degrees. Lists write 0 or nothing where they do not know."""
    east, north = plain_number(easting), plain_number(northing)
    if not east or not north or not (0 < east < GRID_EAST and 0 < north < GRID_NORTH):
        return None
    lon, lat = _to_degrees().transform(east, north)
    return round(lat, 6), round(lon, 6)
