"""Ways as chains: from corner to corner, where ways meet or end, with the points that only bend them in between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from commonweal.methods.access.pairs import Numbers, Whole

LEAST = 1e-9  # no stretch is quite nothing: a sparse table takes nought for "no way"


@dataclass(frozen=True, slots=True)
class Chains:
    """Where each point lies; and for each chain the corners at its two ends. No chain ends where it begins."""

    chain: Whole  # of each point: the chain it lies on (a corner lies on one of those that meet there)
    along: Numbers  # of each point: metres from that chain's beginning
    begins: Whole  # of each chain: its corners, numbered from nought
    ends: Whole
    metres: Numbers

    @property
    def corners(self) -> int:
        """How many corners there are."""
        return int(max(self.begins.max(), self.ends.max())) + 1


def both_ways(a: NDArray[np.int64] | Whole, b: NDArray[np.int64] | Whole, length: Numbers, count: int) -> csr_array:
    """Between two points that several stretches join, the shortest of them counts."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((length, high, low))
    low, high, length = low[order], high[order], np.maximum(length[order], LEAST)
    fresh = np.ones(len(low), bool)
    fresh[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    fresh &= low != high
    low, high, length = low[fresh], high[fresh], length[fresh]
    rows, columns = np.concatenate([low, high]), np.concatenate([high, low])
    return csr_array((np.concatenate([length, length]), (rows, columns)), shape=(count, count))


def chains(stretches: csr_array) -> Chains:
    """Points that hang together, as chains. `stretches`: metres between neighbours, both ways, none twice."""
    corner = (np.diff(stretches.indptr) != 2).tolist()
    if not any(corner):
        corner[0] = True  # a ring: it has to begin somewhere
    walk = _Walk(stretches.indptr.tolist(), stretches.indices.tolist(), stretches.data.tolist(), corner)
    for point in np.flatnonzero(corner).tolist():
        walk.every_way_from(point)
    return walk.found()


class _Walk:
    """Walks every way once, from corner to corner. Plain lists: a point at a time is quicker so."""

    def __init__(self, starts: list[int], near: list[int], length: list[float], corner: list[bool]) -> None:
        self.starts, self.near, self.length, self.corner = starts, near, length, corner
        self.chain, self.along = [-1] * len(corner), [0.0] * len(corner)
        self.begins: list[int] = []
        self.ends: list[int] = []
        self.metres: list[float] = []

    def every_way_from(self, point: int) -> None:
        for at in range(self.starts[point], self.starts[point + 1]):
            then = self.near[at]
            if self.corner[then]:
                # Both ends come by here, and one of them is enough.
                if point < then:
                    self._add(point, then, self.length[at])
            elif self.chain[then] < 0:
                self._along(point, then, self.length[at])

    def _along(self, first: int, then: int, went: float) -> None:
        before, here, number = first, then, len(self.begins)
        while not self.corner[here]:
            self.chain[here], self.along[here] = number, went
            at = self.starts[here]
            if self.near[at] == before:
                at += 1
            before, here, went = here, self.near[at], went + self.length[at]
        if here != first:
            self._add(first, here, went)
            return
        # Round a block and back: the last point before it closes is made a corner.
        self.corner[before] = True
        self._add(first, before, self.along[before])
        self._add(first, before, went - self.along[before])

    def _add(self, first: int, last: int, metres: float) -> None:
        self.begins.append(first)
        self.ends.append(last)
        self.metres.append(metres)

    def found(self) -> Chains:
        number = np.cumsum(self.corner) - 1
        begins, ends, metres = np.array(self.begins, np.int64), np.array(self.ends, np.int64), np.array(self.metres)
        chain, along = np.array(self.chain, np.int32), np.array(self.along)
        every = np.arange(len(begins), dtype=np.int32)
        chain[ends], along[ends] = every, metres
        chain[begins], along[begins] = every, 0.0
        return Chains(chain, along, number[begins].astype(np.int32), number[ends].astype(np.int32), metres)
