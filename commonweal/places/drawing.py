"""Neighbourhoods that people draw themselves: the line is theirs.

Figures are those of the official neighbourhoods whose centre, by where people live, lies inside it. It is always said
which were counted.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import orjson
import shapely
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.places.around import DRAWN
from commonweal.places.models import Area, Dataset, DatasetVersion, Drawing, Parent, Place, Shape

MOST_BYTES = 2_000_000
MOST_FEATURES = 200
DATASET = "drawn"
FACTS = {
    "title": "Neighbourhoods as people of the place draw them",
    "publisher": "The people of the place",
    "licence": "CC0-1.0",
    "vintage": "the day each was drawn",
    "every": "whenever people draw",
    "address": "",
}


@dataclass(frozen=True, slots=True)
class Outline:
    """One drawn neighbourhood of a file: the name it has there ("" where none), and its line."""

    name: str
    geometry: shapely.Geometry


def read(body: bytes) -> list[Outline]:
    """The outlines of a GeoJSON file: one feature, a collection of them, or a bare polygon."""
    if len(body) > MOST_BYTES:
        raise Invalid(_("The file is larger than 2 MB. Draw with fewer points, or one neighbourhood to a file."))
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise Invalid(_("This is not a GeoJSON file. Save the drawing as GeoJSON, and send that."))
    features = given.get("features") if given.get("type") == "FeatureCollection" else [given]
    if not isinstance(features, list) or not 0 < len(features) <= MOST_FEATURES:
        raise Invalid(_("The file must hold between 1 and 200 drawn areas."))
    return [_outline(each) for each in features]


def _outline(feature: Any) -> Outline:
    facts = feature if isinstance(feature, dict) else {}
    properties = facts.get("properties") if isinstance(facts.get("properties"), dict) else {}
    name = next((str(value) for key, value in properties.items() if key.lower() == "name" and value), "")
    return Outline(name.strip(), polygon(facts.get("geometry") if facts.get("type") == "Feature" else facts))


def polygon(given: Any) -> shapely.Geometry:
    """A drawn line as a valid polygon in degrees."""
    if not isinstance(given, dict) or given.get("type") not in {"Polygon", "MultiPolygon"}:
        raise Invalid(_("Each drawn area must be a polygon: a line that comes back to where it began."))
    try:
        shape = shapely.make_valid(shapely.from_geojson(orjson.dumps(given)))
    except (shapely.GEOSException, orjson.JSONEncodeError, ValueError, TypeError) as wrong:
        raise Invalid(_("The outline cannot be read. Draw it again, and save it as GeoJSON.")) from wrong
    parts = [each for each in shapely.get_parts(shape) if each.geom_type in {"Polygon", "MultiPolygon"}]
    whole = shapely.set_precision(shapely.union_all(parts), 1e-5, mode="valid_output")
    if whole.is_empty:
        raise Invalid(_("The outline encloses no ground. Draw it again, so that it does not cross itself."))
    west, south, east, north = whole.bounds
    if not (west > -9 and east < 3 and south > 49 and north < 61):
        raise Invalid(_("The outline does not lie in the United Kingdom. GeoJSON has longitude first, in degrees."))
    return whole


def code_of(place: Place, name: str) -> str:
    """A code that is the same each time this place draws a neighbourhood of this name."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:12].strip("-")
    digest = hashlib.sha256(f"{place.pk}/{' '.join(name.lower().split())}".encode()).hexdigest()
    return f"{slug}-{digest[:7]}".strip("-")


def keep(place: Place, name: str, geometry: shapely.Geometry) -> Area:
    """Inside a change: the area with its outline. A second drawing of one name takes the place of the first."""
    middle = shapely.point_on_surface(geometry)
    code = code_of(place, name)
    area, _made = Area.objects.update_or_create(
        kind=DRAWN,
        code=code,
        defaults={"key": Area.key_of(DRAWN, code), "name": name, "lat": middle.y, "lon": middle.x},
    )
    text = shapely.to_geojson(geometry)
    west, south, east, north = geometry.bounds
    facts = {"geometry": text, "drawn": text, "west": west, "south": south, "east": east, "north": north}
    Shape.objects.update_or_create(area=area, defaults=facts | {"version": _version(text)})
    Drawing.objects.update_or_create(area=area, defaults={"place": place, "drawn_at": timezone.now()})
    return area


def _version(text: str) -> DatasetVersion:
    dataset, _made = Dataset.objects.get_or_create(key=DATASET, defaults=FACTS)
    sha = hashlib.sha256(text.encode()).hexdigest()
    return DatasetVersion.objects.get_or_create(dataset=dataset, sha256=sha, defaults={"first_seen": timezone.now()})[0]


def count(place: Place, area: Area) -> int:
    """Inside a change: which of the place's official neighbourhoods are counted for a drawn one. Says how many."""
    outline = shapely.from_geojson(Shape.objects.values_list("geometry", flat=True).get(area=area))
    members = Area.objects.filter(placearea__place=place, kind="lsoa21", lat__isnull=False, lon__isnull=False)
    rows = list(members.values_list("pk", "lat", "lon"))
    centres = shapely.points([(lon, lat) for _pk, lat, lon in rows]) if rows else []
    inside = {pk for (pk, *_), within in zip(rows, shapely.covers(outline, centres), strict=True) if within}
    Parent.objects.filter(parent=area, how=Parent.DRAWN).delete()
    Parent.objects.bulk_create([Parent(area_id=pk, parent=area, how=Parent.DRAWN) for pk in sorted(inside)])
    return len(inside)


def touches(place: Place, geometry: shapely.Geometry) -> bool:
    """Does any of it lie on the place's ground? Where no outlines are held, nobody can say that it does not."""
    west, south, east, north = geometry.bounds
    held = Shape.objects.filter(area__placearea__place=place)
    near = held.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    texts = list(near.values_list("geometry", flat=True))
    if texts:
        return bool(shapely.intersects(shapely.from_geojson(texts), geometry).any())
    return not held.exists()
