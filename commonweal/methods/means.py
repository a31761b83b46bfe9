"""Means of small areas' scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WeightedMean:
    """A mean and what it rests on."""

    value: float
    weight: float  # all weights together: the people it speaks for
    n: int  # areas with both a score and a weight
    of: int  # areas there are


def weighted_mean(scores: Sequence[float | None], weights: Sequence[float | None]) -> WeightedMean | None:
    """What is the score of the neighbourhood that a person of this place, picked by lot, lives in?

    Areas whose score or weight is unknown are left out, and counted as left out. None where nobody is left.
    Assumes: the score means the same in every area. A mean hides how far apart the areas are: show it beside shares.

    >>> weighted_mean([10.0, 40.0, None], [100, 300, 50])
    WeightedMean(value=32.5, weight=400, n=2, of=3)
    """
    pairs = [(s, w) for s, w in zip(scores, weights, strict=True) if s is not None and w is not None and w > 0]
    people = sum(weight for _, weight in pairs)
    if not people:
        return None
    return WeightedMean(sum(score * weight for score, weight in pairs) / people, people, len(pairs), len(scores))
