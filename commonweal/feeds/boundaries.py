"""Outlines of neighbourhoods and wards as ONS generalises them to 20 metres: fine enough for a street map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Source, by_hand, head
from commonweal.feeds.columns import not_this
from commonweal.feeds.geojson import first_properties, shapes
from commonweal.feeds.records import AreaShape

SOURCE = Source(
    key="boundaries",
    title="Lower layer Super Output Areas (December 2021) Boundaries EW BGC",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="December 2021",
    every="once, after each census",
    address="https://geoportal.statistics.gov.uk/",
    attribution="Contains National Statistics data © Crown copyright and database right. "
    "Contains OS data © Crown copyright and database right.",
    note="Generalised to 20 metres, clipped to the coast. Outlines that cross themselves are mended as they are read.",
)
_LSOA11 = replace(
    SOURCE,
    key="boundaries_lsoa11",
    title="Lower layer Super Output Areas (December 2011) Boundaries EW BGC",
    vintage="December 2011",
)
_MSOA21 = replace(
    SOURCE, key="boundaries_msoa21", title="Middle layer Super Output Areas (December 2021) Boundaries EW BGC"
)
_WARD25 = replace(
    SOURCE, key="boundaries_ward25", title="Wards (May 2025) Boundaries UK BGC", vintage="May 2025", every="year"
)
SOURCES = (SOURCE, _LSOA11, _MSOA21, _WARD25)

_BY_COLUMN = {
    "LSOA21CD": (SOURCE, "lsoa21"),
    "LSOA11CD": (_LSOA11, "lsoa11"),
    "MSOA21CD": (_MSOA21, "msoa21"),
    "WD25CD": (_WARD25, "ward25"),
}


def _column(look: Head) -> str | None:
    """The code column. GlobalID marks a file as ONS issued it: without one an outline may be coarser than it says."""
    properties = first_properties(look)
    return next((column for column in _BY_COLUMN if column in properties and "GlobalID" in properties), None)


def recognise(head: Head) -> Source | None:
    """Known by the code in each feature's properties, beside the GlobalID that ONS gives every outline."""
    column = _column(head)
    return _BY_COLUMN[column][0] if column else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Outlines carry no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaShape]:
    """The outline of every area in the file."""
    column = _column(head(path))
    if column is None:
        what = f"its features carry none of {', '.join(_BY_COLUMN)} together with a GlobalID."
        raise not_this(path, SOURCE, what)
    source, kind = _BY_COLUMN[column]
    yield from shapes(path, source, column, kind, refuse=refuse)
