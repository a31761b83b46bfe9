"""Rates of a count for so many people, with the limits chance alone would give them."""

from __future__ import annotations

import math
from dataclasses import dataclass

# scipy is imported where it is used: it takes longer than all the rest of the house, and most starts ask for no rate.
# Below this count Byar's approximation is poor and the field uses the exact Poisson limits.
EXACT_BELOW = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its interval, and what it was made from."""

    value: float
    lower: float
    upper: float
    count: float
    population: float
    per: float
    confidence: float
    limits: str  # "exact" | "Byar"


def byar(count: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Between which counts would chance alone have let this count lie? Byar's approximation.

    Source: Breslow and Day (1987), as used for English public health indicators.

    >>> [round(limit, 4) for limit in byar(65)]
    [50.1632, 82.8491]
    """
    from scipy.special import ndtri

    z = ndtri(0.5 + confidence / 2)
    upper = (count + 1) * (1 - 1 / (9 * (count + 1)) + z / (3 * math.sqrt(count + 1))) ** 3
    if count == 0:
        return 0.0, float(upper)
    return float(count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3), float(upper)


def exact(count: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """The same question answered exactly, by the Poisson distribution.

    >>> [round(limit, 4) for limit in exact(1)]
    [0.0253, 5.5716]
    """
    from scipy.special import gammaincinv

    tail = (1 - confidence) / 2
    # Half a chi-squared of 2k degrees is a gamma of shape k.
    lower = gammaincinv(count, tail) if count else 0.0
    return float(lower), float(gammaincinv(count + 1, 1 - tail))


def rate(count: float, population: float | None, *, per: float = 10_000, confidence: float = 0.95) -> Rate | None:
    """How many for every so many people, and how sure can we be?

    None where the population is unknown or nobody: a rate of nobody is not zero.
    Limits are exact below 10, Byar's from there on. Assumes that one event does not make the next likelier.

    >>> round(rate(20, 100, per=100).upper, 4)
    30.8899
    """
    if count < 0:
        raise ValueError("A count cannot be below zero.")
    if population is None or population <= 0:
        return None
    small = count < EXACT_BELOW
    lower, upper = (exact if small else byar)(count, confidence=confidence)
    scale = per / population
    return Rate(
        count * scale, lower * scale, upper * scale, count, population, per, confidence, "exact" if small else "Byar"
    )
