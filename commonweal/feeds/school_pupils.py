"""What the schools census says of single schools: pupils, and how many are eligible for free school meals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand
from commonweal.feeds.columns import cells, has
from commonweal.feeds.points import plain_number
from commonweal.feeds.records import AssetFact

SOURCE = Source(
    key="school_pupils",
    title="Schools, pupils and their characteristics, with arts awards (Leeds)",
    publisher="Department for Education, gathered by Open Innovations",
    licence="OGL-UK-3.0",
    vintage="not stated in the file",
    every="year",
    address="https://explore-education-statistics.service.gov.uk/find-statistics/school-pupils-and-their-characteristics",
    attribution="Contains Department for Education information licensed under the Open Government Licence v3.0.",
    note="Few pupils are not shown by the publisher: an empty cell is unknown.",
)
URN, PUPILS, ELIGIBLE, SHARE, ARTSMARK = (
    "urn", "total_pupils", "number_pupils_eligible_FSMs", "%_pupils_eligible_FSMs", "most_recent_award",
)  # fmt: skip
OF = ("schools", "schools_gias")


def recognise(head: Head) -> Source | None:
    """Known by pupils and those eligible for free meals, school by school."""
    return SOURCE if has(head.columns, URN, "laestab", PUPILS, ELIGIBLE, SHARE) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Facts of schools, never added up for an area: pupils live elsewhere too."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetFact]:
    """Pupils, free meals and the Artsmark award of each school that has them."""
    for line, (urn, pupils, eligible, share, award) in cells(
        path, SOURCE, (URN, PUPILS, ELIGIBLE, SHARE, ARTSMARK), refuse=refuse
    ):
        if not urn.isdigit():
            refuse(Refused(path.name, line, f"“{urn[:20]}” is no number on the register of schools (URN). Correct it."))
            continue
        count, some, percent = plain_number(pupils), plain_number(eligible), plain_number(share)
        if count is not None:
            yield AssetFact(OF, urn, "Pupils in the schools census", f"{count:,.0f}")
        if some is not None and percent is not None:
            yield AssetFact(OF, urn, "Eligible for free school meals in the census", f"{some:,.0f} ({percent:g}%)")
        if award:
            yield AssetFact(OF, urn, "Artsmark award", award)
