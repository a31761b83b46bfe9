"""A walk drawn small: outlines and a few known places behind, the line, numbered stops, and how far it is."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.core import outline
from commonweal.core.errors import DomainError
from commonweal.core.outline import Outline, Spot
from commonweal.directory import queries as directory
from commonweal.directory.queries import AssetRow
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.listening.walks.rows import WalkWhole
from commonweal.places import area_kinds
from commonweal.places import queries as places
from commonweal.places.models import Place

SIZE = 480
LEAST = 0.0045  # degrees of latitude that a drawing shows at least: half a kilometre
ROOM = 0.18  # of the walk's own width, left around it
SCALES = (50, 100, 200, 500, 1000, 2000, 5000, 10_000)
DEGREE = 111_195.0  # metres of a degree of latitude
KNOWN = 7  # places that are named on a drawing
LETTER = 8.2  # pixels that a letter of a name takes at most: on a telephone they are drawn larger


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that people know, with its name on the side where there is room."""

    x: int
    y: int
    name: str
    left: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies about a walk: outlines as GeoJSON, and what is there by name."""

    shapes: bytes | None
    assets: tuple[AssetRow, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn. `scale` is a bar: how many pixels long, and what it says."""

    width: int
    height: int
    areas: tuple[Outline, ...]
    landmarks: tuple[Landmark, ...]
    lines: tuple[str, ...]
    stops: tuple[Spot, ...]
    scale: tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Projection:
    """Degrees to pixels: a degree of longitude is shorter than one of latitude."""

    frame: outline.Frame
    size: int

    @property
    def squeeze(self) -> float:
        return math.cos(math.radians((self.frame[1] + self.frame[3]) / 2))

    @property
    def scale(self) -> float:
        west, south, east, north = self.frame
        return self.size / max((east - west) * self.squeeze, north - south)

    @property
    def sides(self) -> tuple[int, int]:
        west, south, east, north = self.frame
        return math.ceil((east - west) * self.squeeze * self.scale), math.ceil((north - south) * self.scale)

    def at(self, lon: float, lat: float) -> tuple[int, int]:
        """A spot on the drawing."""
        west, _south, _east, north = self.frame
        return round((lon - west) * self.squeeze * self.scale), round((north - lat) * self.scale)


def picture(walk: WalkWhole, *, behind: Behind | None = None, size: int = SIZE) -> Picture | None:
    """A walk's drawing; None where nothing of where it went may be told."""
    spots = _spots(walk)
    if not spots:
        return None
    drawn = _Projection(_frame(spots), size)
    lines = tuple("M" + "L".join("{} {}".format(*drawn.at(*spot)) for spot in run) for run in walk.line if len(run) > 1)
    placed = [(each.number, each.lon, each.lat) for each in walk.stops if each.lat is not None and each.lon is not None]
    stops = outline.apart([Spot(*drawn.at(lon, lat), str(number)) for number, lon, lat in placed], least=28.0)
    areas = _areas(behind.shapes, drawn) if behind else ()
    known = _landmarks(behind.assets, drawn, stops) if behind else ()
    return Picture(*drawn.sides, areas, known, lines, stops, _scale(drawn.scale / DEGREE))


def _spots(walk: WalkWhole) -> list[tuple[float, float]]:
    stops = [(each.lon, each.lat) for each in walk.stops if each.lat is not None and each.lon is not None]
    return [spot for run in walk.line for spot in run] + stops


def around(walk: WalkWhole, viewer: Actor) -> Behind | None:
    """What lies about a walk, as everyone may know it: its smallest neighbourhoods, and places by name."""
    spots = _spots(walk)
    if not spots:
        return None
    west, south, east, north = frame = _frame(spots)
    place = places.place(viewer, walk.place_slug)
    shapes = next((found for kind in _kinds(place) if (found := _within(viewer, place, kind, frame))), None)
    middle = ((south + north) / 2, (west + east) / 2)
    reach = max(north - south, (east - west) * math.cos(math.radians(middle[0]))) * DEGREE / 1000 * 0.75
    assets = directory.assets_near(PUBLIC, *middle, km=reach, most=60)
    inside = [each for each in assets if west < each.lon < east and south < each.lat < north]
    return Behind(shapes, tuple(inside))


def _kinds(place: Place) -> list[str]:
    """Kinds of area of a place, smallest first."""
    kinds = [kind for kind, _label, _many in places.kinds_of(place)]
    return sorted(kinds, key=lambda kind: -area_kinds.kind(kind).order)


def _within(viewer: Actor, place: Place, kind: str, frame: outline.Frame) -> bytes | None:
    found = places.shapes_within(viewer, place.slug, kind, frame, most=60)
    return found if b'"geometry"' in found else None


def _areas(shapes: bytes | None, drawn: _Projection) -> tuple[Outline, ...]:
    if not shapes:
        return ()
    features = json.loads(shapes)["features"]
    return outline.draw(features, shade=lambda facts: "land", size=drawn.size, frame=drawn.frame).paths


def _landmarks(assets: Sequence[AssetRow], drawn: _Projection, stops: Sequence[Spot]) -> tuple[Landmark, ...]:
    """A few names, none over another, nor over a stop, nor over the edge."""
    width, height = drawn.sides
    taken = [(each.x - 16, each.y - 16, each.x + 16, each.y + 16) for each in stops]
    found: list[Landmark] = []
    for each in assets:
        x, y = drawn.at(each.lon, each.lat)
        long = len(each.name) * LETTER + 10
        left = x + long > width - 6
        box = (x - long if left else x - 6.0, y - 11.0, x + 6.0 if left else x + long, y + 11.0)
        fits = box[0] > 6 and box[2] < width - 6 and box[1] > 6 and box[3] < height - 34
        if fits and not any(box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in taken):
            taken.append(box)  # type: ignore[arg-type]
            found.append(Landmark(x, y, each.name, left))
        if len(found) == KNOWN:
            break
    return tuple(found)


def _frame(spots: Sequence[tuple[float, float]]) -> outline.Frame:
    """A box around the walk with room on each side; never so small that a few steps fill it."""
    across, up = [lon for lon, _lat in spots], [lat for _lon, lat in spots]
    middle = ((min(across) + max(across)) / 2, (min(up) + max(up)) / 2)
    squeeze = max(math.cos(math.radians(middle[1])), 0.05)
    wide = max((max(across) - min(across)) * squeeze * (1 + 2 * ROOM), LEAST) / 2
    high = max((max(up) - min(up)) * (1 + 2 * ROOM), LEAST * 0.75) / 2
    # Neither a tower nor a ribbon: a drawing that people can look at.
    wide, high = max(wide, high * 1.2), max(high, wide * 0.6)
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
    landmarks: tuple[Landmark, ...]
    west: float
    south: float
    east: float
    north: float


def ground(place: Place, viewer: Actor, *, size: int = SIZE) -> Ground | None:
    """A place to draw a walk on; None where no outlines are held."""
    for kind in _kinds(place):
        try:
            features = json.loads(places.shapes(viewer, place.slug, kind))["features"]
        except DomainError:  # too many to draw, or none held: the next larger kind may do
            continue
        frame = outline.frame_of(features)
        if frame is not None:
            sheet = outline.draw(features, shade=lambda facts: "land", size=size, frame=frame)
            middle = ((frame[1] + frame[3]) / 2, (frame[0] + frame[2]) / 2)
            reach = (frame[3] - frame[1]) * DEGREE / 1000
            known = _landmarks(directory.assets_near(PUBLIC, *middle, km=reach, most=60), _Projection(frame, size), ())
            return Ground(sheet.width, sheet.height, sheet.paths, known, *frame)
    return None
