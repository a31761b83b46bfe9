"""How the areas of the 2011 census nest: neighbourhood, middle-sized area, authority of 2017, region.

The file has a row for each of 230,000 output areas; the house keeps no output areas, so each step is told once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has, is_code, wrong_code
from commonweal.feeds.records import AreaParent

SOURCE = Source(
    key="lookup_oa11",
    title="Output Area to LSOA to MSOA to Local Authority District (December 2017) Lookup with Area Classifications "
    "in Great Britain",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="2011 areas, authorities of December 2017",
    every="no longer published: codes of 2011",
    address="https://geoportal.statistics.gov.uk/",
    attribution="Contains National Statistics data © Crown copyright and database right.",
    note="Scotland's data zones and intermediate zones stand in the columns of LSOAs and MSOAs, as ONS publishes them.",
)

_COLUMNS = (
    *("LSOA11CD", "LSOA11NM", "MSOA11CD", "MSOA11NM"),
    *("LAD17CD", "LAD17NM", "RGN11CD", "RGN11NM"),
)


def recognise(head: Head) -> Source | None:
    """Known by output areas beside all that they nest in."""
    return SOURCE if has(head.columns, "OA11CD", *_COLUMNS) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A lookup carries no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaParent]:
    """Each neighbourhood in its middle-sized area and its authority, each authority in its region; each once."""
    placed: dict[str, tuple[str, str]] = {}
    authorities: set[str] = set()
    for line, row in cells(path, SOURCE, _COLUMNS, refuse=refuse):
        code, name, middle, middle_name, authority, authority_name, region, region_name = row
        if code in placed:
            if placed[code] != (middle, authority):
                reason = f"{code} is placed in {middle} and {authority} here, but elsewhere earlier: they must nest."
                refuse(Refused(path.name, line, reason))
            continue
        bad = [(text, what) for text, what in zip(row[::2], _COLUMNS[::2], strict=True) if not is_code(text)]
        if bad:
            refuse(Refused(path.name, line, wrong_code(*bad[0])))
            continue
        placed[code] = (middle, authority)
        yield AreaParent("lsoa11", code, name, "msoa11", middle, middle_name, "exact")
        yield AreaParent("lsoa11", code, name, "lad17", authority, authority_name, "exact")
        if authority not in authorities:
            authorities.add(authority)
            yield AreaParent("lad17", authority, authority_name, "rgn11", region, region_name, "exact")
