"""Words for templates about people."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commonweal.people import roles
from commonweal.people.language import supported

register = template.Library()
KEYS = {
    "passkey": _("Passkey"),
    "code app": _("Code app"),
    "written codes": _("Written codes"),
    "staff": _("Staff sign-in"),
    "nhs-login": _("NHS login"),
}


@register.filter
def named(role: str) -> str:
    """A role as people say it."""
    return roles.named(role)


@register.filter
def language_name(code: str) -> str:
    """A language as it calls itself."""
    return dict(settings.LANGUAGES).get(supported(code), code)


@register.filter
def key_kind(kind: str) -> str:
    """A way of signing in as people say it."""
    return str(KEYS.get(kind, kind))
