"""Timetables of buses and trains (GTFS): known and counted, for the day travel times are worked out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Source, by_hand
from commonweal.feeds.columns import not_this
from commonweal.feeds.records import TravelSource

SOURCE = Source(
    key="timetables",
    title="Timetables of public transport (GTFS)",
    publisher="Department for Transport, Bus Open Data Service",
    licence="OGL-UK-3.0",
    vintage="the days its calendar spans",
    every="day",
    address="https://data.bus-data.dft.gov.uk/",
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    note="A timetable answers only for days within its calendar. Nothing is worked out from it yet.",
)
NEEDED = {"agency.txt", "routes.txt", "stops.txt", "stop_times.txt", "trips.txt"}
PACKED = b"PK"
COUNTED = {"stops": "stops.txt", "trips": "trips.txt", "routes": "routes.txt"}


def recognise(head: Head) -> Source | None:
    """Known by the tables a timetable must hold."""
    if not head.binary.startswith(PACKED):
        return None
    try:
        with zipfile.ZipFile(head.path) as packed:
            return SOURCE if set(packed.namelist()) >= NEEDED else None
    except (zipfile.BadZipFile, OSError):
        return None


def measures(path: Path) -> tuple[Measure, ...]:
    """Nothing is counted by area yet."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[TravelSource]:
    """How much it holds, and for which days: enough to see that it is whole."""
    try:
        with zipfile.ZipFile(path) as packed:
            counts = {words: sum(1 for _ in _rows(packed, name)) for words, name in COUNTED.items()}
            held = packed.namelist()
            days = list(_rows(packed, "calendar.txt")) if "calendar.txt" in held else []
            dates = list(_rows(packed, "calendar_dates.txt")) if "calendar_dates.txt" in held else []
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, UnicodeDecodeError, csv.Error) as wrong:
        raise not_this(path, SOURCE, "it cannot be unpacked: it was cut short, or lacks a table.") from wrong
    starts = [row.get("start_date", "") for row in days] + [row.get("date", "") for row in dates]
    ends = [row.get("end_date", "") for row in days] + [row.get("date", "") for row in dates]
    yield TravelSource(path.name, counts, min(filter(None, starts), default=""), max(filter(None, ends), default=""))


def _rows(packed: zipfile.ZipFile, name: str) -> Iterator[dict[str, str]]:
    with packed.open(name) as stream:
        yield from csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""))
