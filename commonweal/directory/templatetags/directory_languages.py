"""The languages an entry can be read in, for its page."""

from __future__ import annotations

from typing import Any

from django import template

from commonweal.directory.models import Service
from commonweal.directory.translating import reading

register = template.Library()


@register.inclusion_tag("directory/translating/links.html", takes_context=True)
def languages_of(context: Any, id: str) -> dict[str, Any]:
    """Links to the same entry in other languages; for those who keep it, also to those it is wanted in."""
    there = reading.there(context["viewer"], id)
    found: dict[str, Any] = {"service_id": id, "there": there}
    if context.get("keeps"):
        have = {each.language for each in there}
        place = Service.objects.select_related("place").get(pk=id).place
        found["wanted"] = [each for each in reading.wanted_in(place) if each.tag not in have]
        found["place_slug"] = place.slug
    return found
