"""What a page shows beside its rows: the drawing, what comes first, the lists to choose from, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.core.errors import DomainError
from commonweal.core.outline import Sheet
from commonweal.evidence import queries as evidence
from commonweal.evidence import shades
from commonweal.evidence.overview import overview
from commonweal.evidence.rows import AreaRow, PlaceWhole
from commonweal.front import words
from commonweal.journal import kinds as journal_kinds
from commonweal.journal.actor import Actor
from commonweal.places import queries as places

# Drawn as the first of these that a place has: fine enough to tell apart, coarse enough to see.
DRAWN = ("msoa21", "lsoa21", "neighbourhood")
SPREADS = 3
SINGLE = ("lsoa21", "neighbourhood")


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
    words = areas[0].kind_label if areas else "area"
    title = f"Map of {name}: {len(areas):,} areas, each a {words}, shaded by deprivation. The table says the same."
    return Drawn(sheet, title, shades.DECILES if single else shades.SHARE_LEGEND, areas)


def cover(viewer: Actor, held: Sequence[Any]) -> dict[str, Any]:
    """The first real place's drawing for the first page, and what one might type."""
    first = next((place for place in held if not place.invented), held[0] if held else None)
    picture = drawn(viewer, first.slug, first.name, size=360) if first else None
    return {
        "cover": first,
        "sheet": picture.sheet if picture else None,
        "cover_title": picture.title if picture else "",
        "example": f"LS11 8AB, or {first.name}" if first else "LS11 8AB",
    }


def place_page(viewer: Actor, whole: PlaceWhole) -> dict[str, Any]:
    """All that the page of a place shows beside the place's rows."""
    picture = drawn(viewer, whole.slug, whole.name)
    kinds = evidence.kinds(viewer, whole.slug)
    largest = kinds[0][0] if kinds else ""
    councils = evidence.neighbourhoods(viewer, whole.slug, largest) if largest and kinds[0][2] <= 40 else []
    first = words.first_figures(whole.figures)
    return {
        "invented": whole.invented,
        "lead": whole.sentences[0] if whole.sentences else f"{whole.name}, from the files published about it.",
        "sentences": whole.sentences[1:],
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
        "single": largest in SINGLE,
        "map_kinds": [each for each in kinds if each[0] in DRAWN],
        "map_figures": map_figures(viewer),
        "choices": choices(councils, picture),
    }


def spreads(viewer: Actor, slug: str, indicators: Sequence[str]) -> list[Any]:
    """Pictures of how the first figures are spread, for those that can be."""
    found = (evidence.distribution(viewer, slug, each) for each in indicators)
    return [each for each in found if each and any(each.place)][:SPREADS]


def map_figures(viewer: Actor) -> list[tuple[str, str]]:
    """What the map can be coloured by."""
    return evidence.map_choices(viewer)
