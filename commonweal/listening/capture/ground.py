"""The ground people mark: a place's neighbourhoods and what people know their way by, small enough to lie on a device.

Outlines that are held here are drawn, over a street map where the place has a file of one. Nothing is asked of any
other host.
"""

from __future__ import annotations

from typing import Any

import orjson
from django.db.models import Max, Min

from commonweal.core.errors import NotFound
from commonweal.directory import queries as directory
from commonweal.journal.actor import PUBLIC
from commonweal.listening.capture.rows import Landmark
from commonweal.listening.models import Gathering
from commonweal.places import queries as places
from commonweal.places import tiles
from commonweal.places.models import Area, Place, Shape

MOST_AREAS, MOST_LANDMARKS = 260, 160
MOST_TILES = 320  # that a shared device keeps: some 5 MB
FIGURES = 5  # of a degree: about a metre


def of(place: Place, gathering: Gathering | None = None) -> bytes:
    """GeoJSON of the areas, finest that are not too many, with `landmarks` beside them. The same for everybody."""
    within = _within(place, gathering)
    features = [_lighter(each) for each in _outlines(place, within)]
    body = {"type": "FeatureCollection", "features": features, "landmarks": _landmarks(within), "streets": _streets()}
    return orjson.dumps(body)


def _within(place: Place, gathering: Gathering | None) -> set[int]:
    near = places.smallest_in(gathering.area) if gathering and gathering.area else []
    return set(near) or set(places.members(place).values_list("pk", flat=True))


def _streets() -> dict[str, Any] | None:
    street = tiles.held()
    if street is None:
        return None
    address = f"/tiles/{{z}}/{{x}}/{{y}}?{street.mark}"
    return {"address": address, "low": street.low, "high": street.high, "credit": street.credit}


def streets_kept(place: Place, gathering: Gathering) -> list[str]:
    """Addresses of the pieces of street map that a shared device keeps, coarse ones first."""
    street = tiles.held()
    boxes = Shape.objects.filter(area__in=_within(place, gathering)).aggregate(
        *(Min("west"), Min("south"), Max("east"), Max("north"))
    )
    box = tuple(boxes[name] for name in ("west__min", "south__min", "east__max", "north__max"))
    if street is None or None in box:
        return []
    return [f"/tiles/{z}/{x}/{y}?{street.mark}" for z, x, y in street.over(box, MOST_TILES) if street.tile(z, x, y)]


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
