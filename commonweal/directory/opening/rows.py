"""What pages and programs are told of a space on its way to be open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from commonweal.directory.models import Hindrance


@dataclass(frozen=True, slots=True)
class HindranceRow:
    """One thing that stops a space, with whose the next step is. `waits`: "" or why it is said aloud."""

    id: str
    kind: str
    kind_label: str
    words: str
    owner: str  # in words; "" where it is nobody's
    owner_id: str  # of an organisation
    step: str
    by: date | None
    since: datetime
    state: str  # stands, overcome, stays
    how: str
    ended_at: datetime | None
    waits: str  # nobody, late, ""


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """A space in a list."""

    id: str
    name: str
    at_id: str
    area_name: str
    use: str
    state: str
    state_label: str
    since: datetime
    stands: int
    overcome: int
    waits: int
    ask_again: date | None
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenHours:
    """What goes on in it now."""

    service_id: str
    name: str
    schedule: str


@dataclass(frozen=True, slots=True)
class OpeningWhole:
    """A space on its way to be open, or open."""

    id: str
    name: str
    at_id: str  # of the asset; "" where it is a location that is none
    area_key: str
    area_name: str
    place_slug: str
    place_name: str
    invented: bool
    use: str
    by_whom: str
    state: str
    state_label: str
    since: datetime
    made_at: datetime
    reason: str
    ask_again: date | None
    opened_at: datetime | None
    hindrances: tuple[HindranceRow, ...]
    hours: OpenHours | None
    quiet: str  # why it is said aloud that nothing happens: not_looked_at, nothing_moves, ask_again, ""

    @property
    def overcome(self) -> int:
        """How many things no longer stop it."""
        return sum(1 for each in self.hindrances if each.state == Hindrance.OVERCOME)


@dataclass(frozen=True, slots=True)
class Silence:
    """Something that should have happened by now: since when it waits, and for whom."""

    opening_id: str
    name: str
    what: str  # the step, or what stops it; "" where it is the space as a whole
    why: str  # not_looked_at, nothing_moves, ask_again, nobody, late
    owner: str
    since: date


@dataclass(frozen=True, slots=True)
class Openings:
    """A place's spaces, by how they stand; `unread` were suggested and nobody has looked yet."""

    going: tuple[OpeningRow, ...]
    opened: tuple[OpeningRow, ...]  # this year
    opened_before: tuple[OpeningRow, ...]
    not_now: tuple[OpeningRow, ...]
    suggested: tuple[OpeningRow, ...]  # for those who look at them first
    unread: int
    unread_since: date | None
    silences: tuple[Silence, ...]
    year: int


@dataclass(frozen=True, slots=True)
class OpeningBecame:
    """What became of a suggestion, for whoever has the address it was given."""

    name: str
    place_slug: str
    place_name: str
    state: str
    made_at: datetime
    since: datetime
    reason: str
    ask_again: date | None
    opening_id: str  # "" while only those who look first may see it
    stands: int
    overcome: int
