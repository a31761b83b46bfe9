"""Community assets from OpenStreetMap, as ogr2ogr writes them: GeoJSON with the rarer tags packed into `other_tags`."""

from __future__ import annotations

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.geojson import features, first_properties
from commonweal.feeds.points import in_degrees
from commonweal.feeds.postcode import normal_postcode
from commonweal.feeds.records import AssetPoint
from commonweal.feeds.web_address import web_address

SOURCE = Source(
    key="osm_assets",
    title="OpenStreetMap: community assets",
    publisher="OpenStreetMap contributors",
    licence="ODbL-1.0",
    vintage="the day of the extract (West Yorkshire: July 2023)",
    every="all the time",
    address="https://download.geofabrik.de/europe/united-kingdom/england.html",
    attribution="© OpenStreetMap contributors, under the Open Database Licence.",
    note=(
        "Drawn by volunteers: rich in some streets, thin in others, so fewer here can mean fewer mapped. Two in five "
        "have no name. Which tags count as which kind is a table in the software."
    ),
)
PACKED = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
ESCAPED = re.compile(r"\\(.)")
# The same thing drawn as a point and as an outline: of one name and kind, with at most this many metres between them.
TWICE_METRES = 50
DEGREE_METRES = 111_200
# What is at least this far across gets points along its edge, so far apart, unless that made more than so many.
LARGE_METRES, EDGE_METRES, MOST_EDGE = 150, 150, 24


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: these tags are this kind."""

    order: int
    kind: str
    named: bool  # only where the feature has a name
    for_everyone: bool  # not where tags say it is kept for some


@cache
def table() -> tuple[dict[tuple[str, str], Rule], frozenset[tuple[str, str]]]:
    """Which tag is which kind, and which tags say that a thing is not for everyone."""
    shipped = tomllib.loads((files("commonweal.feeds") / "data" / "osm_tags.toml").read_text(encoding="utf-8"))
    rules: dict[tuple[str, str], Rule] = {}
    for order, row in enumerate(shipped["kind"]):
        rule = Rule(order, row["key"], row.get("named", False), row.get("for_everyone", False))
        for tag in row["tags"]:
            rules.setdefault(_pair(tag), rule)
    return rules, frozenset(_pair(tag) for tag in shipped["not_for_everyone"])


def _pair(tag: str) -> tuple[str, str]:
    key, _, value = tag.partition("=")
    return key, value


def tags_of(properties: Mapping[str, Any]) -> dict[str, str]:
    """All tags of a feature: those with columns of their own, and those packed as hstore text."""
    packed = {
        ESCAPED.sub(r"\1", key): ESCAPED.sub(r"\1", value)
        for key, value in PACKED.findall(properties.get("other_tags") or "")
    }
    own = {key: value for key, value in properties.items() if isinstance(value, str) and key != "other_tags"}
    return packed | own


def rule_for(tags: Mapping[str, str]) -> Rule | None:
    """The first line of the table that fits these tags; None where none does."""
    rules, kept = table()
    pairs = [(key, value.strip().lower()) for key, value in tags.items()]
    private = any(pair in kept for pair in pairs)
    found = [rule for pair in pairs if (rule := rules.get(pair))]
    fits = [rule for rule in found if not (rule.named and not tags.get("name")) and not (rule.for_everyone and private)]
    return min(fits, key=lambda rule: rule.order, default=None)


def recognise(head: Head) -> Source | None:
    """Known by the ids of OpenStreetMap, under the names ogr2ogr gives them."""
    properties = first_properties(head)
    return SOURCE if {"osm_id", "osm_way_id"} & set(properties) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Assets are counted where they stand; the file carries no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


@dataclass(slots=True)
class Thing:
    """One thing on the map, met in one or several layers of an extract."""

    id: str
    place: int  # in the file
    rule: Rule
    tags: dict[str, str]
    shape: BaseGeometry

    @property
    def known_by(self) -> tuple[str, str]:
        """What two drawings of the same thing share."""
        return self.rule.kind, self.tags.get("name", "").strip().casefold()


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetPoint]:
    """Every feature that is an asset, once. What the table of tags does not name is passed over, and is no fault."""
    things = _things(path, refuse)
    outlines: dict[tuple[str, str], list[Thing]] = defaultdict(list)
    for thing in things.values():
        if thing.known_by[1] and thing.shape.geom_type != "Point":
            outlines[thing.known_by].append(thing)
    for thing in things.values():
        point = thing.shape.geom_type == "Point"
        twin = (
            next((each for each in outlines[thing.known_by] if _near(thing.shape, each.shape)), None) if point else None
        )
        if twin is not None:
            name = thing.tags["name"]
            refuse(
                Refused(path.name, None, f"{thing.id}: “{name}” is drawn again as {twin.id}, whose outline is kept.")
            )
        else:
            yield _asset(thing)


def _things(path: Path, refuse: Refuse) -> dict[str, Thing]:
    """Assets by id. A thing listed in two layers is the kind that stands first in the table."""
    things: dict[str, Thing] = {}
    place = 0
    try:
        for place, feature in enumerate(features(path), start=1):
            properties = feature.get("properties") or {}
            tags = tags_of(properties)
            rule = rule_for(tags)
            if rule is None:
                continue
            shape = _shape(feature.get("geometry"))
            id = shape and _id(properties, shape.geom_type)
            if shape is None or not id:
                what = "has no place on the map" if shape is None else "has no id of OpenStreetMap"
                reason = f"Feature {place} ({tags.get('name', 'without a name')}, {rule.kind}) {what}."
                refuse(Refused(path.name, None, reason))
            elif id not in things or rule.order < things[id].rule.order:
                things[id] = Thing(id, place, rule, things[id].tags | tags if id in things else tags, shape)
    except (ValueError, EOFError):  # the text ends too soon, or the packed file does
        reason = f"The file breaks off after feature {place}; the download was cut short. Get it again."
        refuse(Refused(path.name, None, reason))
    return things


def _id(properties: Mapping[str, Any], drawn_as: str) -> str:
    """OpenStreetMap numbers points, lines and relations apart: one number can be three things."""
    if properties.get("osm_way_id"):
        return f"way/{properties['osm_way_id']}"
    letter = {"Point": "node", "LineString": "way"}.get(drawn_as, "relation")
    return f"{letter}/{properties['osm_id']}" if properties.get("osm_id") else ""


def _shape(geometry: Any) -> BaseGeometry | None:
    """The drawing, mended where its outline crosses itself; None where there is none that can be understood."""
    try:
        drawn = shape(geometry)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, shapely.errors.ShapelyError):
        return None
    if drawn.is_empty:
        return None
    west, south, east, north = drawn.bounds
    if in_degrees(str(south), str(west)) is None or in_degrees(str(north), str(east)) is None:
        return None
    return drawn if drawn.is_valid else shapely.make_valid(drawn)


def _near(point: BaseGeometry, outline: BaseGeometry) -> bool:
    """Is the point in the outline, or at most a few steps outside it?"""
    one, other = (shapely.transform(each, lambda degrees: degrees * _metres(point.y)) for each in (point, outline))
    return float(one.distance(other)) <= TWICE_METRES


def _metres(north: float) -> tuple[float, float]:
    """How many metres is a degree to the east, and one to the north? On ground that is flat for so short a way."""
    return math.cos(math.radians(north)) * DEGREE_METRES, DEGREE_METRES


def _edge(drawn: BaseGeometry) -> tuple[tuple[float, float], ...]:
    """Points along the outline of what is large, (lat, lon). None along holes: a gate to the street is outside."""
    metres = _metres(drawn.centroid.y)
    flat = shapely.transform(drawn, lambda degrees: degrees * metres)
    west, south, east, north = flat.bounds
    if math.hypot(east - west, north - south) < LARGE_METRES:
        return ()
    parts = shapely.get_parts(shapely.get_parts(flat))  # an outline that was mended may hold several in one of several
    lines = [each.exterior if each.geom_type == "Polygon" else each for each in parts if each.length]
    apart = max(EDGE_METRES, sum(line.length for line in lines) / MOST_EDGE)
    points = [line.interpolate(n * apart) for line in lines for n in range(max(1, int(line.length // apart)))]
    return tuple((round(each.y / metres[1], 5), round(each.x / metres[0], 5)) for each in points)


def _asset(thing: Thing) -> AssetPoint:
    # Most are outlines. Their middle may lie outside (a park around a school); a representative point lies on them.
    point = thing.shape.representative_point()
    tags = thing.tags
    return AssetPoint(
        thing.id,
        thing.rule.kind,
        tags.get("name", "").strip(),
        round(point.y, 6),
        round(point.x, 6),
        postcode=normal_postcode(tags.get("addr:postcode")) or "",
        address=_address(tags),
        website=web_address(tags.get("website") or tags.get("contact:website") or tags.get("url")),
        details=_details(tags),
        edge=_edge(thing.shape),
    )


def _address(tags: Mapping[str, str]) -> str:
    street = " ".join(part for part in (tags.get("addr:housenumber", ""), tags.get("addr:street", "")) if part)
    return ", ".join(part for part in (street, tags.get("addr:suburb", ""), tags.get("addr:city", "")) if part)


def _details(tags: Mapping[str, str]) -> dict[str, str]:
    """A few tags worth showing, in words."""
    said = {
        "opening_hours": "opening hours, as mapped",
        "wheelchair": "wheelchair access",
        "denomination": "denomination",
        "religion": "religion",
        "operator": "run by",
    }
    return {words: tags[key] for key, words in said.items() if tags.get(key)}
