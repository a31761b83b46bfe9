"""What pages and programs read about returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from commonweal.evidence.rows import Cite


@dataclass(frozen=True, slots=True)
class Square:
    """One period on the board."""

    period: str
    state: str  # received | late | missing | not_due
    words: str  # "2026-Q1: came late"
    mark: str
    days_late: int | None  # None where the viewer does not work with the partner


@dataclass(frozen=True, slots=True)
class BoardRow:
    """How one contract stands. What only concerns the partner is None for others."""

    key: str
    title: str
    partner: str
    partner_address: str
    address: str
    every: str
    expected: int
    received: int
    last_period: str
    last_received: date | None
    areas_percent: float | None
    not_stated_percent: float | None
    dimension: str
    days_since: int | None
    median_days: float | None
    complete_percent: float | None
    valid_percent: float | None
    next: str
    calm: bool
    works_with: bool
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of a contract, as a partner reads it."""

    name: str
    title: str
    says: str
    type: str
    required: str
    example: str
    values: tuple[str, ...]
    more: int  # codes that are taken too and not listed

    @property
    def codes(self) -> int:
        """How many it takes; 0 where it takes no codes."""
        return len(self.values) + self.more


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One number that is worked out of the columns."""

    key: str
    label: str
    definition: str
    made_of: str
    unit: str
    direction: str
    aspect: str
    address: str


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract in words."""

    key: str
    title: str
    description: str
    partner: str
    partner_address: str
    version: int
    versions: int
    since: datetime
    ended_at: datetime | None
    every: str
    first: str
    due_days: int
    area_kind: str
    areas: int
    areas_words: str
    licence: str
    small_numbers: str
    dimension: str
    not_stated: tuple[str, ...]
    columns: tuple[ColumnRow, ...]
    measures: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One file that was kept."""

    id: str
    address: str
    file: str
    periods: tuple[str, ...]
    in_use_for: tuple[str, ...]
    received_at: datetime
    channel: str
    how: str
    version: int
    rows: int
    used: int
    withdrawn_at: datetime | None
    withdrawn_because: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link by which somebody without an account sends. The link itself is kept nowhere."""

    id: str
    for_whom: str
    made_at: datetime
    expires_at: datetime
    most: int
    came: int  # files that came by it and stand
    state: str  # open | taken_back | over | expired | used
    words: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a file, as those who work with the partner may read it."""

    line: int
    area: str
    period: str
    group: str
    counts: dict[str, str]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A figure from returns, with what chance and what is missing leave open: so many of every `per`."""

    key: str  # the period, the group or the area it is of
    label: str
    state: str  # figure | few | unknown
    text: str
    value: float | None
    low: float | None
    high: float | None
    lowest: float | None
    highest: float | None
    range: str  # chance alone, in words
    wide: str  # and what is missing
    numerator: int | None  # rounded
    denominator: int | None  # of a rate: people by the census, of each period that came
    known: int
    expected: int
    note: str = ""  # how it was carried over from areas of an earlier edition, or why it is not known
    per: int = 100
    made: str = ""  # what was divided by what, in words


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """One measure of a contract: what it is, where it is from, and what is asked of it."""

    key: str
    measure: str
    label: str
    definition: str
    unit: str
    direction: str
    aspect: str
    partner: str
    contract: str
    version: int
    licence: str
    span: str  # the newest periods, as many as make a year
    method: str
    method_version: str
    group: str
    group_label: str
    area: str
    area_label: str
    whole: ShareRow  # over the span
    areas_words: str
    number: str  # how the number of everybody, in the whole place, is pointed at
    per: int = 100
    out_of: str = ""  # of a rate: out of whom, with source and vintage
    denominator: Cite | None = None  # the file that says how many there are


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """A community of identity, as people name it."""

    key: str
    name: str
    dimension: str
    also: tuple[str, ...]
    address: str
    figures: int
    voices: str  # "about 25", "too few to show", ""


@dataclass(frozen=True, slots=True)
class CommunityFigureRow:
    """What a partner counts of a community, beside the same for everybody."""

    aspect: str
    aspect_label: str
    asks: str
    label: str
    definition: str
    direction: str
    unit: str
    partner: str
    contract: str
    version: int
    licence: str
    span: str
    method: str
    not_stated_percent: float | None
    address: str
    number: str  # how the number is pointed at
    theirs: ShareRow
    all: ShareRow


@dataclass(frozen=True, slots=True)
class CommunityVoiceRow:
    """A line that somebody agreed to be quoted with, whose own credit names the community."""

    words: str
    language: str
    credit: str
    address: str
