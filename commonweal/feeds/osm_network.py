"""The ways people can walk, from an extract of OpenStreetMap (.osm.pbf). Needs the extra “routing”. Not itself a feed.

A place downloads the extract; its map stays under the Open Database Licence, which is said with every number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.feeds.base import Source, WrongFile

SOURCE = Source(
    key="osm_network",
    title="OpenStreetMap, ways to walk",
    publisher="OpenStreetMap contributors",
    licence="ODbL-1.0",
    vintage="the day the extract was made",
    every="day",
    address="https://www.openstreetmap.org/copyright",
    attribution="© OpenStreetMap contributors",
    note="Ways that nobody has drawn are missing. Locked gates and opening hours are not known.",
    files=("*.osm.pbf",),
)
EARTH_M = 6_371_008.8
WALKED = frozenset(
    "bridleway corridor cycleway footway living_street path pedestrian platform primary primary_link residential road "
    "secondary secondary_link service steps tertiary tertiary_link track trunk trunk_link unclassified".split()
)
CLOSED, OPEN = frozenset({"no", "private", "military"}), frozenset({"yes", "designated", "permissive", "destination"})


@dataclass(frozen=True, slots=True)
class Ways:
    """Points and the stretches between them, both ways."""

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    metres: NDArray[np.float64]


Box = tuple[float, float, float, float]  # west, south, east, north
NOT_INSTALLED = "Reading a map needs the extra “routing”: pip install 'commonweal[routing]'."
TOLD_EVERY = 5_000  # ways


def installed() -> bool:
    """Is the reader of extracts here?"""
    return find_spec("osmium") is not None


def read(path: Path, *, box: Box | None = None, tell: Callable[[int], None] = lambda ways: None) -> Ways:
    """Every stretch that may be walked, within the box. WrongFile where the file is no extract, or no reader is here.

    `tell` is told now and then how many ways have been looked at.
    """
    osmium = _reader()
    nodes: dict[int, int] = {}
    at: list[tuple[float, float]] = []
    stretches: list[tuple[int, int]] = []
    try:
        reading = osmium.FileProcessor(str(path)).with_locations()
        reading.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
        for number, way in enumerate(reading.with_filter(osmium.filter.KeyFilter("highway")), start=1):
            if number % TOLD_EVERY == 0:
                tell(number)
            if walked(dict(way.tags)):
                _way(way, nodes, at, stretches, box)
    except RuntimeError as error:
        raise WrongFile(
            f"{path.name} is not an extract of OpenStreetMap that can be read (.osm.pbf): {error}"
        ) from error
    if not stretches:
        raise WrongFile(f"{path.name} has no way that could be walked. Take an extract that covers the place.")
    return _measured(at, stretches)


def made_on(path: Path) -> date | None:
    """The day an extract was made, where it says so. WrongFile as for `read`."""
    try:
        header = _reader().io.Reader(str(path)).header()
        said = header.get("osmosis_replication_timestamp") or header.get("timestamp")
        return datetime.fromisoformat(said).date() if said else None
    except RuntimeError as error:
        raise WrongFile(
            f"{path.name} is not an extract of OpenStreetMap that can be read (.osm.pbf): {error}"
        ) from error
    except ValueError:
        return None


def _reader() -> Any:
    try:
        import osmium
    except ImportError as error:
        raise WrongFile(NOT_INSTALLED) from error
    return osmium


def walked(tags: Mapping[str, str]) -> bool:
    """May this way be walked, by what its tags say?

    >>> walked({"highway": "footway"}), walked({"highway": "motorway"}), walked({"highway": "service", "access": "no"})
    (True, False, False)
    """
    foot = tags.get("foot", "")
    if foot in OPEN:
        return tags.get("highway", "") not in ("construction", "proposed")
    closed = foot in CLOSED or tags.get("access") in CLOSED or tags.get("motorroad") == "yes"
    return tags.get("highway") in WALKED and not closed


def _way(
    way: Any,
    nodes: dict[int, int],
    at: list[tuple[float, float]],
    stretches: list[tuple[int, int]],
    box: Box | None,
) -> None:
    """A way as stretches from point to point. A point outside the extract, or the box, breaks it."""
    west, south, east, north = box or (-180.0, -90.0, 180.0, 90.0)
    before = -1
    for node in way.nodes:
        where = node.location
        if not where.valid() or not (west <= where.lon <= east and south <= where.lat <= north):
            before = -1
            continue
        here = nodes.get(node.ref, -1)
        if here < 0:
            here = nodes[node.ref] = len(at)
            at.append((where.lat, where.lon))
        if before >= 0 and before != here:
            stretches.append((before, here))
        before = here


def _measured(at: list[tuple[float, float]], stretches: list[tuple[int, int]]) -> Ways:
    lat, lon = np.array(at).T
    start, end = np.array(stretches, np.int32).T
    up, across = np.radians(lat[end] - lat[start]), np.radians(lon[end] - lon[start])
    middle = np.cos(np.radians((lat[end] + lat[start]) / 2))
    return Ways(lat, lon, start, end, np.hypot(up, across * middle) * EARTH_M)
