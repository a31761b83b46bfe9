"""Which places differ from the average by more than chance, when small places differ more than large ones anyway?"""

from __future__ import annotations

import numpy as np

from commonweal.methods.inequality.arrays import ArrayLike, Numbers, numbers, same_length, z_of
from commonweal.methods.rates import EXACT_BELOW

# Two pairs of lines: outside the inner ones lie 5 in 100 of places that do not differ, outside the outer 2 in 1,000.
INNER, OUTER = 0.95, 0.998
FAR_HIGH, HIGH, SAME = "high (0.001)", "high (0.025)", "not significant"
LOW, FAR_LOW, UNKNOWN = "low (0.025)", "low (0.001)", "not known"


def proportion_limits(average: float, of: ArrayLike, *, confidence: float = INNER) -> tuple[Numbers, Numbers]:
    """Between which shares would so many people lie by chance, if they were as the average? From 0 to 1.

    >>> [round(float(each), 3) for each in proportion_limits(0.5, 100)]
    [0.402, 0.598]
    """
    if not 0 <= average <= 1:
        raise ValueError("An average share lies between 0 and 1.")
    n = numbers(of)
    half = z_of(confidence) * np.sqrt(average * (1 - average) / np.where(n > 0, n, np.nan))
    return np.clip(average - half, 0, 1), np.clip(average + half, 0, 1)


def proportion_classes(counts: ArrayLike, of: ArrayLike, *, average: float | None = None) -> list[str]:
    """Does each share differ from the average (of all together, unless one is given), and how surely?"""
    x, n = numbers(counts), numbers(of)
    same_length(x, n)
    whole = (n > 0) & np.isfinite(x)
    middle = float(x[whole].sum() / n[whole].sum()) if average is None else average
    share = np.divide(x, n, out=np.full(x.shape, np.nan), where=whole)
    inner, outer = (proportion_limits(middle, n, confidence=each) for each in (INNER, OUTER))
    return _classes(share, inner, outer)


def ratio_limits(observed: ArrayLike, *, confidence: float = INNER) -> tuple[Numbers, Numbers]:
    """Between which ratios of observed to expected would a place with so many events lie by chance?

    For each count: how many events would have to be expected for it to sit exactly on the Poisson limit. The lower
    limit is not known for none observed.

    >>> low, high = ratio_limits(10)
    >>> round(float(low), 3), round(float(high), 3)
    (0.544, 2.085)
    """
    from scipy.special import gammaincinv

    x = numbers(observed)
    tail = (1 - confidence) / 2
    z_of(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        high = np.where(x > 0, x / gammaincinv(np.maximum(x, 1e-300), tail), np.nan)
    return np.where(x > 0, x / gammaincinv(x + 1, 1 - tail), np.nan), high


def count_limits(counts: ArrayLike, *, confidence: float = INNER) -> tuple[Numbers, Numbers]:
    """Between which counts would chance alone have let these counts lie? Exact below ten, Byar's from there on."""
    from scipy.special import gammaincinv

    x, z, tail = numbers(counts), z_of(confidence), (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        byar_low = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
        byar_high = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1))) ** 3
        exact_low = np.where(x > 0, gammaincinv(np.maximum(x, 1e-300), tail), 0.0)
    small = x < EXACT_BELOW
    return np.where(small, exact_low, byar_low), np.where(small, gammaincinv(x + 1, 1 - tail), byar_high)


def ratio_classes(observed: ArrayLike, expected: ArrayLike) -> list[str]:
    """Are there more events than expected in each place, or fewer, and how surely?"""
    x, e = numbers(observed), numbers(expected)
    same_length(x, e)
    inner, outer = (count_limits(x, confidence=each) for each in (INNER, OUTER))
    # Turned about: the expected number lies below what chance could have let the count be, so the count is high.
    turned = {FAR_HIGH: FAR_LOW, HIGH: LOW, LOW: HIGH, FAR_LOW: FAR_HIGH}
    return [turned.get(each, each) for each in _classes(np.where(e > 0, e, np.nan), inner, outer)]


def rate_classes(
    counts: ArrayLike, rates: ArrayLike, populations: ArrayLike | None = None, *, per: float, standardised: bool
) -> list[str]:
    """Does each rate differ from the average, and how surely?

    The people behind a rate are taken from count and rate, which holds for standardised rates too; where there were no
    events, from `populations`. A standardised rate of fewer than ten events is not known.
    """
    x, rate = numbers(counts), numbers(rates)
    same_length(x, rate)
    with np.errstate(divide="ignore", invalid="ignore"):
        people = np.where(x > 0, per * x / rate, np.nan if populations is None else numbers(populations))
    people = np.where(standardised & (x < EXACT_BELOW), np.nan, people)
    held = np.isfinite(people)
    return ratio_classes(x, people * x[held].sum() / people[held].sum())


def _classes(values: Numbers, inner: tuple[Numbers, Numbers], outer: tuple[Numbers, Numbers]) -> list[str]:
    chosen = np.select(
        [~np.isfinite(values), values > outer[1], values < outer[0], values > inner[1], values < inner[0]],
        [UNKNOWN, FAR_HIGH, FAR_LOW, HIGH, LOW],
        SAME,
    )
    return [str(each) for each in chosen.tolist()]
