"""How long is the way on foot, along the ways people can really walk? The shortest path, both ways alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from commonweal.methods.access.pairs import WALKING, Numbers, Pairs, flat

FARTHEST_KM = 0.5  # from a point to the nearest way: further off, nobody knows how people get to it
CELLS = 8_000_000  # of minutes held at once


@dataclass(frozen=True, slots=True)
class Network:
    """Points that hang together, and minutes between neighbours. Islands apart from the largest part are left out."""

    graph: csr_array
    tree: cKDTree
    about: float  # the meridian of the flat sheet
    speed: float

    @property
    def nodes(self) -> int:
        """How many points there are."""
        return int(self.graph.shape[0])


@dataclass(frozen=True, slots=True)
class Snapped:
    """Points put on a network: the nearest node, and minutes to it; -1 and not a number where none is near."""

    node: NDArray[np.int64]
    minutes: Numbers

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which of them are near a way."""
        return self.node >= 0


def network(
    lat: ArrayLike, lon: ArrayLike, start: ArrayLike, end: ArrayLike, metres: ArrayLike, *, speed: float = WALKING
) -> Network:
    """A network from points and the stretches between them, walked both ways at `speed` km an hour.

    ValueError where there is no stretch, or one is shorter than nothing.
    """
    a, b, length = np.asarray(start, np.int64), np.asarray(end, np.int64), np.asarray(metres, float)
    if not len(a) or not np.isfinite(length).all() or (length < 0).any():
        raise ValueError("A network needs stretches, each with a length.")
    about = float(np.mean(np.asarray(lon, float)))
    count = len(np.asarray(lat, float))
    graph = _both_ways(a, b, length / 1000 / speed * 60, count)
    _number, part = connected_components(graph, directed=False)
    kept = np.flatnonzero(part == np.bincount(part).argmax())
    points = flat(lat, lon, about=about)[kept]
    return Network(csr_array(graph[kept][:, kept]), cKDTree(points), about, speed)


def _both_ways(a: NDArray[np.int64], b: NDArray[np.int64], minutes: Numbers, count: int) -> csr_array:
    """Between two points that several stretches join, the shortest of them counts. No stretch is quite nothing."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((minutes, high, low))
    low, high, minutes = low[order], high[order], np.maximum(minutes[order], 1e-9)
    fresh = np.ones(len(low), bool)
    fresh[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    fresh &= low != high
    low, high, minutes = low[fresh], high[fresh], minutes[fresh]
    rows, columns = np.concatenate([low, high]), np.concatenate([high, low])
    return csr_array((np.concatenate([minutes, minutes]), (rows, columns)), shape=(count, count))


def snap(net: Network, lat: ArrayLike, lon: ArrayLike, *, farthest_km: float = FARTHEST_KM) -> Snapped:
    """Where do these points meet the network, and how long is the straight way to it?"""
    points = flat(lat, lon, about=net.about)
    away, node = net.tree.query(points, distance_upper_bound=farthest_km)
    near = np.isfinite(away)
    return Snapped(np.where(near, node, -1), np.where(near, away / net.speed * 60, np.nan))


def minutes(net: Network, origins: Snapped, destinations: Snapped, most: float) -> Pairs:
    """Which destinations are within `most` minutes of each origin, along the network?

    The way to the network and from it counts. Points that no way is near reach nothing, and nothing reaches them: ask
    `known` before that is taken for an answer. Dijkstra's search from each origin, cut at `most`.
    """
    from_ = np.flatnonzero(origins.known)
    to = np.flatnonzero(destinations.known)
    lot = max(1, CELLS // max(1, net.nodes))
    counts = np.zeros(len(origins.node), np.int64)
    found: list[tuple[NDArray[np.int32], Numbers]] = []
    for begin in range(0, len(from_), lot):
        some = from_[begin : begin + lot]
        reached = dijkstra(net.graph, directed=True, indices=origins.node[some], limit=most)
        away = reached[:, destinations.node[to]] + origins.minutes[some, None] + destinations.minutes[to]
        rows, columns = np.nonzero(away <= most)
        counts[some] = np.bincount(rows, minlength=len(some))
        found.append((to[columns].astype(np.int32), away[rows, columns]))
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    to_all = np.concatenate([np.empty(0, np.int32), *(each for each, _minutes in found)])
    away_all = np.concatenate([np.empty(0), *(each for _to, each in found)])
    return Pairs(starts, to_all, away_all, len(destinations.node))
