"""The themes that people saw in a voice, on its page."""

from __future__ import annotations

from typing import Any

from django import template

from commonweal.journal.actor import Actor
from commonweal.listening.coding import queries
from commonweal.listening.models import Voice

register = template.Library()


@register.inclusion_tag("listening/coding/themes_of.html")
def themes_of(held: Voice, viewer: Actor) -> dict[str, Any]:
    """For whoever may read the voice."""
    return {"themes": queries.themes_of(viewer, held)}
