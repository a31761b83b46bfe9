"""Coarse outlines: neighbourhoods of all England where no finer outline is held, and of authorities and NHS areas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Source, by_hand, head
from commonweal.feeds.columns import not_this
from commonweal.feeds.geojson import first_properties, shapes
from commonweal.feeds.records import AreaShape

SOURCE = Source(
    key="boundaries_simplified",
    title="Lower layer Super Output Areas (December 2021) Boundaries, England, simplified",
    publisher="Office for National Statistics, simplified by the geographr package",
    licence="OGL-UK-3.0",
    vintage="December 2021",
    every="once, after each census",
    address="https://github.com/humaniverse/geographr",
    attribution="Contains National Statistics data © Crown copyright and database right. "
    "Contains OS data © Crown copyright and database right.",
    note="Fit for a picture of the whole country, not for saying on which side of a street a line runs.",
    instead_of="boundaries",
)
_ICB23 = replace(
    SOURCE,
    key="outlines_icb23",
    title="Integrated Care Boards (April 2023) EN BSC",
    publisher="Office for National Statistics",
    vintage="April 2023",
    every="year",
    address="https://geoportal.statistics.gov.uk/",
    note="Super-generalised to 200 metres. Outlines that cross themselves are mended as they are read.",
    instead_of="",
)
_SICBL23 = replace(_ICB23, key="outlines_sicbl23", title="Sub Integrated Care Board Locations (April 2023) EN BSC")
_LAD24 = replace(
    _ICB23, key="outlines_lad24", title="Local Authority Districts (May 2024) Boundaries UK BSC", vintage="May 2024"
)
SOURCES = (SOURCE, _ICB23, _SICBL23, _LAD24)

# Sub-ICB files of other years carry the ICB's code too, so the smaller area is looked for first.
_BY_COLUMN = {
    "LSOA21CD": (SOURCE, "lsoa21"),
    "SICBL23CD": (_SICBL23, "sicbl23"),
    "ICB23CD": (_ICB23, "icb23"),
    "LAD24CD": (_LAD24, "lad24"),
}


def _column(look: Head) -> str | None:
    """The code column. Neighbourhoods with a GlobalID are as ONS issued them, and belong to the finer feed."""
    properties = first_properties(look)
    column = next((column for column in _BY_COLUMN if column in properties), None)
    finer = "GlobalID" in properties if column == "LSOA21CD" else any(name.startswith("WD") for name in properties)
    return None if finer else column


def recognise(head: Head) -> Source | None:
    """Known by the code in each feature's properties; neighbourhoods by the absence of the GlobalID that ONS gives."""
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
        raise not_this(
            path, SOURCE, f"its features carry none of {', '.join(_BY_COLUMN)}, or are a finer or other file."
        )
    source, kind = _BY_COLUMN[column]
    yield from shapes(path, source, column, kind, refuse=refuse)
