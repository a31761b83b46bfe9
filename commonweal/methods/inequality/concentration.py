"""Is what people have gathered among the better off or the worse off, person by person or group by group?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.methods.inequality.arrays import ArrayLike, Numbers, known, numbers, same_length

FILE_ORDER, SHARED = "file order", "shared"


@dataclass(frozen=True, slots=True)
class Concentration:
    """Four indices of one thing: none of them says what another does. None where one has no meaning."""

    index: float | None  # CI: from -1 (all among the worst off) to 1
    generalised: float | None  # CI times the mean
    erreygers: float | None  # for values between two bounds
    wagstaff: float | None  # for shares between 0 and 1
    mean: float | None
    n: int


def fractional_ranks(order: ArrayLike, weights: ArrayLike | None = None, *, ties: str = SHARED) -> Numbers:
    """Where does each stand from 0 (the least) to 1, by weight? Those who tie share a rank, or stand in file order.

    >>> [round(float(each), 3) for each in fractional_ranks([1, 2, 2, 5])]
    [0.125, 0.5, 0.5, 0.875]
    """
    by = numbers(order)
    weight = np.ones_like(by) if weights is None else numbers(weights)
    same_length(by, weight)
    weight = weight / weight.sum()
    way = np.argsort(by, kind="stable")
    after = np.cumsum(weight[way])
    out = np.empty_like(by)
    if ties == FILE_ORDER:
        out[way] = after - weight[way] / 2
        return out
    if ties != SHARED:
        raise ValueError(f"Ties are “{SHARED}”, or stand in “{FILE_ORDER}”.")
    _, lot = np.unique(by, return_inverse=True)
    whole = np.bincount(lot, weights=weight)
    return (np.cumsum(whole) - whole / 2)[lot]


def concentration(
    values: ArrayLike,
    order: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    ties: str = SHARED,
    bounds: tuple[float, float] | None = None,
) -> Concentration:
    """Is it gathered among the better off (above 0) or the worse off (below 0)?

    One value for each person or group, what they are put in order by (least first), and how many each stands for.
    `bounds` are the least and the most a value can be; without them, those found. CI = twice the weighted covariance
    of value and rank, divided by the mean. Wagstaff's is for shares from 0 to 1, Erreygers' for any bounded value.

    >>> found = concentration([0, 0, 1, 1], [1, 2, 3, 4])
    >>> found.index, found.erreygers, found.wagstaff
    (0.5, 1.0, 1.0)
    """
    y, by = numbers(values), numbers(order)
    weight = np.ones_like(y) if weights is None else numbers(weights)
    same_length(y, by, weight)
    if not len(y) or np.any(weight <= 0) or not np.all(np.isfinite(y + by)):
        raise ValueError("Every value, what it is ordered by and what it stands for must be known.")
    weight = weight / weight.sum()
    rank = fractional_ranks(by, weight, ties=ties)
    mean = float((weight * y).sum())
    together = 2 * float((weight * (y - mean) * (rank - (weight * rank).sum())).sum())
    low, high = bounds or (float(y.min()), float(y.max()))
    with np.errstate(divide="ignore", invalid="ignore"):
        index = np.divide(together, mean)
        erreygers = np.divide(4 * together, high - low)
        wagstaff = np.divide(index, 1 - mean) if mean < 1 else np.nan
    return Concentration(known(index), together, known(erreygers), known(wagstaff), mean, len(y))


def curve(amounts: ArrayLike, order: ArrayLike, weights: ArrayLike) -> list[tuple[float, float]]:
    """What part of all of it have the worst-off tenth of the people, the worst-off fifth …? From (0, 0) to (1, 1).

    `amounts` are counts, not rates; `weights` are people. A curve above the diagonal: more of it among the first.

    >>> curve([3, 1], [1, 2], [1, 1])
    [(0.0, 0.0), (0.5, 0.75), (1.0, 1.0)]
    """
    have, by, people = numbers(amounts), numbers(order), numbers(weights)
    same_length(have, by, people)
    if have.sum() <= 0 or people.sum() <= 0:
        return []
    way = np.argsort(by, kind="stable")
    along = np.concatenate([[0.0], np.cumsum(people[way]) / people.sum()])
    up = np.concatenate([[0.0], np.cumsum(have[way]) / have.sum()])
    return list(zip(along.tolist(), up.tolist(), strict=True))
