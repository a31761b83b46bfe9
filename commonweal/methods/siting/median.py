"""Which p places bring people nearest to a hub, all in all, and how near is that to the best there can be?

A choice is found by swapping, and a bound by Lagrange multipliers: every zone is offered a price for being served, and
the p candidates that earn most by the prices give a number that no choice can beat. Prices are raised where a zone is
left out and lowered where it is served twice. What the bound rules out is dropped on the way; where a gap is left in
the end, the search branches on single candidates until the gap is closed or the time is up.

Source: the relaxation is that of G. Cornuéjols, M. L. Fisher and G. L. Nemhauser (Management Science 23, 1977); the
smoothed step that of the volume algorithm (F. Barahona and R. Anbil, Mathematical Programming 87, 2000).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonweal.methods.siting import found
from commonweal.methods.siting.found import ROUNDING, Siting
from commonweal.methods.siting.swapping import Costs, greedy, swapped

SECONDS = 60.0
STEPS = 3_000  # of raising prices, at one branch
PATIENCE = 20  # steps without a better bound, after which steps are halved
SMALLEST_STEP = 2e-4
LOOK = 25  # steps from one look at real choices to the next
REACHED = 5  # a zone may pay that many times as many candidates as it would if all were wanted alike
Ids = NDArray[np.intp]


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


@dataclass(slots=True)
class _Branch:
    """Some candidates taken, some still open; the others are out."""

    taken: Ids
    open: Ids
    prices: Costs
    bound: float = -np.inf


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Candidates and the zones that could pay them: pairs that no price will reach are left out."""

    candidates: int
    costs: Costs
    row: Ids
    zone: Ids
    most: Costs  # no price goes beyond this, so that what is left out could earn nothing

    @classmethod
    def of(cls, costs: Costs, among: Ids, wanted: int) -> _Pairs:
        """The pairs of these candidates, of whom so many are wanted."""
        held = costs[among]
        rank = min(len(among) - 1, REACHED * len(among) // wanted + 10)
        most = np.partition(held, rank, axis=0)[rank]
        row, zone = np.nonzero(held < most)
        return cls(len(among), held[row, zone], row, zone, most)

    def earnings(self, prices: Costs) -> Costs:
        """What each candidate would earn by these prices, as a cost: 0 or less."""
        each = np.minimum(self.costs - prices[self.zone], 0)
        found: Costs = np.bincount(self.row, weights=each, minlength=self.candidates).astype(np.float64)
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
        branches = [_Branch(np.array([], dtype=np.intp), np.arange(candidates), prices)]
        settled = np.inf  # the lowest bound of branches that hold nothing worth looking for
        while branches:
            branch = branches.pop(min(range(len(branches)), key=lambda each: branches[each].bound))
            if branch.bound < self._enough() and self._time_up():
                branches.append(branch)
                break
            between = self._raise(branch) if branch.bound < self._enough() else None
            if between is None:
                settled = min(settled, branch.bound)
            else:
                branches += self._split(branch, between)
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

    def _raise(self, branch: _Branch) -> int | None:
        """Raise the bound of a branch as far as it goes. The candidate to branch on; None where it is settled."""
        step, stalled = 1.0, 0
        prices, way = branch.prices.copy(), np.zeros_like(branch.prices)
        taken, wanted = self.costs[branch.taken], self.p - len(branch.taken)
        pairs = _Pairs.of(self.costs, branch.open, wanted)
        often = np.zeros(len(branch.open))
        for turn in range(1, STEPS):
            if len(branch.open) <= wanted:
                break
            prices = np.minimum(prices, pairs.most)
            earns = pairs.earnings(prices)
            best = np.argpartition(earns, wanted - 1)[:wanted]
            bound = float(prices.sum() + earns[best].sum() + np.minimum(taken - prices, 0).sum())
            served = (self.costs[branch.open[best]] < prices).sum(axis=0) + (taken < prices).sum(axis=0)
            often *= 0.95
            often[best] += 0.05
            stalled = 0 if bound > branch.bound + 2e-6 * self.value else stalled + 1
            if bound > branch.bound:
                branch.bound, branch.prices = bound, prices.copy()
            if turn % LOOK == 0:
                self._look_near(branch, earns)
                # What could only be part of a choice worse than the best one so far is out for good.
                keep = bound + earns - earns[best].max() <= self.value
                keep[best] = True
                if keep.sum() < 0.9 * len(keep):
                    branch.open, often = branch.open[keep], often[keep]
                    pairs = _Pairs.of(self.costs, branch.open, wanted)
            if branch.bound >= self._enough():
                return None
            if turn % LOOK == 0 and self._time_up():
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
        return self._undecided(branch, often, wanted)

    def _look_near(self, branch: _Branch, earns: Costs) -> None:
        """Swap among the candidates that earn most: the best choice is hardly ever anywhere else."""
        wanted = self.p - len(branch.taken)
        near = np.argsort(earns, kind="stable")[: max(3 * wanted, 150)]
        among = np.concatenate([branch.taken, branch.open[near]])
        if len(among) >= self.p:
            self._try(range(self.p), among)

    def _undecided(self, branch: _Branch, often: Costs, wanted: int) -> int | None:
        """The candidate that was about as often in as out; None where all that are open are needed."""
        if len(branch.open) <= wanted:
            sites = np.concatenate([branch.taken, branch.open])
            if len(sites) == self.p:
                self._try(range(self.p), sites)
                branch.bound = max(branch.bound, float(self.costs[sites].min(axis=0).sum()))
            else:
                branch.bound = np.inf
            return None
        return int(np.abs(often - 0.5).argmin())

    def _split(self, branch: _Branch, at: int) -> list[_Branch]:
        """One branch in which the candidate is taken, one in which it is out."""
        rest = np.delete(branch.open, at)
        taken = np.append(branch.taken, branch.open[at])
        within = _Branch(taken, rest, branch.prices.copy(), branch.bound)
        without = _Branch(branch.taken, rest, branch.prices.copy(), branch.bound)
        if len(taken) == self.p:
            self._try_exactly(taken)
            within.bound = float(self.costs[taken].min(axis=0).sum())
        return [within, without]

    def _try_exactly(self, sites: Ids) -> None:
        value = float(self.costs[sites].min(axis=0).sum())
        if value < self.value:
            self.value, self.sites = value, [int(each) for each in sites]
