"""One 2021 neighbourhood, and one authority, for each neighbourhood of 2011: the nearest answer, not the whole truth.

Kept apart from the exact lookup: it names only one of the parts of a split neighbourhood. It serves to find one's way
from an old code to a present area; sharing out people or rates by it would give one part everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has, header, is_code, not_this, wrong_code
from commonweal.feeds.records import AreaParent

SOURCE = Source(
    key="lookup_best_fit",
    title="LSOA (2011) to LSOA (2021) to Local Authority District (2022) Best Fit Lookup for EW (V2)",
    publisher="Office for National Statistics",
    licence="OGL-UK-3.0",
    vintage="2011 to 2021",
    every="once, after each census",
    address="https://geoportal.statistics.gov.uk/",
    attribution="Contains National Statistics data © Crown copyright and database right.",
    note="Best fit: one 2021 neighbourhood for each of 2011, even where it was split. Not for sharing out figures.",
)

_COLUMNS = ("LSOA11CD", "LSOA11NM", "LSOA21CD", "LSOA21NM", "LAD22CD", "LAD22NM")


def recognise(head: Head) -> Source | None:
    """Known by codes of both vintages without a change indicator (with one, it is the exact lookup)."""
    return SOURCE if has(head.columns, *_COLUMNS) and not has(head.columns, "CHGIND") else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A lookup carries no figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaParent]:
    """Each 2011 neighbourhood in one 2021 neighbourhood and one authority; every record says “best_fit”."""
    if has(header(path), "CHGIND"):
        raise not_this(
            path, SOURCE, "it has a change indicator (CHGIND), so it is the exact lookup, whose rows differ."
        )
    for line, row in cells(path, SOURCE, _COLUMNS, refuse=refuse):
        old, old_name, new, new_name, authority, authority_name = row
        bad = [(code, what) for code, what in zip(row[::2], _COLUMNS[::2], strict=True) if not is_code(code)]
        if bad:
            refuse(Refused(path.name, line, wrong_code(*bad[0])))
            continue
        yield AreaParent("lsoa11", old, old_name, "lsoa21", new, new_name, "best_fit")
        yield AreaParent("lsoa11", old, old_name, "lad22", authority, authority_name, "best_fit")
