"""The ground people mark: a place's neighbourhoods and what people know their way by, small enough to lie on a device.

No tiles are needed: the outlines that are held here are drawn. Nothing is asked of any other host.
"""

from __future__ import annotations

from typing import Any

import orjson

from commonweal.core.errors import NotFound
from commonweal.directory import queries as directory
from commonweal.journal.actor import PUBLIC
from commonweal.listening.capture.rows import Landmark
from commonweal.listening.models import Gathering
from commonweal.places import queries as places
from commonweal.places.models import Area, Place

MOST_AREAS, MOST_LANDMARKS = 260, 160
FIGURES = 5  # of a degree: about a metre


def of(place: Place, gathering: Gathering | None = None) -> bytes:
    """GeoJSON of the areas, finest that are not too many, with `landmarks` beside them. The same for everybody."""
    near = places.smallest_in(gathering.area) if gathering and gathering.area else []
    within = set(near) or set(places.members(place).values_list("pk", flat=True))
    features = [_lighter(each) for each in _outlines(place, within)]
    body = {"type": "FeatureCollection", "features": features, "landmarks": _landmarks(within)}
    return orjson.dumps(body)


def _outlines(place: Place, within: set[int]) -> list[dict[str, Any]]:
    for kind, _label, _count in reversed(places.kinds_of(place)):
        ids = [pk for pk, inner in places.membership(place, kind).items() if within.intersection(inner)]
        if not 0 < len(ids) <= MOST_AREAS:
            continue
        try:
            found: list[dict[str, Any]] = orjson.loads(places.shapes(PUBLIC, place.slug, kind, ids))["features"]
        except NotFound:
            continue
        return found
    return []


def _lighter(feature: dict[str, Any]) -> dict[str, Any]:
    """Coordinates to a metre: more is weight on an old phone and nothing for the eye."""
    geometry = feature["geometry"]
    return {
        "type": "Feature",
        "properties": {"name": feature["properties"]["name"]},
        "geometry": {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])},
    }


def _rounded(given: Any) -> Any:
    if isinstance(given, list):
        return [_rounded(each) for each in given]
    return round(given, FIGURES)


def _landmarks(within: set[int]) -> list[Landmark]:
    rows, _total = directory.assets_in(PUBLIC, within, most=MOST_LANDMARKS)
    return [Landmark(each.name, each.kind_label, round(each.lon, 5), round(each.lat, 5)) for each in rows if each.name]


def area_at(place: Place, lon: float, lat: float) -> Area | None:
    """The place's smallest area that a spot lies in; None where outlines are not held, or it lies elsewhere."""
    import shapely

    rows = Area.objects.filter(
        placearea__place=place, shape__west__lte=lon, shape__east__gte=lon, shape__south__lte=lat, shape__north__gte=lat
    ).select_related("shape")
    spot = shapely.Point(lon, lat)
    return next((each for each in rows if shapely.from_geojson(each.shape.geometry).covers(spot)), None)
