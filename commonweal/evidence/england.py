"""England beside a place: each indicator's spread over all neighbourhoods, kept while its file goes by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Exists, OuterRef

from commonweal.evidence import everywhere, indicators
from commonweal.evidence.models import Spread
from commonweal.places.models import DatasetVersion, Measure, Value
from commonweal.places.national import Columns


@dataclass(frozen=True, slots=True)
class Beside:
    """England's own figure and its neighbourhoods' percentiles."""

    value: float | None
    percentiles: tuple[float, ...]


def keep(version: DatasetVersion, kind: str, codes: Sequence[str], columns: Columns) -> None:
    """Keep the spread of every indicator that this file holds all the parts of. Inside the change that brings it in."""
    for each in indicators.every().values():
        if not set(each.parts) <= columns.keys():
            continue
        if each.single:
            counts = columns[each.single]
            below = np.ones_like(counts)
            known = counts[~np.isnan(counts)]
            top = bottom = None
        else:
            counts = sum(columns[key] for key in each.top)
            below = columns[each.bottom] if each.bottom else np.ones_like(counts)
            whole = ~np.isnan(counts) & ~np.isnan(below) & (below > 0)
            known = counts[whole] / below[whole] * (100 if each.bottom else 1)
            top, bottom = float(counts[whole].sum()), float(below[whole].sum()) if each.bottom else None
        if len(known):
            percentiles = [float(f"{value:.6g}") for value in np.percentile(known, range(101))]
            spread, _ = Spread.objects.update_or_create(
                indicator=each.key,
                version=version,
                defaults={"kind": kind, "areas": len(known), "top": top, "bottom": bottom, "percentiles": percentiles},
            )
            if everywhere.wanted(each, kind):
                everywhere.keep(spread, codes, counts, below)


def beside(versions: dict[str, object]) -> dict[str, Beside]:
    """England beside each indicator, from the version its figure comes from: {indicator: version id} → Beside."""
    rows = Spread.objects.filter(indicator__in=list(versions), version__in=set(versions.values()))
    return {
        row.indicator: Beside(_value(row), tuple(row.percentiles))
        for row in rows
        if row.version_id == versions[row.indicator]
    }


@dataclass(frozen=True, slots=True)
class Whole:
    """An indicator added up over England's neighbourhoods: above the line, below it, how many are known."""

    totals: tuple[float | None, float | None, int]
    beside: Beside
    version: object


def of_versions(versions: Iterable[object]) -> dict[str, Whole]:
    """England's own figures, by indicator, as these versions have them."""
    rows = Spread.objects.filter(version__in=list(versions))
    return {
        row.indicator: Whole(
            (row.top, row.bottom, row.areas), Beside(_value(row), tuple(row.percentiles)), row.version_id
        )
        for row in rows
    }


def _value(row: Spread) -> float | None:
    """A percentage of all England's people or homes. Of a plain count or a score there is no such figure."""
    return 100 * row.top / row.bottom if row.top is not None and row.bottom else None


def in_use() -> set[str]:
    """Indicators of which any figure is held."""
    used = Value.objects.filter(measure=OuterRef("pk"), current=True)
    held = set(Measure.objects.filter(Exists(used)).values_list("key", flat=True))
    return {each.key for each in indicators.every().values() if set(each.parts) <= held}
