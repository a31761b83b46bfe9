"""Which network, NHS local area and board each GP practice belonged to, as the patient lists' own map says.

It is the map of its month: since July 2022 clinical commissioning groups are gone and boards stand in their place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Source, by_hand
from commonweal.feeds.columns import cells, has
from commonweal.feeds.gp_lists import OF, day, practice
from commonweal.feeds.records import AssetFact

SOURCE = Source(
    key="practice_map",
    title="Patients Registered at a GP Practice: mapping of practices to networks and boards",
    publisher="NHS England",
    licence="OGL-UK-3.0",
    vintage="January 2022",
    every="month",
    address="https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice",
    attribution="Contains NHS England information licensed under the Open Government Licence v3.0.",
    note="As it was before July 2022, when clinical commissioning groups became parts of Integrated Care Boards.",
    files=("gp-reg-pat-prac-map.csv",),
)
NEEDED = ("EXTRACT_DATE", "PRACTICE_CODE", "PCN_NAME", "CCG_NAME", "STP_NAME")
# What stands where a practice belongs to no network.
NONE = {"", "U", "UNALLOCATED"}


def recognise(head: Head) -> Source | None:
    """Known by practice, network, group and partnership side by side."""
    return SOURCE if has(head.columns, *NEEDED) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Facts of practices."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetFact]:
    """Three facts for a practice; none where it belongs to no network."""
    for line, (when, code, network, group, board) in cells(path, SOURCE, NEEDED, refuse=refuse):
        if not practice(path, line, code, refuse):
            continue
        if network.upper() not in NONE:
            yield AssetFact(OF, code, "Primary care network", network, day(when))
        if group:
            yield AssetFact(OF, code, "Clinical commissioning group then", group, day(when))
        if board:
            yield AssetFact(OF, code, "Health and care partnership then", board, day(when))
