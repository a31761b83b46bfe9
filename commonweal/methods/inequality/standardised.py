"""Rates of places whose people differ in age, made fit to be compared."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from commonweal.methods.inequality.arrays import ArrayLike, Numbers, numbers, same_length, z_of
from commonweal.methods.rates import EXACT_BELOW, byar, exact

# European Standard Population 2013: people of 0 to 4, 5 to 9, … 85 to 89, 90 and over.
ESP_2013 = (
    *(5_000, 5_500, 5_500, 5_500, 6_000, 6_000, 6_500, 7_000, 7_000, 7_000, 7_000),
    *(6_500, 6_000, 5_500, 5_000, 4_000, 2_500, 1_500, 1_000),
)
FEWEST = 10  # events, below which a directly standardised rate is not given


@dataclass(frozen=True, slots=True)
class Standardised:
    """A directly standardised rate. None throughout, but for the counts, where there were fewer than ten events."""

    value: float | None
    lower: float | None
    upper: float | None
    events: float
    population: float
    per: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Indirect:
    """Events beside those expected if the reference rates held here."""

    observed: float
    expected: float
    ratio: float
    ratio_lower: float
    ratio_upper: float
    reference_rate: float  # for every `per` people
    rate: float
    lower: float
    upper: float
    per: float
    confidence: float
    limits: str  # "exact" | "Byar"


def dsr(
    counts: ArrayLike,
    populations: ArrayLike,
    standard: ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Standardised:
    """What would the rate be if people here were as old as in the standard population?

    One row for each age band: events, people, people of the standard population. An unknown count is no event; it is
    the caller who knows that none is meant. Limits are Dobson's (1991), by Byar. Not given below ten events.
    Assumes that one event does not make the next likelier: for events that repeat in one person see `dsr_of_repeats`.

    >>> round(dsr([10, 20], [100, 100], [1, 3], per=100).value, 6)
    17.5
    """
    x = np.nan_to_num(numbers(counts))
    n, w = _bands(populations, standard)
    same_length(x, n, w)
    return _standardised(x, _variance(x, n, w), float(x.sum()), n, w, per, confidence)


def dsr_of_repeats(
    persons: Mapping[int, ArrayLike],
    populations: ArrayLike,
    standard: ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Standardised:
    """The same where one person may have several events, such as admissions: chance then reaches further.

    `persons` gives, for each number of events, how many people of each age band had so many:
    `{1: [75, 16], 2: [16, 3]}`. The variance of each lot is multiplied by the square of its number of events.
    """
    if not persons or min(persons) < 1:
        raise ValueError("Give, for one event, two, three …, how many people of each age band had so many.")
    n, w = _bands(populations, standard)
    lots = {often: np.nan_to_num(numbers(row)) for often, row in persons.items()}
    same_length(n, *lots.values())
    events = np.sum([often * row for often, row in lots.items()], axis=0)
    variance = sum(often**2 * _variance(row, n, w) for often, row in lots.items())
    return _standardised(events, float(variance), float(events.sum()), n, w, per, confidence)


def _bands(populations: ArrayLike, standard: ArrayLike) -> tuple[Numbers, Numbers]:
    n, w = numbers(populations), numbers(standard)
    if not (np.all(n > 0) and np.all(w >= 0) and w.sum() > 0):
        raise ValueError("Every age band needs people, here and in the standard population.")
    return n, w


def _variance(x: Numbers, n: Numbers, w: Numbers) -> float:
    return float((w**2 * x / n**2).sum() / w.sum() ** 2)


def _standardised(
    x: Numbers, variance: float, events: float, n: Numbers, w: Numbers, per: float, confidence: float
) -> Standardised:
    z_of(confidence)
    if np.any(x < 0):
        raise ValueError("A count cannot be below zero.")
    people = float(n.sum())
    if events < FEWEST:
        return Standardised(None, None, None, events, people, per, confidence)
    rate = float((w * x / n).sum() / w.sum())
    lower, upper = byar(events, confidence=confidence)
    stretch = math.sqrt(variance / events)
    return Standardised(
        per * rate,
        per * (rate + stretch * (lower - events)),
        per * (rate + stretch * (upper - events)),
        events, people, per, confidence,
    )  # fmt: skip


def isr(
    counts: ArrayLike,
    populations: ArrayLike,
    reference_counts: ArrayLike,
    reference_populations: ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Indirect:
    """Are there more events here than the ages of the people would lead us to expect? (For deaths: the SMR.)

    One row for each age band. Limits are those of the observed count: exact below ten, Byar's from there on. Ratios of
    two places with different ages are not comparable with each other, only each with the reference.

    >>> found = isr([30], [100], [200], [1000])
    >>> found.observed, found.expected, round(found.ratio, 3)
    (30.0, 20.0, 1.5)
    """
    z_of(confidence)
    x, n = np.nan_to_num(numbers(counts)), numbers(populations)
    rx, rn = numbers(reference_counts), numbers(reference_populations)
    same_length(x, n, rx, rn)
    if np.any(x < 0) or np.any(rx < 0) or not np.all(rn > 0) or np.any(n < 0):
        raise ValueError("Counts cannot be below zero, and every age band needs people in the reference population.")
    observed, expected = float(x.sum()), float((rx / rn * n).sum())
    if expected <= 0:
        raise ValueError("The reference rates lead us to expect nothing here, so nothing can be compared with it.")
    small = observed < EXACT_BELOW
    lower, upper = (exact if small else byar)(observed, confidence=confidence)
    reference = per * float(rx.sum() / rn.sum())
    ratio, low, high = observed / expected, lower / expected, upper / expected
    return Indirect(
        observed, expected, ratio, low, high, reference, ratio * reference, low * reference, high * reference,
        per, confidence, "exact" if small else "Byar",
    )  # fmt: skip
