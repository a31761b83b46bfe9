"""A walk drawn small: the place's outlines behind, the line, numbered stops, and a bar that says how far."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

from commonweal.core import outline
from commonweal.core.errors import DomainError
from commonweal.core.outline import Outline, Spot
from commonweal.listening.walks.rows import WalkWhole
from commonweal.places import queries as places

SIZE = 640
LEAST = 0.0045  # degrees of latitude that a drawing shows at least: half a kilometre
ROOM = 0.18  # of the walk's own width, left around it
SCALES = (50, 100, 200, 500, 1000, 2000, 5000, 10_000)
DEGREE = 111_195.0  # metres of a degree of latitude


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn. `scale` is a bar: how many pixels long, and what it says."""

    width: int
    height: int
    areas: tuple[Outline, ...]
    lines: tuple[str, ...]
    stops: tuple[Spot, ...]
    scale: tuple[int, str]


def picture(walk: WalkWhole, *, behind: bytes | None = None, size: int = SIZE) -> Picture | None:
    """A walk's drawing; None where nothing of where it went may be told."""
    placed = [
        (str(each.number), each.lat, each.lon) for each in walk.stops if each.lat is not None and each.lon is not None
    ]
    spots = [point for run in walk.line for point in run] + [(lon, lat) for _words, lat, lon in placed]
    if not spots:
        return None
    frame = _frame(spots)
    west, south, east, north = frame
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * squeeze, north - south
    scale = size / max(wide, high)

    def at(lon: float, lat: float) -> tuple[int, int]:
        return round((lon - west) * squeeze * scale), round((north - lat) * scale)

    areas = _areas(behind, frame, size)
    lines = tuple("M" + "L".join("{} {}".format(*at(*point)) for point in run) for run in walk.line if len(run) > 1)
    stops = outline.apart([Spot(*at(lon, lat), words) for words, lat, lon in placed], least=30.0)
    return Picture(math.ceil(wide * scale), math.ceil(high * scale), areas, lines, stops, _scale(scale / DEGREE))


def around(walk: WalkWhole, viewer: Any) -> bytes | None:
    """The outlines of the place's neighbourhoods that lie about the walk; None where none are held."""
    spots = [point for run in walk.line for point in run]
    spots += [(each.lon, each.lat) for each in walk.stops if each.lat is not None and each.lon is not None]
    if not spots:
        return None
    kinds = [kind for kind, _label, _many in places.kinds_of(places.place(viewer, walk.place_slug))]
    found = b""
    for kind in kinds:
        found = places.shapes_within(viewer, walk.place_slug, kind, _frame(spots), most=60)
        if b'"Feature"' in found:
            break
    return found or None


def _areas(behind: bytes | None, frame: outline.Frame, size: int) -> tuple[Outline, ...]:
    if not behind:
        return ()
    features = json.loads(behind)["features"]
    return outline.draw(features, shade=lambda facts: "land", size=size, frame=frame).paths


def _frame(spots: list[tuple[float, float]]) -> outline.Frame:
    """A box around the walk with room on each side; never so small that a few steps fill it."""
    across, up = [lon for lon, _lat in spots], [lat for _lon, lat in spots]
    middle = ((min(across) + max(across)) / 2, (min(up) + max(up)) / 2)
    squeeze = max(math.cos(math.radians(middle[1])), 0.05)
    wide = max((max(across) - min(across)) * squeeze * (1 + 2 * ROOM), LEAST) / 2
    high = max((max(up) - min(up)) * (1 + 2 * ROOM), LEAST * 0.75) / 2
    # Neither a tower nor a ribbon: a drawing that people can look at.
    wide, high = max(wide, high * 0.9), max(high, wide * 0.55)
    return middle[0] - wide / squeeze, middle[1] - high, middle[0] + wide / squeeze, middle[1] + high


def _scale(pixels: float) -> tuple[int, str]:
    """A bar of about a fifth of the drawing."""
    metres = next((each for each in SCALES if each * pixels >= SIZE / 8), SCALES[-1])
    return round(metres * pixels), f"{metres} m" if metres < 1000 else f"{metres // 1000} km"


@dataclass(frozen=True, slots=True)
class Ground:
    """The whole place to draw on: what script needs to turn a spot of the drawing into degrees."""

    width: int
    height: int
    areas: tuple[Outline, ...]
    west: float
    south: float
    east: float
    north: float


def ground(place: Any, viewer: Any, *, size: int = SIZE) -> Ground | None:
    """A place to draw a walk on; None where no outlines are held."""
    for kind, _label, _many in places.kinds_of(place):
        try:
            features = json.loads(places.shapes(viewer, place.slug, kind))["features"]
        except DomainError:  # too many to draw, or none held: the next larger kind may do
            continue
        frame = outline.frame_of(features)
        if frame is not None:
            sheet = outline.draw(features, shade=lambda facts: "land", size=size, frame=frame)
            return Ground(sheet.width, sheet.height, sheet.paths, *frame)
    return None
