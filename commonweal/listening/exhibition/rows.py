"""What pages and programs are told of exhibitions. A person's words and the curator's stand in fields of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonweal.listening.works.rows import WorkRow


@dataclass(frozen=True, slots=True)
class ExhibitionRow:
    """An exhibition, as it is announced."""

    id: str
    title: str
    welcome: str
    curators: str
    things: int  # that hang now
    opened_at: datetime | None
    open: bool


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One thing that hangs: `words` are the person's, exactly as given; `label` is the curator's."""

    id: str
    number: int  # from 1, through all rooms
    show: str
    kind_label: str
    words: str
    language: str
    credit: str
    scribed: str  # how the words came down, where somebody else wrote them
    label: str
    voice: str
    work: WorkRow | None
    walk: str = ""  # id of the walk that was told of


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room, with what hangs in it."""

    id: str
    title: str
    words: str
    things: tuple[ThingRow, ...]


@dataclass(frozen=True, slots=True)
class ExhibitionWhole:
    """An exhibition, with all its rooms."""

    exhibition: ExhibitionRow
    rooms: tuple[RoomRow, ...]
    place_slug: str
    place_name: str
    invented: bool


@dataclass(frozen=True, slots=True)
class Walking:
    """One thing on the way through: before it, after it, and in which room it hangs."""

    whole: ExhibitionWhole
    room: RoomRow
    thing: ThingRow
    of: int
    before: str  # id of the thing before; "" at the entrance
    after: str
    new_room: bool  # the first thing of its room


@dataclass(frozen=True, slots=True)
class NailRow:
    """One nail, for the curator: what hangs on it, or that it is empty and since when."""

    id: str
    show_label: str
    thing: ThingRow | None
    label: str
    gone_at: datetime | None  # taken back altogether; None with no thing: a yes ended, or it is held back


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may be hung, as far as it is agreed to."""

    value: str  # "line:<id>", "whole:<id>", "picture:<id>", "work:<id>"
    words: str
    credit: str
    kind_label: str
