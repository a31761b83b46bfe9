"""The map on a printed sheet: outlines, names and landmarks of what the house has, pale enough for a pen to stand out.

Longitude and latitude lie evenly on the paper, so a spot goes back to the ground by one sum. At the size of a
neighbourhood that is true to a few metres.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from commonweal.core.outline import rings
from commonweal.directory import kinds
from commonweal.directory.models import Asset
from commonweal.directory.queries import assets_near
from commonweal.journal.actor import PUBLIC
from commonweal.listening.paper.layouts import Box, Layout, Point
from commonweal.places import tiles
from commonweal.places.models import Area, Dataset, Place, Shape

Bounds = tuple[float, float, float, float]  # west, south, east, north
METRES = 111_320.0  # in a degree of latitude
AROUND = 0.04  # so much is left free on each side
LEAST_METRES = 400.0
LANDMARKS = {"a4": 22, "a3": 36, "a2": 60}
AREAS = 400
STREETS = 60  # pieces of street map on a sheet
FIRST = ("meet", "learn and create", "green and growing", "schools")  # groups of assets that people know a way by


@dataclass(frozen=True, slots=True)
class Label:
    """A word on the map, in millimetres from the paper's upper left corner."""

    x: float
    y: float
    words: str
    dot: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """A bar that says how far is how far."""

    millimetres: float
    words: str


def bounds_of(place: Place, area: Area | None) -> Bounds | None:
    """The box around a neighbourhood, or around the whole place; None where no outline is held."""
    rows = Shape.objects.filter(area=area) if area else Shape.objects.filter(area__placearea__place=place)
    boxes = list(rows.values_list("west", "south", "east", "north"))
    if not boxes and area is None:
        drawn = Shape.objects.filter(area__drawing__place=place)
        boxes = list(drawn.values_list("west", "south", "east", "north"))
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def fitted(box: Bounds, frame: Box) -> Bounds:
    """A box widened so that it has the frame's shape, and stands a little off its edges.

    >>> west, south, east, north = fitted((0, 0, 1, 0.1), Box(0, 0, 200, 100))
    >>> round((east - west) / (north - south), 2)
    2.0
    """
    west, south, east, north = box
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, LEAST_METRES / METRES), max(north - south, LEAST_METRES / METRES)
    wide, high = wide * (1 + 2 * AROUND), high * (1 + 2 * AROUND)
    shape = frame.width / frame.height
    wide, high = max(wide, high * shape), max(high, wide / shape)
    across, up = (west + east) / 2, (south + north) / 2
    return across - wide / squeeze / 2, up - high / 2, across + wide / squeeze / 2, up + high / 2


def to_paper(bounds: Bounds, frame: Box, lon: float, lat: float) -> Point:
    """Where on the paper a spot of the ground is."""
    west, south, east, north = bounds
    return (
        frame.x + (lon - west) / (east - west) * frame.width,
        frame.y + (north - lat) / (north - south) * frame.height,
    )


def to_ground(bounds: Bounds, frame: Box, spot: Point) -> Point:
    """Which longitude and latitude a spot on the paper means, to about ten centimetres."""
    west, south, east, north = bounds
    lon = west + (spot[0] - frame.x) / frame.width * (east - west)
    lat = north - (spot[1] - frame.y) / frame.height * (north - south)
    return round(lon, 6), round(lat, 6)


def metres_per_mm(bounds: Bounds, frame: Box) -> float:
    """How many metres of the ground a millimetre of the paper is."""
    return (bounds[3] - bounds[1]) * METRES / frame.height


def scale(bounds: Bounds, frame: Box) -> Scale:
    """A bar of a round number of metres, about a sixth of the map.

    >>> scale((0, 51, 0.02, 51.01), Box(0, 0, 140, 111.32)).words
    '200 m'
    """
    wanted = frame.width / 6 * metres_per_mm(bounds, frame)
    steps = [number * 10**power for power in range(1, 6) for number in (1, 2, 5)]
    metres = max((each for each in steps if each <= wanted), default=10)
    words = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    return Scale(metres / metres_per_mm(bounds, frame), words)


def svg(layout: Layout, bounds: Bounds, chosen: Area | None, place: Place) -> str:
    """Outlines and the grid, as a drawing of the frame's size. One unit is a tenth of a millimetre."""
    frame = layout.frame
    wide, high = round(frame.width * 10), round(frame.height * 10)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">',
        f'<rect width="{wide}" height="{high}" fill="#f4f4f1"/>',
        *_streets(bounds, wide, high),
    ]
    plain = len(out) == 2
    for area, geometry in _outlines(place, chosen, bounds):
        inside = chosen is None or area.pk == chosen.pk
        fill, line = ("#ffffff" if plain else "none", "#8a8f8b") if inside else ("none", "#b9bdb9")
        d = "".join(_path(ring, bounds, frame) for ring in rings(geometry))
        out.append(f'<path d="{d}" fill="{fill}" stroke="{line}" stroke-width="{5 if inside else 3}"/>')
    for column in range(1, layout.across):
        x = round(column * wide / layout.across)
        out.append(f'<path d="M{x} 0V{high}" stroke="#c6cbc7" stroke-width="1.5" fill="none"/>')
    for row in range(1, layout.down):
        y = round(row * high / layout.down)
        out.append(f'<path d="M0 {y}H{wide}" stroke="#c6cbc7" stroke-width="1.5" fill="none"/>')
    out.append(f'<rect width="{wide}" height="{high}" fill="none" stroke="#6b706c" stroke-width="6"/></svg>')
    return "".join(out)


