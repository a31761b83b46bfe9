"""How far and how long, for templates."""

from __future__ import annotations

from django import template

from commonweal.listening.walks import words
from commonweal.listening.walks.rows import WalkWhole

register = template.Library()
register.filter("far", words.far)
register.filter("long", words.long)


@register.filter
def walk_method(walk: WalkWhole) -> str:
    """How the length came about."""
    return words.method(walk)
