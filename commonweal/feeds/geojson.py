"""Outlines from GeoJSON, one at a time, so that all England needs no more memory than one neighbourhood.

Shared by the feeds of boundaries; not a feed itself.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from commonweal.feeds.base import Head, Refuse, Refused, Source, open_binary
from commonweal.feeds.columns import is_code, not_this, wrong_code
from commonweal.feeds.records import AreaShape

_LIST = re.compile(r'"features"\s*:\s*\[')
_CHUNK = 1 << 17
# Every outline of the United Kingdom lies well inside these degrees; grid coordinates (in metres) do not.
_WEST, _SOUTH, _EAST, _NORTH = -15.0, 48.0, 5.0, 63.0


def features(path: Path) -> Iterator[Mapping[str, Any]]:
    """The features of a collection as they come past; a file that breaks off yields what was whole, then fails."""
    with open_binary(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace")
        buffer = text.read(_CHUNK)
        opening = _LIST.search(buffer)
        if opening is None:
            return
        buffer, decode, more = buffer[opening.end() :], json.JSONDecoder().raw_decode, _CHUNK
        while True:
            at = 0
            while True:
                while at < len(buffer) and buffer[at] in " \t\r\n,":
                    at += 1
                if buffer[at : at + 1] == "]":
                    return
                try:
                    feature, at = decode(buffer, at)
                except ValueError:
                    break  # not all of it has been read yet
                more = _CHUNK
                yield feature
            added = text.read(more)
            if not added:
                raise ValueError("the list of features is not closed")
            buffer, more = buffer[at:] + added, more * 2  # twice as much each time one feature needs more


def first_properties(head: Head) -> Mapping[str, Any]:
    """The properties of the first feature, {} when this is no GeoJSON."""
    if '"FeatureCollection"' not in head.text[:2_000]:
        return {}
    try:
        feature = next(features(head.path), None)
    except (ValueError, EOFError):
        return {}
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    return properties if isinstance(properties, Mapping) else {}


def shapes(path: Path, source: Source, column: str, kind: str, *, refuse: Refuse) -> Iterator[AreaShape]:
    """Every usable outline of the file; broken polygons are mended, and refused if nothing is left of them."""
    place = 0
    try:
        for place, feature in enumerate(features(path), start=1):
            properties = feature.get("properties") or {}
            code = str(properties.get(column) or "")
            if not is_code(code):
                refuse(Refused(path.name, None, f"Feature {place}: {wrong_code(code, column)}"))
                continue
            outline, why = _polygon(feature.get("geometry"))
            if outline is None:
                refuse(Refused(path.name, None, f"Feature {place} ({code}): {why}"))
                continue
            west, south, east, north = outline.bounds
            if west < _WEST or east > _EAST or south < _SOUTH or north > _NORTH:
                if place == 1 and max(map(abs, outline.bounds)) > 360:
                    what = "its coordinates are metres on the national grid. Export it as degrees (WGS84, EPSG:4326)."
                    raise not_this(path, source, what)
                refuse(Refused(path.name, None, f"Feature {place} ({code}) lies outside the United Kingdom."))
                continue
            published = feature["geometry"] if why == "" else mapping(outline)
            yield AreaShape(kind, code, str(properties.get(f"{column[:-2]}NM") or "").strip(), published)
    except (ValueError, EOFError):  # the text ends too soon, or the packed file does
        reason = f"The file breaks off after feature {place}; the download was cut short. Get it again."
        refuse(Refused(path.name, None, reason))


def _polygon(geometry: Any) -> tuple[BaseGeometry | None, str]:
    """The outline, and "" if it is as published, "mended", or why there is none."""
    if not geometry:
        return None, "it has no outline."
    try:
        outline = shape(geometry)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, shapely.errors.ShapelyError):
        return None, "its outline cannot be understood."
    if outline.is_empty or outline.geom_type not in {"Polygon", "MultiPolygon"}:
        return None, f"a polygon is needed, and this is {'empty' if outline.is_empty else 'a ' + outline.geom_type}."
    if outline.is_valid:
        return outline, ""
    # Mending may leave stray lines beside the ground; only ground is kept.
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(outline)))
    ground = [part for part in parts if part.geom_type == "Polygon" and part.area > 0]
    if not ground:
        return None, "its outline crosses itself and encloses no ground."
    return (ground[0] if len(ground) == 1 else MultiPolygon(ground)), "mended"
