"""Groups of neighbourhoods beside the place as a whole: which differ by more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from commonweal.core.words import number
from commonweal.evidence import figures
from commonweal.evidence.inequality import words
from commonweal.evidence.inequality.counts import Counted
from commonweal.evidence.inequality.rows import FunnelRow
from commonweal.methods.inequality import funnel
from commonweal.places.models import Area

# Groups of neighbourhoods by the first of these kinds that a place has; too many to look at are none.
KINDS = ("msoa21", "ward24", "group", "lad24")
FEWEST, MOST = 3, 400


def rows(
    groups: Mapping[int, Sequence[int]], ids: Sequence[int], counted: Counted
) -> tuple[float | None, tuple[FunnelRow, ...]]:
    """Each group's share beside the place's own, which is the average. Only neighbourhoods that are known count."""
    at = {pk: place for place, pk in enumerate(ids)}
    held = np.isfinite(counted.top + counted.bottom)
    tops, bottoms = np.where(held, counted.top, 0.0), np.where(held, counted.bottom, 0.0)
    areas = Area.objects.in_bulk(list(groups))
    where = {pk: [at[each] for each in mine if each in at] for pk, mine in groups.items() if pk in areas}
    sums = {pk: (float(tops[each].sum()), float(bottoms[each].sum())) for pk, each in where.items()}
    whole = sum(of for _, of in sums.values())
    if not whole:
        return None, ()
    average = sum(count for count, _ in sums.values()) / whole
    counts, people = np.array(list(sums.values())).T
    standing = funnel.proportion_classes(counts, people, average=average)
    inner, outer = (funnel.proportion_limits(average, people, confidence=each) for each in (funnel.INNER, funnel.OUTER))
    made = [
        _row(areas[pk], *sums[pk], *(float(100 * each[place]) for each in (*inner, *outer)), standing[place])
        for place, pk in enumerate(sums)
    ]
    return 100 * average, tuple(sorted(made, key=lambda each: (-(each.value or 0), each.name)))


def _row(
    area: Area, count: float, of: float, low: float, high: float, far_low: float, far_high: float, standing: str
) -> FunnelRow:
    value = 100 * count / of if of else None
    limits = (low, high, far_low, far_high) if of else (None,) * 4
    text = figures.text(value, "percent") if value is None or value < 1 else f"{number(value, 1)}"
    return FunnelRow(
        area.key, area.local_name or area.name, count, of, value, text, *limits, standing, str(words.STANDING[standing])
    )
