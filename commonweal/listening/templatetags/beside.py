"""For pages on which a number stands: what people there chose to stand beside it."""

from __future__ import annotations

from typing import Any

from django import template

from commonweal.listening.beside import queries, rules
from commonweal.listening.beside.rows import BesideVoice
from commonweal.places.models import Place

register = template.Library()


@register.simple_tag(takes_context=True)
def voices_beside(
    context: dict[str, Any], place: Place | None, indicator: str, area_key: str = ""
) -> list[BesideVoice]:
    """The voices beside one number. A page asks once for all its numbers."""
    return _all(context, place).get((indicator, area_key), [])


@register.simple_tag(takes_context=True)
def voices_of_number(context: dict[str, Any], place: Place | None, indicator: str) -> list[BesideVoice]:
    """The voices beside one number, wherever in a place it was counted."""
    every = _all(context, place).items()
    return [each for (key, _area), held in every if key == indicator for each in held]


def _all(context: dict[str, Any], place: Place | None) -> dict[tuple[str, str], list[BesideVoice]]:
    request = context.get("request")
    if place is None or request is None:
        return {}
    held: tuple[Any, dict[tuple[str, str], list[BesideVoice]]] | None = getattr(request, "voices_beside", None)
    if held is None or held[0] != place.pk:
        held = (place.pk, queries.beside_all(request.viewer, place.pk))
        request.voices_beside = held
    return held[1]


@register.simple_tag(takes_context=True)
def pairs_here(context: dict[str, Any], place: Place | None) -> bool:
    """May whoever reads this choose what stands beside numbers here?"""
    request = context.get("request")
    return place is not None and request is not None and rules.pairs(request.viewer, place)
