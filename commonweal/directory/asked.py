"""How much is asked of those who run things here, in minutes a month, by all rooms together.

A room that asks something of providers registers it: what it is, how long it takes, and how often it was asked.

    asked.register(Ask("referral.answer", _("Answering a referral"), 3, counts))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.utils import timezone

from commonweal.places.models import Place

MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked. `counted` gives how often it was since a moment, by the organisation's id.

    `minutes` is what we reckon it takes, not what anybody measured; the page says so.
    """

    key: str
    label: str
    minutes: float
    counted: Callable[[Place, datetime], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """How often one thing was asked in the last month, and what that comes to."""

    label: str
    times: int
    minutes_each: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that was asked in the last 30 days."""

    minutes: float
    organizations: int  # of which anything was asked
    middle: float  # minutes of the organisation in the middle of them
    most: float  # minutes of the one that was asked most
    rows: tuple[AskedRow, ...]


_asks: dict[str, Ask] = {}


def register(ask: Ask) -> None:
    """Count this too."""
    _asks[ask.key] = ask


def of(place: Place, *, now: datetime | None = None) -> Asked:
    """What was asked of those who run things in a place."""
    since = (now or timezone.now()) - MONTH
    theirs: Counter[str] = Counter()
    rows = []
    for ask in _asks.values():
        counted = ask.counted(place, since)
        for organization, times in counted.items():
            theirs[organization] += times * ask.minutes  # type: ignore[assignment]
        times = sum(counted.values())
        rows.append(AskedRow(str(ask.label), times, ask.minutes, times * ask.minutes))
    minutes = list(theirs.values())
    return Asked(sum(minutes), len(minutes), median(minutes) if minutes else 0, max(minutes, default=0), tuple(rows))
