"""Where live postcodes lie, worked out from Ordnance Survey's points and the fine outlines of neighbourhoods.

Made for places whose full postcode directory is not at hand; where both are held, the directory is the official one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has
from commonweal.feeds.postcodes_onspd import postcode_point
from commonweal.feeds.records import PostcodePoint

SOURCE = Source(
    key="postcodes_derived",
    title="Code-Point Open postcodes, joined to neighbourhood outlines",
    publisher="Ordnance Survey (points) and Office for National Statistics (outlines), joined for this use",
    licence="OGL-UK-3.0",
    vintage="live postcodes of about September 2025",
    every="quarter",
    address="https://osdatahub.os.uk/downloads/open/CodePointOpen",
    attribution="Contains OS data © Crown copyright and database right. "
    "Contains Royal Mail data © Royal Mail copyright and database right. "
    "Contains National Statistics data © Crown copyright and database right.",
    note="Derived, not official: against an independent list, 99.1 % of postcodes fell in the same neighbourhood.",
)

_COLUMNS = ("pcds", "lat", "long", "lsoa21cd", "lsoa11cd")


def recognise(head: Head) -> Source | None:
    """Known by Ordnance Survey's quality column beside areas of both vintages, and no date of ending."""
    mine = has(head.columns, "pqi", "east1m", *_COLUMNS) and not has(head.columns, "doterm")
    return SOURCE if mine else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Postcodes carry no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[PostcodePoint]:
    """Every live postcode with its neighbourhood in both vintages."""
    for line, row in cells(path, SOURCE, ("pqi", "east1m", *_COLUMNS), refuse=refuse):
        point = postcode_point(*row[2:])
        if isinstance(point, str):
            refuse(Refused(path.name, line, point))
        else:
            yield point