def _streets(bounds: Bounds, wide: int, high: int) -> list[str]:
    """The place's own street map, paled so that a pen stands out. A square is small: its sides are drawn straight."""
    street = tiles.held()
    if street is None:
        return []
    west, south, east, north = bounds
    across, down = wide / (east - west), high / (north - south)
    out = []
    for z, x, y in street.finest(bounds, STREETS):
        picture = street.tile(z, x, y)
        left, low, right, top = tiles.box_of(z, x, y)
        if picture:
            data = f"data:{street.type};base64,{base64.b64encode(picture).decode()}"
            out.append(
                f'<image x="{(left - west) * across:.1f}" y="{(north - top) * down:.1f}" preserveAspectRatio="none" '
                f'width="{(right - left) * across:.1f}" height="{(top - low) * down:.1f}" href="{data}"/>'
            )
    return [*out, f'<rect width="{wide}" height="{high}" fill="#ffffff" fill-opacity="0.45"/>'] if out else []


def _outlines(place: Place, chosen: Area | None, bounds: Bounds) -> list[tuple[Area, dict[str, Any]]]:
    west, south, east, north = bounds
    near = Shape.objects.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    rows = near.filter(area__placearea__place=place) | near.filter(area__drawing__place=place)
    found = {row.area_id: row for row in rows.select_related("area").defer("geometry").distinct()[:AREAS]}
    if chosen and chosen.pk not in found:
        found |= {row.area_id: row for row in Shape.objects.filter(area=chosen).select_related("area")}
    ordered = sorted(found.values(), key=lambda row: (chosen is not None and row.area_id == chosen.pk, row.area_id))
    return [(row.area, orjson.loads(row.drawn)) for row in ordered]


def _path(ring: Sequence[Any], bounds: Bounds, frame: Box) -> str:
    spots = [to_paper(bounds, frame, point[0], point[1]) for point in ring]
    steps = dict.fromkeys((round((x - frame.x) * 10), round((y - frame.y) * 10)) for x, y in spots)
    # Far outside the frame a line may be cut: it is not seen, and a printer need not draw it.
    kept = [(min(max(x, -9999), 99999), min(max(y, -9999), 99999)) for x, y in steps]
    return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z" if len(kept) > 2 else ""


def labels(layout: Layout, bounds: Bounds, chosen: Area | None, place: Place) -> list[Label]:
    """Names of areas and of landmarks, none over another. What does not fit is left out: a map is to be drawn on."""
    frame, taken, out = layout.frame, [], []
    for words, x, y, dot in [*_landmarks(layout, bounds, place), *_names(bounds, frame, chosen, place)]:
        size = layout.letters * 0.3528 * (0.85 if dot else 1.0)
        wide = len(words) * size * 0.56
        box = (x - 1, y - size, x + wide + 3, y + size) if dot else (x - wide / 2, y - size, x + wide / 2, y + size)
        if box[0] < frame.x or box[2] > frame.x + frame.width or box[1] < frame.y or box[3] > frame.y + frame.height:
            continue
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            continue
        taken.append(box)
        out.append(Label(round(x, 2), round(y, 2), words, dot))
        if sum(each.dot for each in out) >= LANDMARKS[layout.paper]:
            break
    return out


def _names(bounds: Bounds, frame: Box, chosen: Area | None, place: Place) -> Iterable[tuple[str, float, float, bool]]:
    rows = Area.objects.filter(placearea__place=place) | Area.objects.filter(drawing__place=place)
    for area in rows.filter(lat__range=(bounds[1], bounds[3]), lon__range=(bounds[0], bounds[2])).distinct()[:AREAS]:
        if area != chosen:
            yield (area.local_name or area.name, *to_paper(bounds, frame, area.lon or 0, area.lat or 0), False)


def _landmarks(layout: Layout, bounds: Bounds, place: Place) -> list[tuple[str, float, float, bool]]:
    west, south, east, north = bounds
    middle, km = ((south + north) / 2, (west + east) / 2), (north - south) * METRES / 1000
    wide = layout.frame.width / layout.frame.height
    rows = assets_near(PUBLIC, *middle, km=max(km, km * wide) / 2, most=400)
    ranked = sorted(rows, key=lambda each: (_rank(each.kind), each.name))
    short = [each for each in ranked if len(each.name) <= 32]
    return [(each.name, *to_paper(bounds, layout.frame, each.lon, each.lat), True) for each in short]


def _rank(kind: str) -> int:
    lot = kinds.kind(kind).lot
    return FIRST.index(lot) if lot in FIRST else len(FIRST)


def credits(bounds: Bounds, place: Place) -> list[str]:
    """Whose outlines and whose list of landmarks the map is drawn from, each once."""
    west, south, east, north = bounds
    near = Shape.objects.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    near = near.filter(area__placearea__place=place) | near.filter(area__drawing__place=place)
    held = set(near.values_list("version__dataset", flat=True))
    spots = Asset.objects.filter(lat__range=(south, north), lon__range=(west, east), gone_at=None)
    held |= set(spots.values_list("version__dataset", flat=True).distinct())
    rows = Dataset.objects.filter(pk__in=held).order_by("pk")
    street = tiles.held()
    said = [street.credit] if street is not None and street.credit else []
    said += [each.attribution or f"{each.publisher} ({each.licence})" for each in rows]
    return list(dict.fromkeys(said))
