"""A place's areas of one kind as a table: in an order, with ranks beside a figure, and never a nation at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
from django.utils.translation import gettext_lazy as _

from commonweal.core.lots import Lots
from commonweal.evidence import columns, ground, ranks
from commonweal.evidence.columns import MANY
from commonweal.evidence.keep import kept
from commonweal.evidence.rows import AreaRankRow, AreaRow
from commonweal.places import area_kinds
from commonweal.places import queries as places
from commonweal.places.models import Area, Place

Values = Mapping[str, tuple[float | None, str]]
LAST = float("inf")
# Unknown goes last, whichever way: it is neither high nor low.
SORTS: dict[str, tuple[Any, Callable[[AreaRow], Any]]] = {
    "name": (_("by name"), lambda row: (row.local_name or row.name).lower()),
    "people": (_("most people first"), lambda row: -(row.population or 0)),
    "deprivation": (
        _("most deprived first"),
        lambda row: (
            row.deprivation_decile if row.deprivation_decile is not None else 99,
            -(row.share_in_most_deprived_fifth if row.share_in_most_deprived_fifth is not None else -1),
        ),
    ),
    "here": (_("most for every 10,000 people first"), lambda row: -(row.assets_per_10000 or 0)),
    "figure": (_("highest first"), lambda row: 0),
}


def is_large(place: Place, kind: str) -> bool:
    """Are there so many areas of this kind that rows of them are made only as they are asked for?"""
    return kind in area_kinds.SMALL and len(ground.of_place(place.slug).areas) > MANY


def of_rows(rows: Sequence[AreaRow], sort: str, values: Values, standing: ranks.Standing) -> list[AreaRankRow]:
    """A place's rows, in order."""
    if sort == "figure":
        ordered = sorted(rows, key=lambda row: standing.get(row.key, (LAST, False))[0])
    else:
        ordered = sorted(rows, key=SORTS[sort][1])
    return [_ranked(row, values, standing) for row in ordered]


def of_nation(
    place: Place, kind: str, sort: str, figure: str, values: Values, standing: ranks.Standing
) -> Lots[AreaRankRow]:
    """The same of all England's neighbourhoods: the order is known at once, the rows a lot at a time."""
    order = kept(
        ("order", place.slug, kind, sort, figure if sort == "figure" else ""),
        lambda: _order(place, kind, sort, standing),
        weight=lambda made: 1 + len(made) // 12_000,
    )

    def make(start: int, stop: int) -> list[AreaRankRow]:
        wanted = order[start:stop].tolist()
        areas = Area.objects.in_bulk(wanted)
        parents, land = ground.nearest_parents(areas.values()), ground.of_place(place.slug)
        rows = [ground.row(areas[pk], [pk], land, parents.get(pk)) for pk in wanted]
        return [_ranked(row, values, standing) for row in rows]

    return Lots(len(order), make)


def _order(place: Place, kind: str, sort: str, standing: ranks.Standing) -> columns.Numbers:
    listed = _by_name(place, kind)
    order = [pk for pk, _ in listed]
    if sort != "name":
        order.sort(key=_measure(place, sort, dict(listed), standing))
    return np.array(order, dtype=np.int32)


def named(place: Place, kind: str, start: str) -> list[AreaRow]:
    """A nation's neighbourhoods whose names begin so: "Leeds" and what follows, not "Leeds North"."""
    rows = places.members(place).filter(kind=kind, name__startswith=f"{start} ").order_by("name")
    held = {area.pk: area for area in rows if area.name.rsplit(" ", 1)[0] == start}
    parents, land = ground.nearest_parents(held.values()), ground.of_place(place.slug)
    return [ground.row(area, [pk], land, parents.get(pk)) for pk, area in held.items()]


def keys(place: Place, kind: str) -> dict[int, str]:
    """Every area of a kind: its id and its key."""
    return dict(_by_name(place, kind))


def _by_name(place: Place, kind: str) -> list[tuple[int, str]]:
    def make() -> list[tuple[int, str]]:
        rows = places.members(place).filter(kind=kind).values_list("pk", "key", "name", "local_name")
        return [(pk, key) for pk, key, *_ in sorted(rows, key=lambda row: ((row[3] or row[2]).lower(), row[2]))]

    return kept(("by name", place.slug, kind), make, weight=lambda made: 1 + len(made) // 500)


def _measure(place: Place, sort: str, named: dict[int, str], standing: ranks.Standing) -> Callable[[int], float]:
    land = ground.of_place(place.slug)
    if sort == "people":
        return lambda pk: -land.people.get(pk, 0)
    if sort == "deprivation":
        return lambda pk: land.deciles.get(pk, 99)
    if sort == "here":
        return lambda pk: -land.assets.get(pk, 0) / (land.people.get(pk) or LAST)
    return lambda pk: standing.get(named[pk], (LAST, False))[0]


def _ranked(row: AreaRow, values: Values, standing: ranks.Standing) -> AreaRankRow:
    value, text = values.get(row.key, (None, ""))
    rank, tied = standing.get(row.key, (None, False))
    given = {each.name: getattr(row, each.name) for each in fields(AreaRow)}
    return AreaRankRow(**given, figure=value, figure_text=text, rank=rank, rank_shared=tied)
