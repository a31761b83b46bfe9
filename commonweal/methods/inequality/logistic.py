"""The slope index as the World Health Organization defines it: another definition than `slope`, with other numbers.

A logistic curve is laid through the shares of the groups, in order, each group weighing as many people as it has; the
slope index is the difference of the curve's two ends, the relative index their ratio. Report it by its full name.

As a binomial has it, whole people are counted: 20 % of 78 are 16. `rounded=False` leaves the shares as they were given,
which is needed where `populations` are parts of a whole and not people.

A fault known in a peer and not repeated here: healthequal 1.0.1 lets the people of a group count twice, as the total
of a binomial and as a weight (published 44.445 and 3.1595; counted once, 44.905 and 3.2239). Here they count once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.methods.inequality.arrays import ArrayLike, Numbers, numbers, ranks, same_length, z_of

STEPS, NEAR = 100, 1e-13
MOST_ROUNDED = 0.01  # a share may move no further than this when whole people are counted


@dataclass(frozen=True, slots=True)
class WhoSlope:
    """Slope and relative index by the logistic curve. Limits are None where the groups' errors are not known."""

    sii: float
    sii_lower: float | None
    sii_upper: float | None
    rii: float
    rii_lower: float | None
    rii_upper: float | None
    groups: int
    confidence: float


def who_sii(
    values: ArrayLike,
    populations: ArrayLike,
    errors: ArrayLike | None = None,
    *,
    whole: float = 100.0,
    rounded: bool = True,
    confidence: float = 0.95,
) -> WhoSlope | None:
    """By the WHO's definition: how far apart are the two ends of the order, and how many times as much is the upper?

    Groups come from the most disadvantaged on; values are parts of `whole` (100 for per cent), and so are the slope and
    the errors. The curve's limits follow from the groups' errors by linear approximation; those of the ratio on its
    logarithm. None where no curve can be laid: every value none, or every value all.

    >>> round(who_sii([20, 30, 40], [100, 100, 100]).sii, 3)
    29.633
    """
    y, people = _sound(values, populations, whole, rounded)
    weight = people / people.sum()
    at = ranks(weight)
    laid = curve(at, y, weight)
    if laid is None:
        return None
    height, lean, bend = laid
    start, end = (1 / (1 + np.exp(-(height + lean * each))) for each in (0, 1))
    gap, ratio = whole * float(end - start), float(end / start)
    if errors is None:
        return WhoSlope(gap, None, None, ratio, None, None, len(y), confidence)
    unsure = numbers(errors) / whole
    same_length(y, unsure)
    pull = np.linalg.solve(bend, np.vstack([weight, weight * at]))  # how the curve moves with each value
    rise = np.array([[start * (1 - start), 0.0], [end * (1 - end), end * (1 - end)]]) @ pull
    z = z_of(confidence)
    error = whole * float(np.sqrt((((rise[1] - rise[0]) * unsure) ** 2).sum()))
    spread = float(np.sqrt((((rise[1] / end - rise[0] / start) * unsure) ** 2).sum()))
    return WhoSlope(
        gap, gap - z * error, gap + z * error,
        ratio, ratio * float(np.exp(-z * spread)), ratio * float(np.exp(z * spread)), len(y), confidence,
    )  # fmt: skip


def _sound(values: ArrayLike, populations: ArrayLike, whole: float, rounded: bool) -> tuple[Numbers, Numbers]:
    """Shares from 0 to 1 and people, or a sentence about what is wrong with them."""
    y, people = numbers(values) / whole, numbers(populations)
    same_length(y, people)
    if not (np.all(people > 0) and np.all((y >= 0) & (y <= 1))):
        raise ValueError("Every group needs people, and a value from nothing to the whole.")
    counted = np.rint(people * y) / people if rounded else y
    if np.abs(counted - y).max() > MOST_ROUNDED:
        raise ValueError("Groups are too small to count whole people: give people, not shares, or do not round.")
    return counted, people


def curve(at: Numbers, y: Numbers, weight: Numbers) -> tuple[float, float, Numbers] | None:
    """Height, lean and curvature of the logistic curve through these, by Newton's steps; None where there is none."""
    if not 0 < float((weight * y).sum()) < float(weight.sum()):
        return None
    design = np.column_stack([np.ones_like(at), at])
    held = np.zeros(2)
    for _ in range(STEPS):
        fitted = 1 / (1 + np.exp(-design @ held))
        bend = (design * (weight * fitted * (1 - fitted))[:, None]).T @ design
        if not np.isfinite(bend).all() or np.linalg.cond(bend) > 1 / NEAR:
            return None
        step = np.linalg.solve(bend, design.T @ (weight * (y - fitted)))
        held = held + np.clip(step, -5, 5)
        if np.abs(step).max() < NEAR:
            return float(held[0]), float(held[1]), bend
    return None
