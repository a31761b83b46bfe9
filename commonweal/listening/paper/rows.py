"""What pages and programs are told of paper: how many sheets are out, and where each is. Never what stands on one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One copy on its way."""

    id: str
    code: str
    number: int
    kind: str
    kind_label: str
    state: str  # out, photo, second, differ, entered, aside
    state_label: str
    why: str  # it was set aside
    photo_id: str
    own_reading: bool  # this viewer has read it: somebody else reads it next


@dataclass(frozen=True, slots=True)
class RunRow:
    """Sheets that were printed together."""

    id: str
    kind_label: str
    paper: str
    copies: int
    printed_at: datetime
    twice: bool


@dataclass(frozen=True, slots=True)
class LooseRow:
    """A photograph whose code could not be read."""

    id: str
    kind_label: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Pile:
    """The sheets of a gathering: printed, come back, entered, waiting."""

    gathering_id: str
    gathering: str
    printed: int
    back: int
    entered: int
    waiting: int
    aside: int
    sheets: tuple[SheetRow, ...] = ()
    runs: tuple[RunRow, ...] = ()
    loose: tuple[LooseRow, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one photograph that was sent."""

    name: str
    state: str  # waiting, nameless, refused
    words: str
    address: str = ""
    warning: str = ""
