"""Pictures, sound and film as pages and programs have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CaptionRow:
    """What is said in a recording, in one language: the address of the file for players, and the lines to read."""

    language: str
    address: str
    by: str
    lines: tuple[tuple[str, str], ...]  # moment, words


@dataclass(frozen=True, slots=True)
class MediaRow:
    """One picture, sound or film. `described` is empty where nobody has yet; lengths are None where nobody knows."""

    id: str
    voice: str
    kind: str  # picture | sound | film
    kind_label: str
    type: str
    address: str
    small: str  # of pictures
    width: int | None
    height: int | None
    seconds: float | None
    lasts: str
    described: str
    captions: tuple[CaptionRow, ...]
    taken_at: datetime | None
    lat: float | None
    lon: float | None
    for_everyone: bool
