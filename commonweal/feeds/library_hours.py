"""When a library is open and with whom it shares its roof: the councils' open data schema for libraries.

The lists number nothing that the national list has, so a library is known by its name and postcode together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has
from commonweal.feeds.postcode import normal_postcode
from commonweal.feeds.records import AssetFact

SOURCE = Source(
    key="library_hours",
    title="Libraries by the open data schema: hours and shared buildings",
    publisher="Councils, gathered by Libraries Hacked",
    licence="OGL-UK-3.0",
    vintage="2023, council by council",
    every="when a council changes it",
    address="https://schema.librarydata.uk/libraries",
    attribution="Contains councils’ information licensed under the Open Government Licence v3.0.",
    note="Hours change, and for some libraries were never given: ask before setting out.",
)
NAME, POSTCODE, CLOSED, WITH = "Library name", "Postcode", "Year closed", "Co-located with"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STAFFED = tuple(f"{day} staffed hours" for day in DAYS)
_HOURS = re.compile(r"\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}")


def recognise(head: Head) -> Source | None:
    """Known by the schema’s own columns."""
    return SOURCE if has(head.columns, NAME, POSTCODE, WITH, *STAFFED) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Facts of libraries."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetFact]:
    """Hours of each library that is open; nothing of those with a year of closing."""
    for line, (name, postcode, closed, shared, *hours) in cells(
        path, SOURCE, (NAME, POSTCODE, CLOSED, WITH, *STAFFED), refuse=refuse
    ):
        if closed or not name:
            continue
        spelled = normal_postcode(postcode)
        if spelled is None:
            reason = (
                f"{name}: “{postcode[:20]}” is no postcode, so it cannot be told which library this is. Correct it."
            )
            refuse(Refused(path.name, line, reason))
            continue
        said = [f"{day[:3]} {text}" for day, text in zip(DAYS, hours, strict=True) if _HOURS.search(text)]
        if said:
            yield AssetFact(("libraries2023",), name, "Staffed hours", ", ".join(said), "2023", spelled)
        if shared:
            yield AssetFact(("libraries2023",), name, "Shares a building with", shared, "2023", spelled)
