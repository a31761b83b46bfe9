"""What a profile says. It is made once and kept as it is; pages, paper and files are all made from it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number of the place, with all that is needed to say where it comes from."""

    key: str
    label: str
    theme: str
    value: float | None  # None: not known, which is not nought
    text: str
    unit: str
    numerator: float | None
    denominator: float | None
    england: float | None
    england_text: str
    areas_known: int
    areas: int
    dataset: str
    source: str
    publisher: str
    licence: str
    vintage: str
    version: str
    method: str


@dataclass(frozen=True, slots=True)
class TrendRow:
    """How deprived the place is, in one edition of the official index. Editions rank; they do not measure change."""

    edition: str
    areas: int
    areas_expected: int
    most_deprived_fifth: int
    percent_fifth: float | None
    source: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """One indicator between the most and the least deprived of the place's own neighbourhoods. In hundredths."""

    key: str
    label: str
    theme: str
    higher_is: str
    most: float | None  # in the most deprived fifth
    least: float | None
    start: float | None  # the line through the fifths, at the most deprived end
    end: float | None
    sii: float | None
    sii_lower: float | None
    sii_upper: float | None
    rii: float | None
    rii_lower: float | None
    rii_upper: float | None
    verdict: str
    says: str
    neighbourhoods: int
    left_out: int
    england: float | None
    source: str
    publisher: str
    licence: str
    vintage: str
    version: str
    method: str
    address: str  # of the page that works it out


@dataclass(frozen=True, slots=True)
class FifthRow:
    """One fifth of the place's own neighbourhoods, 1 the most deprived, with its limits (95 in 100)."""

    key: str  # of the indicator
    label: str
    fifth: int
    fifth_label: str
    neighbourhoods: int
    counted: float
    of: float
    value: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """How a gap has changed: in hundredths a year, and in per cent a year of the ratio."""

    key: str
    label: str
    absolute: float | None
    absolute_lower: float | None
    absolute_upper: float | None
    absolute_says: str
    relative: float | None
    relative_lower: float | None
    relative_upper: float | None
    relative_says: str
    note: str
    source: str
    publisher: str
    licence: str
    vintage: str
    version: str
    method: str
    address: str


@dataclass(frozen=True, slots=True)
class GapYearRow:
    """A gap in one year."""

    key: str
    label: str
    year: int
    most: float | None
    least: float | None
    sii: float | None
    sii_lower: float | None
    sii_upper: float | None
    rii: float | None
    rii_lower: float | None
    rii_upper: float | None
    neighbourhoods: int


@dataclass(frozen=True, slots=True)
class ReachRow:
    """People of one fifth of England's deprivation, 0 everybody, by what they can reach on foot."""

    asked: str
    fifth: int
    fifth_label: str
    neighbourhoods: int
    people: int | None
    something: int
    perhaps: int
    nothing: int
    not_known: int
    percent_something: float | None
    things: int  # that were looked at: services, or buildings and green spaces
    source: str
    measured: str
    address: str


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A figure published for the place, or for one of its councils, in one year."""

    key: str
    label: str
    area_key: str
    area: str
    year: int
    value: float | None
    unit: str
    higher_is: str
    dataset: str
    source: str
    publisher: str
    licence: str
    vintage: str
    version: str
    method: str


@dataclass(frozen=True, slots=True)
class LikeRow:
    """What is most like what, and how far apart they are, in standard deviations."""

    name: str
    like: str
    address: str
    distance: float
    shared: int
    part: str = ""  # how much of the first stands here, where it is not all of it
    like_part: str = ""  # of the other


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One dataset that the profile rests on."""

    dataset: str
    title: str
    publisher: str
    licence: str
    licence_name: str
    licence_address: str
    attribution: str
    vintage: str
    version: str
    loaded_at: str
    age: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area of the place with its figures, by their keys."""

    key: str
    code: str
    name: str
    population: int | None
    figures: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything a profile says."""

    slug: str
    name: str
    footprint: str
    invented: bool
    made_on: str  # ISO date
    method_version: str
    data_from: str  # the oldest and the newest day its files speak of, in words
    summary: tuple[str, ...]
    numbers: tuple[NumberRow, ...]
    trend: tuple[TrendRow, ...]
    gaps: tuple[str, ...]
    like_how: str
    like: tuple[LikeRow, ...]
    kind: str  # of its areas: "msoa21"
    kind_label: str
    areas: tuple[AreaRow, ...]
    sources: tuple[SourceRow, ...]
    id: str = ""  # where it is kept for good; "" for what is so now
    # Those that were kept before these were told have none.
    unequal: tuple[GapRow, ...] = ()
    fifths: tuple[FifthRow, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    gap_years: tuple[GapYearRow, ...] = ()
    reach: tuple[ReachRow, ...] = ()
    series: tuple[SeriesRow, ...] = ()


# Every table of a profile. Those of areas have a column for each figure that is held.
TABLES: dict[str, Any] = {
    "numbers": NumberRow, "unequal": GapRow, "fifths": FifthRow, "changes": ChangeRow, "gap_years": GapYearRow,
    "reach": ReachRow, "series": SeriesRow, "areas": AreaRow, "trend": TrendRow, "like": LikeRow, "sources": SourceRow,
}  # fmt: skip


def from_data(told: dict[str, Any], id: str) -> Profile:
    """A profile as it was kept."""
    given: dict[str, Any] = {each.name: told[each.name] for each in fields(Profile) if each.name in told}
    for name, row in TABLES.items():
        given[name] = tuple(row(**each) for each in given.get(name, ()))
    return Profile(**given | {"id": id, "summary": tuple(given["summary"]), "gaps": tuple(given["gaps"])})
