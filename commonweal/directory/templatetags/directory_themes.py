"""The themes of a place, for its pages."""

from __future__ import annotations

from typing import Any

from django import template

from commonweal.directory.sharing import reading

register = template.Library()


@register.inclusion_tag("directory/sharing/chips.html")
def themes_of(slug: str) -> dict[str, Any]:
    """Links to what of a place's themes is on now or soon."""
    return {"slug": slug, "themes": reading.on_now(slug)}
