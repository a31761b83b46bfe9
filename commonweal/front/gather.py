"""What a page shows beside its rows: the drawing, what comes first, the lists to choose from, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core import charts
from commonweal.core.errors import DomainError
from commonweal.core.outline import Sheet
from commonweal.core.words import number
from commonweal.directory import queries as directory
from commonweal.directory import words as asset_words
from commonweal.directory.queries import AssetRow
from commonweal.evidence import queries as evidence
from commonweal.evidence import sentences, shades
from commonweal.evidence.overview import overview
from commonweal.evidence.rows import AreaRow, FigureRow, PlaceWhole
from commonweal.front import words
from commonweal.journal import kinds as journal_kinds
from commonweal.journal.actor import Actor
from commonweal.places import area_kinds
from commonweal.places import queries as places

# Drawn as the first of these that a place has: fine enough to tell apart, coarse enough to see.
DRAWN = ("msoa21", "neighbourhood", "lsoa21")
SPREADS = 3
SINGLE = ("lsoa21", "neighbourhood")
INSIDE = 24
MOST_CHOICES = 400


@dataclass(frozen=True, slots=True)
class Drawn:
    """A place's overview with its words and its legend."""

    sheet: Sheet
    title: str
    steps: list[tuple[str, str]]
    areas: list[AreaRow]


def drawn(viewer: Actor, slug: str, name: str, *, size: int = 420) -> Drawn | None:
    """The drawing of a place; None where no outlines are held."""
    kinds = [kind for kind, *_ in evidence.kinds(viewer, slug)]
    kind = next((each for each in DRAWN if each in kinds), None)
    if kind is None:
        return None
    areas = evidence.neighbourhoods(viewer, slug, kind)
    try:
        sheet = overview(places.shapes(viewer, slug, kind), areas, size=size)
    except DomainError:
        return None
    single = any(area.deprivation_decile is not None for area in areas)
    title = ngettext(
        "Map of %(name)s: %(count)s area, %(one)s, shaded by deprivation. The table says the same.",
        "Map of %(name)s: %(count)s areas, each %(one)s, shaded by deprivation. The table says the same.",
        len(areas),
    ) % {"name": name, "count": number(len(areas)), "one": area_kinds.kind(kind).one}
    return Drawn(sheet, title, shades.DECILES if single else shades.SHARE_LEGEND, areas)


def cover(viewer: Actor, held: Sequence[Any]) -> dict[str, Any]:
    """The first real place's drawing for the first page, and what one might type."""
    first = next((place for place in held if not place.invented), held[0] if held else None)
    picture = drawn(viewer, first.slug, first.name, size=360) if first else None
    return {
        "cover": first,
        "sheet": picture.sheet if picture else None,
        "cover_title": picture.title if picture else "",
        "example": _("LS11 8AB, or %(place)s") % {"place": first.name} if first else "LS11 8AB",
    }


def place_page(viewer: Actor, whole: PlaceWhole) -> dict[str, Any]:
    """All that the page of a place shows beside the place's rows."""
    picture = drawn(viewer, whole.slug, whole.name)
    kinds = evidence.kinds(viewer, whole.slug)
    councils = first_parts(viewer, whole.slug)
    first = words.first_figures(whole.figures)
    # What a figure beside the sentences says already is not said twice.
    said = set(sentences.beside_england(first))
    return {
        "invented": whole.invented,
        "lead": whole.sentences[0]
        if whole.sentences
        else _("%(name)s, from the files published about it.") % {"name": whole.name},
        "sentences": [each for each in whole.sentences[1:] if each not in said],
        "sheet": picture.sheet if picture else None,
        "sheet_title": picture.title if picture else "",
        "steps": picture.steps if picture else [],
        "first_figures": first,
        "themes": words.by_theme(whole.figures),
        "asset_groups": words.by_group(whole.assets),
        "asset_cites": words.cites(whole.assets),
        "voices": journal_kinds.voices(viewer, str(places.place(viewer, whole.slug).id)),
        "spreads": spreads(viewer, whole.slug, [f.indicator for f in first]),
        "kinds": kinds,
        "councils": councils,
        "single": bool(councils) and councils[0].kind in SINGLE,
        "map_kinds": [each for each in kinds if each[0] in DRAWN],
        "map_figures": map_figures(viewer),
        "choices": choices(councils, picture),
    }


def first_parts(viewer: Actor, slug: str) -> list[AreaRow]:
    """The largest areas a place is made of, where there are a few: its councils, or its groups of neighbourhoods."""
    kinds = evidence.kinds(viewer, slug)
    kind = next((key for key, _, count in kinds if 2 <= count <= 40), "")
    return evidence.neighbourhoods(viewer, slug, kind) if kind else []


def spreads(viewer: Actor, slug: str, indicators: Sequence[str]) -> list[Any]:
    """Pictures of how the first figures are spread, for those that can be."""
    found = (evidence.distribution(viewer, slug, each) for each in indicators)
    return [each for each in found if each and any(each.place)][:SPREADS]


