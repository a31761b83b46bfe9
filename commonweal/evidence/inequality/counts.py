"""The counts behind indicators, neighbourhood by neighbourhood, and the fifth of the place that each lies in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.evidence import columns, indicators, older
from commonweal.evidence.columns import MANY, Numbers
from commonweal.evidence.indicators import Indicator
from commonweal.methods.quantiles import equal_lots
from commonweal.places import bulk
from commonweal.places.models import Value

SCORE, DECILE = "iod2025.imd_score", "iod2025.imd_decile"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many, of how many, in each neighbourhood; not a number where unknown."""

    top: Numbers
    bottom: Numbers


@dataclass(frozen=True, slots=True)
class Order:
    """Neighbourhoods in a place's own fifths; a lot that is not a number where deprivation is not known."""

    ids: tuple[int, ...]
    score: Numbers  # higher is more deprived
    lot: Numbers
    measure: str  # which published column orders them

    @property
    def known(self) -> int:
        """How many have a place in the order."""
        return int(np.isfinite(self.lot).sum())


def with_gaps() -> list[Indicator]:
    """Indicators that are so many of so many in each neighbourhood: of others no gap is worked out."""
    return [each for each in indicators.every().values() if each.bottom and not each.at and not each.many]


def order(ids: Sequence[int]) -> Order:
    """A place's neighbourhoods in five equal lots by deprivation: by score, or by tenth where no score is held."""
    held = read(ids, [SCORE, DECILE])
    measure = SCORE if np.isfinite(held[SCORE]).any() else DECILE
    score = held[measure] if measure == SCORE else -held[measure]
    lots = equal_lots(score.tolist(), 5)
    return Order(tuple(ids), score, np.array(lots, dtype=float), measure)


def in_england(ids: Sequence[int]) -> Numbers:
    """The fifth of England's neighbourhoods that each lies in, by its published tenth; 1 is the most deprived."""
    return np.ceil(read(ids, [DECILE])[DECILE] / 2)


def counted(ids: Sequence[int], wanted: Sequence[Indicator]) -> dict[str, Counted]:
    """The counts of these indicators. Those by neighbourhoods of 2011 are known where the ground is the same."""
    now = [each for each in wanted if not each.older]
    before = [each for each in wanted if each.older]
    out = _counted(ids, now)
    if before:
        same = older.groups({pk: [pk] for pk in ids})
        out |= _counted([same[pk][0] if len(same.get(pk, ())) == 1 else 0 for pk in ids], before)
    return out


def _counted(ids: Sequence[int], wanted: Sequence[Indicator]) -> dict[str, Counted]:
    held = read(ids, sorted({part for each in wanted for part in each.parts}))
    return {each.key: Counted(sum(held[key] for key in each.top), held[each.bottom]) for each in wanted}


def read(ids: Sequence[int], keys: Sequence[str]) -> dict[str, Numbers]:
    """Published columns of these neighbourhoods, in their order; not a number where unknown."""
    if len(ids) > MANY:
        wanted = np.array(ids, dtype=np.int32)
        return {key: columns.column(key).of(wanted) for key in keys}
    found = {key: np.full(len(ids), np.nan) for key in keys}
    at = {pk: number for number, pk in enumerate(ids)}
    for lot in bulk.lots(list(at)):
        rows = Value.objects.filter(area__in=lot, measure__key__in=list(keys), current=True, value__isnull=False)
        for area, key, value in rows.values_list("area", "measure__key", "value"):
            found[key][at[area]] = value
    return found
