"""Pictures, sound and film of a voice, on whatever page it stands: {% media_of voice %}."""

from __future__ import annotations

from typing import Any

from django import template

from commonweal.journal.actor import PUBLIC, Actor
from commonweal.listening.media import queries
from commonweal.listening.models import Voice

register = template.Library()


@register.inclusion_tag("listening/media/show_all.html", takes_context=True)
def media_of(context: dict[str, Any], voice: Voice, person: Actor | None = None) -> dict[str, Any]:
    """As many as whoever looks may see; `person` is whoever showed their slip on this page."""
    viewer = person if person is not None else getattr(context.get("request"), "viewer", PUBLIC)
    return {"media": queries.of(viewer, voice), "voice": voice, "viewer": viewer}


@register.inclusion_tag("listening/media/show_all.html")
def own_media(id: str, person: Actor) -> dict[str, Any]:
    """Of one of somebody's own voices, by its id: on the page of their own, which they opened by account or slip."""
    found = queries.by_voice(person, Voice.objects.of(person).filter(pk=id))
    return {"media": [row for rows in found.values() for row in rows], "viewer": person}
