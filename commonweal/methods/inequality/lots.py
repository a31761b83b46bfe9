"""A place's own neighbourhoods in fifths, and how sure each fifth's share is when neighbourhoods differ.

A fifth of a place is a handful of neighbourhoods. Chance among its people is small, for they are many; what is not
small is which neighbourhoods happen to be in it. So the limits are stretched by how far neighbourhoods scatter within
their fifths (the quasi-binomial dispersion, never below one), and Student's t counts how few there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.methods.inequality.arrays import ArrayLike, Numbers, known, numbers, same_length, z_of
from commonweal.methods.inequality.proportions import wilson


@dataclass(frozen=True, slots=True)
class Lot:
    """One fifth: how many in it of how many, and how sure. Limits are None where nothing says how areas scatter."""

    number: int  # 1 is the first
    areas: int
    count: float
    of: float
    value: float | None
    lower: float | None
    upper: float | None
    error: float | None  # standard error, widened so that 1.96 of it reach as far as the limits say


@dataclass(frozen=True, slots=True)
class Lots:
    """All fifths in order, and how far neighbourhoods scatter within them: 1 is no more than chance among people."""

    lots: tuple[Lot, ...]
    dispersion: float | None
    free: int  # areas less fifths: what the scatter is judged by
    stretch: float | None  # how many times wider the limits are than chance among people alone would make them
    per: float


def of_areas(
    counts: ArrayLike, populations: ArrayLike, lots: ArrayLike, *, per: float = 100.0, confidence: float = 0.95
) -> Lots:
    """How large is the share in each fifth of a place, and how sure can we be with so few neighbourhoods?

    One row for each neighbourhood: how many, of how many, and which fifth (from 1). Those not known are left out, and
    are the caller's to count. Limits are Wilson's, stretched. None where there are no more areas than fifths.

    >>> found = of_areas([1, 3, 10, 14], [20, 20, 40, 40], [1, 1, 2, 2])
    >>> [each.value for each in found.lots], found.free
    ([10.0, 30.0], 2)
    """
    x, n, lot = numbers(counts), numbers(populations), numbers(lots)
    same_length(x, n, lot)
    held = np.isfinite(x) & (n > 0) & np.isfinite(lot) & (x >= 0) & (x <= n)
    x, n, which = x[held], n[held], lot[held].astype(int)
    every = sorted(set(which.tolist()))
    sums = {each: (float(x[which == each].sum()), float(n[which == each].sum())) for each in every}
    free = len(x) - len(every)
    dispersion = _dispersion(x, n, which, sums, free)
    stretch = _stretch(dispersion, free, confidence)
    areas = {each: int((which == each).sum()) for each in every}
    made = (_lot(each, areas[each], *sums[each], stretch, per, confidence) for each in every)
    return Lots(tuple(made), dispersion, free, stretch, per)


def _dispersion(
    x: Numbers, n: Numbers, which: Numbers, sums: dict[int, tuple[float, float]], free: int
) -> float | None:
    """Pearson's: squared distance from the fifth's share, in units of chance, for each area that is free to differ."""
    if free < 1:
        return None
    share = np.array([sums[each][0] / sums[each][1] for each in which.tolist()])
    chance = n * share * (1 - share)
    off = np.divide((x - n * share) ** 2, chance, out=np.zeros_like(n), where=chance > 0)
    return float(off.sum()) / free


def _stretch(dispersion: float | None, free: int, confidence: float) -> float | None:
    from scipy.special import ndtri, stdtrit

    if dispersion is None:
        return None
    few = float(stdtrit(free, 0.5 + confidence / 2) / ndtri(0.5 + confidence / 2))
    return few * float(np.sqrt(max(1.0, dispersion)))


def _lot(number: int, areas: int, count: float, of: float, stretch: float | None, per: float, confidence: float) -> Lot:
    value = count / of
    if stretch is None:
        return Lot(number, areas, count, of, per * value, None, None, None)
    # Wilson's limits of as many people as would be this sure.
    low, high = wilson(count / stretch**2, of / stretch**2, confidence=confidence)
    error = (float(high) - float(low)) / (2 * z_of(confidence))
    return Lot(number, areas, count, of, per * value, known(per * float(low)), known(per * float(high)), per * error)
