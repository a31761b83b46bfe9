"""Means of what was measured of several people, and how sure they are."""

from __future__ import annotations

import math
from dataclasses import dataclass

from commonweal.methods.inequality.arrays import ArrayLike, numbers, z_of


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its interval. The spread is None, and so are the limits, where only one was measured."""

    value: float
    lower: float | None
    upper: float | None
    spread: float | None  # sample standard deviation
    n: int
    confidence: float


def mean(values: ArrayLike, *, confidence: float = 0.95) -> Mean | None:
    """What is the mean of these, and how sure can we be? By Student's t.

    Unknown values are left out; None where all are unknown.
    Assumes that those measured were picked without regard to the answer, and that no few of them decide the mean.

    >>> found = mean([2.0, 4.0, 6.0])
    >>> found.value, round(found.lower, 4), round(found.upper, 4)
    (4.0, -0.9683, 8.9683)
    """
    from scipy.special import stdtrit

    z_of(confidence)
    held = numbers(values)
    held = held[held == held]
    n = len(held)
    if n == 0:
        return None
    middle = float(held.mean())
    if n == 1:
        return Mean(middle, None, None, None, 1, confidence)
    spread = float(held.std(ddof=1))
    half = float(stdtrit(n - 1, 0.5 + confidence / 2)) * spread / math.sqrt(n)
    return Mean(middle, middle - half, middle + half, spread, n, confidence)
