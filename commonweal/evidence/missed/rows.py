"""What the page of who has not been reached shows, and its data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonweal.evidence.rows import Cite
from commonweal.listening.reached.rows import OutreachRow


@dataclass(frozen=True, slots=True)
class MarkerRow:
    """One marker: where it is high, and where it comes from."""

    indicator: str
    label: str
    high: int  # neighbourhoods
    known: int
    from_text: str  # the figure from which on it is high: "12 in 100"
    cite: Cite | None
    only_with_others: int  # of those neighbourhoods, in so many another is high too
    whose: str = ""  # of one that a partner sent: whose return it is, and of when
    address: str = ""  # of its figures


@dataclass(frozen=True, slots=True)
class CombinationRow:
    """A set of markers that are high together, and no other of those chosen."""

    markers: tuple[str, ...]  # keys
    label: str
    many: int  # how many markers
    areas: tuple[str, ...]  # names
    keys: tuple[str, ...]
    neighbourhoods: int
    people: int | None  # who live there: how many of them are meant, nobody knows


@dataclass(frozen=True, slots=True)
class MissedAreaRow:
    """A neighbourhood, and which markers are high in it."""

    key: str
    name: str
    high: int
    markers: tuple[str, ...]  # labels
    unknown: tuple[str, ...]  # labels of those that are not known there
    population: int | None
    imd_decile: int | None


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """Neighbourhoods in which the very same markers are high: they are named once for all of them."""

    high: int
    markers: tuple[str, ...]  # labels
    areas: tuple[MissedAreaRow, ...]


@dataclass(frozen=True, slots=True)
class MovedRow:
    """What would be found otherwise: with another threshold, or without one marker."""

    label: str
    together: int  # neighbourhoods with at least two markers high
    same: int  # of those found as it is


@dataclass(frozen=True, slots=True)
class FindRow:
    """A find, and who takes it on. Nobody: `outreach` is None."""

    id: str
    name: str
    markers: tuple[str, ...]  # labels
    areas: tuple[tuple[str, str], ...]  # key, name
    community: str
    seen: str
    source: str
    made_at: datetime
    outreach: OutreachRow | None

    @property
    def alone(self) -> bool:
        """Nobody has taken this on."""
        return self.outreach is None


@dataclass(frozen=True, slots=True)
class Missed:
    """Where several markers are high together in a place."""

    markers: tuple[MarkerRow, ...]
    top: int
    neighbourhoods: int
    together: int  # neighbourhoods in which at least two are high
    combinations: tuple[CombinationRow, ...]
    areas: tuple[MissedAreaRow, ...]
    moved: tuple[MovedRow, ...]
    finds: tuple[FindRow, ...]
    method: str

    @property
    def alone(self) -> int:
        """Finds that nobody has taken on."""
        return sum(each.alone for each in self.finds)

    @property
    def firm(self) -> int:
        """Of those found now, so many at least are found in each of the other ways."""
        return min((row.same for row in self.moved), default=self.together)
