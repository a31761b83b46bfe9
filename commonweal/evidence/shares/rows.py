"""What pages and programs are told of a way of sharing a fund."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonweal.evidence.rows import Cite


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What one area would get. Pounds; `before` is what it is set against."""

    key: str
    name: str
    people: int
    pounds: float
    per_head: float | None
    before: float
    gains: float  # below zero where it loses
    limit: str  # in words: what held it up or back; "" where the terms decided

    @property
    def loses(self) -> float:
        """How much less it gets than before."""
        return -self.gains


@dataclass(frozen=True, slots=True)
class ShareFifthRow:
    """The people who live in one fifth of England's neighbourhoods by deprivation, 1 the most deprived."""

    fifth: int
    people: int
    before: float | None  # pounds a head
    after: float | None


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """Something about the rule that people should know before they agree to it, in a sentence."""

    kind: str  # "inert", "backwards", "unknown", "limited"
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class SharesRow:
    """A fund shared by a rule."""

    place: str
    fund: float
    kind_label: str
    rule: str  # in a sentence
    beside: str  # what it is set against, in words
    summary: tuple[str, ...]  # sentences, to be read aloud
    moved: float
    areas: tuple[ShareRow, ...]
    fifths: tuple[ShareFifthRow, ...]
    alarms: tuple[AlarmRow, ...]
    sources: tuple[Cite, ...]
    method: str


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A kept way of sharing, in a line: so that several can be set beside each other."""

    id: str
    title: str
    reason: str
    fund: float
    rule: str
    most_deprived: float | None  # pounds a head
    least_deprived: float | None
    times: float | None  # the first over the second
    alarms: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class KeptShareRow:
    """What one area would get by a kept proposal, as it was shown then."""

    key: str
    name: str
    people: int
    pounds: float
    per_head: float | None
    gains: float
