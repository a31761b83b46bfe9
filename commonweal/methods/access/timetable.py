"""How long does it take by bus or train, when people leave at any minute of a window? Waiting and walking counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonweal.methods.access.pairs import Numbers, Pairs, Whole

ROWS = 2_000  # journeys followed at once


@dataclass(frozen=True, slots=True)
class Timetable:
    """Rides from one stop to the next, in order of leaving; minutes after midnight."""

    stops: int
    start: Whole
    end: Whole
    leaves: Numbers
    arrives: Numbers
    trip: Whole
    board: NDArray[np.bool_]  # may one get on where it starts
    alight: NDArray[np.bool_]  # may one get off where it ends

    def __post_init__(self) -> None:
        if (np.diff(self.leaves) < 0).any():
            raise ValueError("Rides must be in order of leaving.")
        if (self.arrives < self.leaves).any():
            raise ValueError("No ride arrives before it leaves.")


def median_minutes(
    timetable: Timetable,
    *,
    access: Pairs,
    egress: Pairs,
    transfers: Pairs,
    walking: Pairs,
    departures: ArrayLike,
    most: float,
) -> Pairs:
    """Which destinations are within `most` minutes of each origin, in the middle of these moments of leaving?

    `access`: origins to stops on foot; `egress`: destinations to stops; `transfers`: stops to stops, once between two
    rides; `walking`: origins to destinations all the way on foot, which is taken where it is quicker. The median over
    `departures` (minutes after midnight): half the time it takes no longer. A journey that cannot be made counts as
    endless, so what runs less than half the time is out of reach. Connection scan (Dibbelt, Pajor, Strasser and Wagner
    2013), all moments and origins side by side. Rides that take no time at all are met in the order given.
    """
    moments = np.asarray(departures, float)
    lot = max(1, ROWS // max(1, len(moments)))
    found = []
    for begin in range(0, access.origins, lot):
        some = range(begin, min(begin + lot, access.origins))
        arrival = _scanned(timetable, access, transfers, some, moments, most)
        found.append(_medians(arrival, egress, walking, some, moments))
    away = np.concatenate(found) if found else np.empty((0, egress.origins))
    rows, columns = np.nonzero(away <= most)
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=access.origins))])
    return Pairs(starts.astype(np.int64), columns.astype(np.int32), away[rows, columns], egress.origins)


def earliest(timetable: Timetable, *, access: Pairs, transfers: Pairs, departs: float, most: float = np.inf) -> Numbers:
    """When is each stop reached first, by rides and walks, by who leaves each origin at a moment? Stops by origins."""
    moments = np.array([departs])
    return _scanned(timetable, access, transfers, range(access.origins), moments, most)


def _scanned(
    timetable: Timetable, access: Pairs, transfers: Pairs, some: range, moments: Numbers, most: float
) -> Numbers:
    """Earliest arrival at each stop (row), for each origin and each moment (columns, moments running fastest)."""
    width = len(some) * len(moments)
    arrival = np.full((timetable.stops, width), np.inf)
    ridden = arrival.copy()  # by a ride alone: whoever walked here sooner may walk on no further
    for at, origin in enumerate(some):
        stops, away = access.of(origin)
        columns = slice(at * len(moments), (at + 1) * len(moments))
        arrival[stops, columns] = moments + away[:, None]
    aboard = np.zeros((int(timetable.trip.max()) + 1 if len(timetable.trip) else 0, width), bool)
    first = int(np.searchsorted(timetable.leaves, moments.min() if len(moments) else 0.0))
    last = int(np.searchsorted(timetable.leaves, (moments.max() if len(moments) else 0.0) + most, "right"))
    for ride in range(first, last):
        _ride(timetable, ride, arrival, ridden, aboard, transfers)
    return arrival


def _ride(
    timetable: Timetable,
    ride: int,
    arrival: Numbers,
    ridden: Numbers,
    aboard: NDArray[np.bool_],
    transfers: Pairs,
) -> None:
    """One ride: who can be on it, and where they can be when it arrives."""
    on = aboard[timetable.trip[ride]]
    if timetable.board[ride]:
        on |= arrival[timetable.start[ride]] <= timetable.leaves[ride]
    if not timetable.alight[ride] or not on.any():
        return
    end, arrives = int(timetable.end[ride]), float(timetable.arrives[ride])
    sooner = on & (arrives < ridden[end])
    if not sooner.any():
        return
    ridden[end, sooner] = arrives
    near, away = transfers.of(end)
    for stop, walk in ((end, 0.0), *zip(near.tolist(), away.tolist(), strict=True)):
        arrival[stop, sooner] = np.minimum(arrival[stop, sooner], arrives + walk)


def _medians(arrival: Numbers, egress: Pairs, walking: Pairs, some: range, moments: Numbers) -> Numbers:
    """Minutes from each origin of a lot to each destination, in the middle of the moments."""
    afoot = np.full((len(some), egress.origins), np.inf)
    for at, origin in enumerate(some):
        to, away = walking.of(origin)
        afoot[at, to] = away
    out = np.empty_like(afoot)
    leaving = np.tile(moments, len(some))
    for destination in range(egress.origins):
        stops, away = egress.of(destination)
        took = np.full(len(leaving), np.inf)
        if len(stops):
            took = (arrival[stops] + away[:, None]).min(axis=0) - leaving
        sooner = np.minimum(took.reshape(len(some), len(moments)), afoot[:, destination, None])
        out[:, destination] = np.median(sooner, axis=1)
    return out
