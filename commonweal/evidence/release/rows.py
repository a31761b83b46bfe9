"""What everybody may know of what was given out: never the true count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One figure that was given out, or kept back, and when."""

    label: str  # what is counted
    group: str  # of whom: "" everybody
    where: str  # names of areas, or how many they are
    areas: tuple[str, ...]  # their keys
    text: str  # "25", or the words in place of a number
    value: float | None
    source: str
    method: str
    profile: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReleaseGroup:
    """Figures that follow each other and are of the same count: what is counted is said once for all of them."""

    label: str
    source: str
    group: str | None  # of whom, where it is the same for all; None where each row says it
    day: date | None  # when, where it is one day; None where each row says it
    rows: tuple[ReleaseRow, ...]


@dataclass(frozen=True, slots=True)
class RulesRow:
    """By which rules a place gives out counts of people."""

    profile: str
    says: str
    given: int  # figures so far
