"""What the pages and exports of hubs show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

STAYS, NEW, MOVED, CLOSED = "stays", "new", "moved", "closed"


@dataclass(frozen=True, slots=True)
class HubRow:
    """A hub on the map and in the list. Closed ones stay in sight."""

    number: int
    key: str  # id of the asset, or "new-1"
    name: str
    state: str
    lat: float
    lon: float
    was: str = ""  # where it stood before it was moved: "53.8,-1.5"
    people: int | None = None  # for whom it is the nearest; None where it is closed

    @property
    def open(self) -> bool:
        """Whether people can go there."""
        return self.state != CLOSED

    @property
    def venue(self) -> str:
        """The id of the venue that it is; "" where it would first have to be opened."""
        return self.key if self.state in (STAYS, CLOSED) else ""


@dataclass(frozen=True, slots=True)
class GainRow:
    """A fifth of England's deprivation scale before and after: 1 the most deprived, 0 everybody, None not known."""

    fifth: int | None
    label: str
    neighbourhoods: int
    people: int
    within_before: int
    within_after: int
    share_before: float | None  # of a hundred people
    share_after: float | None
    minutes_before: float | None
    minutes_after: float | None
    nearer: int  # people who would have less far to go
    farther: int

    @property
    def more(self) -> int:
        """How many more people would be near enough; fewer where it is negative."""
        return self.within_after - self.within_before


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A what-if: what was asked, the hubs, and who gains and who loses."""

    place: str
    kind: str
    kind_label: str  # plural
    within: int
    steps: tuple[str, ...]
    told: tuple[str, ...]  # the steps in words
    hubs: tuple[HubRow, ...]
    everybody: GainRow | None  # None where nobody is known to live here
    gains: tuple[GainRow, ...]
    not_counted: int  # neighbourhoods without known people or centre, or beyond every list of assets
    source: str
    method: str
    way: str  # how the way was measured, as an address has it: "line", or the id of streets or of a table
    measured: str  # in a few words: "on foot, on the streets of …"
    credit: str  # whose map that is, where there is one
    ends: bool  # by a table, which knows nothing of long ways: minutes that are not given are not known


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Places that would help most, with the proof of how near that is to the best there can be."""

    aim: str
    weigh: str
    candidates: int
    names: tuple[str, ...]
    steps: tuple[str, ...]  # to try them
    value: float
    bound: float
    gap: float
    proved: bool
    words: str


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A kept what-if in a list."""

    id: str
    name: str
    question: str
    shown: bool
    versions: int
    kind_label: str
    within: int
    changes: int
    more: int | None  # people near enough, more than before; None where it is not known
    made_at: datetime
    measured: str = ""
    gains: tuple[GainRow, ...] = ()

    @property
    def fewer(self) -> int:
        """People near enough, fewer than before."""
        return -(self.more or 0)
