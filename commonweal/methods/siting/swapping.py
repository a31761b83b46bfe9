"""A good choice of places quickly: begin with the most helpful one after another, then swap while swapping helps.

The swap is Resende and Whitaker's: what every candidate gains and what every chosen place is worth are worked out
once for all pairs (M. G. C. Resende and R. F. Werneck, "A fast swap-based local search procedure for location
problems", Annals of Operations Research 150, 2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.float64]  # a row for each candidate, a column for each zone


def worth(costs: Costs, sites: Sequence[int]) -> float:
    """The cost of a choice: every zone goes to its cheapest place."""
    return float(costs[list(sites)].min(axis=0).sum())


def greedy(costs: Costs, p: int) -> list[int]:
    """One place after another, each time the one that helps most."""
    sites: list[int] = []
    nearest = np.full(costs.shape[1], costs.max(initial=0.0))
    for _each in range(p):
        helps = np.maximum(0, nearest - costs).sum(axis=1)
        helps[sites] = -1
        sites.append(int(helps.argmax()))
        nearest = np.minimum(nearest, costs[sites[-1]])
    return sites


def swapped(costs: Costs, sites: Sequence[int]) -> tuple[float, list[int]]:
    """The choice after as many swaps as help, the most helpful first."""
    chosen = list(sites)
    zones = np.arange(costs.shape[1])
    while True:
        held = costs[chosen]
        whose = held.argmin(axis=0)
        nearest = held[whose, zones]
        held[whose, zones] = np.inf
        second = held.min(axis=0) if len(chosen) > 1 else np.full(len(zones), costs.max())
        profit = _profit(costs, len(chosen), whose, nearest, second)
        profit[chosen] = -np.inf
        comes, goes = np.unravel_index(profit.argmax(), profit.shape)
        total = float(nearest.sum())
        if not profit[comes, goes] > 1e-12 * max(total, 1.0):
            return total, chosen
        chosen[int(goes)] = int(comes)


def _profit(costs: Costs, p: int, whose: Any, nearest: Costs, second: Costs) -> Costs:
    """What is saved when a candidate (row) comes for a chosen place (column)."""
    gains = np.maximum(0, nearest - costs).sum(axis=1)
    losses = np.bincount(whose, weights=second - nearest, minlength=p)
    # A zone whose place goes need not fall back on its second place where the new one is nearer.
    back = np.maximum(0, second - np.maximum(costs, nearest))
    order = np.argsort(whose, kind="stable")
    theirs, first = np.unique(whose[order], return_index=True)
    saved = np.zeros((len(costs), p))
    saved[:, theirs] = np.add.reduceat(back[:, order], first, axis=1)
    profit: Costs = gains[:, None] - losses[None, :] + saved
    return profit
