"""For pages on which works hang: the cloth of a work, a patch for each maker; and what was given with a voice."""

from __future__ import annotations

from typing import Any

from django import template

from commonweal.listening.media import queries as media
from commonweal.listening.models import Voice
from commonweal.listening.works import queries
from commonweal.listening.works.cloth import cloth

register = template.Library()


@register.inclusion_tag("listening/works/cloth.html")
def cloth_of(work_id: str) -> dict[str, Any]:
    """A patch for each maker who is part of it now."""
    return {"cloth": cloth(queries.hands(work_id))}


@register.inclusion_tag("listening/exhibition/given.html")
def given_with(voice_id: str) -> dict[str, Any]:
    """Pictures, sound and film of a voice, as far as everyone may see and hear them."""
    held = Voice.objects.filter(pk=voice_id) if voice_id else Voice.objects.none()
    return {"media": [each for rows in media.public(held).values() for each in rows]}
