"""What there is to see of decisions and commitments, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """Something that a decision or a promise rests on."""

    kind: str
    id: str
    title: str
    note: str
    address: str
    sort: str  # voice | number | decision | other: which shape and icon it has


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One promise on the wall."""

    id: str
    title: str
    what: str
    body: str
    body_id: str
    for_body: str
    resident: str  # as they want to be called
    by: date
    state: str
    state_name: str
    why: str
    days_over: int  # 0: not overdue
    days_left: int | None  # None: it is not open
    kept: bool | None  # in the resident's judgement; None: they have not said
    verdict: str
    confirmed: bool
    last_word: str  # the newest note of how it goes
    last_on: date | None
    address: str
    because: str  # a line that people said and that it rests on, as it may be shown; "" for none


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One note of how it goes."""

    on: date
    words: str
    said_by: str
    state: str
    state_name: str
    by: date | None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision."""

    id: str
    title: str
    what: str
    on: date
    by_whom: str
    against: str
    promises: int
    address: str


@dataclass(frozen=True, slots=True)
class CommitmentWhole:
    """A promise, with what it rests on and how it goes."""

    row: CommitmentRow
    place_name: str
    place_slug: str
    invented: bool
    decision: DecisionRow | None
    because: tuple[ReasonRow, ...]
    progress: tuple[ProgressRow, ...]


@dataclass(frozen=True, slots=True)
class DecisionWhole:
    """A decision, with what it rests on and what was promised to carry it out."""

    row: DecisionRow
    place_name: str
    place_slug: str
    invented: bool
    because: tuple[ReasonRow, ...]
    commitments: tuple[CommitmentRow, ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """All that was promised in a place, sorted by how it stands."""

    overdue: tuple[CommitmentRow, ...]
    open: tuple[CommitmentRow, ...]
    done: tuple[CommitmentRow, ...]
    not_done: tuple[CommitmentRow, ...]
    waiting: tuple[CommitmentRow, ...]  # not confirmed by their resident yet; for their owners and keepers alone
    every: tuple[CommitmentRow, ...]  # what is public, in the order of the wall
