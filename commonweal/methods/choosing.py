"""Which neighbourhoods meet stated criteria best, and would slightly other weights have chosen others?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

VERSION = "choosing 1"
DRAWS, SEED = 1_000, 20261129
HELD = 50.0  # how closely drawn weights stay to those stated: a weight of 0.5 mostly lies between 0.36 and 0.64
MIDDLE = 0.5  # where an unknown figure stands: neither for nor against
Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the criteria come to. Areas and criteria by their place in what was given."""

    areas: tuple[int, ...]  # chosen, the best first
    scores: tuple[float | None, ...]  # 0 to 1; None for an area that a threshold ruled out
    ranks: tuple[int | None, ...]  # 1 is the best; ties share the better rank
    firm: tuple[float, ...]  # share of the draws in which each area is chosen
    without: tuple[frozenset[int], ...]  # for each criterion: the areas chosen when it is left out
    standings: Numbers  # of each area (row) by each criterion (column), 0 to 1; not a number where unknown


def standing(values: ArrayLike, *, higher: bool = True, among: ArrayLike | None = None) -> Numbers:
    """Where does each area stand among the others: 1 speaks most for it, 0 least?

    `higher`: whether a higher figure speaks for an area. Equal figures stand alike. Unknown stays unknown.

    >>> standing([10.0, 30.0, 20.0]).tolist(), standing([1.0, float("nan"), 2.0], higher=False).tolist()
    ([0.0, 1.0, 0.5], [1.0, nan, 0.0])
    """
    figures = np.asarray(values, dtype=np.float64)
    counted = ~np.isnan(figures) if among is None else ~np.isnan(figures) & np.asarray(among, bool)
    found = np.full(len(figures), np.nan)
    held = np.sort(figures[counted])
    if len(held) == 1:
        found[counted] = MIDDLE
    elif len(held):
        low, high = np.searchsorted(held, figures[counted], "left"), np.searchsorted(held, figures[counted], "right")
        share = (low + high - 1) / 2 / (len(held) - 1)
        found[counted] = share if higher else 1 - share
    return found


def choose(
    values: ArrayLike,
    higher: Sequence[bool],
    weights: Sequence[float],
    many: int,
    *,
    able: ArrayLike | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Chosen:
    """Which areas do stated criteria and weights choose, and how firm is that?

    `values`: a row for each area, a column for each criterion; not a number where unknown. `higher`: for each
    criterion, whether a higher figure speaks for an area. `many`: how many are chosen. `able`: areas that no threshold
    rules out. A score is the weighted mean of an area's standings; an unknown one counts as the middle, and in each
    draw as anything. Weights are drawn around those stated (Dirichlet, 50 times the weights). ValueError where
    nothing can be chosen.

    >>> choose([[1.0, 0.0], [2.0, 5.0], [0.0, 1.0]], [True, True], [1, 1], 1).areas
    (1,)
    """
    table, weight = np.asarray(values, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] != len(higher) or len(weight) != len(higher) or not len(higher):
        raise ValueError("values are a table: a row for each area, a column for each criterion with its weight")
    if not (np.isfinite(weight).all() and (weight >= 0).all() and weight.sum() > 0):
        raise ValueError("weights are known and not negative, and one of them is more than nothing")
    may = np.ones(len(table), bool) if able is None else np.asarray(able, bool)
    if many < 1:
        raise ValueError("at least one area is chosen")
    stand = np.column_stack([standing(table[:, c], higher=up, among=may) for c, up in enumerate(higher)])
    share = weight / weight.sum()
    middling = np.where(np.isnan(stand), MIDDLE, stand)
    scores = middling @ share
    chosen = _top(scores, may, many)
    without = tuple(frozenset(_top(_left_out(middling, share, each), may, many)) for each in range(len(share)))
    return Chosen(
        tuple(chosen),
        tuple(float(score) if ok else None for score, ok in zip(scores, may, strict=True)),
        _ranks(scores, may),
        tuple(_firm(stand, share, may, many, draws, seed).tolist()),
        without,
        stand,
    )


def _left_out(middling: Numbers, share: Numbers, out: int) -> Numbers:
    rest = share.copy()
    rest[out] = 0
    scores: Numbers = middling @ rest
    return scores


def _top(scores: Numbers, may: Any, many: int) -> list[int]:
    """The best so many of those that may be chosen; of equal ones the first."""
    order = np.argsort(-scores, kind="stable")
    return [int(each) for each in order if may[each]][:many]


def _ranks(scores: Numbers, may: Any) -> tuple[int | None, ...]:
    held = np.sort(-scores[may])
    return tuple(
        int(np.searchsorted(held, -score - 1e-12)) + 1 if ok else None for score, ok in zip(scores, may, strict=True)
    )


def _firm(stand: Numbers, share: Numbers, may: Any, many: int, draws: int, seed: int) -> Numbers:
    chance = np.random.default_rng(seed)
    counted = share > 0
    drawn = np.zeros((draws, len(share)))
    drawn[:, counted] = chance.dirichlet(HELD * share[counted], draws)
    unknown = np.isnan(stand)
    times = np.zeros(len(stand))
    for weights in drawn:
        held = np.where(unknown, chance.random(stand.shape), stand) if unknown.any() else stand
        times[_top(held @ weights, may, many)] += 1
    return times / draws
