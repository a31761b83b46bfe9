"""Figures of areas that are not made of whole neighbourhoods: said as near enough, with how they were put together."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from commonweal.evidence.rows import Cite, FigureRow
from commonweal.places import area_kinds

# By how an area is made up (places.around.how_made). Exact nesting needs no word.
HOW = {
    "best_fit": _(
        "By best fit: each neighbourhood is counted whole, in the one ward its publisher puts it in, "
        "though the lines of wards cut through some."
    ),
    "drawn": _(
        "By the neighbourhoods whose centre, by where people live, lies inside the drawn line: "
        "each of those is counted whole, and no other."
    ),
}


def of_kind(kind: str) -> str:
    """How a table of this kind of area was put together; "" where that is exact."""
    family = area_kinds.kind(kind).family
    return str(HOW.get({"ward": "best_fit"}.get(family, family), ""))


def figure(given: FigureRow, how: str) -> FigureRow:
    """A figure as it may be said of such an area."""
    if how not in HOW:
        return given
    text = _("about %(figure)s") % {"figure": given.text} if given.value is not None else given.text
    return replace(given, text=text, cite=cite(given.cite, how))


def cite(given: Cite, how: str) -> Cite:
    """The source, with how the area was put together in its method."""
    return replace(given, method=f"{given.method} {HOW[how]}") if how in HOW else given
