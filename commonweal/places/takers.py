"""Who takes which record in: each room registers what it does with the records that are its own.

A feed yields records; loading asks the taker of each type whether the place wants it, and later hands over, inside one
change, all that were wanted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from commonweal.feeds import records
from commonweal.feeds.base import Measure, Refuse
from commonweal.places.models import DatasetVersion
from commonweal.places.scope import Scope

NOW, LATER, NEVER = "now", "later", "never"


@dataclass(slots=True)
class Bringing:
    """What a taker is told: for which ground, of which version, with which measures, and where to send what fails."""

    scope: Scope
    version: DatasetVersion
    measures: tuple[Measure, ...]
    instead_of: str
    refuse: Refuse
    finer: set[str] | None = None  # keys of outlines held from other datasets; looked up once, when first asked


@dataclass(slots=True)
class Taken:
    """What came of it: how many records are now in use, and which of the place's areas they speak of."""

    used: int = 0
    covered: set[str] = field(default_factory=set)


class Taker(Protocol):
    """Takes one type of record in."""

    phase: int  # code changes 0, nesting 1, names 2, outlines 3, centres 4, figures 5, postcodes 6, assets 7

    def wanted(self, bringing: Bringing, record: Any) -> str:
        """NOW, NEVER, or LATER: ask again when the rest of the file is known."""
        ...

    def take(self, bringing: Bringing, items: Iterator[Any]) -> Taken:
        """Make them the place's own, inside the change that makes the version live."""
        ...

    def speaks_of(self, version: DatasetVersion, areas: Collection[int]) -> set[int] | None:
        """Which of these areas a version that is in use speaks of; None where it holds nothing of this taker's."""
        ...

    def give_back(self, version: DatasetVersion) -> int:
        """Undo it: the version is withdrawn. Says how many rows are no longer in use."""
        ...


class Agreed:
    """What lookups, names and centres have in common: facts that no version owns once they are in."""

    def speaks_of(self, version: DatasetVersion, areas: Collection[int]) -> set[int] | None:
        """They keep no version."""
        return None


_takers: dict[str, Taker] = {}


def register(record: str, taker: Taker) -> None:
    """Tell loading who takes a type of record, from the room's AppConfig.ready()."""
    _takers[record] = taker


def taker(record: str) -> Taker | None:
    """Who takes it, or None."""
    return _takers.get(record)


def every() -> dict[str, Taker]:
    """All takers, by type of record."""
    return dict(_takers)


def phase_of(types: Iterable[str]) -> int:
    """When a feed that yields these records is loaded."""
    return min((_takers[each].phase for each in types if each in _takers), default=99)


def record_type(name: str) -> type:
    """The record's class, by name."""
    return getattr(records, name)  # type: ignore[no-any-return]
