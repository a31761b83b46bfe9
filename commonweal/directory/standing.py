"""In which of a place's neighbourhoods a location stands: by its point, or else by its address's postcode."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from uuid import UUID

import shapely

from commonweal.directory.models import Address, Location
from commonweal.feeds.postcode import normal_postcode
from commonweal.places.models import Place, Postcode, Shape


def stand(locations: Sequence[Location]) -> None:
    """Find the area of each location of a place, and keep it. What lies elsewhere has none."""
    if not locations:
        return
    _by_postcode(locations)
    placed = [each for each in locations if each.latitude is not None and each.longitude is not None]
    for place in {each.place_id for each in placed}:
        here = [each for each in placed if each.place_id == place]
        for each, area in zip(here, _areas(place, here), strict=True):
            each.area_id = area
    Location.objects.bulk_update(locations, ["area", "latitude", "longitude"], batch_size=500)


def _areas(place: int, locations: Sequence[Location]) -> list[int | None]:
    tree, ids = _ground(place, Place.objects.filter(pk=place).values_list("placearea__area", flat=True).count())
    if not ids:
        return [None] * len(locations)
    points = shapely.points([each.longitude for each in locations], [each.latitude for each in locations])
    found: list[int | None] = [None] * len(locations)
    for point, area in zip(*tree.query(points, predicate="intersects"), strict=True):
        found[point] = ids[area]
    return found


@lru_cache(maxsize=4)
def _ground(place: int, _areas: int) -> tuple[shapely.STRtree, list[int]]:
    """The outlines of a place's smallest areas. Read anew when their number changes."""
    rows = list(Shape.objects.filter(area__placearea__place=place).values_list("area_id", "geometry"))
    return shapely.STRtree(shapely.from_geojson([geometry for _, geometry in rows])), [pk for pk, _ in rows]


def _by_postcode(locations: Iterable[Location]) -> None:
    """A location without a point stands at its postcode's, where that is known here."""
    without = {each.pk: each for each in locations if each.latitude is None or each.longitude is None}
    codes: dict[UUID, str] = {}
    for pk, typed in Address.objects.filter(location__in=list(without)).values_list("location_id", "postal_code"):
        spelled = normal_postcode(typed)
        if spelled:
            codes.setdefault(pk, spelled.replace(" ", ""))
    points = {
        code: (lat, lon)
        for code, lat, lon in Postcode.objects.filter(code__in=set(codes.values())).values_list("code", "lat", "lon")
    }
    for pk, code in codes.items():
        if code in points:
            without[pk].latitude, without[pk].longitude = points[code]
