"""What templates of the room need: which way a language runs, and what it is called."""

from __future__ import annotations

from django import template

from commonweal.listening import languages

register = template.Library()


@register.filter
def rtl(code: str) -> bool:
    """Is it written from right to left?"""
    return languages.right_to_left(code)


@register.filter
def language_named(code: str) -> str:
    """A language by the name its speakers give it."""
    return languages.named(code)
