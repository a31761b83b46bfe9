"""Which places can be reached from which, and in how many minutes: the straight line, made longer by a detour.

Without a network nobody knows the way people really go. A straight line times 1.3 is what planners use for towns, and
is said to be that wherever it is shown: it knows no river, no motorway and no hill.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_KM = 6371.0
DETOUR = 1.3  # a way on foot through a town is so much longer than the crow flies
WALKING = 4.8  # km an hour: 80 metres a minute
STRIPS = 8  # in one reach: thinner strips have fewer candidates that are too far, and more of them to look up
LOT = 2_000_000  # candidates weighed at once: as many as stay in the cache's neighbourhood
Numbers = NDArray[np.float64]
Whole = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Who can reach what: for each origin a run of destinations and minutes, one after the other (CSR).

    Destinations of origin `i` are `to[starts[i]:starts[i + 1]]`, in no order; what is not a pair is out of reach.
    """

    starts: NDArray[np.int64]  # one more than there are origins
    to: Whole
    minutes: Numbers
    destinations: int

    @property
    def origins(self) -> int:
        """How many origins there are, with those that reach nothing."""
        return len(self.starts) - 1

    def __len__(self) -> int:
        return len(self.to)

    def of(self, origin: int) -> tuple[Whole, Numbers]:
        """What one origin reaches, and in how many minutes."""
        run = slice(int(self.starts[origin]), int(self.starts[origin + 1]))
        return self.to[run], self.minutes[run]


def flat(lat: ArrayLike, lon: ArrayLike, *, about: float | None = None) -> Numbers:
    """Where is this on a flat sheet, in kilometres east and north? Rows of (x, y).

    Mercator's sheet turned on its side about one meridian (`about`, else the middle of the points): 200 km from it
    lengths are out by one part in two thousand. Give the same meridian to points that are to be compared.

    >>> flat([53.0, 54.0], [-1.5, -1.5]).round(2).tolist()
    [[0.0, 5893.3], [0.0, 6004.49]]
    """
    north, east = np.radians(np.asarray(lat, float)), np.asarray(lon, float)
    middle = about if about is not None else (float(east.min() + east.max()) / 2 if east.size else 0.0)
    turned = np.radians(east - middle)
    x = np.arctanh(np.cos(north) * np.sin(turned))
    y = np.arctan2(np.tan(north), np.cos(turned))
    return EARTH_KM * np.column_stack([x, y])


def reach_km(minutes: float, *, speed: float = WALKING, detour: float = DETOUR) -> float:
    """How far from here, as the crow flies, is what takes so many minutes?

    >>> round(reach_km(15), 3)
    0.923
    """
    return minutes / 60 * speed / detour


def every(origins: Numbers, destinations: Numbers, *, speed: float = WALKING, detour: float = DETOUR) -> Numbers:
    """How many minutes is it from each origin to each destination? A full table, a row for each origin.

    >>> every(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]]), speed=30).tolist()
    [[13.0]]
    """
    away = origins[:, None, :] - destinations[None, :, :]
    return np.sqrt(away[..., 0] ** 2 + away[..., 1] ** 2) * (detour / speed * 60)


def within(
    origins: Numbers, destinations: Numbers, minutes: float, *, speed: float = WALKING, detour: float = DETOUR
) -> Pairs:
    """Which destinations are within so many minutes of each origin, by straight line times detour?

    `origins`, `destinations`: rows of (x, y) in kilometres; `speed` in kilometres an hour. Destinations are laid in
    thin strips, in order of x within each, so that what an origin may reach is one run of each strip near it: most of
    what is weighed is kept, and nothing is sorted afterwards. ValueError where a point is nowhere.

    >>> near = within(np.array([[0.0, 0.0]]), np.array([[0.5, 0.0], [2.0, 0.0]]), 15)
    >>> near.to.tolist(), near.minutes.round(3).tolist()
    ([0], [8.125])
    """
    if not (np.isfinite(origins).all() and np.isfinite(destinations).all()):
        raise ValueError("Every point needs a place: leave out those whose whereabouts are not known.")
    radius = reach_km(minutes, speed=speed, detour=detour)
    if not (len(origins) and len(destinations) and radius > 0):
        return Pairs(np.zeros(len(origins) + 1, np.int64), np.empty(0, np.int32), np.empty(0), len(destinations))
    laid = _Strips.of(destinations, radius / STRIPS)
    first, last = laid.runs(origins, radius)
    sizes = (last - first).sum(axis=1)
    lots = _lots(sizes)
    found = [_near(laid, origins[a:b], first[a:b], last[a:b], radius) for a, b in lots]
    starts = np.concatenate([[0], np.cumsum(np.concatenate([counts for counts, _to, _away in found]))])
    away = np.concatenate([each for _counts, _to, each in found])
    away *= detour / speed * 60
    return Pairs(starts.astype(np.int64), np.concatenate([to for _counts, to, _away in found]), away, len(destinations))


