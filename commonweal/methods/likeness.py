"""Which places are like this one? By a stated distance over a few figures, each measured in its own spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
LEAST_SHARED = 3  # figures that both have to have: likeness in one thing is no likeness


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far each place is from the one asked about, and how each of its figures lies in their spread."""

    distances: Numbers  # root mean square difference in standard deviations; nan where too little is shared
    shared: NDArray[np.int64]  # how many figures both have
    standardised: Numbers  # places × figures
    order: tuple[int, ...]  # the likest first; neither the place itself nor those of which too little is known


def likeness(figures: Numbers, at: int, *, least: int = LEAST_SHARED) -> Likeness:
    """Which places are most like this one?

    `figures`: places × figures, in any units, nan where unknown; `at`: the row asked about. Each figure is measured in
    standard deviations (population) over the places that have it; one that is the same everywhere tells nobody apart
    and is left out. Unknown is never zero: two places are compared over the figures that both have.
    Distances are in standard deviations: 1 means that the two differ, on the whole, as much as places here do.

    >>> found = likeness(np.array([[10.0, 1, 5], [11, 2, 5], [30, 9, 4]]), 0)
    >>> found.order, found.distances.round(3).tolist()
    ((1, 2), [0.0, 0.174, 2.182])
    """
    known = np.asarray(figures, dtype=float)
    if known.ndim != 2 or not 0 <= at < len(known):
        raise ValueError("Give a table of places by figures, and one of its rows.")
    away = _standardised(known)
    apart = away - away[at]
    both = np.isfinite(apart)
    shared = both.sum(axis=1)
    squares = np.where(both, apart, 0.0) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        distances = np.where(shared >= least, np.sqrt(squares.sum(axis=1) / shared), np.nan)
    order = sorted((each for each in range(len(known)) if each != at and np.isfinite(distances[each])),
                   key=lambda each: (distances[each], each))  # fmt: skip
    return Likeness(distances, shared, away, tuple(order))


def _standardised(known: Numbers) -> Numbers:
    """Each figure less its mean, in its standard deviations; nan where unknown, and where nothing differs."""
    held = np.isfinite(known)
    many = np.maximum(held.sum(axis=0), 1)
    mean = np.where(held, known, 0.0).sum(axis=0) / many
    spread = np.sqrt((np.where(held, known - mean, 0.0) ** 2).sum(axis=0) / many)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(held & (spread > 0), (known - mean) / spread, np.nan)
