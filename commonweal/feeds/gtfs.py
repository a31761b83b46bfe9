"""What runs on one day, from a timetable of public transport (GTFS, a .zip): stops, and rides from stop to stop.

`timetables` knows and counts such files; this reads one to travel by. Not a feed itself.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commonweal.feeds.base import WrongFile

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
A_DAY = 24 * 60.0
ADDED, TAKEN = "1", "2"
NOT_HERE = "1"  # no boarding, or no getting off


@dataclass(frozen=True, slots=True)
class Rides:
    """One day's rides, by when they leave; minutes after midnight. `trip` numbers the vehicles' journeys."""

    stops: tuple[str, ...]  # ids
    names: tuple[str, ...]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    leaves: NDArray[np.float64]
    arrives: NDArray[np.float64]
    trip: NDArray[np.int32]
    board: NDArray[np.bool_]
    alight: NDArray[np.bool_]

    @property
    def trips(self) -> int:
        """How many journeys there are."""
        return int(self.trip.max()) + 1 if len(self.trip) else 0


def read(path: Path, day: date, *, first: float = 0.0, last: float = A_DAY) -> Rides:
    """Rides of a day that leave between two minutes after midnight; those of the night before that run on, too.

    WrongFile where it is no timetable, says its times in a way that is not read here, or has nothing on that day.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            return _read(packed, path.name, day, first, last)
    except (zipfile.BadZipFile, OSError) as error:
        raise WrongFile(f"{path.name} is not a timetable that can be read: {error}.") from error
    except KeyError as error:
        raise WrongFile(f"{path.name} is no whole timetable: {error.args[0]}.") from error


def _read(packed: zipfile.ZipFile, name: str, day: date, first: float, last: float) -> Rides:
    if any(_rows(packed, "frequencies.txt")):
        raise WrongFile(f"{name} says how often buses run, not when (frequencies.txt). That is not read here yet.")
    stops = {row["stop_id"]: row for row in _rows(packed, "stops.txt") if row.get("stop_lat") and row.get("stop_lon")}
    number = {id: at for at, id in enumerate(stops)}
    # A journey that began yesterday at 23:50 and ends at 24:20 runs today until 00:20.
    runs = [(_running(packed, each), shift) for each, shift in ((day, 0.0), (day - timedelta(days=1), A_DAY))]
    if not runs[0][0]:
        raise WrongFile(f"Nothing runs on {day:%d %B %Y} by {name}. {_covers(packed)}")
    services = {row["trip_id"]: row["service_id"] for row in _rows(packed, "trips.txt")}
    rides: list[tuple[float, float, int, int, int, bool, bool]] = []
    trips = 0
    for trip, calls in _journeys(packed, number):
        for running, shift in runs:
            if services.get(trip) in running:
                rides += _rides(calls, shift, trips, first, last)
                trips += 1
    rides.sort(key=lambda each: each[0])
    columns = list(zip(*rides, strict=True)) or [()] * 7
    return Rides(
        tuple(stops),
        tuple(row.get("stop_name", "") for row in stops.values()),
        np.array([float(row["stop_lat"]) for row in stops.values()]),
        np.array([float(row["stop_lon"]) for row in stops.values()]),
        np.array(columns[2], np.int32),
        np.array(columns[3], np.int32),
        np.array(columns[0], float),
        np.array(columns[1], float),
        np.array(columns[4], np.int32),
        np.array(columns[5], bool),
        np.array(columns[6], bool),
    )


Call = tuple[int, float, float, bool, bool]  # stop, arrives, leaves, may board, may get off


def _rides(
    calls: list[Call], shift: float, trip: int, first: float, last: float
) -> Iterator[tuple[float, float, int, int, int, bool, bool]]:
    for (stop, _arrived, leaves, board, _off), (then, arrives, _leaves, _on, alight) in pairwise(calls):
        if first <= leaves - shift <= last:
            yield leaves - shift, max(arrives, leaves) - shift, stop, then, trip, board, alight


def _journeys(packed: zipfile.ZipFile, number: Mapping[str, int]) -> Iterator[tuple[str, list[Call]]]:
    """Each journey with its calls in order. Calls without a time are left out: others have theirs on either side."""
    found: dict[str, list[tuple[int, Call]]] = {}
    for row in _rows(packed, "stop_times.txt"):
        arrives, leaves = minutes(row.get("arrival_time", "")), minutes(row.get("departure_time", ""))
        arrives, leaves = (leaves if arrives is None else arrives), (arrives if leaves is None else leaves)
        if arrives is None or leaves is None or row["stop_id"] not in number:
            continue
        may = row.get("pickup_type") != NOT_HERE, row.get("drop_off_type") != NOT_HERE
        call = (number[row["stop_id"]], arrives, leaves, *may)
        found.setdefault(row["trip_id"], []).append((int(row["stop_sequence"]), call))
    for trip, calls in found.items():
        yield trip, [call for _at, call in sorted(calls, key=lambda each: each[0])]


def minutes(said: str) -> float | None:
    """ "25:10:30" as minutes after midnight; None where no time is given.

    >>> minutes("08:30:00"), minutes("25:10:30"), minutes("")
    (510.0, 1510.5, None)
    """
    parts = said.strip().split(":")
    if len(parts) != 3:
        return None
    hours, minute, second = map(int, parts)
    return hours * 60 + minute + second / 60


def _running(packed: zipfile.ZipFile, day: date) -> set[str]:
    """Services that run on a day: by their weekdays, then by what is added and taken away."""
    said, name = day.strftime("%Y%m%d"), DAYS[day.weekday()]
    running = {
        row["service_id"]
        for row in _rows(packed, "calendar.txt")
        if row[name] == "1" and row["start_date"] <= said <= row["end_date"]
    }
    for row in _rows(packed, "calendar_dates.txt"):
        if row["date"] == said and row["exception_type"] == ADDED:
            running.add(row["service_id"])
        elif row["date"] == said and row["exception_type"] == TAKEN:
            running.discard(row["service_id"])
    return running


def _covers(packed: zipfile.ZipFile) -> str:
    rows = list(_rows(packed, "calendar.txt"))
    if not rows:
        return "Choose another day."
    first, last = min(row["start_date"] for row in rows), max(row["end_date"] for row in rows)
    return f"Its calendar goes from {first[:4]}-{first[4:6]}-{first[6:]} to {last[:4]}-{last[4:6]}-{last[6:]}."


def _rows(packed: zipfile.ZipFile, name: str) -> Iterator[dict[str, str]]:
    """The rows of a table; none where an optional one is not there."""
    if name not in packed.namelist():
        if name in ("stops.txt", "trips.txt", "stop_times.txt"):
            raise WrongFile(f"The timetable has no {name}.")
        return
    with packed.open(name) as opened:
        yield from csv.DictReader(io.TextIOWrapper(opened, encoding="utf-8-sig", newline=""))
