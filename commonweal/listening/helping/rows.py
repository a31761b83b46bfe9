"""What waits to be read back, and helpers' time, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A voice that was written down or interpreted, and not read back yet."""

    id: str
    kind: str
    given_on: date
    days: int
    language: str
    interpreter: str
    mine: bool
    channel: str
    reach: str
    worker: str


@dataclass(frozen=True, slots=True)
class TimeRow:
    """Helpers' time on one channel in one season: planned, and given. None: nobody planned or said."""

    season: str
    season_name: str
    channel: str
    channel_label: str
    planned_minutes: int | None
    given_minutes: int | None
    voices: int | None  # written down on this channel; None: fewer than five
    voices_without_minutes: int | None
