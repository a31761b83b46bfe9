"""How people say what matters how much: sliders, points shared out, or two things at a time. Differences are kept."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

import numpy as np
from numpy.typing import ArrayLike, NDArray

HUNDRED = 100.0
# The geometric consistency index up to which judgements count as consistent; it answers to Saaty's ratio of a tenth.
STEADY = {3: 0.3147, 4: 0.3526}
STEADY_MANY = 0.370
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What several people together say matters how much, and how far they differ."""

    mean: Numbers  # of each part; together they sum to one
    spread: Numbers  # standard deviation between people; not a number where one alone has spoken
    lowest: Numbers
    highest: Numbers
    people: Numbers  # people × parts, each row sums to one: nobody's view is lost in the mean
    apart: float | None  # points of a hundred two people would have to move to agree, on average; None for one alone

    @property
    def count(self) -> int:
        """How many people."""
        return len(self.people)


@dataclass(frozen=True, slots=True)
class Compared:
    """Weights from judgements of two things at a time, and how well these judgements go together."""

    weights: Numbers  # sum to one
    index: float | None  # geometric consistency index; None where nothing was asked twice over
    steady: bool | None  # whether it is within the usual bound
    circles: tuple[tuple[Hashable, Hashable, Hashable], ...]  # a before b, b before c, and c before a
    judgements: int


def shares(given: ArrayLike) -> Numbers:
    """What does each slider come to, as a share of all? Sliders stand from 0 up.

    >>> shares([5, 5, 10]).tolist()
    [0.25, 0.25, 0.5]
    """
    found = np.asarray(given, dtype=float)
    if not np.isfinite(found).all() or (found < 0).any() or not found.any():
        raise ValueError("At least one part must matter, and none less than nothing.")
    return np.asarray(found / found.sum())


def points(rows: Sequence[Sequence[float]], *, to: float = HUNDRED) -> Weights:
    """What matters how much to these people together, where each shared out a hundred points?

    `rows`: people × parts. Everybody's hundred counts the same, whoever they are. A row that does not come to a
    hundred is refused by its number: to stretch it would be to answer for somebody.

    >>> points([[60, 40], [20, 80]]).mean.round(2).tolist()
    [0.4, 0.6]
    """
    for number, row in enumerate(rows, start=1):
        total = float(sum(row))
        if any(each < 0 for each in row):
            raise ValueError(f"Row {number} has points below zero.")
        if abs(total - to) > 1e-6 * to:
            raise ValueError(f"Row {number} comes to {total:g}, not to {to:g}.")
    return merged(np.asarray(rows, dtype=float) / to)


def merged(people: ArrayLike) -> Weights:
    """Several people's weights as one, with how far they differ. Each row sums to one."""
    rows = np.atleast_2d(np.asarray(people, dtype=float))
    if not rows.size:
        raise ValueError("Nobody has said yet what matters.")
    alone = len(rows) == 1
    spread = np.full(rows.shape[1], np.nan) if alone else rows.std(axis=0, ddof=1)
    between = [float(np.abs(a - b).sum() / 2) for a, b in combinations(rows, 2)]
    apart = None if alone else HUNDRED * sum(between) / len(between)
    return Weights(rows.mean(axis=0), spread, rows.min(axis=0), rows.max(axis=0), rows, apart)


def compared(parts: Sequence[Hashable], judgements: Sequence[tuple[Hashable, Hashable, float]]) -> Compared:
    """What matters how much, from judgements such as "company matters three times as much as money"?

    `judgements`: (a, b, times): a matters so many times as much as b. Several people's judgements of a pair are taken
    together by their geometric mean. Not every pair need be judged, only so many that each part hangs together with
    all. The weights are those that come nearest to all judgements on a scale of ratios (least squares of logarithms);
    where every pair is judged once that is the geometric mean of the rows of a comparison matrix. `index` is their
    geometric consistency index: the mean square by which judgements miss the weights, over the judgements that are to
    spare. Source: Crawford and Williams (1985), Journal of Mathematical Psychology 29; for pairs left out Bozóki,
    Fülöp and Rónyai (2010), Mathematical and Computer Modelling 52; index and bounds Aguarón and Moreno-Jiménez
    (2003), European Journal of Operational Research 147.

    >>> compared("ab", [("a", "b", 3)]).weights.round(2).tolist()
    [0.75, 0.25]
    """
    at = {part: number for number, part in enumerate(parts)}
    ratios = _pairs(at, judgements)
    bonds, pulls = np.zeros((len(at), len(at))), np.zeros(len(at))
    for (a, b), ratio in ratios.items():
        bonds[[a, b], [a, b]] += 1
        bonds[[a, b], [b, a]] -= 1
        pulls[a] += ratio
        pulls[b] -= ratio
    if np.linalg.matrix_rank(bonds) < len(at) - 1:
        raise ValueError("Some parts were never set against the others, so nobody can say how much they matter.")
    logs = np.linalg.lstsq(bonds, pulls, rcond=None)[0]
    weights = np.exp(logs - logs.max())
    misses = sum((ratio - (logs[a] - logs[b])) ** 2 for (a, b), ratio in ratios.items())
    spare = len(ratios) - len(at) + 1
    index = float(misses) / spare if spare else None
    bound = STEADY.get(len(at), STEADY_MANY)
    return Compared(
        weights / weights.sum(), index, None if index is None else index <= bound, _circles(parts, at, ratios),
        len(judgements),
    )  # fmt: skip


def _pairs(
    at: Mapping[Hashable, int], judgements: Sequence[tuple[Hashable, Hashable, float]]
) -> dict[tuple[int, int], float]:
    """The mean logarithm of each pair's ratio, each pair one way round."""
    found: dict[tuple[int, int], list[float]] = {}
    for a, b, times in judgements:
        if a == b or a not in at or b not in at or not times > 0:
            raise ValueError("A judgement is about two different parts, and says how many times: a number above zero.")
        pair, ratio = ((at[a], at[b]), log(times)) if at[a] < at[b] else ((at[b], at[a]), -log(times))
        found.setdefault(pair, []).append(ratio)
    return {pair: sum(ratios) / len(ratios) for pair, ratios in found.items()}


def _circles(
    parts: Sequence[Hashable], at: Mapping[Hashable, int], ratios: Mapping[tuple[int, int], float]
) -> tuple[tuple[Hashable, Hashable, Hashable], ...]:
    """Three parts each of which was put before the next, all the way round."""
    before = {(a, b) if ratio > 0 else (b, a) for (a, b), ratio in ratios.items() if abs(ratio) > 1e-12}
    found = []
    for one, two, three in combinations(parts, 3):
        for a, b, c in ((one, two, three), (one, three, two)):
            if {(at[a], at[b]), (at[b], at[c]), (at[c], at[a])} <= before:
                found.append((a, b, c))
    return tuple(found)
