"""Which code an abolished or recoded local authority has now: Craven's ground is North Yorkshire's since 2023.

Old codes live on in older files (the indices of deprivation of 2019 know seven districts of Northamptonshire).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has, is_code, wrong_code
from commonweal.feeds.records import CodeChange

SOURCE = Source(
    key="la_codes",
    title="Local authority codes since 2011 and their present codes",
    publisher="David Kane (geo-lookups), from the Office for National Statistics' register of geographic codes",
    licence="OGL-UK-3.0",
    vintage="2011 to 2025",
    every="when authorities change",
    address="https://github.com/drkane/geo-lookups",
    attribution="Contains National Statistics data © Crown copyright and database right.",
    note="The present code need not be the one a file of 2024 uses: Barnsley and Sheffield were recoded in 2025.",
    files=("la_all_codes.csv",),
)


def recognise(head: Head) -> Source | None:
    """Known by each authority's code beside its active code."""
    return SOURCE if has(head.columns, "LADCD", "LADCD_ACTIVE", "Current") else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A list of codes carries no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[CodeChange]:
    """Only the codes that changed, as “R” (recoded or reorganised), from and to authorities of any vintage (“lad”)."""
    for line, (old, new) in cells(path, SOURCE, ("LADCD", "LADCD_ACTIVE"), refuse=refuse):
        bad = next((code for code in (old, new) if not is_code(code)), None)
        if bad is not None:
            refuse(Refused(path.name, line, wrong_code(bad, "authority's code")))
        elif old != new:
            yield CodeChange("lad", old, "lad", new, "R")
