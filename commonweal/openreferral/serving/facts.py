"""What the index knows of a record: its words, and what it can be filtered by.

A service is found by what it says itself and by what each of its places says. A service at a location is found by that
one place and by what the service says; where it has hours or areas of its own, those stand instead of the service's.
"""

from __future__ import annotations

import hashlib
import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from commonweal.openreferral.serving import grid, times
from commonweal.openreferral.serving.documents import Document

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ANY = "any"  # said of an area that is not known, and of what has no parent
NO_LIMIT = sys.float_info.max


@dataclass(slots=True)
class Part:
    """What is known of one stretch of a record."""

    names: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    terms: set[str] = field(default_factory=set)
    taxonomies: set[str] = field(default_factory=set)
    hours: list[str] = field(default_factory=list)
    areas: dict[str, str] = field(default_factory=dict)  # key -> extent, as GeoJSON
    points: list[tuple[float, float]] = field(default_factory=list)


def of_itself(document: Document) -> Part:
    """What a record says of itself, and not of the places it is at."""
    part = Part(hours=times.words(each(document, "schedules")), areas=areas_of(document))
    part.names = texts(document, "name", "alternate_name")
    part.words = texts(document, "description")
    for inner in ("organization", "program"):
        if isinstance(document.get(inner), dict):
            part.words += texts(document[inner], "name", "alternate_name")
    _attributes(part, document)
    for location in each(document, "locations"):
        _location(part, location)
    return part


def of_a_place(document: Document) -> Part:
    """What a service at a location says of that place."""
    part = Part(hours=times.words(each(document, "schedules")), areas=areas_of(document))
    part.words = texts(document, "description")
    _attributes(part, document)
    if isinstance(document.get("location"), dict):
        _location(part, document["location"])
    return part


def joined(parts: Iterable[Part]) -> Part:
    """Several stretches as one."""
    whole = Part()
    for part in parts:
        whole.names += part.names
        whole.words += part.words
        whole.terms |= part.terms
        whole.taxonomies |= part.taxonomies
        whole.hours += part.hours
        whole.areas |= part.areas
        whole.points += part.points
    return whole


def service_part(document: Document, own: Part) -> Part:
    """A service: what it says itself (`own`), and every place it is at."""
    return joined([own, *(of_a_place(place) for place in each(document, "service_at_locations"))])


def place_part(document: Document, own: Part) -> Part:
    """A service at a location: the place, and what the service says (`own`)."""
    place = of_a_place(document)
    whole = joined([own, place])
    whole.hours = place.hours if document.get("schedules") else own.hours
    whole.areas = place.areas or own.areas
    whole.points = place.points
    return whole


def entry(part: Part, document: Document, modified: int) -> dict[str, Any]:
    """The index's own document: words, and short words to filter by. `document` is the service's, for a place of it."""
    names = " ".join(part.names)
    every = f"{names} {' '.join(part.words)}"
    organization = document.get("organization_id") or (document.get("organization") or {}).get("id")
    return {
        "name": names,
        "stem": every,
        "text": every,
        "term": list(part.terms),
        "taxonomy": list(part.taxonomies),
        "organization": [str(organization)] if organization else [],
        "parent": [],
        "hours": list(dict.fromkeys(part.hours)),
        "area": list(part.areas) or [ANY],
        "low": age(document.get("minimum_age"), -NO_LIMIT),
        "high": age(document.get("maximum_age"), NO_LIMIT),
        "modified": modified,
        "latitude": [latitude for latitude, _ in part.points],
        "longitude": [longitude for _, longitude in part.points],
    }


def plain_entry(document: Document, modified: int) -> dict[str, Any]:
    """The index's document of an organisation, a taxonomy or a term: nothing in it has an age or an hour."""
    part = of_itself(document)
    kept = entry(part, {}, modified)
    taxonomy = taxonomy_of(document)
    kept["taxonomy"] += [taxonomy] if taxonomy else []
    kept["parent"] = [str(document.get("parent_id") or ANY)]
    return kept


def age(said: Any, unknown: float) -> float:
    """An age as a number; one that nobody has said shuts nobody out."""
    try:
        found = float(said)
    except (TypeError, ValueError):
        return unknown
    return found if math.isfinite(found) else unknown


def each(document: Document, name: str) -> list[Document]:
    """The objects of a list that a record may not have."""
    held = document.get(name)
    return [inner for inner in held if isinstance(inner, dict)] if held else []


def texts(document: Document, *names: str) -> list[str]:
    """What is said under these names, where anything is."""
    found = []
    for name in names:
        said = document.get(name)
        if isinstance(said, str):
            found.append(said)
    return found


def areas_of(document: Document) -> dict[str, str]:
    """Areas whose outline can be read, by a key that is the same for the same outline."""
    found = {}
    for area in each(document, "service_areas"):
        extent = area.get("extent")
        said = extent if isinstance(extent, str) else orjson.dumps(extent).decode() if extent else ""
        if said.lstrip().startswith("{") and outline(said) is not None:
            found[hashlib.blake2b(said.encode(), digest_size=8).hexdigest()] = said
    return found


@lru_cache(4096)
def outline(extent: str) -> BaseGeometry | None:
    """GeoJSON as a shape: a geometry, a feature, or several features together."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape
    from shapely.ops import unary_union

    try:
        said = orjson.loads(extent)
        parts = said["features"] if said.get("type") == "FeatureCollection" else [said]
        shapes = [shape(each["geometry"] if each.get("type") == "Feature" else each) for each in parts]
        whole = shapes[0] if len(shapes) == 1 else unary_union(shapes)
        return None if whole.is_empty or not whole.is_valid else whole
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, ShapelyError):
        return None


def _attributes(part: Part, document: Document) -> None:
    for attribute in each(document, "attributes"):
        part.words += texts(attribute, "label", "value")
        term = attribute.get("taxonomy_term")
        known = attribute.get("taxonomy_term_id")
        if known:
            part.terms.add(str(known))
        if not isinstance(term, dict):
            continue
        part.words += texts(term, "name")
        if term.get("id"):
            part.terms.add(str(term["id"]))
        taxonomy = taxonomy_of(term)
        if taxonomy:
            part.taxonomies.add(taxonomy)


def taxonomy_of(term: Document) -> str:
    """The taxonomy a term belongs to, where it says."""
    detail = term.get("taxonomy_detail")
    return str(term.get("taxonomy_id") or (detail.get("id") if isinstance(detail, dict) else "") or "")


def _location(part: Part, location: Document) -> None:
    part.words += texts(location, "name", "alternate_name")
    _attributes(part, location)
    point = grid.point_of(location)
    if point:
        part.points.append(point)
