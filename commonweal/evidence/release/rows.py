"""What everybody may know of what was given out: never the true count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
class RulesRow:
    """By which rules a place gives out counts of people."""

    profile: str
    says: str
    given: int  # figures so far
