"""What people are told about sheets and photographs, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.listening.paper import sight
from commonweal.listening.paper.layouts import CAFE, LAYOUTS, MAP, STORY

SORTS: dict[str, Any] = {
    "map-a3": gettext_lazy("A map on A3: for a table of two to four, or a stall"),
    "map-a4": gettext_lazy("A map on A4: prints at home, for one person"),
    "map-a2": gettext_lazy("A map on A2: for a group around a table; a print shop makes it"),
    "story-a5": gettext_lazy("A slip for a few words, A5"),
    "story-a4": gettext_lazy("A page for a story, A4"),
    "cafe-a3": gettext_lazy("A sheet for a café table, A3"),
    "cafe-a4": gettext_lazy("A sheet for a café table, A4"),
}
KINDS: dict[str, Any] = {
    MAP: gettext_lazy("a map"),
    STORY: gettext_lazy("a story"),
    CAFE: gettext_lazy("a table’s sheet"),
}
STATES: dict[str, Any] = {
    "out": gettext_lazy("out with somebody"),
    "photo": gettext_lazy("photographed, waits to be entered"),
    "second": gettext_lazy("read once, waits for a second person"),
    "differ": gettext_lazy("read twice, to be settled"),
    "entered": gettext_lazy("entered"),
    "aside": gettext_lazy("set aside"),
}
CORNERS = (
    gettext_lazy("the upper left"),
    gettext_lazy("the upper right"),
    gettext_lazy("the lower right"),
    gettext_lazy("the lower left"),
)
BOXES: dict[str, Any] = {
    "young": gettext_lazy("under 18"),
    "scribed": gettext_lazy("somebody else held the pen"),
}


def kind_of(layout: str) -> str:
    """What a sheet of this layout is, in a word."""
    return str(KINDS[LAYOUTS[layout].kind])


def corners(missing: Sequence[int]) -> str:
    """Corners by name: "the upper left and the lower right"."""
    named = [str(CORNERS[place]) for place in missing]
    if len(named) < 2:
        return "".join(named)
    return _("%(some)s and %(last)s") % {"some": ", ".join(named[:-1]), "last": named[-1]}


def refusal(unusable: sight.Unusable) -> str:
    """Why a photograph is no use, and what to do."""
    if unusable.why == sight.CORNERS:
        return _(
            "We cannot see all four corners of the sheet: %(corners)s is missing. Step back, keep thumbs off the black "
            "squares, and take it again."
        ) % {"corners": corners(unusable.missing)}
    return {
        sight.UNREADABLE: _("This is not a photograph we can open. Send it as JPEG or PNG."),
        sight.SMALL: _("This photograph is too small to read. Send it as the camera took it, not a preview."),
        sight.DARK: _("The photograph is too dark. Take it again by a window, or with the light on."),
        sight.BLURRED: _("The photograph is blurred. Hold still, tap the sheet on the screen, and take it again."),
        sight.STRANGE: _(
            "This is not one of our sheets, or hardly any of it is in the picture. Our sheets have a black square in "
            "each corner. You can still type in what stands on it, by its code."
        ),
        sight.BENT: _("The sheet is bent or folded. Lay it flat, and take it again."),
    }[unusable.why]
