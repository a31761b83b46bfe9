"""Which sub-ICB location and Integrated Care Board a neighbourhood lies in, as ONS publishes it each April.

The footprint of an ICB is not that of its councils: West Yorkshire's also covers thirty neighbourhoods of Craven.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has, header, is_code, need, wrong_code
from commonweal.feeds.records import AreaParent

SOURCE = Source(
    key="lookup_icb24",
    title="LSOA (2021) to Sub ICB Locations to Integrated Care Boards Lookup",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="April 2024",
    every="year",
    address="https://geoportal.statistics.gov.uk/",
    attribution="Contains National Statistics data © Crown copyright and database right.",
)
SOURCE_2022 = Source(
    key="lookup_icb22",
    title="LSOA (2011) to Sub ICB Locations to Integrated Care Boards to Local Authority Districts (2022) Lookup",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="July 2022",
    every="no longer published: codes of 2011",
    address="https://geoportal.statistics.gov.uk/",
    attribution="Contains National Statistics data © Crown copyright and database right.",
)
SOURCES = (SOURCE, SOURCE_2022)

# What tells the releases apart: the vintage of the neighbourhoods and of the boards.
_LAYOUTS = {"lookup_icb24": ("21", "24"), "lookup_icb22": ("11", "22")}


def _columns(source: Source) -> list[str]:
    lsoa, year = _LAYOUTS[source.key]
    names = (f"LSOA{lsoa}", f"SICBL{year}", f"ICB{year}")
    return [f"{name}{end}" for name in names for end in ("CD", "NM")]


def _source(columns: list[str]) -> Source | None:
    return next((source for source in SOURCES if has(columns, *_columns(source))), None)


def recognise(head: Head) -> Source | None:
    """Known by neighbourhood, sub-ICB and ICB codes of one release standing side by side."""
    return _source(head.columns)


def measures(path: Path) -> tuple[Measure, ...]:
    """A lookup carries no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaParent]:
    """Each neighbourhood in its sub-ICB location (and authority, if the file says), each location in its ICB once."""
    found = header(path)
    source = _source(found) or SOURCE
    lsoa, year = _LAYOUTS[source.key]
    authority = next((name[:5].lower() for name in found if re.fullmatch(r"LAD\d\dCD", name, re.IGNORECASE)), "")
    wanted = _columns(source) + ([f"{authority}CD", f"{authority}NM"] if authority else [])
    boards: set[tuple[str, str]] = set()
    for line, row in cells(path, source, wanted, refuse=refuse):
        code, name, location, location_name, board, board_name = row[:6]
        bad = [(text, what) for text, what in zip(row[::2], wanted[::2], strict=True) if not is_code(text)]
        if bad:
            refuse(Refused(path.name, line, wrong_code(*bad[0])))
            continue
        yield AreaParent(f"lsoa{lsoa}", code, name, f"sicbl{year}", location, location_name, "exact")
        if authority:
            yield AreaParent(f"lsoa{lsoa}", code, name, authority, row[6], row[7], "exact")
        if (location, board) not in boards:
            boards.add((location, board))
            yield AreaParent(f"sicbl{year}", location, location_name, f"icb{year}", board, board_name, "exact")


def nhs_codes(path: Path) -> dict[str, str]:
    """The three-letter code the NHS itself uses for each ICB: {"E54000054": "QWO"}."""
    source = _source(header(path)) or SOURCE
    board = f"ICB{_LAYOUTS[source.key][1]}"
    need(path, source, f"{board}CD", f"{board}CDH")
    rows = cells(path, source, [f"{board}CD", f"{board}CDH"], refuse=lambda refused: None)
    return {code: nhs for _, (code, nhs) in rows if is_code(code) and nhs}
