"""Who is missing, as rows: what the page, the JSON and the spreadsheet show alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """One group at one step. `count` is None where nobody counted, or where it is hidden: `hidden` says which."""

    count: int | None
    share: float | None
    lower: float | None
    upper: float | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One group of people from step to step, beside their share of the place's people."""

    group: str
    group_label: str
    value: str
    label: str
    place_people: int | None
    place_share: float | None
    invited: Cell
    replied: Cell
    came: Cell
    spoke: Cell
    alarm: str

    def at(self, step: str) -> Cell:
        """What is known at a step."""
        cell: Cell = getattr(self, step)
        return cell


@dataclass(frozen=True, slots=True)
class StepRow:
    """How many at a step altogether, how they were counted, and at how many of the gatherings."""

    step: str
    label: str
    many: int | None
    hidden: bool
    counted_at: int
    gatherings: int
    how: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the place's shares come from."""

    title: str
    publisher: str
    licence: str
    vintage: str
    method: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One way of counting people: its rows, its steps, how many did not say, and where the place's shares come from."""

    group: str
    label: str
    rows: tuple[ValueRow, ...]
    steps: tuple[str, ...]
    not_said: tuple[tuple[str, str], ...]  # step in words, and how many of how many did not say, in words
    cautious: bool
    source: Source | None


@dataclass(frozen=True, slots=True)
class OutreachRow:
    """Who will reach out to whom, how, by when; and what came of it. `owner` and `how` for those who work there."""

    id: str
    group: str
    value: str
    who: str
    owner: str
    organization: str
    way: str
    how: str
    by: date
    overdue: bool
    done: bool
    came_of_it: str
    gathering: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class Alarm:
    """A group that fell away, in plain words, and who will reach out; `sure`: more than chance."""

    group: str
    value: str
    label: str
    words: str
    sure: bool
    outreach: tuple[OutreachRow, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Who is missing, at a gathering or in a season."""

    place_slug: str
    place_name: str
    invented: bool
    title: str
    gathering: str  # its id; "" for a season
    season: str
    gatherings: int
    steps: tuple[StepRow, ...]
    alarms: tuple[Alarm, ...]
    groups: tuple[GroupRow, ...]
    rows: tuple[ValueRow, ...]
    outreach: tuple[OutreachRow, ...]
