"""The index worked out: figures of a place's neighbourhoods by part, put into one order, and how firm that order is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.evidence import figures, indicators
from commonweal.evidence.columns import column
from commonweal.evidence.keep import kept
from commonweal.methods.indices import building, firm, overlap
from commonweal.methods.indices.building import Index, Numbers
from commonweal.methods.indices.firm import Firm, Without
from commonweal.places.models import Place, PlaceArea

WORST = 0.2  # the fifth where it is hardest: the step that the rest of the evidence uses
METHOD = "indices 1"
Parts = tuple[tuple[str, bool], ...]  # indicator, and whether more of it is harder


@dataclass(frozen=True, slots=True)
class Scaled:
    """A place's neighbourhoods by part, on one scale: higher is harder; not a number where not known."""

    ids: tuple[int, ...]
    parts: Parts
    values: Numbers  # neighbourhoods × parts


@dataclass(frozen=True, slots=True)
class Worked:
    """The order by one set of weights, and how firm it is."""

    scaled: Scaled
    index: Index
    firm: Firm
    without: tuple[Without, ...]
    alike: Numbers  # parts × parts
    with_imd: float | None  # how alike this order and the IMD's are, in this place
    imd: Numbers  # rank in this place by the IMD's score, 1 the most deprived

    @property
    def worst(self) -> frozenset[int]:
        """Ids of the neighbourhoods where it is hardest."""
        return worst(self.scaled, self.index)


def scaled(place: Place, parts: Parts) -> Scaled:
    """What is known of each neighbourhood by each part."""

    def make() -> Scaled:
        ids = tuple(sorted(PlaceArea.objects.filter(place=place).values_list("area_id", flat=True)))
        columns = [building.scaled(_figures(key, ids), harder=harder) for key, harder in parts]
        return Scaled(ids, parts, np.column_stack(columns) if columns else np.empty((len(ids), 0)))

    return kept(("index parts", place.slug, parts), make, weight=lambda made: 1 + made.values.size // 10_000)


def _figures(key: str, ids: Sequence[int]) -> Numbers:
    known = indicators.indicator(key)
    if known is None:
        return np.full(len(ids), np.nan)
    found = figures.by_area(known, {pk: [pk] for pk in ids})
    return np.array([np.nan if (value := found.get(pk)) is None else value for pk in ids], dtype=float)


def work_out(place: Place, parts: Parts, weights: Sequence[float]) -> Worked:
    """The order and all that is said of it. Kept until a file changes."""
    weighed = tuple(round(each, 6) for each in weights)

    def make() -> Worked:
        held = scaled(place, parts)
        found = building.added(held.values, weighed)
        imd = building.ranked(column("iod2025.imd_score").of(np.array(held.ids, dtype=np.int32)))
        return Worked(
            held,
            found,
            firm.firm(held.values, weighed, worst=WORST),
            firm.without(held.values, weighed, worst=WORST),
            overlap.correlations(held.values),
            _likeness(found.ranks, imd),
            imd,
        )

    return kept(("index", place.slug, parts, weighed), make, weight=lambda made: 2 + len(made.imd) // 1_000)


def order(place: Place, parts: Parts, weights: Sequence[float]) -> frozenset[int]:
    """Only where it is hardest: quick enough to see at every turn of a slider."""
    held = scaled(place, parts)
    return worst(held, building.added(held.values, list(weights)))


def worst(held: Scaled, found: Index) -> frozenset[int]:
    """Ids of the fifth of the neighbourhoods where it is hardest."""
    many = firm.among(WORST, found.known)
    return frozenset(pk for pk, rank in zip(held.ids, found.ranks.tolist(), strict=True) if rank <= many)


def _likeness(one: Numbers, other: Numbers) -> float | None:
    found = float(overlap.correlations(np.column_stack([one, other]))[0, 1])
    return None if found != found else found
