"""The branches of a search for places: which candidates are still open, and of which groups one must be chosen.

Where places lie close together, leaving out a single one changes little: the next is as good. So a branch is split on a
group of neighbours: in the one half none of them is chosen, in the other at least one. Groups never overlap, so what
is cheapest in a branch is quickly said.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from commonweal.methods.siting.swapping import Costs

WANTED = 0.15  # how often a candidate was wanted that has a group of its own
LOOKED_AT = 500  # zones by which candidates are told to be neighbours
NO_GROUP = -1
Ids = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(slots=True)
class Branch:
    """Some candidates are open, the others are out. No choice in it costs less than its bound, made by prices."""

    open: Ids
    group: Ids  # of each open candidate, by number; one at least of each group is chosen
    prices: Costs
    bound: float = -np.inf
    often: Costs = field(default_factory=lambda: np.array([]))  # how often each open candidate was wanted of late

    def keep(self, those: Flags) -> None:
        """The others are out."""
        self.open, self.group, self.often = self.open[those], self.group[those], self.often[those]

    def cheapest(self, earns: Costs, p: int) -> tuple[Ids, Costs]:
        """The p open candidates that earn most, one of each group among them; and what each of all could take over.

        `earns` are costs: 0 or less. Whoever comes in takes the place of the one that earns least, or of its group's.
        """
        grouped = np.flatnonzero(self.group != NO_GROUP)
        if not len(grouped):
            best = np.argpartition(earns, p - 1)[:p]
            return best, np.full(len(earns), earns[best].max())
        order = grouped[np.lexsort((earns[grouped], self.group[grouped]))]
        begins = np.diff(self.group[order], prepend=NO_GROUP) != 0
        forced = order[begins]
        rest = earns.copy()
        rest[forced] = np.inf
        free = np.argpartition(rest, max(p - len(forced) - 1, 0))[: p - len(forced)]
        least = np.full(len(earns), rest[free].max(initial=-np.inf))
        least[order] = np.maximum(least[order], earns[forced][np.cumsum(begins) - 1])
        return np.concatenate([forced, free]), least

    def split(self, costs: Costs, p: int) -> list[Branch]:
        """One half in which none of a group is chosen, one in which some are; halves in which nothing is left go."""
        among = self._neighbours(costs)
        number = self.group[among][0]
        group = self.group.copy()
        group[(group == number) & (number != NO_GROUP)] = NO_GROUP
        group[among] = self.group.max() + 1
        halves = [
            Branch(self.open[~among], self.group[~among], self.prices.copy(), self.bound),
            Branch(self.open, group, self.prices.copy(), self.bound),
        ]
        return [each for each in halves if len(each.open) >= p and each.groups <= p]

    @property
    def groups(self) -> int:
        """How many there are."""
        return len(np.unique(self.group[self.group != NO_GROUP]))

    def _neighbours(self, costs: Costs) -> Flags:
        """Those nearest to one candidate of all that were often wanted, such that about every other time one was."""
        wanted = np.flatnonzero(self.often > WANTED)
        zones = slice(None, None, max(1, costs.shape[1] // LOOKED_AT))
        held = np.minimum(costs[self.open][:, zones], self.prices[zones])
        away = np.array([np.abs(held - held[each]).sum(axis=1) for each in wanted]).reshape(-1, len(held))
        nearest = away.argmin(axis=0) if len(wanted) else np.array([], dtype=np.intp)
        sets = [(nearest == number) & (self.group == self.group[each]) for number, each in enumerate(wanted)]
        sets = [each for each in sets if self._divides(each)]
        # Where every such set is a group already: one candidate by itself.
        sets = sets or [each for each in np.eye(len(self.open), dtype=bool) if self._divides(each)]
        return min(sets, key=lambda each: abs(float(self.often[each].sum()) - 0.5))

    def _divides(self, those: Flags) -> bool:
        """Are these some of a group, but not all?"""
        number = self.group[those][:1]
        return bool(len(number)) and (number[0] == NO_GROUP or (self.group == number[0]).sum() > those.sum())
