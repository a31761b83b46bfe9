"""Amounts of money that add up to the penny."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Pence = tuple[int, ...]


def pence(
    fund: int,
    wanted: Sequence[float] | NDArray[np.float64],
    *,
    least: Sequence[int] | None = None,
    most: Sequence[int] | None = None,
) -> Pence:
    """What does each get in whole pence, so that together it is the fund exactly? Largest remainder (Hamilton).

    `wanted` adds up to the fund in pence, with fractions. Everybody first gets the whole pence; what is left goes, a
    penny each, to those with the largest fractions, the first of equals first, and never beyond `least` and `most`.
    Raises ValueError where `least` or `most` leave no way to do so.

    >>> pence(100, [33.4, 33.3, 33.3])
    (34, 33, 33)
    """
    many = len(wanted)
    low = [0] * many if least is None else list(least)
    high = [fund] * many if most is None else list(most)
    if sum(low) > fund or sum(high) < fund or any(a > b for a, b in zip(low, high, strict=True)):
        raise ValueError("The least and the most that each may get leave no way to share the fund.")
    given = [min(max(int(np.floor(each)), a), b) for each, a, b in zip(wanted, low, high, strict=True)]
    left = fund - sum(given)
    step = 1 if left > 0 else -1
    fraction = [float(each) - made for each, made in zip(wanted, given, strict=True)]
    order = sorted(range(many), key=lambda at: (-step * fraction[at], at))
    while left:
        for at in order:
            if left and low[at] <= given[at] + step <= high[at]:
                given[at] += step
                left -= step
    return tuple(given)
