"""What a reading's pages and programs are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from commonweal.evidence.rows import KeptFigureRow


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading in a list."""

    id: str
    title: str
    about: str
    question: str
    place: str
    place_slug: str
    invented: bool
    on: date | None
    where: str
    gathering: str  # id; "" where no occasion was named
    pages: int
    made_at: datetime
    ended: bool
    address: str


@dataclass(frozen=True, slots=True)
class ReadingPageRow:
    """One page of a reading: the same number in words for residents and for clinicians."""

    id: str
    number: int
    heading: str
    residents: str
    clinicians: str
    figure: KeptFigureRow  # with what people made of it, as far as they agreed
    address: str
