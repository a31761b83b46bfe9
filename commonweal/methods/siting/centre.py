"""Which p places make the longest way that anybody has as short as it can be?

Whether p places can bring everybody within so many minutes is a question of covering. So the minutes are searched, by
halves, for the shortest with which the answer is yes. What was not decided in time is told as a gap.

Source: E. Minieka, "The m-center problem", SIAM Review 12, 1970.
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import ArrayLike

from commonweal.methods.siting import cover, found
from commonweal.methods.siting.found import Numbers, Siting

SECONDS = 60.0


def p_centre(minutes: ArrayLike, p: int, *, seconds: float = SECONDS) -> Siting:
    """Which p places make the longest way of anybody as short as it can be?

    `minutes`: a row for each zone, a column for each candidate. `value`: minutes of the longest way to the nearest
    chosen place. ValueError where some zone has no way to any candidate.

    >>> p_centre([[5, 20, 9], [20, 5, 8], [30, 9, 14]], 1).value
    14.0
    """
    table = found.table(minutes)
    found.how_many(p, table.shape[1])
    nearest = table.min(axis=1)
    if not np.isfinite(nearest).all():
        raise ValueError("every zone needs a way to at least one candidate")
    until = time.monotonic() + seconds
    sites = _far_apart(table, p)
    value = float(table[:, sites].min(axis=1).max())
    # Nobody can be nearer than to the place nearest to them: the search is between that and what was found already.
    lengths = np.unique(table[(table >= nearest.max()) & (table <= value)])
    low, high, undecided = 0, len(lengths) - 1, len(lengths)
    while low < high and time.monotonic() < until:
        middle = (low + min(high, undecided)) // 2
        few, chosen, bound, _late = cover.fewest(table <= lengths[middle], until - time.monotonic(), content=p)
        if few <= p:
            sites, high = _filled(chosen, p, table.shape[1]), middle
        elif bound > p:
            low = middle + 1
        else:
            undecided = middle
            if middle == low:
                break
    value = float(table[:, sites].min(axis=1).max())
    return Siting(tuple(sorted(sites)), value, min(value, float(lengths[low])), out_of_time=low < high)


def _far_apart(table: Numbers, p: int) -> list[int]:
    """A choice to begin with: the place nearest to whoever has farthest to go, again and again."""
    sites: list[int] = []
    away = np.full(len(table), np.inf)
    for _each in range(p):
        left = table[int(away.argmax())].copy()
        left[sites] = np.inf
        sites.append(int(left.argmin()))
        away = np.minimum(away, table[:, sites[-1]])
    return sites


def _filled(chosen: list[int], p: int, candidates: int) -> list[int]:
    """Exactly p: any more do no harm."""
    taken = set(chosen)
    return chosen + [each for each in range(candidates) if each not in taken][: p - len(chosen)]
