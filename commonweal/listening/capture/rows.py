"""What pages and programs are told of what has arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ByChannel:
    """How many came one way."""

    channel: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A shared device: what arrived from it, and what it said it still held when it was last heard."""

    id: str
    name: str
    taken: int
    waiting: int | None  # None: it was never heard, so nobody knows
    refused: int | None
    heard_at: datetime | None
    ended: bool


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """Something that could not be kept, and why. Nothing of what it said is known."""

    at: datetime
    device: str
    why: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came from a gathering."""

    count: int
    channels: tuple[ByChannel, ...]
    devices: tuple[DeviceRow, ...]
    refused: tuple[RefusedRow, ...]


@dataclass(frozen=True, slots=True)
class Landmark:
    """Something with a name that people know their way by."""

    name: str
    kind: str
    lon: float
    lat: float
