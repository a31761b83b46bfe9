"""Museums, theatres, pubs and places of worship in London as OpenStreetMap had them in 2021.

Two layouts: as published, where the place is written in the notation of R, `c(-0.307, 51.51)`, whose comma splits it in
two; and one laid out again with columns of its own. Neither carries OpenStreetMap's numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, open_binary
from commonweal.feeds.columns import header, not_this
from commonweal.feeds.points import in_degrees
from commonweal.feeds.records import AssetPoint

SOURCE = Source(
    key="osm_london",
    title="OpenStreetMap: culture, religion and nightlife in London",
    publisher="OpenStreetMap contributors",
    licence="ODbL-1.0",
    vintage="2021",
    every="once",
    address="https://download.geofabrik.de/europe/united-kingdom/england/greater-london.html",
    attribution="© OpenStreetMap contributors, under the Open Database Licence.",
    note="Drawn by volunteers, and some years old: places have closed since, pubs and bars above all.",
)
CULTURE = ("", "name", "type", "geometry")
RELIGION = ("", "name", "religion", "geometry")
LAID_OUT = ("name", "category", "religion", "lon", "lat")

KINDS = {"museum": "museum", "theatre": "theatre", "nightlife": "pub", "place_of_worship": "place_of_worship"}
DENOMINATIONS = {"catholic": "Christian (Catholic)", "protestant": "Christian (Protestant)"}
IN_R = re.compile(r"c\(\s*([-\d.e]+)\s*,\s*([-\d.e]+)\s*\)")
# The list writes what a thing is before its name.
SAID_TWICE = re.compile(r"^(?:Museum|Theatre|Pub|Bar|Nightclub): ")


def _is_this(columns: Sequence[str]) -> bool:
    return tuple(columns) in (CULTURE, RELIGION) or tuple(columns[:5]) == LAID_OUT


def recognise(head: Head) -> Source | None:
    """Known by its columns, there being no others like them."""
    return SOURCE if _is_this(head.columns) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A list of things, not of figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """By hand, until a download address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetPoint]:
    """Every place of a known kind. Name and spot stand for the number the lists do not give."""
    columns = tuple(header(path))
    if not _is_this(columns):
        raise not_this(path, SOURCE, f"its columns are {', '.join(columns)[:80] or 'none'}.")
    met: set[str] = set()
    with open_binary(path) as stream:
        reader = csv.reader(io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline=""))
        next(reader)
        for row in reader:
            if len(row) < len(LAID_OUT):
                if row:
                    refuse(Refused(path.name, reader.line_num, "The row was cut short. Get the file again."))
                continue
            name, category, religion, lon, lat = _cells(columns, row)
            point, kind = in_degrees(lat, lon), KINDS.get(category)
            name = SAID_TWICE.sub("", name).strip()
            if kind is None or point is None:
                why = f"“{category}” is no kind known here" if kind is None else "it has no place on the map"
                refuse(Refused(path.name, reader.line_num, f"{name or 'A place without a name'}: {why}."))
                continue
            id = f"{kind}/{point[0]:.5f},{point[1]:.5f}/{name.casefold()}"[:120]
            if id in met:
                refuse(Refused(path.name, reader.line_num, f"{name}: listed twice at the same spot; one is kept."))
                continue
            met.add(id)
            details = {"religion": DENOMINATIONS.get(religion, religion.capitalize())} if religion else {}
            yield AssetPoint(id, kind, name, point[0], point[1], details=details)


def _cells(columns: Sequence[str], row: Sequence[str]) -> tuple[str, str, str, str, str]:
    """Name, category, religion, longitude and latitude, in either layout."""
    if columns[0]:
        name, category, religion, lon, lat = (cell.strip() for cell in row[:5])
        return name, category, religion, lon, lat
    # The notation of R was written without quotes, so that it comes as two cells: "c(-0.3" and " 51.5)".
    in_r = IN_R.fullmatch(",".join(row[3:]).strip())
    lon, lat = in_r.groups() if in_r else ("", "")
    said = row[2].strip()
    return row[1], *(("place_of_worship", said) if columns[2] == "religion" else (said, "")), lon, lat
