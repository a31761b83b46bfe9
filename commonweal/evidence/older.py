"""Figures counted by neighbourhoods of 2011, for areas made of those of 2021.

A neighbourhood that was split since is larger than its parts: its figure is of all of them together, and of none alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from commonweal.places.models import Area, CodeChange


def whole(ids: Collection[int]) -> tuple[list[int], int]:
    """The neighbourhoods of 2011 that lie wholly within these, and how many touch them at all."""
    found, touching = _among({0: list(ids)})
    return found.get(0, []), touching.get(0, 0)


def groups(areas: Mapping[int, Collection[int]]) -> dict[int, list[int]]:
    """For many areas at once: their neighbourhoods of 2021 by area → those of 2011 wholly within each."""
    found, _ = _among(areas)
    return {area: found.get(area, []) for area in areas}


def _among(areas: Mapping[int, Collection[int]]) -> tuple[dict[int, list[int]], dict[int, int]]:
    ids = {pk for each in areas.values() for pk in each}
    codes = dict(Area.objects.filter(pk__in=list(ids), kind="lsoa21").values_list("pk", "code"))
    if not codes:
        return {}, {}
    became, held = _became(codes.values())
    before = defaultdict(set)
    for old, parts in became.items():
        for part in parts:
            before[part].add(old)
    found, touching = {}, {}
    for area, each in areas.items():
        mine = {codes[pk] for pk in each if pk in codes}
        olds = set().union(*(before[code] for code in mine)) if mine else set()
        touching[area] = len(olds)
        found[area] = sorted(held[old] for old in olds if became[old] <= mine and old in held)
    return found, touching


def _became(codes: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, int]]:
    """What each neighbourhood of 2011 on this ground became, all its parts; and the ids of those that are held."""
    rows = CodeChange.objects.filter(from_kind="lsoa11", to_kind="lsoa21")
    olds = rows.filter(to_code__in=list(codes)).values("from_code")
    became: dict[str, set[str]] = defaultdict(set)
    for old, new in rows.filter(from_code__in=olds).values_list("from_code", "to_code"):
        became[old].add(new)
    held = Area.objects.filter(kind="lsoa11", code__in=list(became)).values_list("code", "pk")
    return became, dict(held)