def listed(
    origins: ArrayLike, destinations: ArrayLike, minutes: ArrayLike, *, shape: tuple[int, int], most: float = np.inf
) -> Pairs:
    """Pairs from three columns, in any order: numbers of origins, of destinations, and the minutes between.

    A pair that stands there twice counts once, by the shorter way. `shape`: how many origins there are, and
    how many destinations.

    >>> listed([1, 0, 1], [0, 0, 0], [9.0, 5.0, 7.0], shape=(2, 1)).minutes.tolist()
    [5.0, 7.0]
    """
    start, to = np.asarray(origins, np.int64), np.asarray(destinations, np.int64)
    away = np.asarray(minutes, float)
    kept = away <= most  # what is not a number is not a way
    start, to, away = start[kept], to[kept], away[kept]
    order = np.lexsort((away, to, start))
    start, to, away = start[order], to[order], away[order]
    fresh = np.ones(len(start), bool)
    fresh[1:] = (start[1:] != start[:-1]) | (to[1:] != to[:-1])
    starts = np.concatenate([[0], np.cumsum(np.bincount(start[fresh], minlength=shape[0]))])
    return Pairs(starts.astype(np.int64), to[fresh].astype(np.int32), away[fresh], shape[1])


@dataclass(frozen=True, slots=True)
class _Strips:
    """Points in strips from south to north, by x within each strip."""

    south: float
    height: float
    ends: NDArray[np.int64]  # where each strip begins in the order; one more than there are strips
    order: Whole  # numbers of the points as they came
    x: Numbers
    y: Numbers

    @classmethod
    def of(cls, points: Numbers, height: float) -> _Strips:
        south = float(points[:, 1].min())
        rows = np.floor((points[:, 1] - south) / height).astype(np.int64)
        order = np.lexsort((points[:, 0], rows))
        ends = np.searchsorted(rows[order], np.arange(rows.max() + 2))
        return cls(south, height, ends, order.astype(np.int32), points[order, 0], points[order, 1])

    def runs(self, origins: Numbers, radius: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of each origin (row) and each strip it may reach (column): where its candidates begin and end."""
        own = np.floor((origins[:, 1] - self.south) / self.height).astype(np.int64)
        steps = np.arange(-STRIPS - 1, STRIPS + 2)
        first = np.zeros((len(origins), len(steps)), np.int64)
        last = np.zeros_like(first)
        for column, step in enumerate(steps):
            strip = own + step
            floor = self.south + strip * self.height
            gap = np.maximum(0.0, np.maximum(floor - origins[:, 1], origins[:, 1] - floor - self.height))
            half = np.sqrt(np.maximum(0.0, radius**2 - gap**2)) * (1 + 1e-12) + 1e-9  # a hair more: the test is later
            real = (strip >= 0) & (strip < len(self.ends) - 1) & (gap <= radius)
            first[:, column], last[:, column] = self._between(strip, origins[:, 0] - half, origins[:, 0] + half, real)
        return first, last

    def _between(
        self, strip: NDArray[np.int64], low: Numbers, high: Numbers, real: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where points between two x lie in their strips; an empty run where a strip is not real."""
        first, last = np.zeros(len(strip), np.int64), np.zeros(len(strip), np.int64)
        by_strip = np.argsort(strip, kind="stable")
        by_strip = by_strip[real[by_strip]]
        if not len(by_strip):
            return first, last
        edges = np.flatnonzero(np.diff(strip[by_strip])) + 1
        for those in np.split(by_strip, edges):
            begin, end = self.ends[strip[those[0]]], self.ends[strip[those[0]] + 1]
            xs = self.x[begin:end]
            first[those] = begin + np.searchsorted(xs, low[those], "left")
            last[those] = begin + np.searchsorted(xs, high[those], "right")
        return first, last


def _lots(sizes: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Origins in lots of about so many candidates."""
    lot_of = np.cumsum(sizes) // LOT
    edges = [0, *(np.flatnonzero(np.diff(lot_of)) + 1).tolist(), len(sizes)]
    return list(pairwise(edges))


def _near(
    laid: _Strips, origins: Numbers, first: NDArray[np.int64], last: NDArray[np.int64], radius: float
) -> tuple[NDArray[np.int64], Whole, Numbers]:
    """Of a lot of origins: how many each reaches, which, and how far away they are."""
    runs = (last - first).ravel()
    ends = np.cumsum(runs)
    # The candidates of all runs, one after the other: each counts on from the beginning of its run.
    which = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first.ravel() - ends + runs, runs)
    each = (last - first).sum(axis=1)
    away = (laid.x[which] - np.repeat(origins[:, 0], each)) ** 2
    away += (laid.y[which] - np.repeat(origins[:, 1], each)) ** 2
    kept = away <= radius**2
    whose = np.repeat(np.arange(len(origins)), each)[kept]
    return np.bincount(whose, minlength=len(origins)), laid.order[which[kept]], np.sqrt(away[kept])