def map_figures(viewer: Actor) -> list[tuple[str, str]]:
    """What the map can be coloured by."""
    return evidence.map_choices(viewer)


def choices(councils: Sequence[AreaRow], picture: Drawn | None) -> list[AreaRow]:
    """What two areas may be chosen from: councils first, then the areas of the drawing, by name."""
    listed = {row.key: row for row in (*councils, *(picture.areas if picture else ()))}
    return list(listed.values())


@dataclass(frozen=True, slots=True)
class AreaPage:
    """An area and what is in it."""

    area: AreaRow
    lead: str
    sentences: tuple[str, ...]
    figures: tuple[FigureRow, ...]
    assets: tuple[AssetRow, ...]  # the first sixty: those that help keep people well come first
    assets_here: int
    children: tuple[AreaRow, ...]


def area_rows(viewer: Actor, key: str) -> AreaPage:
    """All that the twins of an area's page hold."""
    whole = evidence.area_whole(viewer, key)
    found, count = directory.assets_in(viewer, places.smallest_in(places.area(viewer, key)), most=60)
    return AreaPage(whole.area, whole.lead, whole.sentences, whole.figures, tuple(found), count, whole.children)


def area_page(viewer: Actor, whole: AreaPage) -> dict[str, Any]:
    """All that the page of an area shows beside its rows."""
    area = whole.area
    held = places.places_with(places.area(viewer, area.key))
    place = held[0] if held else None
    picture = drawn(viewer, place.slug, place.name, size=300) if place else None
    shown = {row.key for row in picture.areas} if picture else set()
    parents = evidence.area_whole(viewer, area.key).parents
    ring = next((key for key in (area.key, *(p.key for p in parents)) if key in shown), "")
    first = words.first_figures(whole.figures)
    near = []
    if area.kind in SINGLE and area.lat is not None and area.lon is not None:
        inside = {each.id for each in whole.assets}
        near = [each for each in directory.assets_near(viewer, area.lat, area.lon) if each.id not in inside]
    return {
        "area": area,
        "area_called": area.local_name or area.name,
        "invented": bool(place and place.invented),
        "lead": whole.lead,
        "sentences": [each for each in whole.sentences if each not in set(sentences.beside_england(first))],
        "crumbs": _crumbs(place, parents),
        "sheet": picture.sheet if picture else None,
        "sheet_title": _("Map of %(place)s with %(area)s ringed.")
        % {"place": place.name, "area": area.local_name or area.name}
        if place
        else "",
        "sheet_here": ring,
        "sheet_table": f"/place/{place.slug}/areas" if place else "",
        "steps": picture.steps if picture else [],
        "first_figures": first,
        "themes": words.by_theme(whole.figures),
        "assets": whole.assets[:INSIDE],
        "more_assets": max(0, whole.assets_here - INSIDE),
        "near": [asset_words.near(each) for each in near[:8]],
        "voices": journal_kinds.voices(viewer, str(place.id)) if place else [],
        "children": whole.children,
        "children_single": bool(whole.children) and whole.children[0].kind in SINGLE,
        "choices": picture.areas if picture and area.kind not in SINGLE else _beside(viewer, place, area),
    }


def _beside(viewer: Actor, place: Any, area: AreaRow) -> list[AreaRow]:
    """For one neighbourhood: the others of its group, and of groups of the same council."""
    if place is None:
        return []
    rows = evidence.neighbourhoods(viewer, place.slug, area.kind)
    start = area.name.rsplit(" ", 1)[0]
    return [row for row in rows if row.name.rsplit(" ", 1)[0] == start] or rows[:MOST_CHOICES]


def _crumbs(place: Any, parents: Sequence[AreaRow]) -> list[tuple[str, str]]:
    """From the whole to here: the place, the council, the group."""
    way = [(place.name, f"/place/{place.slug}")] if place else []
    nested = [row for row in reversed(parents) if row.kind[:3] in {"lad", "cou", "mso", "gro"}]
    return way + [(row.local_name or row.name, f"/area/{row.key}") for row in nested]


def choosing(viewer: Actor, a: str, b: str) -> dict[str, Any]:
    """The lists to choose two areas from, before any is chosen."""
    for place in places.places(viewer):
        picture = drawn(viewer, place.slug, place.name)
        if picture:
            return {"choices": choices(first_parts(viewer, place.slug), picture), "a": a, "b": b}
    return {"choices": [], "a": a, "b": b}


def compare_page(viewer: Actor, both: Any) -> dict[str, Any]:
    """The pictures and words of two areas side by side."""
    left, right = both.left, both.right
    page = choosing(viewer, left.key, right.key)
    listed = {row.key: row for row in (left, right, *page["choices"])}
    return page | {
        "choices": list(listed.values()),
        "lead": words.beside(left, right, both.left_figures, both.right_figures),
        "pairs": charts.pairs(both.left_figures, both.right_figures),
    }
