"""For pages of other things: the way of a space to be open, where there is one that the viewer may know of."""

from __future__ import annotations

from typing import Any

from django import template

from commonweal.directory.opening import queries
from commonweal.directory.opening.rows import OpeningRow, Silence
from commonweal.places.models import Place

register = template.Library()


@register.simple_tag(takes_context=True)
def opening_of_service(context: dict[str, Any], id: str) -> OpeningRow | None:
    """The opening by which a service came to be."""
    return queries.of_service(context["request"].viewer, id)


@register.simple_tag(takes_context=True)
def openings_at(context: dict[str, Any], id: str) -> list[OpeningRow]:
    """The ways to be open of an asset."""
    return queries.at_asset(context["request"].viewer, id)


@register.simple_tag
def place_of(id: str) -> str:
    """In which place an asset can be suggested to be opened; "" where it lies in none."""
    return queries.place_of(id)


@register.simple_tag(takes_context=True)
def silences_in(context: dict[str, Any], place: Place) -> list[Silence]:
    """Spaces of a place where nothing has happened for too long."""
    return queries.silences(context["request"].viewer, place)
