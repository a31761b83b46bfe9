"""Groups on the plane: k-means from the leftmost points, and how many groups there are by the silhouette."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.methods.opinions.votes import Labels, Numbers

MOST_GROUPS = 5
ROUNDS = 300
STILL = 1e-4  # of the mean variance: when centres have come to rest
AT_A_TIME = 2_000_000  # distances held in memory at once


@dataclass(frozen=True, slots=True)
class Groups:
    """One number for each point, and how clearly the groups are apart: silhouette, -1 to 1."""

    labels: Labels  # 0 is the largest group
    count: int
    silhouette: float | None
    tried: tuple[tuple[int, float], ...] = ()  # how many groups, and their silhouette
    folded: bool = False  # a few people who stood apart are counted with the group nearest to them


def groups(points: Numbers, *, most: int = MOST_GROUPS, smallest: int = 1) -> Groups:
    """Into how many groups do these points fall, and which point is in which?

    A group of fewer than `smallest` is never told: its points go to the nearest group that is large enough. Where
    fewer than two such groups are left, there are none: everybody is in one.
    """
    alone = Groups(np.zeros(len(points), dtype=np.int64), 1 if len(points) else 0, None)
    starts = _leftmost(points)
    counts = [count for count in range(2, most + 1) if count <= len(starts) and count < len(points)]
    if not counts:
        return alone
    found = [kmeans(points, starts[:count]) for count in counts]
    widths = silhouettes(points, found)
    best = int(np.argmax(widths))
    labels, folded = _fold(points, found[best], smallest)
    tried = tuple(zip(counts, widths, strict=True))
    sizes = np.bincount(labels)
    if (sizes > 0).sum() < 2:
        return Groups(alone.labels, 1, None, tried, folded)
    return Groups(_by_size(labels), int((sizes > 0).sum()), widths[best], tried, folded)


def _leftmost(points: Numbers) -> Numbers:
    """Each place once, the leftmost first; of those above each other, the lowest first."""
    placed = points[np.lexsort((points[:, 1], points[:, 0]))]
    other = np.ones(len(placed), dtype=bool)
    other[1:] = (placed[1:] != placed[:-1]).any(axis=1)
    return np.asarray(placed[other])


def kmeans(points: Numbers, starts: Numbers) -> Labels:
    """The nearest of so many centres for each point, once the centres have come to rest in the middle of theirs."""
    centres = starts.astype(float).copy()
    # Each direction by itself and in one piece: a room asks this a hundred times for each look, of a few points each.
    across, up = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    still = STILL * float(points.var(axis=0).mean())
    labels: Labels = np.full(len(points), -1, dtype=np.int64)
    for _round in range(ROUNDS):
        away = _away(across, up, centres)
        now: Labels = away.argmin(axis=1)
        moved = _middles(across, up, now, centres, away)
        settled = bool((now == labels).all())
        shift = float(((moved - centres) ** 2).sum())
        labels, centres = now, moved
        if settled:
            return labels
        if shift <= still:
            break
    return np.asarray(_away(across, up, centres).argmin(axis=1))


def _away(across: Numbers, up: Numbers, centres: Numbers) -> Numbers:
    """How far each point is from each centre, squared."""
    away: Numbers = (across[:, None] - centres[:, 0]) ** 2
    away += (up[:, None] - centres[:, 1]) ** 2
    return away


def _middles(across: Numbers, up: Numbers, labels: Labels, centres: Numbers, away: Numbers) -> Numbers:
    """The middle of each group. A group that nobody is in takes whoever stands furthest from their own."""
    size = np.bincount(labels, minlength=len(centres))
    sums = np.empty((len(centres), 2))
    sums[:, 0] = np.bincount(labels, weights=across, minlength=len(centres))
    sums[:, 1] = np.bincount(labels, weights=up, minlength=len(centres))
    if size.all():
        return sums / size[:, None]
    far = away[np.arange(len(labels)), labels]
    for group, point in zip(np.flatnonzero(size == 0), np.argsort(-far, kind="stable"), strict=False):
        old = labels[point]
        sums[old] -= across[point], up[point]
        size[old] -= 1
        sums[group], size[group] = (across[point], up[point]), 1
    return np.asarray(np.where(size[:, None] > 0, sums / np.maximum(size, 1)[:, None], centres))


def silhouettes(points: Numbers, labellings: Sequence[Labels]) -> list[float]:
    """How much nearer is each point to its own group than to the next, on average? For several groupings at once.

    Every pair is measured once, whatever the number of groupings; nothing is sampled.
    """
    marks = [np.eye(int(labels.max()) + 1)[labels] for labels in labellings]
    together = np.hstack(marks)
    sums = np.vstack([part @ together for part in _distances(points)])
    found, here = [], 0
    for labels, mark in zip(labellings, marks, strict=True):
        found.append(_width(sums[:, here : here + mark.shape[1]], labels))
        here += mark.shape[1]
    return found


def _distances(points: Numbers) -> Iterable[Numbers]:
    rows = max(1, AT_A_TIME // max(len(points), 1))
    for start in range(0, len(points), rows):
        part = points[start : start + rows]
        across = part[:, 0, None] - points[None, :, 0]
        up = part[:, 1, None] - points[None, :, 1]
        across *= across
        up *= up
        across += up
        yield np.sqrt(across, out=across)


def _width(sums: Numbers, labels: Labels) -> float:
    each = np.arange(len(labels))
    size = np.bincount(labels, minlength=sums.shape[1])
    own = size[labels]
    inside = sums[each, labels] / np.maximum(own - 1, 1)
    others = sums / np.maximum(size, 1)
    others[:, size == 0] = np.inf
    others[each, labels] = np.inf
    outside = others.min(axis=1)
    widest = np.maximum(inside, outside)
    width = np.where(own > 1, (outside - inside) / np.where(widest > 0, widest, 1), 0.0)
    return float(width.mean())


def _fold(points: Numbers, labels: Labels, smallest: int) -> tuple[Labels, bool]:
    """Nobody is told of in a group of fewer than `smallest`."""
    size = np.bincount(labels)
    kept = np.flatnonzero(size >= smallest)
    few = np.flatnonzero((size > 0) & (size < smallest))
    if not len(few):
        return labels, False
    if not len(kept):
        return np.zeros_like(labels), True
    middles = np.array([points[labels == group].mean(axis=0) for group in kept])
    moved = labels.copy()
    apart = np.isin(labels, few)
    moved[apart] = kept[_away(points[apart, 0], points[apart, 1], middles).argmin(axis=1)]
    return moved, True


def _by_size(labels: Labels) -> Labels:
    """Groups anew by size, the largest first; of equal ones, the one further left first."""
    size = np.bincount(labels)
    order = sorted(np.flatnonzero(size), key=lambda group: (-size[group], group))
    names = np.zeros(len(size), dtype=np.int64)
    names[order] = np.arange(len(order))
    return np.asarray(names[labels])


def same(one: Labels, other: Labels) -> float:
    """How far do two groupings of the same people agree? Adjusted Rand index: 1 wholly, 0 as by chance.

    L. Hubert and P. Arabie, Comparing partitions, Journal of Classification 2, 1985.

    >>> same(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = np.zeros((int(one.max(initial=0)) + 1, int(other.max(initial=0)) + 1))
    np.add.at(table, (one, other), 1)

    def pairs(numbers: Numbers) -> float:
        return float((numbers * (numbers - 1) / 2).sum())

    rows, columns, both = pairs(table.sum(axis=1)), pairs(table.sum(axis=0)), pairs(table)
    every = len(one) * (len(one) - 1) / 2
    chance = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)
