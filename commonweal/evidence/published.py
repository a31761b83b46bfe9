"""Figures published for a larger area as a whole: a council, a board, an NHS local area.

They are shown where that area is shown, and nowhere below: what is so of a council need not be so of any street in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from commonweal.evidence import england, indicators, reach
from commonweal.evidence.figures import figure
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.rows import FigureRow
from commonweal.places import area_kinds
from commonweal.places import queries as places
from commonweal.places.models import Area, Parent, Shape, Value


def of_area(area: Area) -> list[FigureRow]:
    """What is published for this area. ONS gives a changed area a new code, so one code is one ground in any year."""
    family = area_kinds.kind(area.kind).family
    wanted = [each for each in indicators.every().values() if family in each.at]
    if not wanted:
        return []
    kinds = [key for key, kind in area_kinds.every().items() if kind.family == family]
    same = Area.objects.filter(kind__in=kinds, code=area.code)
    held = _values(same.values_list("pk", flat=True), {key for each in wanted for key in each.parts})
    shown = [each for each in wanted if all(key in held for key in each.parts)]
    beside = england.beside({each.key: held[each.parts[0]].version_id for each in shown})
    return [_figure(each, area, held, beside.get(each.key)) for each in shown]


def of_same(larger: Sequence[Area]) -> list[FigureRow]:
    """What is published for the larger areas that are exactly one place, the nearest first."""
    out: dict[str, FigureRow] = {}
    for area in larger:
        for row in of_area(area):
            out.setdefault(row.indicator, row)
    order = list(indicators.every())
    return sorted(out.values(), key=lambda row: order.index(row.indicator))


def same_ground(ids: Collection[int]) -> list[Area]:
    """Larger areas made of just these neighbourhoods, smallest kind first, one vintage of each family.

    Where only a part of an area is held, its held neighbourhoods may be just these: its outline tells. Where none is
    held, nothing can tell, and it is left out.
    """
    families = {family for each in indicators.every().values() for family in each.at}
    wanted = [key for key, kind in area_kinds.every().items() if kind.family in families]
    first = Parent.objects.filter(area__in=list(ids)[:1], how__in=(Parent.EXACT, Parent.DRAWN)).values("parent")
    above = Parent.objects.filter(area__in=first, how=Parent.EXACT).values("parent")
    near = Area.objects.filter(kind__in=wanted, pk__in=first) | Area.objects.filter(kind__in=wanted, pk__in=above)
    mine, out, met = set(ids), [], set()
    for area in sorted(near.distinct(), key=lambda each: -area_kinds.kind(each.kind).order):
        family = area_kinds.kind(area.kind).family
        if family in met or set(places.smallest_in(area)) != mine:
            continue
        if Shape.objects.filter(area=area).exists() and not reach.held_in_part({area.pk: list(ids)}):
            met.add(family)
            out.append(area)
    return out


def _values(ids: Iterable[int], keys: set[str]) -> dict[str, Value]:
    rows = Value.objects.filter(
        area__in=list(ids), measure__key__in=list(keys), current=True, value__isnull=False
    ).select_related("measure", "version__dataset")
    return {row.measure.key: row for row in rows}


def _figure(indicator: Indicator, area: Area, held: dict[str, Value], beside: england.Beside | None) -> FigureRow:
    parts = [held[key].value for key in (indicator.top or (indicator.single,))]
    top = sum(value for value in parts if value is not None)
    bottom = held[indicator.bottom].value if indicator.bottom else None
    row = figure(indicator, 1, (top, bottom, 1), beside, held[indicator.parts[0]].version)
    # A standing is among neighbourhoods, and this is none.
    return replace(row, standing=None, published_for=str(area))
