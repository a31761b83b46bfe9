"""Where parts of an index count the same thing twice, and where several markers are high in the same areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonweal.methods.indices.building import Numbers, ranked

ALIKE = 0.8  # a rank correlation from which on two parts say much the same of areas
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Combination:
    """A set of markers that are high together, and nothing but these."""

    markers: tuple[int, ...]
    areas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Markers:
    """Which markers are high where."""

    high: Flags  # areas × markers; False where not high or not known
    known: Flags
    cuts: Numbers  # the figure from which on each marker counts as high
    combinations: tuple[Combination, ...]  # the most areas first; areas with none high are in none

    def together(self, least: int) -> tuple[int, ...]:
        """Areas in which at least so many markers are high, those with most first."""
        counts = self.high.sum(axis=1)
        return tuple(int(each) for each in np.argsort(-counts, kind="stable") if counts[each] >= least)


def correlations(parts: ArrayLike) -> Numbers:
    """How far do two parts put areas into the same order? Parts × parts, from -1 to 1 (Spearman).

    Each pair is compared over the areas in which both are known; not a number where fewer than three are, or a part is
    the same everywhere.

    >>> correlations([[1, 9], [2, 7], [3, 1]]).round(2).tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    columns = np.asarray(parts, dtype=float)
    many = columns.shape[1]
    found = np.eye(many)
    for one in range(many):
        for other in range(one):
            found[one, other] = found[other, one] = _spearman(columns[:, one], columns[:, other])
    return found


def _spearman(one: Numbers, other: Numbers) -> float:
    both = ~np.isnan(one) & ~np.isnan(other)
    if both.sum() < 3:
        return float("nan")
    a, b = _middle(one[both]), _middle(other[both])
    return float(np.corrcoef(a, b)[0, 1]) if a.std() and b.std() else float("nan")


def _middle(figures: Numbers) -> Numbers:
    """Ranks in which equals share the middle."""
    lowest: Numbers = (ranked(figures) - ranked(-figures)) / 2
    return lowest


def alike(found: Numbers, *, least: float = ALIKE) -> tuple[tuple[int, int, float], ...]:
    """Which pairs of parts say much the same of areas, the most alike first?"""
    pairs = [
        (one, other, float(found[one, other]))
        for one in range(len(found))
        for other in range(one + 1, len(found))
        if found[one, other] >= least
    ]
    return tuple(sorted(pairs, key=lambda pair: -pair[2]))


def markers(values: ArrayLike, *, top: float = 0.2, harder: Sequence[bool] | None = None) -> Markers:
    """In which areas are several markers high at once, and which ones?

    `values`: areas × markers. A marker is high in the `top` share of the areas in which it is known: in those whose
    rank by it is within that share, with all that tie with the last; the lowest figure of all is never high. What is
    not known is not high, and shows in `known`.

    >>> [each.areas for each in markers([[9, 9], [8, 1], [1, 2], [2, 3]], top=0.5).combinations]
    [(1,), (3,), (0,)]
    """
    figures = np.asarray(values, dtype=float)
    many = figures.shape[1]
    turned = np.array([1.0 if harder is None or harder[at] else -1.0 for at in range(many)])
    known = ~np.isnan(figures)
    high, cuts = np.zeros_like(known), np.full(many, np.nan)
    for at in range(many):
        allowed = top * known[:, at].sum()
        side = figures[:, at] * turned[at]
        high[:, at] = known[:, at] & (ranked(side) <= allowed + 1e-9)
        if high[:, at].any():
            high[:, at] &= side > np.nanmin(side)  # where nearly all have none, none is not high
        if high[:, at].any():
            cuts[at] = side[high[:, at]].min() * turned[at]
    return Markers(high, known, cuts, combinations(high))


def combinations(high: Flags) -> tuple[Combination, ...]:
    """The areas of each set of markers that are high together, the most areas first, then the fewest markers."""
    found: dict[tuple[int, ...], list[int]] = {}
    for area, row in enumerate(high):
        held = tuple(int(each) for each in np.flatnonzero(row))
        if held:
            found.setdefault(held, []).append(area)
    made = [Combination(held, tuple(areas)) for held, areas in found.items()]
    return tuple(sorted(made, key=lambda each: (-len(each.areas), len(each.markers), each.markers)))
