"""How an indicator is spread over a place's neighbourhoods, beside all of England's."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from statistics import median

from django.utils.translation import gettext_lazy as _

from commonweal.evidence import england
from commonweal.evidence.figures import by_area, cite
from commonweal.evidence.ground import Ground
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.rows import Distribution
from commonweal.methods.quantiles import edges, share_between
from commonweal.places.models import DatasetVersion, Value

METHOD = _("The figure of each neighbourhood, counted by steps; England’s by its own neighbourhoods’ percentiles.")


def of_place(ground: Ground, indicator: Indicator) -> Distribution | None:
    """None where too little is known to draw anything."""
    values = [v for v in by_area(indicator, {pk: [pk] for pk in ground.areas}).values() if v is not None]
    if len(values) < 3 or max(values) == min(values):
        return None
    version = version_of(ground, indicator)
    if version is None:
        return None
    cuts = edges(min(values), max(values), bins=10)
    counts = [0] * (len(cuts) - 1)
    for value in values:
        counts[min(bisect_right(cuts, value) - 1, len(counts) - 1)] += 1
    beside = england.beside({indicator.key: version.pk}).get(indicator.key)
    pairs = list(pairwise(cuts))
    return Distribution(
        indicator=indicator.key,
        label=indicator.label,
        unit=indicator.unit,
        edges=tuple(cuts),
        place=tuple(counts),
        england_percent=tuple(share_between(a, b, beside.percentiles) if beside else 0.0 for a, b in pairs),
        place_percent=tuple(100 * count / len(values) for count in counts),
        median=median(values),
        england_median=beside.percentiles[50] if beside else None,
        cite=cite(version, METHOD),
    )


def version_of(ground: Ground, indicator: Indicator) -> DatasetVersion | None:
    row = (
        Value.objects.filter(area__in=list(ground.areas), current=True, measure__key=indicator.parts[0])
        .select_related("version__dataset")
        .first()
    )
    return row and row.version
