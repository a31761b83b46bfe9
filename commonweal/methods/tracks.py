"""Walks as lines: how long, where somebody was when, what a device made up, ends that tell no home."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

RADIUS = 6_371_008.8  # the mean radius of the earth in metres (IUGG)
FASTEST = 12.0  # metres a second: faster than anybody walks, runs or wheels for long
LEAP = 300.0  # metres between two points of a track without times


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a track: degrees, and seconds since some moment where the device kept time."""

    lat: float
    lon: float
    at: float | None = None


Run = tuple[Spot, ...]  # a stretch without a gap


@dataclass(frozen=True, slots=True)
class Smooth:
    """A track without what the device made up, as stretches between gaps, and how many points were left out."""

    runs: tuple[Run, ...]
    hops: int


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A track without its ends: the stretches that are left, and how far around each end nothing is kept."""

    runs: tuple[Run, ...]
    around_start: float
    around_end: float


def metres(one: Spot, other: Spot) -> float:
    """How far is it from one spot to another, as the crow flies? By the haversine formula, on a sphere.

    >>> round(metres(Spot(53.0, -1.0), Spot(53.001, -1.0)), 2)
    111.2
    """
    up, across = math.radians(other.lat - one.lat), math.radians(other.lon - one.lon)
    half = math.sin(up / 2) ** 2
    half += math.cos(math.radians(one.lat)) * math.cos(math.radians(other.lat)) * math.sin(across / 2) ** 2
    return 2 * RADIUS * math.asin(min(math.sqrt(half), 1.0))


def length(runs: Sequence[Run]) -> float:
    """How long is a walk, in metres? The sum from point to point; across a gap nobody knows, and nothing is added.

    Assumes: the device wavered little. Each point that is some metres out makes a walk longer.

    >>> round(length([(Spot(53.0, -1.0), Spot(53.001, -1.0), Spot(53.0, -1.0))]), 1)
    222.4
    """
    return sum(metres(one, other) for run in runs for one, other in pairwise(run))


def lasted(runs: Sequence[Run]) -> float | None:
    """How many seconds from the first point kept to the last? None where the device kept no time."""
    times = [spot.at for run in runs for spot in run if spot.at is not None]
    return max(times) - min(times) if len(times) > 1 else None


def smooth(track: Sequence[Spot], *, fastest: float = FASTEST, leap: float = LEAP) -> Smooth:
    """Which points of a track did the device make up? Those to which nobody could have got so fast.

    The track is parted wherever that happens. Of the parts, those of one or two points beside a longer one are hops and
    go; where the parts before and after then join at a walking pace, they are one again. Anything else is a gap.

    >>> there = [Spot(53.0 + i / 1e4, -1.0, i * 10.0) for i in range(6)]
    >>> found = smooth([*there[:3], Spot(53.2, -1.0, 25.0), *there[3:]])
    >>> len(found.runs), len(found.runs[0]), found.hops
    (1, 6, 1)
    """
    parts = _parted(list(track), fastest, leap)
    longest = max((len(part) for part in parts), default=0)
    kept = [part for part in parts if len(part) > 2 or longest <= 2]
    hops = sum(len(part) for part in parts) - sum(len(part) for part in kept)
    runs: list[list[Spot]] = []
    for part in kept:
        if runs and _walkable(runs[-1][-1], part[0], fastest, leap):
            runs[-1] += part
        else:
            runs.append(list(part))
    return Smooth(tuple(tuple(run) for run in runs), hops)


def _parted(track: list[Spot], fastest: float, leap: float) -> list[list[Spot]]:
    parts: list[list[Spot]] = []
    for spot in track:
        if parts and _walkable(parts[-1][-1], spot, fastest, leap):
            parts[-1].append(spot)
        else:
            parts.append([spot])
    return parts


def _walkable(one: Spot, other: Spot, fastest: float, leap: float) -> bool:
    far = metres(one, other)
    if one.at is None or other.at is None:
        return far <= leap
    # A second of grace: devices write whole seconds.
    return other.at >= one.at and far <= fastest * (other.at - one.at + 1)


def trimmed(runs: Sequence[Run], around_start: float, around_end: float) -> Trimmed:
    """What may be kept of a walk so that nobody can tell where it began and ended?

    Every point within so many metres of the first or the last is left out, also where the walk comes by again: a walk
    often begins and ends at home. Lines that only pass between two kept points through such a circle are parted there.
    Let the two distances differ by chance: from ends that lie on one known circle its middle could be worked out.

    >>> line = tuple(Spot(53.0 + i / 1000, -1.0) for i in range(10))
    >>> [round(run[0].lat, 3) for run in trimmed([line], 150, 150).runs]
    [53.002]
    """
    whole = [spot for run in runs for spot in run]
    if not whole:
        return Trimmed((), around_start, around_end)
    ends = ((whole[0], around_start), (whole[-1], around_end))

    def hidden(spot: Spot) -> bool:
        return any(reach > 0 and metres(spot, end) < reach for end, reach in ends)

    kept: list[Run] = []
    for run in runs:
        part: list[Spot] = []
        for spot in run:
            if hidden(spot) or (part and any(passes(part[-1], spot, end, reach) for end, reach in ends)):
                kept += [tuple(part)] if len(part) > 1 else []
                part = []
            if not hidden(spot):
                part.append(spot)
        kept += [tuple(part)] if len(part) > 1 else []
    return Trimmed(tuple(kept), around_start, around_end)


def passes(one: Spot, other: Spot, middle: Spot, reach: float) -> bool:
    """Does the straight line between two spots come within reach of a third?"""
    if reach <= 0:
        return False
    (ax, ay), (bx, by) = _flat(one, middle), _flat(other, middle)
    dx, dy = bx - ax, by - ay
    along = dx * dx + dy * dy
    share = 0.0 if along == 0 else min(max(-(ax * dx + ay * dy) / along, 0.0), 1.0)
    return math.hypot(ax + share * dx, ay + share * dy) < reach


def _flat(spot: Spot, middle: Spot) -> tuple[float, float]:
    """Metres east and north of a spot: true enough for a walk."""
    degree = math.radians(1) * RADIUS
    return (
        (spot.lon - middle.lon) * degree * math.cos(math.radians(middle.lat)),
        (spot.lat - middle.lat) * degree,
    )


def filled_in(run: Run, *, step: float = 20.0, most: int = 5000) -> Run:
    """Which points lie between the corners of a line that somebody drew, so that it can be cut anywhere?

    A drawn line has corners only, as far apart as the hand went: nothing in it is a hop, and its ends lie between them.
    No more than about `most` points are made; of a longer line they lie further apart.

    >>> line = filled_in((Spot(53.0, -1.0), Spot(53.01, -1.0)), step=200)
    >>> len(line), round(line[1].lat, 4), line[-1]
    (7, 53.0017, Spot(lat=53.01, lon=-1.0, at=None))
    """
    step, found = max(step, length([run]) / most), list(run[:1])
    for one, other in pairwise(run):
        many = max(math.ceil(metres(one, other) / step), 1)
        up, across = (other.lat - one.lat) / many, (other.lon - one.lon) / many
        found += [Spot(one.lat + i * up, one.lon + i * across) for i in range(1, many)] + [other]
    return tuple(found)


def simplified(run: Run, tolerance: float) -> Run:
    """Which points of a line can be left out without it being more than so many metres off? (Douglas–Peucker)

    The first and the last stay, and every point that is kept is one that was there.

    >>> len(simplified(tuple(Spot(53.0 + i / 1e4, -1.0) for i in range(50)), 2.0))
    2
    """
    if len(run) < 3:
        return run
    flat = [_flat(spot, run[0]) for spot in run]
    keep, stack = {0, len(run) - 1}, [(0, len(run) - 1)]
    while stack:
        first, last = stack.pop()
        far, at = max(((_off(flat[i], flat[first], flat[last]), i) for i in range(first + 1, last)), default=(0.0, 0))
        if far > tolerance:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return tuple(run[i] for i in sorted(keep))


def _off(spot: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    dx, dy = other[0] - one[0], other[1] - one[1]
    along = dx * dx + dy * dy
    share = 0.0 if along == 0 else ((spot[0] - one[0]) * dx + (spot[1] - one[1]) * dy) / along
    share = min(max(share, 0.0), 1.0)
    return math.hypot(spot[0] - one[0] - share * dx, spot[1] - one[1] - share * dy)


def where(runs: Sequence[Run], at: float) -> Spot | None:
    """Where was somebody at this moment? On the straight line between the points before and after; None in a gap.

    >>> where([(Spot(53.0, -1.0, 0.0), Spot(53.002, -1.0, 20.0))], 5.0)
    Spot(lat=53.0005, lon=-1.0, at=5.0)
    """
    for run in runs:
        times = [spot.at for spot in run]
        if None in times or not times[0] <= at <= times[-1]:  # type: ignore[operator]
            continue
        after = min(bisect_right(times, at), len(run) - 1)  # type: ignore[type-var]
        one, other = run[after - 1], run[after]
        between = other.at - one.at  # type: ignore[operator]
        share = (at - one.at) / between if between else 0.0  # type: ignore[operator]
        return Spot(one.lat + share * (other.lat - one.lat), one.lon + share * (other.lon - one.lon), at)
    return None


def along(runs: Sequence[Run], share: float) -> Spot | None:
    """Which spot lies so far along a walk: 0 where it begins, 1 where it ends? By length; None without a line.

    >>> along([(Spot(53.0, -1.0), Spot(53.001, -1.0), Spot(53.004, -1.0))], 0.5)
    Spot(lat=53.002, lon=-1.0, at=None)
    """
    wanted, spots = min(max(share, 0.0), 1.0) * length(runs), [spot for run in runs for spot in run]
    for run in runs:
        for one, other in pairwise(run):
            step = metres(one, other)
            if wanted <= step and step > 0:
                part = wanted / step
                lat, lon = one.lat + part * (other.lat - one.lat), one.lon + part * (other.lon - one.lon)
                return Spot(round(lat, 7), round(lon, 7))
            wanted -= step
    return spots[-1] if spots else None
