"""What pages and exports show of the index: rows, each with what it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.evidence.rows import Cite


@dataclass(frozen=True, slots=True)
class PartRow:
    """One thing that counts, and how much."""

    indicator: str
    label: str
    harder: bool  # more of it is harder
    weight: float  # points of a hundred
    lowest: float | None  # between those who set them; None where so few did that it would point at them
    highest: float | None
    counted_by_imd: str  # in words where the IMD counts it too; "" where not
    known: int  # neighbourhoods of which it is known
    cite: Cite | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """Which session set the weights, when, how many people, and why."""

    number: int
    on: date
    where: str
    people: int | None  # None: fewer than five
    sheets: int
    ways: tuple[str, ...]
    reasons: str
    apart: float | None  # points of a hundred between two of them, on average
    newest: bool


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A neighbourhood by this index."""

    key: str
    name: str
    within: str
    rank: int | None  # 1 the hardest; None: a part of it is not known
    low: int | None  # of a thousand draws of the weights, 90 in 100 put it between these
    high: int | None
    verdict: str  # "certain" | "depends" | "not" | "unknown": is it among the hardest fifth?
    verdict_words: str
    share: float | None  # in so many of 100 draws it is
    imd_rank: int | None  # among this place's, by the published score
    imd_decile: int | None  # England's tenth


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """What changes where one part is left out."""

    label: str
    leave: int
    furthest: int
    likeness: float | None


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """Two parts that say much the same of the neighbourhoods."""

    one: str
    other: str
    correlation: float


@dataclass(frozen=True, slots=True)
class Injustice:
    """The index of a place as one session made it."""

    version: VersionRow
    parts: tuple[PartRow, ...]
    areas: tuple[StandingRow, ...]
    worst: int  # how many neighbourhoods the hardest fifth is
    certain: int
    depends: int
    unknown: int
    left_out: tuple[LeftOutRow, ...]
    alike: tuple[AlikeRow, ...]
    with_imd: float | None
    draws: int
    method: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What changes and what does not among the hardest fifth, from one set of weights to another."""

    stay: tuple[str, ...]
    enter: tuple[str, ...]
    leave: tuple[str, ...]
    beside: str  # what it is set beside, in words


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What one table or person set, for those who hold the session."""

    id: str
    number: int
    way: str
    people: int
    shares: tuple[tuple[str, float], ...]  # label, points of a hundred
    steady: str  # how its judgements go together, in words; "" where not asked
