"""Which p places bring people nearest to a hub, all in all, and how near is that to the best there can be?

A choice is found by swapping, and a bound by Lagrange multipliers: every zone is offered a price for being served, and
the p candidates that earn most by the prices give a number that no choice can beat. Prices are raised where a zone is
left out and lowered where it is served twice. What the bound rules out is dropped on the way; where a gap is left in
the end, the search branches on groups of neighbours (`branches`) until the gap is closed or the time is up.

Source: the relaxation is that of G. Cornuéjols, M. L. Fisher and G. L. Nemhauser (Management Science 23, 1977); the
smoothed step that of the volume algorithm (F. Barahona and R. Anbil, Mathematical Programming 87, 2000).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from commonweal.methods.siting import found
from commonweal.methods.siting.branches import NO_GROUP, Branch, Ids
from commonweal.methods.siting.found import ROUNDING, Siting
from commonweal.methods.siting.swapping import Costs, greedy, swapped

SECONDS = 60.0
STEPS = 3_000  # of raising prices, at one branch
PATIENCE = 40  # steps without a better bound, after which steps are halved
FIRST_STEP, AGAIN, SMALLEST_STEP = 1.0, 0.2, 2e-4  # at the root; in a branch, whose prices are nearly right; the last
LOOK = 25  # steps from one look at what can be dropped to the next
SWAP, SWAP_AGAIN = 50, 400  # and from one look at real choices to the next
REACHED = 5  # a zone may pay that many times as many candidates as it would if all were wanted alike
NEARLY, BEYOND = 0.98, 1.3  # once the bound is nearly the value, no zone will pay so many times its price


def p_median(
    minutes: ArrayLike,
    weights: ArrayLike | None,
    p: int,
    *,
    beside: ArrayLike | None = None,
    gap: float = 0.0,
    seconds: float = SECONDS,
) -> Siting:
    """Which p places bring people nearest to a hub, all in all?

    `minutes`: a row for each zone, a column for each candidate. `weights`: people of each zone. `beside`: minutes to
    the nearest of the hubs that are there already, one for each zone. `gap`: a gap to be content with, as a share.
    `value`: minutes added up over all people. ValueError where no number can be given.

    >>> p_median([[1, 9], [9, 2]], [1, 1], 1).value
    10.0
    """
    table = found.table(minutes)
    weight = found.weighed(weights, len(table))
    found.how_many(p, table.shape[1])
    if beside is not None:
        table = np.minimum(table, np.asarray(beside, dtype=np.float64)[:, None])
    if not np.isfinite(table[weight > 0]).all():
        raise ValueError("every zone with people needs a way to every candidate: give a longest time instead of none")
    costs = np.ascontiguousarray((table[weight > 0] * weight[weight > 0, None]).T)
    if not costs.shape[1]:
        return Siting(tuple(range(p)), 0.0, 0.0)
    search = _Search(costs, p, gap, time.monotonic() + seconds)
    bound = search.run()
    return Siting(tuple(sorted(search.sites)), search.value, bound, out_of_time=search.late)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Candidates and the zones that could pay them: pairs that no price will reach are left out."""

    costs: Costs  # candidate after candidate
    zone: Ids
    candidates: Ids  # who have any pairs
    first: Ids  # of their pairs
    earned: Costs  # nothing yet
    most: Costs  # no price goes beyond this, so that what is left out could earn nothing

    @classmethod
    def of(cls, costs: Costs, branch: Branch, p: int, *, nearly: bool) -> _Pairs:
        """The pairs of a branch."""
        held = costs[branch.open]
        rank = min(len(held) - 1, REACHED * len(held) // p + 10)
        most = np.partition(held, rank, axis=0)[rank]
        if nearly:
            most = np.minimum(most, BEYOND * branch.prices)
        row, zone = np.nonzero(held < most)
        first = np.flatnonzero(np.diff(row, prepend=-1))
        return cls(held[row, zone], zone, row[first], first, np.zeros(len(held)), most)

    def earnings(self, prices: Costs) -> Costs:
        """What each candidate would earn by these prices, as a cost: 0 or less."""
        found = self.earned.copy()
        if len(self.first):
            found[self.candidates] = np.add.reduceat(np.minimum(self.costs - prices[self.zone], 0), self.first)
        return found


@dataclass
class _Search:
    """The best choice so far, and the branches in which a better one may still be."""

    costs: Costs
    p: int
    gap: float
    until: float
    value: float = np.inf
    sites: list[int] = field(default_factory=list)
    late: bool = False

    def run(self) -> float:
        """Search until nothing better can be left; what no choice can beat."""
        candidates = self.costs.shape[0]
        self._try(greedy(self.costs, self.p))
        some = self.costs[:: max(1, candidates // 300)]
        middle = min(len(some) - 1, len(some) // self.p)
        prices = np.partition(some, middle, axis=0)[middle]
        branches = [Branch(np.arange(candidates), np.full(candidates, NO_GROUP, dtype=np.intp), prices)]
        settled = np.inf  # the lowest bound of branches that hold nothing worth looking for
        while branches:
            branch = branches.pop(min(range(len(branches)), key=lambda each: branches[each].bound))
            if branch.bound < self._enough() and self._time_up():
                branches.append(branch)
                break
            if branch.bound < self._enough() and self._raise(branch):
                branches += branch.split(self.costs, self.p)
            else:
                settled = min(settled, branch.bound)
        return min([self.value, settled, *(each.bound for each in branches)])

    def _enough(self) -> float:
        """A branch with this bound holds nothing that is worth looking for."""
        return self.value * (1 - max(self.gap, ROUNDING / 10))

    def _time_up(self) -> bool:
        self.late = self.late or time.monotonic() > self.until
        return self.late

    def _try(self, sites: Sequence[int], among: Ids | None = None) -> None:
        """Swap from here, among these candidates; keep what is better than all before."""
        value, chosen = swapped(self.costs if among is None else self.costs[among], sites)
        if value < self.value:
            self.value, self.sites = value, [int(each if among is None else among[each]) for each in chosen]

    def _raise(self, branch: Branch) -> bool:
        """Raise the bound of a branch as far as it goes. Is anything left in it that is worth looking for?"""
        root = branch.bound == -np.inf
        step, stalled = FIRST_STEP if root else AGAIN, 0
        prices, way = branch.prices.copy(), np.zeros_like(branch.prices)
        nearly = self._nearly(branch)
        pairs = _Pairs.of(self.costs, branch, self.p, nearly=nearly)
        branch.often = np.zeros(len(branch.open))
        for turn in range(1, STEPS):
            if len(branch.open) == self.p:
                break
            prices = np.minimum(prices, pairs.most)
            earns = pairs.earnings(prices)
            best, least = branch.cheapest(earns, self.p)
            bound = float(prices.sum() + earns[best].sum())
            served = (self.costs[branch.open[best]] < prices).sum(axis=0)
            branch.often *= 0.97
            branch.often[best] += 0.03
            stalled = 0 if bound > branch.bound + 2e-6 * self.value else stalled + 1
            if bound > branch.bound:
                branch.bound, branch.prices = bound, prices.copy()
            if turn % (SWAP if root else SWAP_AGAIN) == 0:
                self._look_near(branch, earns)
            if branch.bound >= self._enough():
                return False
            if turn % LOOK == 0:
                # What could only be part of a choice worse than the best one so far is out for good.
                keep = bound + earns - least <= self.value
                keep[best] = True
                if keep.sum() < 0.9 * len(keep) or nearly < self._nearly(branch):
                    branch.keep(keep)
                    nearly = self._nearly(branch)
                    pairs = _Pairs.of(self.costs, branch, self.p, nearly=nearly)
                if self._time_up():
                    break
            if stalled >= PATIENCE:
                step, stalled, prices, way = step / 2, 0, branch.prices.copy(), np.zeros_like(way)
                if step < SMALLEST_STEP:
                    break
                continue
            way = 0.3 * way + 0.7 * (1 - served)
            length = float(way @ way)
            if length == 0:
                break
            prices = prices + step * (1.0001 * self.value - bound) / length * way
        return len(branch.open) > self.p or self._only_choice(branch)

    def _nearly(self, branch: Branch) -> bool:
        return branch.bound > NEARLY * self.value

    def _look_near(self, branch: Branch, earns: Costs) -> None:
        """Swap among the candidates that earn most: the best choice is hardly ever anywhere else."""
        near = np.argsort(earns, kind="stable")[: max(3 * self.p, 150)]
        self._try(range(self.p), branch.open[near])

    def _only_choice(self, branch: Branch) -> bool:
        """As many candidates are open as are wanted: that choice, and no other, is left."""
        value = float(self.costs[branch.open].min(axis=0).sum())
        if value < self.value:
            self.value, self.sites = value, branch.open.tolist()
        branch.bound = max(branch.bound, value)
        return False
