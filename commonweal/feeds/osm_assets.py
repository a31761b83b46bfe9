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

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, geojson_features
from commonweal.feeds.geojson import first_properties
from commonweal.feeds.records import AssetPoint

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
        "Drawn by volunteers: rich in some streets, thin in others, so fewer here can mean fewer mapped. Two in five have "
        "no name. Which tags count as which kind is a table in the software."
    ),
)
PACKED = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
# The same thing drawn twice, as a point and as an outline, within this many metres.
TWICE_METRES = 60


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: these tags are this kind."""

    kind: str
    tags: tuple[tuple[str, str], ...]
    named: bool


@cache
def rules() -> tuple[Rule, ...]:
    """The table of tags, in its order."""
    table = tomllib.loads((files("commonweal.feeds") / "data" / "osm_tags.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(row["key"], tuple(_pair(tag) for tag in row["tags"]), row.get("named", False)) for row in table["kind"]
    )


def _pair(tag: str) -> tuple[str, str]:
    key, _, value = tag.partition("=")
    return key, value


@cache
def _by_tag() -> dict[tuple[str, str], tuple[int, Rule]]:
    return {tag: (order, rule) for order, rule in reversed(list(enumerate(rules()))) for tag in rule.tags}


def tags_of(properties: Mapping[str, Any]) -> dict[str, str]:
    """All tags of a feature: those with columns of their own, and those packed as hstore text."""
    packed = {
        key.replace('\\"', '"'): value.replace('\\"', '"')
        for key, value in PACKED.findall(properties.get("other_tags") or "")
    }
    return packed | {key: str(value) for key, value in properties.items() if value and key != "other_tags"}


def kind_of(tags: Mapping[str, str]) -> str | None:
    """The kind of asset these tags say it is, by the first line of the table that fits; None where none does."""
    table = _by_tag()
    found = [hit for key, value in tags.items() if (hit := table.get((key, value.strip().lower())))]
    fits = [(order, rule) for order, rule in found if not rule.named or tags.get("name")]
    # Somebody's own garden, or a club's own pool, is not there for everyone.
    return min(fits, key=lambda each: each[0])[1].kind if fits and tags.get("access") not in {"private", "no"} else None


def recognise(head: Head) -> Source | None:
    """Known by the ids OpenStreetMap gives and the layer ogr2ogr came from."""
    properties = first_properties(head)
    return SOURCE if "source_layer" in properties and {"osm_id", "osm_way_id"} & set(properties) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Assets are counted where they stand; the file carries no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetPoint]:
    """Every feature that is an asset, once: outlines before points, so that a thing drawn twice keeps its outline."""
    seen: set[str] = set()
    stand: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    features = list(geojson_features(path))
    outlines = [each for each in features if (each[1].get("geometry") or {}).get("type") != "Point"]
    points = [each for each in features if (each[1].get("geometry") or {}).get("type") == "Point"]
    for line, feature in (*outlines, *points):
        tags = tags_of(feature["properties"])
        kind = kind_of(tags)
        if kind is None:
            continue
        id = _id(feature)
        if id in seen:
            continue  # one thing may stand in several layers of the extract
        seen.add(id)
        spot = _spot(feature.get("geometry"))
        if spot is None:
            refuse(Refused(path.name, line, f"{id} ({tags.get('name', 'no name')}) has no place on the map."))
            continue
        name = tags.get("name", "").strip()
        if name and _stands_already(stand[(kind, name.lower())], spot):
            refuse(Refused(path.name, line, f"{id}: “{name}” is drawn twice within {TWICE_METRES} m; one is kept."))
            continue
        if name:
            stand[(kind, name.lower())].append(spot)
        yield AssetPoint(
            id,
            kind,
            name,
            spot[0],
            spot[1],
            postcode=tags.get("addr:postcode", ""),
            address=_address(tags),
            website=tags.get("website", tags.get("contact:website", "")),
            details=_details(tags),
        )


def _id(feature: Mapping[str, Any]) -> str:
    properties = feature["properties"]
    if properties.get("osm_way_id"):
        return f"way/{properties['osm_way_id']}"
    point = (feature.get("geometry") or {}).get("type") == "Point"
    return f"{'node' if point else 'relation'}/{properties.get('osm_id')}"


def _spot(geometry: Mapping[str, Any] | None) -> tuple[float, float] | None:
    """A point that lies on the thing itself; crossing outlines are mended first. Latitude, longitude."""
    if not geometry:
        return None
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"][:2]
        return float(lat), float(lon)
    shape = shapely.geometry.shape(geometry)
    whole = shape if shape.is_valid else shapely.make_valid(shape)
    if whole.is_empty:
        return None
    point = whole.representative_point()
    return round(point.y, 6), round(point.x, 6)


def _stands_already(spots: list[tuple[float, float]], spot: tuple[float, float]) -> bool:
    return any(_metres(spot, other) <= TWICE_METRES for other in spots)


def _metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Flat-earth distance: right to a hand's breadth over sixty metres."""
    east = (a[1] - b[1]) * math.cos(math.radians(a[0]))
    return math.hypot(a[0] - b[0], east) * 111_200


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
