"""Limits of a slope index where no formula gives them: values whose errors are known on another scale than the line's.

A rate's or a proportion's limits are lopsided, so its error is known as that of its logarithm or logit, while the line
is laid through the value itself. Values are then drawn again and again around those found, and a line through each.
The chance is seeded: the same numbers give the same limits.
"""

from __future__ import annotations

import numpy as np

from commonweal.methods.inequality import slope
from commonweal.methods.inequality.arrays import ArrayLike, Numbers, numbers
from commonweal.methods.inequality.slope import LOG, LOGIT, PLAIN, SIMULATED, SlopeIndex, Slopes

DRAWS, SEED = 100_000, 20251129


def slopes(
    values: ArrayLike,
    populations: ArrayLike,
    errors: ArrayLike,
    *,
    spread: str = LOG,
    multiplier: float = 1.0,
    confidence: tuple[float, ...] = (0.95,),
    draws: int = DRAWS,
    seed: int = SEED,
) -> Slopes:
    """As `slope.slopes` on the plain scale, for errors on the log scale (rates) or the logit scale (proportions).

    Limits are the draws at the position that the confidence says, in order. Every place meets the same chance, so that
    its limits do not depend on which others it is worked out with.
    """
    if spread not in (LOG, LOGIT):
        raise ValueError(f"Errors are known on the {LOG} or the {LOGIT} scale; plain ones need no simulation.")
    if draws < 1_000:
        raise ValueError("Fewer than 1,000 draws say nothing of limits.")
    y, people = slope.rows(values, populations)
    plain = slope.slopes(y, people, scale=PLAIN, multiplier=multiplier, confidence=confidence)
    chance = np.random.default_rng(seed).standard_normal((draws, y.shape[1]))
    unsure = np.atleast_2d(numbers(errors))
    at = np.array([_places(draws, each) for each in confidence])
    limits = [_limits(*each, chance, at, spread, multiplier) for each in zip(y, people, unsure, strict=True)]
    sii_low, sii_high, rii_low, rii_high = (np.array(each) for each in zip(*limits, strict=True))
    return Slopes(
        plain.sii, plain.rii, plain.intercept, np.full(len(y), np.nan), sii_low, sii_high, rii_low, rii_high,
        tuple(confidence), PLAIN, multiplier, SIMULATED,
    )  # fmt: skip


def _places(draws: int, confidence: float) -> tuple[int, int]:
    tail = (1 - confidence) / 2
    return max(round(draws * tail), 1) - 1, round(draws * (1 - tail)) - 1


def _limits(
    y: Numbers, people: Numbers, errors: Numbers, chance: Numbers, at: Numbers, spread: str, multiplier: float
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    unknown = np.full(len(at), np.nan)
    middle = slope.scaled(y, spread)
    if not np.all(np.isfinite(middle + errors + people)):
        return unknown, unknown, unknown, unknown
    drawn = slope.unscaled(middle + chance * errors, spread)
    share, weight = (each[0] for each in slope.weights(people[None, :]))
    height, lean = drawn @ share, drawn @ weight
    gaps, ratios = slope.ends(height - lean / 2, height + lean / 2, PLAIN, multiplier)
    gaps.sort()
    ratios.sort()
    some = np.isfinite(ratios[-1])  # where the end of any line is below zero, the ratio has no limits
    return (
        gaps[at[:, 0]], gaps[at[:, 1]],
        ratios[at[:, 0]] if some else unknown, ratios[at[:, 1]] if some else unknown,
    )  # fmt: skip


def sii(
    values: ArrayLike,
    populations: ArrayLike,
    errors: ArrayLike,
    *,
    spread: str = LOG,
    multiplier: float = 1.0,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> SlopeIndex:
    """How much does a rate or a proportion change from end to end, with limits found by drawing? One place."""
    y, people, unsure = (numbers(each)[None, :] for each in (values, populations, errors))
    found = slopes(
        y, people, unsure, spread=spread, multiplier=multiplier, confidence=(confidence,), draws=draws, seed=seed
    )
    return slope.first(found, y.shape[1])
