"""How many patients there are to a full-time GP, by council area."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.feeds import by_area
from commonweal.feeds.base import Head, Measure, Refuse, Source, by_hand
from commonweal.feeds.columns import has
from commonweal.feeds.records import AreaValues

SOURCE = Source(
    key="patients_per_gp",
    title="Patients to a full-time GP, by council area",
    publisher="Humaniverse, from NHS England’s general practice workforce",
    licence="OGL-UK-3.0",
    vintage="not stated in the file; council areas of 2024",
    every="month",
    address="https://digital.nhs.uk/data-and-information/publications/statistical/general-and-personal-medical-services",
    attribution="Contains NHS England information licensed under the Open Government Licence v3.0.",
    note="GPs are counted as full-time posts, where their practice is; patients where they are registered.",
)
CODE = "ltla24_code"
COLUMNS = {"total_patients": "patients", "total_gp_fte": "gps", "patients_per_gp": "patients_to_a_gp"}
_UNITS = {"patients": ("Registered patients", "people", True), "gps": ("Full-time posts of GPs", "posts", True),
          "patients_to_a_gp": ("Patients to a full-time GP", "people", False)}  # fmt: skip


def recognise(head: Head) -> Source | None:
    """Known by its columns."""
    return SOURCE if has(head.columns, CODE, *COLUMNS) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """Patients, posts and the one divided by the other."""
    return tuple(Measure(f"{SOURCE.key}.{key}", *_UNITS[key]) for key in COLUMNS.values())


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AreaValues]:
    """Every council area of England."""
    held = {column: f"{SOURCE.key}.{key}" for column, key in COLUMNS.items()}
    yield from by_area.rows(path, SOURCE, "lad24", CODE, "", held, refuse=refuse)
