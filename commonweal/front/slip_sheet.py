"""A sheet of slips: what stands on each, and the square code that opens the page for slips on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


def parts(place: str, codes: list[str]) -> dict[str, Any]:
    """What the template needs."""
    return {"codes": codes, "place_name": place, "address": address(), "square": square(address())}


def address() -> str:
    """Where a slip is looked up, as people type it."""
    return f"{settings.SITE.scheme}://{settings.SITE.netloc}/slip"


def square(text: str) -> SafeString:
    """A QR code drawn on the spot. It opens the page and no more: a photograph of it opens nobody's slip."""
    drawn = segno.make(text, error="m").svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - segno's own drawing of our own address


def page(place: str, codes: list[str]) -> str:
    """The sheet as one file that prints from any browser, without the server."""
    found = finders.find("people/slips.css")
    style = Path(found).read_text() if isinstance(found, str) else ""
    return render_to_string("front/slip_sheet_file.html", parts(place, codes) | {"style": mark_safe(style)})  # noqa: S308
