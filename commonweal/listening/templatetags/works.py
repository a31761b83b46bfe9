"""For pages on which works hang: the cloth of a work, a patch for each maker; and what was given with a voice."""

from __future__ import annotations

from typing import Any

from django import template

from commonweal.listening.works import queries
from commonweal.listening.works.cloth import cloth

register = template.Library()


@register.inclusion_tag("listening/works/cloth.html")
def cloth_of(work_id: str) -> dict[str, Any]:
    """A patch for each maker who is part of it now."""
    return {"cloth": cloth(queries.hands(work_id))}
