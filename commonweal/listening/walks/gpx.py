"""Reads a track that a phone or watch kept (GPX 1.0 and 1.1). No entities, nothing from elsewhere."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.methods.tracks import Spot

LARGEST = 20_000_000  # bytes
MOST = 200_000  # points
LONGEST = 200  # letters of a name


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A spot that somebody marked on the way."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Gpx:
    """What a file says: stretches, when it began (None where it kept no time), and spots that were marked."""

    runs: tuple[tuple[Spot, ...], ...]
    began_at: datetime | None
    waypoints: tuple[Waypoint, ...]


@dataclass(slots=True)
class _Reader:
    """Hears the file's elements one after the other."""

    stretches: list[list[tuple[float, float, datetime | None]]] = field(default_factory=list)
    waypoints: list[Waypoint] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    at: tuple[float, float] | None = None
    time: datetime | None = None
    name: str = ""
    points: int = 0
    is_gpx: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local, self.words = name.rpartition("}")[2], []
        self.is_gpx = self.is_gpx or local == "gpx"
        if local in ("trkseg", "rte"):
            self.stretches.append([])
        elif local in ("trkpt", "rtept", "wpt"):
            self.at, self.time, self.name = _spot(attributes), None, ""
            self.points += 1
            if self.points > MOST:
                raise Invalid(_("There are more than %s points in this file. Cut it into parts.") % f"{MOST:,}")

    def end(self, name: str) -> None:
        """An element ends."""
        local, said = name.rpartition("}")[2], "".join(self.words).strip()
        self.words = []
        if self.at is None:
            return
        if local == "time":
            self.time = _moment(said)
        elif local == "name":
            self.name = " ".join(said.split())[:LONGEST]
        elif local == "wpt":
            self.waypoints.append(Waypoint(self.name, *self.at))
            self.at = None
        elif local in ("trkpt", "rtept"):
            if not self.stretches:
                self.stretches.append([])
            self.stretches[-1].append((*self.at, self.time))
            self.at = None

    def said(self, words: str) -> None:
        """Letters between elements."""
        if sum(map(len, self.words)) < 1000:
            self.words.append(words)


def read(data: bytes) -> Gpx:
    """What the file says. Errors: Invalid, with a sentence that can be acted on."""
    if len(data) > LARGEST:
        raise Invalid(_("This file is larger than %s MB.") % (LARGEST // 1_000_000))
    heard = _Reader()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = heard.start, heard.end
    parser.CharacterDataHandler = heard.said
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise Invalid(_("This file cannot be read. Export the walk as GPX once more.")) from error
    stretches = [each for each in heard.stretches if each]
    if not heard.is_gpx or not stretches:
        raise Invalid(_("There is no track in this file. Export the walk as GPX, with its track."))
    times = [time for stretch in stretches for _lat, _lon, time in stretch if time]
    began_at = min(times) if times else None
    runs = tuple(tuple(_timed(point, began_at) for point in stretch) for stretch in stretches)
    return Gpx(runs, began_at, tuple(heard.waypoints))


def _timed(point: tuple[float, float, datetime | None], began_at: datetime | None) -> Spot:
    lat, lon, time = point
    return Spot(lat, lon, (time - began_at).total_seconds() if time and began_at else None)


def _refuse(*_given: Any) -> None:
    raise Invalid(_("This file brings rules of its own (DOCTYPE), which no walk needs. Export it as plain GPX."))


def _spot(attributes: dict[str, str]) -> tuple[float, float]:
    lat, lon = float(attributes.get("lat", "nan")), float(attributes.get("lon", "nan"))
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError("no place on earth")
    return lat, lon


def _moment(said: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
