"""What every page knows: the version, who looks, and the language it is read in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

import commonweal


def house(request: HttpRequest) -> dict[str, Any]:
    """For the base template."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return {
        "version": commonweal.__version__,
        "viewer": getattr(request, "viewer", None),
        "languages": settings.LANGUAGES,
        "language": language,
        "language_tag": tag(language),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }


def tag(language: str) -> str:
    """A language's code as pages write it: en-gb is "en-GB"."""
    first, _, rest = language.partition("-")
    return f"{first}-{rest.upper()}" if rest else first
