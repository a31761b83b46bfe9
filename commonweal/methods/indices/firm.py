"""How firm an order is: which areas stand among the hardest whatever the weights, and for which the weights decide."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonweal.methods.indices.building import Index, Numbers, added, fit

DRAWS, SPREAD, WORST, SURE = 1_000, 50.0, 0.1, 0.95
SEED = 1
TIE = 1e-9  # sums of the same numbers may differ by less than this
CERTAIN, DEPENDS, NEVER, UNKNOWN = "certain", "depends", "not", "unknown"


@dataclass(frozen=True, slots=True)
class Firm:
    """An order of areas under weights that were shaken."""

    low: Numbers  # rank of each area at the 5th percentile of the draws: the harder end
    middle: Numbers
    high: Numbers  # at the 95th
    share: Numbers  # of the draws in which the area is among the worst
    verdicts: tuple[str, ...]  # CERTAIN (among the worst in 95 % of draws), DEPENDS, NEVER, UNKNOWN
    worst: int  # how many areas the worst are
    draws: int
    spread: float
    seed: int

    def count(self, verdict: str) -> int:
        """How many areas have this verdict."""
        return self.verdicts.count(verdict)


@dataclass(frozen=True, slots=True)
class Without:
    """The order with one part left out."""

    part: int
    index: Index
    leave: int  # areas that are no longer among the worst (as many others take their place)
    furthest: int  # the most ranks an area moves
    likeness: float | None  # rank correlation with the whole order (Spearman); None where no two areas are known


def firm(
    parts: Numbers,
    weights: ArrayLike,
    *,
    draws: int = DRAWS,
    spread: float = SPREAD,
    worst: float = WORST,
    seed: int = SEED,
) -> Firm:
    """Which areas are among the worst whatever one values, and for which does it depend?

    `parts`: areas × parts on one scale, higher is harder; `weights` as in `index`. They are shaken `draws` times (drawn
    from a Dirichlet distribution with `spread` × weights: at 50 a weight of 0.2 moves by about 0.06 either way). An
    area among the `worst` share of the areas in 95 % of the draws or more is certain to be, in fewer than 5 % certain
    not to be; between them it depends on what one values. Same seed, same draws. While it works it takes
    four bytes for each area and draw.
    Assumes: the parts are what people mean; only how much each matters is in doubt.
    """
    weighed = fit(parts, weights)
    used = weighed > 0
    known = ~np.isnan(parts[:, used]).any(axis=1)
    held = np.ascontiguousarray(parts[known][:, used])
    many = among(worst, len(held))
    drawn = np.random.default_rng(seed).dirichlet(spread * weighed[used] / weighed.sum(), draws)
    ranks = _drawn_ranks(held, drawn)
    share = np.full(len(parts), np.nan)
    share[known] = (ranks <= many).mean(axis=1) if len(held) else ()
    low, middle, high = (np.full(len(parts), np.nan) for _ in range(3))
    if len(held):
        low[known], middle[known], high[known] = _percentiles(ranks)
    return Firm(low, middle, high, share, tuple(map(verdict, share.tolist())), many, draws, spread, seed)


def among(worst: float, areas: int) -> int:
    """How many areas are the worst share of so many? Whole ones, and at least one where there are any.

    >>> among(0.1, 33_755), among(0.1, 4), among(0.1, 0)
    (3375, 1, 0)
    """
    return max(1, int(worst * areas + TIE)) if areas else 0


def _drawn_ranks(parts: Numbers, drawn: Numbers) -> NDArray[np.uint32]:
    """Areas × draws: the rank of each area in each draw."""
    kind = np.uint16 if len(parts) < 2**16 else np.uint32
    order = np.arange(1, len(parts) + 1, dtype=kind)
    ranks = np.empty((len(drawn), len(parts)), dtype=kind)
    for number, weights in enumerate(drawn):
        scores = -(parts @ weights)
        sorting = np.argsort(scores)
        falls = np.diff(scores[sorting], prepend=-np.inf) > TIE
        # Areas that are equal share the better rank, whichever of them is sorted first.
        ranks[number, sorting] = np.maximum.accumulate(np.where(falls, order, 0))
    return np.ascontiguousarray(ranks.T)


def _percentiles(ranks: NDArray[np.uint32]) -> tuple[Numbers, ...]:
    draws = ranks.shape[1]
    ends = [round(share * (draws - 1)) for share in (0.05, 0.5, 0.95)]
    ranks.partition(sorted(set(ends)), axis=1)
    return tuple(ranks[:, end].astype(float) for end in ends)


def verdict(share: float) -> str:
    """What a share of draws among the worst comes to.

    >>> [verdict(each) for each in (1.0, 0.95, 0.5, 0.01, float("nan"))]
    ['certain', 'certain', 'depends', 'not', 'unknown']
    """
    if share != share:
        return UNKNOWN
    return CERTAIN if share >= SURE else NEVER if share <= 1 - SURE else DEPENDS


def without(parts: Numbers, weights: ArrayLike, *, worst: float = WORST) -> tuple[Without, ...]:
    """What changes if one part is left out, each in its turn? Parts that weigh nothing are passed over."""
    weighed = fit(parts, weights)
    whole = added(parts, weighed)
    used = np.flatnonzero(weighed > 0)
    found = []
    for part in used.tolist() if len(used) > 1 else ():
        index = added(parts, np.where(np.arange(len(weighed)) == part, 0, weighed))
        found.append(_beside(part, whole, index, worst))
    return tuple(found)


def _beside(part: int, whole: Index, index: Index, worst: float) -> Without:
    both = ~np.isnan(whole.ranks) & ~np.isnan(index.ranks)
    before, after = whole.ranks[both], index.ranks[both]
    many = among(worst, len(before))
    leave = int(((before <= many) & (after > many)).sum())
    furthest = int(np.abs(before - after).max()) if len(before) else 0
    varies = len(before) > 1 and before.std() > 0 and after.std() > 0
    return Without(part, index, leave, furthest, float(np.corrcoef(before, after)[0, 1]) if varies else None)
