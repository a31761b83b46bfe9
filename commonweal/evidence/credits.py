"""Whose outlines and figures a map shows: said in words beside it, as their licences ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from commonweal.evidence.ground import DECILE
from commonweal.places.models import Dataset, Place, Shape, Value


@dataclass(frozen=True, slots=True)
class Credit:
    """One source of a map."""

    dataset: str
    title: str
    publisher: str
    vintage: str
    attribution: str
    licence: str


def of_map(place: Place) -> tuple[Credit, ...]:
    """The sources of a place's outlines, of every kind of area its map can show, and of the shades it begins with."""
    own = Q(area__placearea__place=place)
    above = Q(area__children__area__placearea__place=place)
    further = Q(area__children__area__children__area__placearea__place=place)
    keys: set[str] = set()
    for part in (own, above, further):
        keys |= set(Shape.objects.filter(part).values_list("version__dataset", flat=True).distinct())
    shades = Value.objects.filter(area__placearea__place=place, measure__key=DECILE, current=True)
    keys |= set(shades.values_list("version__dataset", flat=True).distinct())
    rows = Dataset.objects.filter(pk__in=keys).order_by("title")
    return tuple(Credit(d.key, d.title, d.publisher, d.vintage, d.attribution, d.licence) for d in rows)
