"""Where a value stands among others: percentiles, standing, equal lots."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np


def standing(value: float | None, percentiles: Sequence[float]) -> float | None:
    """What share of all areas, 0 to 100, has a lower value?

    `percentiles` are the 0th to 100th of all areas, in order. Ties stand in the middle of those they tie with.

    >>> standing(50, list(range(101))), standing(-1, list(range(101))), standing(None, [1])
    (50.0, 0.0, None)
    """
    if value is None or not len(percentiles):
        return None
    last = len(percentiles) - 1
    if value <= percentiles[0] and value < percentiles[-1]:
        return 0.0 if value < percentiles[0] else (bisect_right(percentiles, value) - 1) / 2 / last * 100
    if value >= percentiles[-1]:
        return 100.0 if value > percentiles[-1] else (bisect_left(percentiles, value) + last) / 2 / last * 100
    low, high = bisect_left(percentiles, value), bisect_right(percentiles, value)
    if low < high:
        return (low + high - 1) / 2 / last * 100
    below, above = percentiles[low - 1], percentiles[low]
    return (low - 1 + (value - below) / (above - below)) / last * 100


def share_between(low: float, high: float, percentiles: Sequence[float]) -> float:
    """About what percentage of all areas lies from `low` up to `high`, judged by their percentiles?

    >>> share_between(10, 20, list(range(101)))
    10.0
    """
    ends = [float(np.interp(each, percentiles, np.linspace(0, 100, len(percentiles)))) for each in (low, high)]
    return ends[1] - ends[0]


def edges(low: float, high: float, *, bins: int = 10) -> list[float]:
    """Round edges for a picture that must hold everything from `low` to `high`, in about so many steps.

    >>> edges(3.2, 47, bins=10)
    [0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0]
    """
    if not high > low:
        high = low + 1
    rough = (high - low) / bins
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(each * size for each in (1, 2, 2.5, 5, 10) if each * size >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(number * step, 10) for number in range(first, last + 1)]


def equal_lots(values: Sequence[float | None], lots: int = 5, *, highest_first: bool = True) -> list[int | None]:
    """Into which of so many equal lots does each fall, by the rule of England's public health profiles (Fingertips)?

    Lot 1 has the highest values, or the lowest where `highest_first` is not so. Ties take the first of their ranks and
    so stay together, for which lots may differ in size. Unknown values fall into none; all do, where there are fewer
    known ones than lots.

    >>> equal_lots([50, 10, 30, 20, 40, 60], 3)
    [1, 3, 2, 3, 2, 1]
    """
    if lots < 2:
        raise ValueError("Give two lots or more.")
    known = sorted(value for value in values if value is not None and value == value)
    n = len(known)
    if n < lots:
        return [None] * len(values)

    def lot(value: float | None) -> int | None:
        if value is None or value != value:
            return None
        rank = n - bisect_right(known, value) + 1 if highest_first else bisect_left(known, value) + 1
        # In whole numbers: a division that should come out even must not miss by a hair.
        return max(1, lots + 1 - -(-(n + 1 - rank) * lots // n))

    return [lot(value) for value in values]
