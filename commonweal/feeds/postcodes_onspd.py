"""Where every postcode lies, live or ended, as the ONS Postcode Directory and the National Statistics Lookup list them.

Two generations of headers are in use: "lsoa21" until 2024, "lsoa21cd" with the year of every code since 2025.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has, header, is_code, need
from commonweal.feeds.postcode import normal_postcode
from commonweal.feeds.records import PostcodePoint

SOURCE = Source(
    key="postcodes_onspd",
    title="ONS Postcode Directory",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="the quarter of its release, which the file itself does not state",
    every="quarter",
    address="https://geoportal.statistics.gov.uk/",
    attribution="Contains National Statistics data © Crown copyright and database right. "
    "Contains OS data © Crown copyright and database right. "
    "Contains Royal Mail data © Royal Mail copyright and database right.",
    note="Postcodes without a place on the map (Isle of Man, Channel Islands, a few old ones) cannot be used.",
)
# Known from its published guide; no file of it has been seen here yet.
_NSPL = replace(SOURCE, key="postcodes_nspl", title="National Statistics Postcode Lookup")
SOURCES = (SOURCE, _NSPL)


def _named(columns: list[str], name: str) -> str:
    """The column as this generation of the file spells it."""
    return name if has(columns, name) else f"{name}cd"


def recognise(head: Head) -> Source | None:
    """Known by the date of ending beside place and 2021 area; only the Directory carries the areas of 2001 as well."""
    columns = head.columns
    if not has(columns, "pcds", "doterm", "lat", "long", _named(columns, "lsoa21")):
        return None
    return SOURCE if has(columns, _named(columns, "lsoa01")) else _NSPL


def measures(path: Path) -> tuple[Measure, ...]:
    """Postcodes carry no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[PostcodePoint]:
    """Every postcode with a place on the map, those that have ended with the month they did."""
    found = header(path)
    need(path, SOURCE, "pcds", "doterm", "lat", "long", _named(found, "lsoa21"))
    old = _named(found, "lsoa11")
    held = old if has(found, old) else "pcds"  # the Lookup of recent years has no 2011 areas: pcds is no code, so None
    for line, row in cells(
        path, SOURCE, ("pcds", "doterm", "lat", "long", _named(found, "lsoa21"), held), refuse=refuse
    ):
        text, ended, lat, lon, lsoa21, lsoa11 = row
        point = postcode_point(text, lat, lon, lsoa21, lsoa11, ended)
        if isinstance(point, str):
            refuse(Refused(path.name, line, point))
        else:
            yield point


def postcode_point(text: str, lat: str, lon: str, lsoa21: str, lsoa11: str, ended: str = "") -> PostcodePoint | str:
    """The record of one row, or in a sentence why there is none."""
    postcode = normal_postcode(text)
    if postcode is None:
        return f"“{text}” is not a postcode. Correct it and load again."
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        return f"{postcode} has “{lat}” and “{lon}” for latitude and longitude, not two numbers."
    # 99.999999 is how the publisher writes "no grid reference".
    if north > 99:
        return f"{postcode} has no place on the map (latitude 99.999999): the publisher gives it no grid reference."
    if not (49 <= north <= 61 and -9 <= east <= 3):
        return f"{postcode} lies outside the United Kingdom ({north:g}, {east:g}). Are latitude and longitude swapped?"
    month = f"{ended[:4]}-{ended[4:6]}" if ended else None
    return PostcodePoint(postcode, north, east, _area(lsoa21), _area(lsoa11), month)


def _area(code: str) -> str | None:
    """The area's code; None for the pseudo codes that stand for "none" (M99999999, 99ZZ00) and for blanks."""
    return code if is_code(code) and not code.endswith("99999999") else None
