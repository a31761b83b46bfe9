"""From figures of areas to one order of them: put on one scale, weigh, add up, rank. Unknown is never zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

EXPONENTIAL, RANK, Z, RANGE = SCALES = ("exponential", "rank", "z", "range")
SUM, PRODUCT = TOGETHER = ("sum", "product")
LEAST = 1e-12  # figures that differ by less, beside their size, are taken for the same
STEEP = 23.0  # how fast the English scale falls: a tenth of all areas lies above 50
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Index:
    """An order of areas. Higher scores are harder, rank 1 is the hardest; not a number where a part is not known."""

    scores: Numbers  # of each area
    ranks: Numbers  # 1 the hardest; areas with equal scores share the better rank
    scaled: Numbers  # areas × parts, as they were added up
    weights: Numbers  # as they were used
    known: int  # areas that have a rank


def ranked(values: ArrayLike) -> Numbers:
    """Which place has each figure, 1 the highest?

    Equal figures share the best of their ranks, as published indices do; what is not known has no rank.

    >>> ranked([3.0, 5.0, float("nan"), 3.0]).tolist()
    [2.0, 1.0, nan, 2.0]
    """
    return _ranks(np.asarray(values, dtype=float), middle=False)


def _ranks(figures: Numbers, *, middle: bool) -> Numbers:
    """The best rank of those that are equal, or the middle one: on a scale, equals stand where they stand together."""
    found = np.full(len(figures), np.nan)
    known = ~np.isnan(figures)
    _different, which, many = np.unique(-figures[known], return_inverse=True, return_counts=True)
    before = np.cumsum(many) - many
    found[known] = (before + ((many - 1) / 2 if middle else 0) + 1)[which]
    return found


def exponential(ranks: ArrayLike, areas: int) -> Numbers:
    """Where does an area stand on the English scale from 0 to 100, by its rank (1 the most deprived) among so many?

    R = (n - rank + 1) / n; X = -23 ln(1 - R (1 - exp(-100/23))). The steepness lets a very bad figure in one part not
    be wholly made up for by a very good one in another: one tenth of the areas lies above 50.
    Source: English Indices of Deprivation, technical report; Scottish Indices of Deprivation 2003, appendix 5.

    >>> exponential([1, 10], 10).round(3).tolist()
    [100.0, 2.39]
    """
    share = (areas - np.asarray(ranks, dtype=float) + 1) / areas
    found: Numbers = -STEEP * np.log1p(-share * -np.expm1(-100 / STEEP))
    return found


def scaled(values: ArrayLike, *, how: str = EXPONENTIAL, harder: bool = True) -> Numbers:
    """How hard is each area by one figure, on a scale that other figures can be added to?

    `harder`: whether a higher figure is harder. `how`: "exponential" (English, 0 to 100), "rank" (share of areas that
    are as easy or easier, 0 to 100), "z" (standard deviations from the mean), "range" (0 the easiest, 100 the hardest).
    What is not known stays not a number, and counts in nobody's rank.

    >>> scaled([10, 20, 40], how="range").round(1).tolist()
    [0.0, 33.3, 100.0]
    """
    figures = np.asarray(values, dtype=float) * (1 if harder else -1)
    known = int((~np.isnan(figures)).sum())
    if how not in SCALES:
        raise ValueError(f"There is no scale called {how!r}. There are: {', '.join(SCALES)}.")
    if not known:
        return figures
    if how in (EXPONENTIAL, RANK):
        ranks = _ranks(figures, middle=True)
        return exponential(ranks, known) if how == EXPONENTIAL else 100 * (known - ranks + 1) / known
    low, high, middle, spread = np.nanmin(figures), np.nanmax(figures), np.nanmean(figures), np.nanstd(figures)
    # What differs by less than a number can hold does not differ: divided by, it would be endless.
    if high - low <= LEAST * max(1.0, abs(low), abs(high)):
        return np.where(np.isnan(figures), np.nan, 0.0)
    found: Numbers = (figures - middle) / spread if how == Z else 100 * (figures - low) / (high - low)
    return found


def index(
    values: ArrayLike,
    weights: ArrayLike,
    *,
    harder: Sequence[bool] | None = None,
    how: str = EXPONENTIAL,
    together: str = SUM,
) -> Index:
    """Where is it hardest, if these parts matter this much?

    `values`: areas × parts, in any units; `weights`: one for each part, not below zero, used as they are (the English
    ones sum to 0.999). `together`: "sum", or "product" (a weighted geometric mean, where a good figure makes up for a
    bad one less). An area of which any part with a weight is not known has no score.
    Assumes: parts that are weighed together may make up for each other, as far as the scale lets them.
    """
    figures = np.asarray(values, dtype=float)
    weighed = fit(figures, weights)
    turned = [True] * len(weighed) if harder is None else harder
    columns = [scaled(figures[:, at], how=how, harder=turned[at]) for at in range(len(weighed))]
    return added(np.column_stack(columns), weighed, together=together)


def added(parts: Numbers, weights: ArrayLike, *, together: str = SUM) -> Index:
    """The order of areas whose parts are on one scale already (areas × parts). A part that weighs nothing is not
    asked.
    """
    weighed = fit(parts, weights)
    used = weighed > 0
    if together == SUM:
        scores = parts[:, used] @ weighed[used]
    elif together == PRODUCT:
        if (parts[:, used] <= 0).any():
            raise ValueError("A product needs parts above zero: choose the scale by rank or the exponential one.")
        scores = np.exp(np.log(parts[:, used]) @ (weighed[used] / weighed.sum()))
    else:
        raise ValueError(f"Parts are put together by {' or '.join(TOGETHER)}, not by {together!r}.")
    ranks = ranked(scores)
    return Index(scores, ranks, parts, weighed, int((~np.isnan(ranks)).sum()))


def fit(parts: Numbers, weights: ArrayLike) -> Numbers:
    """Weights as numbers that belong to these parts. ValueError where they do not."""
    weighed = np.asarray(weights, dtype=float)
    if parts.ndim != 2 or weighed.shape != (parts.shape[1],):
        raise ValueError("There must be one weight for each part.")
    if not np.isfinite(weighed).all() or (weighed < 0).any() or not weighed.any():
        raise ValueError("Weights are numbers from zero up, and at least one is above zero.")
    return weighed
