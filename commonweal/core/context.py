"""What every page knows: the version, who looks, how it is to look, and the language it is read in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

import commonweal
from commonweal.core import look


def house(request: HttpRequest) -> dict[str, Any]:
    """For the base template."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return {
        "version": commonweal.__version__,
        "viewer": getattr(request, "viewer", None),
        "look": look.of(request),
        # As people type it: what a request calls us may be anything.
        "address": f"{settings.SITE.geturl()}{request.get_full_path()}",
        "languages": settings.LANGUAGES,
        "language": language,
        "language_tag": tag(language),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }


def tag(language: str) -> str:
    """A language's code as pages write it: en-gb is "en-GB"."""
    first, _, rest = language.partition("-")
    return f"{first}-{rest.upper()}" if rest else first
