"""Walks as pages and programs have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.listening.media.rows import MediaRow
from commonweal.listening.rows import QuoteRow


@dataclass(frozen=True, slots=True)
class WalkRow:
    """A walk in a list. Lengths are None where nobody knows, or where the line is not for whoever asks."""

    id: str
    name: str
    when: date
    whose: str
    gathering: str
    metres: float | None
    seconds: float | None
    stops: int


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop: where, who, and as much of what was said or shown there as whoever asks may read and see."""

    id: str
    number: int
    name: str
    whose: str
    lat: float | None
    lon: float | None
    placed: str
    words: str
    language: str
    quotes: tuple[QuoteRow, ...]
    media: tuple[MediaRow, ...]
    voice_id: str
    own_words: bool  # a voice of its own, beside that of the walk


@dataclass(frozen=True, slots=True)
class WalkWhole:
    """One walk. `line` is GeoJSON coordinates, longitude first; empty where it is not for whoever asks."""

    id: str
    place_slug: str
    place_name: str
    invented: bool
    name: str
    whose: str
    when: date
    whole_day: bool
    words: str
    language: str
    how: str
    line: tuple[tuple[tuple[float, float], ...], ...]
    metres: float | None
    seconds: float | None
    trim_metres: int
    hops: int
    gathering_id: str
    gathering: str
    voice_id: str
    readable: bool
    stops: tuple[StopRow, ...]
