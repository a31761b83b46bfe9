"""Words for templates about people."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from commonweal.people import roles

register = template.Library()
KEYS = {
    "passkey": "Passkey",
    "code app": "Code app",
    "written codes": "Written codes",
    "staff": "Staff sign-in",
    "nhs-login": "NHS login",
}


@register.filter
def named(role: str) -> str:
    """A role as people say it."""
    return roles.named(role)


@register.filter
def key_kind(kind: str) -> str:
    """A way of signing in as people say it."""
    return gettext(KEYS.get(kind, kind))
