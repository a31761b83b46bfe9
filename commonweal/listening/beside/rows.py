"""What pages and programs are told of voices beside numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BesideVoice:
    """A line beside a number: the words as they were said, and how they stand to it in the eyes of who chose them."""

    id: str
    indicator: str
    area_key: str
    way: str  # agrees, otherwise, beyond
    way_label: str
    words: str
    language: str
    credit: str
    why: str
    chosen_by: str
    chosen_at: datetime
    address: str


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number with the voices beside it. `text` is "" where the number is not known here any more."""

    indicator: str
    area_key: str
    label: str
    text: str
    england_text: str
    area_name: str
    address: str
    source: str
    voices: tuple[BesideVoice, ...]


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line that may stand beside a number."""

    id: str
    words: str
    language: str
    credit: str
