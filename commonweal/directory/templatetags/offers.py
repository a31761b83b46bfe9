"""For the board of who keeps a place: what was reported about offers."""

from __future__ import annotations

from typing import Any

from django import template

from commonweal.directory.offers import queries
from commonweal.directory.offers.rows import Reported
from commonweal.places.models import Place

register = template.Library()


@register.simple_tag(takes_context=True)
def offer_reports(context: dict[str, Any], place: Place) -> list[Reported]:
    """What waits for a steward of this place."""
    return queries.reports(context["request"].viewer, place)
