"""Which ward, and through it which authority, most of a neighbourhood lies in.

Wards are drawn afresh while neighbourhoods stay, so this is a best fit and the authority beside it follows the ward:
a West Northamptonshire neighbourhood (E01027305) is put in a ward of Cherwell. Membership of an authority must
come from an exact lookup, never from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has, is_code, wrong_code
from commonweal.feeds.records import AreaParent

SOURCE = Source(
    key="lookup_ward",
    title="LSOA (2021) to Electoral Ward (2024) to LAD (2024) Best Fit Lookup in EW",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="May 2024",
    every="year",
    address="https://geoportal.statistics.gov.uk/",
    attribution="Contains National Statistics data © Crown copyright and database right.",
    note="Best fit: a neighbourhood that lies across a boundary is put where most of its people live.",
)

_COLUMNS = ("LSOA21CD", "LSOA21NM", "WD24CD", "WD24NM", "LAD24CD", "LAD24NM")


def recognise(head: Head) -> Source | None:
    """Known by neighbourhoods of 2021 beside wards and authorities of 2024."""
    return SOURCE if has(head.columns, *_COLUMNS) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A lookup carries no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaParent]:
    """Each neighbourhood in a ward and an authority by best fit; each ward in its authority, exactly, once."""
    wards: set[str] = set()
    for line, row in cells(path, SOURCE, _COLUMNS, refuse=refuse):
        code, name, ward, ward_name, authority, authority_name = row
        bad = [(text, what) for text, what in zip(row[::2], _COLUMNS[::2], strict=True) if not is_code(text)]
        if bad:
            refuse(Refused(path.name, line, wrong_code(*bad[0])))
            continue
        yield AreaParent("lsoa21", code, name, "ward24", ward, ward_name, "best_fit")
        yield AreaParent("lsoa21", code, name, "lad24", authority, authority_name, "best_fit")
        if ward not in wards:
            wards.add(ward)
            yield AreaParent("ward24", ward, ward_name, "lad24", authority, authority_name, "exact")
