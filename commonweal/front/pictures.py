"""The drawings at the top of pages: a place whole, and one area with its neighbours and what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.errors import DomainError
from commonweal.core.outline import Frame, Sheet
from commonweal.core.words import number
from commonweal.directory.queries import AssetRow
from commonweal.evidence import queries as evidence
from commonweal.evidence import shades
from commonweal.evidence.keep import kept
from commonweal.evidence.overview import close_up, overview
from commonweal.evidence.rows import AreaRow
from commonweal.journal.actor import Actor
from commonweal.places import area_kinds
from commonweal.places import queries as places

# Drawn as the first of these that a place has: fine enough to tell apart, coarse enough to see.
DRAWN = ("msoa21", "neighbourhood", "lsoa21", "lad24")
SINGLE = ("lsoa21", "neighbourhood")
# Larger areas whose lines and names help a reader to find their way, where there are a few.
NAMED, FEW = ("lad24", "lad22", "group"), range(2, 13)
# A neighbourhood is shown with about as much around it as a person walks past, in degrees north.
LEAST_AROUND = 0.008


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing with its words and its legend."""

    sheet: Sheet
    title: str
    steps: list[tuple[str, str]]
    areas: list[AreaRow]


def drawn(viewer: Actor, slug: str, name: str, *, size: int = 420) -> Drawn | None:
    """The drawing of a place; None where no outlines are held."""
    kinds = {kind: count for kind, _words, count in evidence.kinds(viewer, slug)}
    drawable = [each for each in DRAWN if 0 < kinds.get(each, 0) <= places.MOST_DRAWN]
    kind = next(iter(drawable), None)
    if kind is None:
        return None
    areas = evidence.neighbourhoods(viewer, slug, kind)
    larger = next((each for each in NAMED if kinds.get(each, 0) in FEW), "")
    try:
        shapes = evidence.outlines(viewer, slug, kind)
        over = kept(("lines", slug, larger), lambda: _or_nothing(viewer, slug, larger))
        sheet = overview(shapes, areas, size=size, larger=over)
    except DomainError:
        return None
    single = any(area.deprivation_decile is not None for area in areas)
    title = ngettext(
        "Map of %(name)s: %(count)s area, %(one)s, shaded by deprivation. The table says the same.",
        "Map of %(name)s: %(count)s areas, each %(one)s, shaded by deprivation. The table says the same.",
        len(areas),
    ) % {"name": name, "count": number(len(areas)), "one": area_kinds.kind(kind).one}
    return Drawn(sheet, title, shades.DECILES if single else shades.SHARE_LEGEND, areas)


def _or_nothing(viewer: Actor, slug: str, kind: str) -> bytes:
    """Lines that are not held are left out; so are those of a council that mostly lies elsewhere."""
    if not kind:
        return b""
    whole = [row.key for row in evidence.neighbourhoods(viewer, slug, kind) if not row.partly]
    try:
        return places.shapes(viewer, slug, kind, only=whole)
    except DomainError:
        return b""


def near(
    viewer: Actor,
    slug: str,
    area: AreaRow,
    spots: Sequence[AssetRow] = (),
    names: Sequence[tuple[str, float, float]] = (),
) -> Drawn | None:
    """One area drawn near, with its neighbours; spots are numbered as the list beside the drawing is."""
    if spots or names:
        return _near(viewer, slug, area, spots, names)
    return kept(("near", slug, area.key), lambda: _near(viewer, slug, area, (), ()), weight=lambda made: 2)


def _near(
    viewer: Actor, slug: str, area: AreaRow, spots: Sequence[AssetRow], names: Sequence[tuple[str, float, float]]
) -> Drawn | None:
    box = places.box_of(viewer, area.key)
    if box is None:
        return None
    kinds = [kind for kind, *_rest in evidence.kinds(viewer, slug)]
    small = area.kind in SINGLE or area.kind.startswith(("msoa", "group", "ward"))
    kind = next((each for each in (SINGLE if small else DRAWN) if each in kinds), "")
    if not kind:
        return None
    frame = _frame(box)
    sheet = close_up(
        places.shapes_within(viewer, slug, kind, frame),
        evidence.neighbourhoods(viewer, slug, kind),
        frame=frame,
        outline=places.shape_of(viewer, area.key) or b"",
        names=names,
        spots=[(str(number), each.lon, each.lat) for number, each in enumerate(spots, 1)],
    )
    single = kind in SINGLE
    title = _("Map of %(name)s, ringed, with its neighbours, shaded by deprivation.") % {
        "name": area.local_name or area.name
    }
    if spots:
        title += " " + _("Numbers stand where the things listed under “What is here” are.")
    return Drawn(sheet, title, shades.DECILES if single else shades.SHARE_LEGEND, [])


def _frame(box: Frame) -> Frame:
    """The box with some ground around it, at least as wide as it is high."""
    west, south, east, north = box
    around = max(LEAST_AROUND, (north - south) * 0.3)
    wide = max(around * 1.7, (east - west) * 0.3)
    return west - wide, south - around, east + wide, north + around
