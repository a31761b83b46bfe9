"""Hubs on the drawing of a place, and before and after as lines: numbers in, places on a sheet out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from commonweal.core.errors import DomainError
from commonweal.core.outline import Frame, Sheet, Spot, apart, frame_of
from commonweal.evidence import queries as evidence
from commonweal.evidence import shades
from commonweal.evidence.hubs.rows import STAYS, GainRow, HubRow
from commonweal.evidence.keep import kept
from commonweal.evidence.overview import overview
from commonweal.journal.actor import Actor
from commonweal.places import queries as places

DRAWN = ("msoa21", "neighbourhood", "lsoa21", "lad24")
SINGLE = ("lsoa21", "neighbourhood")
SIZE, NUMBERED = 620, 60  # more hubs than this are dots without numbers
WIDTH, EDGE = 300, 8


@dataclass(frozen=True, slots=True)
class HubMark:
    """A hub on the sheet."""

    x: float
    y: float
    row: HubRow
    from_x: float | None = None  # where it stood before it was moved
    from_y: float | None = None


@dataclass(frozen=True, slots=True)
class HubMap:
    """The sheet, its hubs and its legend; and where on the ground the sheet lies, for script."""

    sheet: Sheet
    marks: tuple[HubMark, ...]
    steps: list[tuple[str, str]]
    west: float
    north: float
    across: float  # pixels a degree of longitude
    down: float  # pixels a degree of latitude
    numbered: bool


def hub_map(viewer: Actor, slug: str, hubs: Sequence[HubRow]) -> HubMap | None:
    """The drawing of a place with these hubs on it; None where no outlines are held."""
    counts = {kind: count for kind, _words, count in evidence.kinds(viewer, slug)}
    kind = next((each for each in DRAWN if 0 < counts.get(each, 0) <= places.MOST_DRAWN), "")
    if not kind:
        return None
    try:
        shapes = evidence.outlines(viewer, slug, kind)
    except DomainError:
        return None
    frame = kept(("hub frame", slug, kind), lambda: frame_of(orjson.loads(shapes)["features"]))
    if frame is None:
        return None
    areas = evidence.neighbourhoods(viewer, slug, kind)
    legend = shades.DECILES if kind in SINGLE else shades.SHARE_LEGEND
    return _marked(overview(shapes, areas, size=SIZE), frame, hubs, legend)


def _marked(sheet: Sheet, frame: Frame, hubs: Sequence[HubRow], legend: list[tuple[str, str]]) -> HubMap:
    west, south, east, north = frame
    # As core.outline lays a place on its sheet: a degree of longitude is shorter than one of latitude.
    squeeze = math.cos(math.radians((south + north) / 2))
    down = SIZE / max((east - west) * squeeze or 1e-9, (north - south) or 1e-9)
    across = down * squeeze

    def at(lat: float, lon: float) -> tuple[int, int]:
        return round((lon - west) * across), round((north - lat) * down)

    spots = [Spot(*at(each.lat, each.lon), str(each.number)) for each in hubs]
    numbered = len(spots) <= NUMBERED
    shown = apart(spots, least=23) if numbered else spots
    marks = []
    for spot, hub in zip(shown, hubs, strict=True):
        was = at(*map(float, hub.was.split(","))) if hub.was else (None, None)
        marks.append(HubMark(spot.x, spot.y, hub, *was))
    marks.sort(key=lambda mark: mark.row.state != STAYS)  # what was changed lies over what was there
    return HubMap(sheet, tuple(marks), legend, west, north, round(across, 4), round(down, 4), numbered)


@dataclass(frozen=True, slots=True)
class Line:
    """A group before and after, on a scale from nought to a hundred people of a hundred."""

    row: GainRow
    before: float | None
    after: float | None


def lines(rows: Sequence[GainRow]) -> tuple[Line, ...]:
    """All groups on one scale."""
    return tuple(Line(each, _x(each.share_before), _x(each.share_after)) for each in rows)


def _x(share: float | None) -> float | None:
    return None if share is None else round(EDGE + (WIDTH - 2 * EDGE) * share / 100, 1)
