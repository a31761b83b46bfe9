"""What the page of reach and its twins show: plain rows. Numbers of people are of whole neighbourhoods, published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from commonweal.evidence.rows import Cite


@dataclass(frozen=True, slots=True)
class ReachAreaRow:
    """One neighbourhood: what people there can reach, beside their need."""

    key: str
    name: str
    people: int | None  # None: not known
    deprivation_decile: int | None
    need: float | None
    need_text: str
    reached: int | None  # how many things that surely fit; None: nobody knows its middle, or no list reaches it
    perhaps: int | None  # how many more that may, and do not say
    nearest_minutes: float | None  # to the nearest that surely fits, within the time asked for
    for_1000_people: float | None  # things for each 1,000 who can reach them (2SFCA); each thing counts as one
    cold: bool  # need is among the hardest fifth here, and nothing or next to nothing is known to be in reach
    state: str  # "something" | "perhaps" | "nothing" | "not known"


@dataclass(frozen=True, slots=True)
class ReachFifthRow:
    """People of one fifth of England's deprivation scale, by what they can reach."""

    fifth: int  # 1 = most deprived; 0 = all of the place
    neighbourhoods: int
    people: int | None
    something: int
    perhaps: int
    nothing: int
    not_known: int

    def percent(self, people: int) -> float | None:
        """Of those whose number is known."""
        whole = self.something + self.perhaps + self.nothing + self.not_known
        return 100 * people / whole if whole else None

    @property
    def percent_something(self) -> float | None:
        """How many in a hundred have something that surely fits."""
        return self.percent(self.something)

    @property
    def untold(self) -> int:
        """People of whom nobody can tell: what is near does not say whether it fits, or no list reaches them."""
        return self.perhaps + self.not_known

    @property
    def percent_untold(self) -> float | None:
        """How many in a hundred those are."""
        return self.percent(self.untold)

    @property
    def percent_nothing(self) -> float | None:
        """How many in a hundred have nothing that is listed."""
        return self.percent(self.nothing)


@dataclass(frozen=True, slots=True)
class ReachWhole:
    """The answer to one question about one place."""

    place: str
    asked: str  # in words
    minutes: int
    within: str  # "15 minutes’ walk"
    how: str  # how the way was measured, in a few words
    credit: str  # whose map that is, where there is one
    unknown: str  # how often that does not know the way, so that it is the straight line; "" where it always does
    measured: str  # both in full
    straight_line: bool
    services: int  # open, in the directory
    places: int  # buildings and green spaces where people can go; 0 where these were not asked for
    beyond: int  # neighbourhoods that no list of buildings and green spaces reaches
    fits: int  # surely, with known whereabouts
    may_fit: int  # that do not say
    nowhere: int  # that fit or may, and cannot be walked to
    need: str  # the indicator's name
    need_cite: Cite | None
    people_cite: Cite | None
    places_cites: tuple[Cite, ...]  # the lists that buildings and green spaces come from
    fifths: tuple[ReachFifthRow, ...]
    whole: ReachFifthRow
    areas: tuple[ReachAreaRow, ...]
    cold: int


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point that a router needs: where people are, or where something is on."""

    role: str  # "origin" | "destination"
    id: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """A table of minutes that a place supplied."""

    id: str
    title: str
    mode: str
    licence: str
    origins: int
    destinations: int
    pairs: int
    made_on: str
    version: str  # first eight letters of the file's hash
    withdrawn: bool
    withdrawn_because: str


@dataclass(frozen=True, slots=True)
class StreetsRow:
    """Streets that a place supplied."""

    id: str
    title: str
    vintage: date
    licence: str
    licence_name: str
    licence_address: str
    attribution: str
    kilometres: int
    points: int
    left_out: int
    neighbourhoods: int
    far: int  # neighbourhoods that no street is near
    made_on: str
    version: str  # first eight letters of the file's hash
    withdrawn: bool
    withdrawn_because: str


@dataclass(frozen=True, slots=True)
class BringingRow:
    """Something on its way in, or that came in: for those who look after the evidence."""

    id: str
    what: str  # "streets" | "minutes" | "timetable"
    title: str
    file: str
    state: str
    ended: bool
    asked: int  # ways or rows read so far
    began_at: datetime
    sentence: str  # why it failed
    used: bool  # it is in use; else it was only looked at
    wrong: int  # cells
    mistakes: tuple[str, ...]
    ways: tuple[tuple[str, int], ...]  # of a table: mode and how many
    kilometres: int | None  # of streets
    neighbourhoods: int | None
    far: int | None
    left_out: int | None
