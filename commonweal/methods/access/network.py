"""How long is the way on foot, along the ways people can really walk? The shortest path, both ways alike.

Most points of a map only bend a way. Searched are the corners, where ways meet or end; the points between two corners
are a chain, and each keeps how far along it lies. So nothing is lost, and a search has a fifth of the points to visit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from commonweal.methods.access.chains import LEAST, Chains, both_ways, chains
from commonweal.methods.access.pairs import WALKING, Numbers, Pairs, Whole, flat, listed

FARTHEST_KM = 0.5  # from a point to the nearest way: further off, nobody knows how people get to it
EVERY = 20.0  # metres between points of a long straight stretch: nobody is put on it 10 m from where they meet it
CELLS = 8_000_000  # of minutes held at once


@dataclass(frozen=True, slots=True)
class Network:
    """Points that hang together, and minutes between corners. Islands apart from the largest part are left out."""

    lat: Numbers
    lon: Numbers
    held: Chains
    left_out: int  # points of islands
    speed: float  # km an hour
    graph: csr_array  # minutes from corner to corner
    tree: cKDTree
    about: float  # the meridian of the flat sheet

    @property
    def nodes(self) -> int:
        """How many points there are."""
        return len(self.lat)

    @property
    def corners(self) -> int:
        """How many of them a search visits."""
        return int(self.graph.shape[0])

    @property
    def kilometres(self) -> float:
        """How long all ways are together."""
        return float(self.held.metres.sum() / 1000)


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
    lat: ArrayLike,
    lon: ArrayLike,
    start: ArrayLike,
    end: ArrayLike,
    metres: ArrayLike,
    *,
    speed: float = WALKING,
    every: float = np.inf,
) -> Network:
    """A network from points and the stretches between them, walked both ways at `speed` km an hour.

    `every`: metres; a longer stretch is given points between its ends, so that whoever lives half-way along it meets
    it there. ValueError where there is no stretch, or one is shorter than nothing.
    """
    a, b, length = np.asarray(start, np.int64), np.asarray(end, np.int64), np.asarray(metres, float)
    if not len(a) or not np.isfinite(length).all() or (length < 0).any():
        raise ValueError("A network needs stretches, each with a length.")
    north, east = np.asarray(lat, float), np.asarray(lon, float)
    north, east, a, b, length = _between(north, east, a, b, length, every)
    stretches = both_ways(a, b, length, len(north))
    _number, part = connected_components(stretches, directed=False)
    kept = np.flatnonzero(part == np.bincount(part).argmax())
    held = chains(csr_array(stretches[kept][:, kept]))
    return of_chains(north[kept], east[kept], held, left_out=len(north) - len(kept), speed=speed)


def _between(
    lat: Numbers, lon: Numbers, a: NDArray[np.int64], b: NDArray[np.int64], length: Numbers, every: float
) -> tuple[Numbers, Numbers, NDArray[np.int64], NDArray[np.int64], Numbers]:
    """The same ways, with points on every stretch that is longer than so many metres."""
    pieces = np.maximum(1, np.ceil(length / every)).astype(np.int64)
    more = pieces - 1
    which = np.repeat(np.arange(len(a)), more)
    step = np.arange(len(which)) - np.repeat(np.cumsum(more) - more, more) + 1
    share = step / pieces[which]
    new = len(lat) + np.arange(len(which))
    whole = np.repeat(np.arange(len(a)), pieces)
    piece = np.arange(len(whole)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    # Pieces of one stretch follow each other: its first begins at its beginning, each later one at a new point.
    first = np.cumsum(more) - more
    at = np.concatenate([new, [0]])  # the last is never looked up
    begins = np.where(piece == 0, a[whole], at[np.minimum(first[whole] + piece - 1, len(new))])
    ends = np.where(piece == more[whole], b[whole], at[np.minimum(first[whole] + piece, len(new))])
    return (
        np.concatenate([lat, lat[a[which]] + share * (lat[b[which]] - lat[a[which]])]),
        np.concatenate([lon, lon[a[which]] + share * (lon[b[which]] - lon[a[which]])]),
        begins,
        ends,
        (length / pieces)[whole],
    )


def of_chains(lat: ArrayLike, lon: ArrayLike, held: Chains, *, left_out: int = 0, speed: float = WALKING) -> Network:
    """A network from what `network` made of its ways before: its points and their chains."""
    north, east = np.asarray(lat, float), np.asarray(lon, float)
    about = float(east.mean())
    graph = both_ways(held.begins, held.ends, _minutes(held.metres, speed), held.corners)
    return Network(north, east, held, left_out, speed, graph, cKDTree(flat(north, east, about=about)), about)


def snap(net: Network, lat: ArrayLike, lon: ArrayLike, *, farthest_km: float = FARTHEST_KM) -> Snapped:
    """Where do these points meet the network, and how long is the straight way to it?"""
    points = flat(lat, lon, about=net.about)
    away, node = net.tree.query(points, distance_upper_bound=farthest_km)
    near = np.isfinite(away)
    return Snapped(np.where(near, node, -1), np.where(near, away / net.speed * 60, np.nan))


def minutes(net: Network, origins: Snapped, destinations: Snapped, most: float) -> Pairs:
    """Which destinations are within `most` minutes of each origin, along the network?

    The way to the network and from it counts. Points that no way is near reach nothing, and nothing reaches them: ask
    `known` before that is taken for an answer. Dijkstra's search, cut at `most`, from whichever are fewer.
    """
    shape = len(origins.node), len(destinations.node)
    if destinations.known.sum() < origins.known.sum():  # the way is as long from there: fewer searches
        to, from_, away = _searched(net, destinations, origins, most)
    else:
        from_, to, away = _searched(net, origins, destinations, most)
    return listed(from_, to, away, shape=shape)


def _searched(
    net: Network, origins: Snapped, destinations: Snapped, most: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], Numbers]:
    """Numbers of origins, of destinations, and minutes, as three columns: a search from each origin, lots at a time."""
    from_, to = np.flatnonzero(origins.known), np.flatnonzero(destinations.known)
    doors = _doors(net, origins.node[from_], np.zeros(len(from_)))
    out = _Ends.of(net, destinations.node[to])
    lot = max(1, CELLS // max(1, net.corners + len(from_), len(to)))
    none = np.empty(0, np.int64)
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], Numbers]] = [(none, none, np.empty(0))]
    for begin in range(0, len(from_), lot):
        some = np.arange(begin, min(begin + lot, len(from_)))
        reached = dijkstra(doors, directed=True, indices=net.corners + some, limit=most)
        away = np.minimum(reached[:, out.begin] + out.to_begin, reached[:, out.end] + out.to_end)
        row, column, along = _same_chain(net, origins.node[from_[some]], destinations.node[to])
        away[row, column] = np.minimum(away[row, column], along)
        away += origins.minutes[from_[some], None] + destinations.minutes[to]
        row, column = np.nonzero(away <= most)
        found.append((from_[some[row]], to[column], away[row, column]))
    rows, columns, minutes = zip(*found, strict=True)
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(minutes)


def nearest(net: Network, origins: Snapped, destinations: Snapped) -> tuple[Numbers, NDArray[np.int64]]:
    """Which of the destinations is nearest to each origin, and how many minutes away is it?

    One search from all of them at once, however far. Infinity and -1 for origins that no way is near, and for all of
    them where no destination is near one.
    """
    away, which = np.full(len(origins.node), np.inf), np.full(len(origins.node), -1, np.int64)
    from_, to = np.flatnonzero(origins.known), np.flatnonzero(destinations.known)
    if not (len(from_) and len(to)):
        return away, which
    doors = _doors(net, destinations.node[to], destinations.minutes[to])
    first = np.arange(net.corners, net.corners + len(to))
    reached, _before, whose = dijkstra(doors, directed=True, indices=first, min_only=True, return_predecessors=True)
    out = _Ends.of(net, origins.node[from_])
    by_begin, by_end = reached[out.begin] + out.to_begin, reached[out.end] + out.to_end
    best = np.minimum(by_begin, by_end)
    hub = whose[np.where(by_begin <= by_end, out.begin, out.end)] - net.corners
    row, column, along = _same_chain(net, origins.node[from_], destinations.node[to])
    along = along + destinations.minutes[to][column]
    for at, door, straight in zip(row.tolist(), column.tolist(), along.tolist(), strict=True):
        if straight < best[at]:
            best[at], hub[at] = straight, door
    away[from_], which[from_] = best + origins.minutes[from_], to[hub]
    return away, which


@dataclass(frozen=True, slots=True)
class _Ends:
    """The two corners of the chain that each point lies on, and minutes along it to each."""

    begin: Whole
    end: Whole
    to_begin: Numbers
    to_end: Numbers

    @classmethod
    def of(cls, net: Network, nodes: NDArray[np.int64]) -> _Ends:
        chain, along = net.held.chain[nodes], net.held.along[nodes]
        rest = np.maximum(0.0, net.held.metres[chain] - along)
        return cls(net.held.begins[chain], net.held.ends[chain], _minutes(along, net.speed), _minutes(rest, net.speed))


def _doors(net: Network, nodes: NDArray[np.int64], before: Numbers) -> csr_array:
    """The graph, and after its corners a door for each of these points: one may go out by it, and never in."""
    out = _Ends.of(net, nodes)
    corners = np.column_stack([out.begin, out.end]).ravel()
    away = np.column_stack([out.to_begin + before, out.to_end + before]).ravel()
    whole = net.corners + len(nodes)
    data = np.concatenate([net.graph.data, np.maximum(away, LEAST)])
    to = np.concatenate([net.graph.indices, corners])
    starts = np.concatenate([net.graph.indptr, net.graph.indptr[-1] + 2 * np.arange(1, len(nodes) + 1)])
    return csr_array((data, to, starts), shape=(whole, whole))


def _same_chain(
    net: Network, some: NDArray[np.int64], others: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], Numbers]:
    """Pairs that lie on one chain, and minutes along it: their way may meet no corner."""
    mine, theirs = net.held.chain[some], net.held.chain[others]
    order = np.argsort(theirs, kind="stable")
    first, last = (np.searchsorted(theirs[order], mine, side) for side in ("left", "right"))
    row = np.repeat(np.arange(len(some)), last - first)
    within = np.arange(len(row)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
    column = order[np.repeat(first, last - first) + within]
    apart = np.abs(net.held.along[some][row] - net.held.along[others][column])
    return row, column, _minutes(apart, net.speed)


def _minutes(metres: Numbers, speed: float) -> Numbers:
    return np.asarray(metres, float) / 1000 / speed * 60
