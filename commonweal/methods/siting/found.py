"""What a search for places found: the choice, what it is worth, and what no choice can beat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

VERSION = "siting 2"
ROUNDING = 1e-9  # a gap smaller than this, as a share of the value, is the arithmetic's own
MOST_PAIRS = 60_000_000  # half a gigabyte of minutes

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Siting:
    """A choice of places with its proof. Only `proved` may be called the best there is."""

    sites: tuple[int, ...]  # columns of `minutes`, in order
    value: float
    bound: float  # no choice can be better than this
    larger_is_better: bool = False
    out_of_time: bool = False  # the search was stopped before it was done
    beyond: tuple[int, ...] = ()  # zones that no candidate can reach in time (only `fewest_to_cover`)

    @property
    def gap(self) -> float:
        """By what share of its value another choice could be better, at the most. 0.002 is 0.2 in a hundred."""
        better = self.bound - self.value if self.larger_is_better else self.value - self.bound
        share = max(0.0, better) / abs(self.value) if self.value else float(better > ROUNDING)
        return 0.0 if share <= ROUNDING else share

    @property
    def proved(self) -> bool:
        """Whether it is proved that no other choice is better."""
        return self.gap == 0

    @property
    def sentence(self) -> str:
        """What may be said of it."""
        if self.proved:
            return "Proved: no other choice is better."
        late = " The search was stopped when its time was up." if self.out_of_time else ""
        return f"No other choice can be better by more than {self._percent()}.{late}"

    def _percent(self) -> str:
        """Rounded up, never down: it is a promise."""
        percent = 100 * self.gap
        digits = next((each for each in range(1, 7) if percent >= 10.0**-each), 7)
        step = 10.0**-digits
        return f"{np.ceil(percent / step - 1e-9) * step:.{digits}f} %"


def table(minutes: ArrayLike) -> Numbers:
    """Minutes as a table, one row a zone, one column a candidate; ValueError where it is none."""
    found = np.asarray(minutes, dtype=np.float64)
    if found.ndim != 2 or not found.size:
        raise ValueError("minutes are a table: a row for each zone, a column for each candidate place")
    if found.size > MOST_PAIRS:
        raise ValueError(f"so many pairs are not searched at once: {found.size:,}, at most {MOST_PAIRS:,}")
    if np.isnan(found).any() or (found < 0).any():
        raise ValueError("minutes are known and not negative; where there is no way, say infinity")
    return found


def weighed(weights: ArrayLike | None, zones: int) -> Numbers:
    """How much each zone counts; all alike where nothing is said."""
    found = np.ones(zones) if weights is None else np.asarray(weights, dtype=np.float64)
    if found.shape != (zones,) or not np.isfinite(found).all() or (found < 0).any():
        raise ValueError("weights are one for each zone, known and not negative")
    return found


def how_many(p: int, candidates: int) -> int:
    """How many places may be chosen."""
    if not 1 <= p <= candidates:
        raise ValueError(f"from {candidates} candidates, 1 to {candidates} can be chosen, not {p}")
    return p
