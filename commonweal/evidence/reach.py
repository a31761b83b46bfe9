"""How far what is held reaches: where lists of assets say anything, and which areas are held only in part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from commonweal.places import area_kinds, bulk
from commonweal.places.models import Area, Parent, Shape

# Wards are a best fit, and so never quite the ground of their neighbourhoods.
NESTED = ("icb", "sicbl", "lad", "msoa")
# Outlines of larger areas are drawn with fewer points than those of neighbourhoods: their boxes differ a little.
MOST_BEYOND = 0.1
Box = tuple[float, float, float, float]


def of_lists(areas: Collection[int], assets: Mapping[int, int]) -> frozenset[int]:
    """Neighbourhoods that lists of assets reach.

    No list says where it stops. A council of whose ground not one asset is listed is taken as out of reach: 0 would
    be a claim nobody made. Neighbourhoods of no council are judged together.
    """
    if not assets:
        return frozenset()
    councils: dict[int, set[int]] = defaultdict(set)
    kinds = [key for key, kind in area_kinds.every().items() if kind.family == "lad"]
    rows = Parent.objects.filter(parent__kind__in=kinds, how__in=(Parent.EXACT, Parent.DRAWN))
    for lot in bulk.lots(areas):
        for area, council in rows.filter(area__in=lot).values_list("area", "parent"):
            councils[council].add(area)
    lone = set(areas).difference(*councils.values())
    groups = [*councils.values(), lone]
    return frozenset(pk for group in groups if any(each in assets for each in group) for pk in group)


def held_in_part(groups: Mapping[int, Collection[int]]) -> set[int]:
    """Of larger areas and their neighbourhoods held: those whose own outline goes well beyond its neighbourhoods'.

    Told from the boxes around them. Where an outline is missing nothing is said.
    """
    nested = [key for key, kind in area_kinds.every().items() if kind.family in NESTED]
    wanted = set(Area.objects.filter(pk__in=list(groups), kind__in=nested).values_list("pk", flat=True))
    if not wanted:
        return set()
    ids = wanted.union(*(groups[pk] for pk in wanted))
    boxes: dict[int, Box] = {}
    for lot in bulk.lots(ids):
        rows = Shape.objects.filter(area__in=lot).values_list("area", "west", "south", "east", "north")
        boxes |= {pk: (west, south, east, north) for pk, west, south, east, north in rows}
    return {pk for pk in wanted if pk in boxes and _beyond(boxes[pk], [boxes.get(each) for each in groups[pk]])}


def _beyond(own: Box, parts: Collection[Box | None]) -> bool:
    """Whether the box of the whole is a good deal larger than the one around its parts."""
    held = [each for each in parts if each is not None]
    if not held or len(held) < len(parts):
        return False
    west, south = min(each[0] for each in held), min(each[1] for each in held)
    east, north = max(each[2] for each in held), max(each[3] for each in held)
    size = (own[2] - own[0]) * (own[3] - own[1])
    return size > 0 and (east - west) * (north - south) < (1 - MOST_BEYOND) * size
