"""One published column for every area that has it, as two arrays: a nation's sums and ranks without row objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.evidence.indicators import Indicator
from commonweal.evidence.keep import kept
from commonweal.places.models import Value

Numbers = "np.ndarray[Any, Any]"
MANY = 5_000  # neighbourhoods, from which on rows are not made one by one


@dataclass(frozen=True, slots=True)
class Column:
    """Ids of areas in order, and the figure of each. Twelve bytes an area: all England is 400 kB."""

    areas: Numbers
    figures: Numbers

    def of(self, ids: Numbers) -> Numbers:
        """The figures of these areas; not a number where unknown."""
        if not len(self.areas):
            return np.full(len(ids), np.nan)
        places = np.minimum(np.searchsorted(self.areas, ids), len(self.areas) - 1)
        return np.where(self.areas[places] == ids, self.figures[places], np.nan)


def column(measure: str) -> Column:
    """All current figures of one published column."""

    def make() -> Column:
        rows = Value.objects.filter(measure__key=measure, current=True, value__isnull=False)
        found = list(rows.order_by("area").values_list("area", "value"))
        return Column(
            np.fromiter((area for area, _ in found), dtype=np.int32, count=len(found)),
            np.fromiter((figure for _, figure in found), dtype=float, count=len(found)),
        )

    return kept(("column", measure), make, weight=lambda made: 1 + len(made.areas) // 8_000)


def by_group(indicator: Indicator, groups: Mapping[int, Sequence[int]]) -> dict[int, float | None]:
    """As `figures.by_area` does it, for many neighbourhoods at once."""
    sizes = np.fromiter((len(ids) for ids in groups.values()), dtype=np.int64, count=len(groups))
    flat = np.fromiter((pk for ids in groups.values() for pk in ids), dtype=np.int32, count=int(sizes.sum()))
    parts = {key: column(key).of(flat) for key in indicator.parts}
    if indicator.single:
        return _singles(parts[indicator.single], groups, sizes)
    whole = ~np.isnan(sum(parts.values()))
    which = np.repeat(np.arange(len(groups)), sizes)[whole]

    def added(figures: Numbers) -> Numbers:
        return np.bincount(which, weights=figures[whole], minlength=len(groups))

    top = sum(added(parts[key]) for key in indicator.top)
    value = top
    if indicator.bottom:
        bottom = added(parts[indicator.bottom])
        value = np.divide(100 * top, bottom, out=np.full(len(groups), np.nan), where=bottom > 0)
    known = np.bincount(which, minlength=len(groups)) > 0
    return dict(zip(groups, known_only(np.where(known, value, np.nan)), strict=True))


def _singles(figures: Numbers, groups: Mapping[int, Sequence[int]], sizes: Numbers) -> dict[int, float | None]:
    """A score belongs to one neighbourhood: an area of several has none."""
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    padded = np.append(figures, np.nan)  # an empty group at the end still has a place to look
    return dict(zip(groups, known_only(np.where(sizes == 1, padded[first], np.nan)), strict=True))


def known_only(figures: Numbers) -> list[float | None]:
    """Numbers as Python's own; None where unknown."""
    return [None if figure != figure else figure for figure in figures.tolist()]
