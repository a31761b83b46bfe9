"""Shares of so many people, with limits that stay between none and all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.methods.inequality.arrays import ArrayLike, Numbers, numbers, z_of


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share with its interval, and what it was made from."""

    value: float
    lower: float
    upper: float
    count: float
    of: float
    per: float
    confidence: float


def wilson(count: ArrayLike, of: ArrayLike, *, confidence: float = 0.95) -> tuple[Numbers, Numbers]:
    """Between which shares would chance alone have let these shares lie? For many counts at once.

    `count` and `of` have one shape; the limits have it too, from 0 to 1. Not a number where nobody was counted, or
    where a count is below none or above all. Source: Wilson (1927).

    >>> [round(float(limit), 4) for limit in wilson(65, 100)]
    [0.5525, 0.7364]
    """
    x, n = np.broadcast_arrays(numbers(count), numbers(of))
    z = z_of(confidence)
    sound = (n > 0) & (x >= 0) & (x <= n)
    x, n = np.where(sound, x, np.nan), np.where(sound, n, np.nan)
    half = z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    return (2 * x + z**2 - half) / (2 * (n + z**2)), (2 * x + z**2 + half) / (2 * (n + z**2))


def proportion(count: float, of: float | None, *, per: float = 1.0, confidence: float = 0.95) -> Proportion | None:
    """How large a part is it, and how sure can we be? None where nobody was counted, or it is not known how many.

    `per` says the unit: 1 for a part of one, 100 for so many in a hundred.

    >>> found = proportion(20, 100, per=100)
    >>> found.value, round(found.lower, 4), round(found.upper, 4)
    (20.0, 13.3367, 28.8829)
    """
    if of is None or of <= 0:
        return None
    if not 0 <= count <= of:
        raise ValueError("A part cannot be less than none, or more than the whole.")
    lower, upper = wilson(count, of, confidence=confidence)
    return Proportion(per * count / of, per * float(lower), per * float(upper), count, of, per, confidence)
