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
class LikeRow:
    """What is most like what, and how far apart they are, in standard deviations."""

    name: str
    like: str
    address: str
    distance: float
    shared: int


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


ROWS = {
    "numbers": NumberRow, "trend": TrendRow, "like": LikeRow, "areas": AreaRow, "sources": SourceRow,
}  # fmt: skip


def from_data(told: dict[str, Any], id: str) -> Profile:
    """A profile as it was kept."""
    given: dict[str, Any] = {each.name: told[each.name] for each in fields(Profile) if each.name in told}
    for name, row in ROWS.items():
        given[name] = tuple(row(**each) for each in given[name])
    return Profile(**given | {"id": id, "summary": tuple(given["summary"]), "gaps": tuple(given["gaps"])})
