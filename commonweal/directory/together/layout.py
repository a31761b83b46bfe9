"""Where things stand in a picture of who works with whom: worked out by rule, so that it is the same every time.

Plain numbers in, plain numbers out. Distances on the paper follow distances in the network (stress majorisation,
Gansner and others 2004), from a start that follows from the order of the names; then names are moved off each other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

ROUNDS = 120
Edge = tuple[int, int]


def laid_out(count: int, edges: Sequence[Edge], *, width: float, box: tuple[float, float]) -> np.ndarray:
    """Middles of so many boxes, joined by these edges, within this width: parts that hang together stand together."""
    across, high = box
    placed = np.zeros((count, 2))
    x = y = row_high = 0.0
    for part in parts(count, edges):
        inner = {node: number for number, node in enumerate(part)}
        lines = [(inner[a], inner[b]) for a, b in edges if a in inner]
        points = _apart(_squeezed(_stretched(_stress(len(part), lines), box), width - across), box)
        size = points.max(axis=0) - points.min(axis=0) + (across, high)
        if x and x + size[0] > width:
            x, y, row_high = 0.0, y + row_high + high, 0.0
        placed[part] = points - points.min(axis=0) + (x + across / 2, y + high / 2)
        x, row_high = x + size[0] + across * 0.4, max(row_high, size[1])
    return placed


def parts(count: int, edges: Sequence[Edge]) -> list[list[int]]:
    """What hangs together, the largest first; of equals, the one that comes first.

    >>> parts(5, [(3, 4), (0, 2)])
    [[0, 2], [3, 4], [1]]
    """
    group = list(range(count))
    for a, b in edges:
        old, new = sorted((group[a], group[b]), reverse=True)
        group = [new if each == old else each for each in group]
    found = [[node for node in range(count) if group[node] == each] for each in sorted(set(group))]
    return sorted(found, key=lambda part: -len(part))


def _stress(count: int, edges: Sequence[Edge]) -> np.ndarray:
    if count == 1:
        return np.zeros((1, 2))
    wanted = _steps(count, edges)
    angles = 2 * np.pi * np.arange(count) / count
    points = np.column_stack((np.cos(angles), np.sin(angles))) * wanted.max() / 2
    weights = np.where(wanted > 0, 1 / np.maximum(wanted, 1) ** 2, 0)
    total = weights.sum(axis=1, keepdims=True)
    for _round in range(ROUNDS):
        apart = points[:, None] - points[None]
        away = np.sqrt((apart**2).sum(axis=2))
        pull = np.where(away > 1e-9, wanted / np.maximum(away, 1e-9), 0)
        points = (weights[..., None] * (points[None] + apart * pull[..., None])).sum(axis=1) / total
    return points


def _steps(count: int, edges: Sequence[Edge]) -> np.ndarray:
    """How many steps from each to each, within one part."""
    steps = np.full((count, count), np.inf)
    np.fill_diagonal(steps, 0)
    for a, b in edges:
        steps[a, b] = steps[b, a] = 1
    for via in range(count):
        steps = np.minimum(steps, steps[:, via, None] + steps[None, via])
    return steps


def _stretched(points: np.ndarray, box: tuple[float, float]) -> np.ndarray:
    """Longest side across the page, one step about a box and a half wide."""
    middle = points - points.mean(axis=0)
    if len(points) > 2:
        _values, axes = np.linalg.eigh(middle.T @ middle)
        # An axis has no sign of its own: the first box decides which end is left and which is up.
        turned = middle @ axes[:, ::-1]
        middle = turned * np.where(turned[0] > 0, -1, 1)
    return middle * (box[0] * 1.35, box[1] * 2.1)


def _squeezed(points: np.ndarray, width: float) -> np.ndarray:
    """No wider than the page: what is lost across is won downwards."""
    span = points[:, 0].max() - points[:, 0].min()
    if span <= width:
        return points
    narrower = width / span
    return points * (narrower, narrower**-1.5)


def _apart(points: np.ndarray, box: tuple[float, float], rounds: int = 200) -> np.ndarray:
    """No box on another: each pair that overlaps moves away along the way that is shorter."""
    points, need = points.copy(), np.array((box[0] * 1.22, box[1] * 2))
    for _round in range(rounds):
        moved = False
        for a in range(len(points)):
            for b in range(a + 1, len(points)):
                gap = points[b] - points[a]
                over = need - np.abs(gap)
                if (over > 1e-6).all():
                    axis = int(np.argmin(over / need))
                    push = over[axis] / 2 * (1 if gap[axis] >= 0 else -1)
                    points[a, axis] -= push
                    points[b, axis] += push
                    moved = True
        if not moved:
            break
    return points
