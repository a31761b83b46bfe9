"""What feeds yield: plain records, named for what they say, whatever file they came from.

Codes are ONS codes as text. Coordinates are WGS84 degrees. None means unknown, never zero.
An area is named by kind, vintage and code, because one code can stand for different ground in two vintages:
"lsoa21", "lsoa11", "msoa21", "msoa11", "ward24", "lad22", "lad24", "sicbl24", "icb24", "rgn22", "ctry" …
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class AreaShape:
    """Where an area lies: its outline as published."""

    kind: str
    code: str
    name: str
    geometry: Mapping[str, Any]  # GeoJSON Polygon or MultiPolygon, WGS84


@dataclass(frozen=True, slots=True)
class AreaCentre:
    """The middle of an area, weighted by where people live if `weighted`."""

    kind: str
    code: str
    lat: float
    lon: float
    weighted: bool


@dataclass(frozen=True, slots=True)
class AreaName:
    """A name people use for an area, where the code list only has a number ("Leeds 063" is "Beeston Hill")."""

    kind: str
    code: str
    name: str
    name_cy: str = ""
    official: str = ""  # the official name, where the file gives it: it ties areas that are named after one another


@dataclass(frozen=True, slots=True)
class AreaParent:
    """An area lies in a larger one. `how` is "exact" (nests by definition) or "best_fit" (most of it does)."""

    kind: str
    code: str
    name: str
    parent_kind: str
    parent_code: str
    parent_name: str
    how: str


@dataclass(frozen=True, slots=True)
class CodeChange:
    """How an area of one vintage became an area of the next: U unchanged, S split, M merged, X irregular."""

    from_kind: str
    from_code: str
    to_kind: str
    to_code: str
    change: str


@dataclass(frozen=True, slots=True)
class AreaValues:
    """Published figures for one area, by measure key; None where the publisher left it blank or suppressed it."""

    kind: str
    code: str
    name: str
    values: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class PostcodePoint:
    """Where a postcode lies. `postcode` is spelled with one space ("LS11 6AB"); `ended` is when it was withdrawn."""

    postcode: str
    lat: float
    lon: float
    lsoa21: str | None
    lsoa11: str | None
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class AssetPoint:
    """Something that is here: a building, a green space, a service point, as its source lists it.

    `kind` is a key of directory/data/asset_kinds.toml. `source_id` is stable within the source.
    `lat`/`lon` may be None when the source gives only a postcode; the loader then looks the postcode up.
    `edge`: points (lat, lon) along the outline of what is large, for people reach its edge before its middle.
    """

    source_id: str
    kind: str
    name: str
    lat: float | None
    lon: float | None
    postcode: str = ""
    address: str = ""
    status: str = "open"  # open | closed | unknown
    website: str = ""
    details: Mapping[str, str] = field(default_factory=dict)  # a few published facts worth showing, by plain label
    edge: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class AssetFact:
    """Something another source says of an asset: `of` are the datasets that may list it, by one numbering."""

    of: tuple[str, ...]  # keys of datasets: ("schools", "schools_gias") number schools alike
    source_id: str
    label: str  # "Patients registered"
    value: str  # as a person would read it: "5,903"
    when: str = ""  # the time it describes, where that is not the source's vintage
    postcode: str = ""  # for lists that number nothing: the asset is known by name and postcode instead


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant as its funder publishes it, by the fields of the 360Giving standard that are read here.

    Where it is meant to help (`benefits`) is one thing, where the recipient's office stands (`office`) is another.
    """

    grant_id: str
    title: str
    description: str
    currency: str
    amount: str  # as a decimal number in words, so that pence stay pence
    awarded: str  # ISO date
    starts: str
    ends: str
    recipient: str
    recipient_id: str
    funder: str
    programme: str
    benefits: tuple[tuple[str, str], ...] = ()  # (kind, code) of each place it is said to help
    office: str = ""  # postcode of the recipient's office
    address: str = ""  # a page about it


@dataclass(frozen=True, slots=True)
class TravelSource:
    """A file of timetables or streets, known and counted, for the day travel times are worked out."""

    name: str
    counts: Mapping[str, int]
    first_day: str = ""
    last_day: str = ""
