"""Schools of England from Get Information about Schools: the full layout (Windows-1252), or a short one with coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pyproj import Transformer

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, csv_rows, number
from commonweal.feeds.columns import has, header, not_this
from commonweal.feeds.records import AssetPoint

SOURCE = Source(
    key="schools",
    title="Get Information about Schools",
    publisher="Department for Education",
    licence="OGL-UK-3.0",
    vintage="May 2025",
    every="day",
    address="https://get-information-schools.service.gov.uk/Downloads",
    attribution="Contains public sector information licensed under the Open Government Licence v3.0.",
    note="Open schools of every kind. The percentage with free school meals is the school’s own pupils, wherever they live.",
    files=("edubasealldata.csv",),
)
SHORT = ("urn", "establishment_name", "education_phase", "number_of_pupils", "percentage_fsm", "longitude", "latitude")
FULL = ("URN", "EstablishmentName", "EstablishmentStatus (name)", "Easting", "Northing", "PercentageFSM")


def recognise(head: Head) -> Source | None:
    """Known by a school's number, name and place, in either layout."""
    return SOURCE if has(head.columns, *SHORT) or has(head.columns, *FULL) else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A list, without figures."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """To be brought by hand until an address has been seen to work."""
    return by_hand(SOURCE, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetPoint]:
    """Open schools."""
    columns = header(path)
    if has(columns, *SHORT):
        yield from _short(path, refuse)
    elif has(columns, *FULL):
        yield from _full(path, refuse)
    else:
        raise not_this(path, SOURCE, "it has neither the full layout of the download nor the short one.")


def _short(path: Path, refuse: Refuse) -> Iterator[AssetPoint]:
    for line, row in csv_rows(path):
        lat, lon = number(row["latitude"]), number(row["longitude"])
        if lat is None or lon is None:
            refuse(Refused(path.name, line, f"{row['establishment_name']} has no place on the map in this file."))
            continue
        facts = _facts(row["education_phase"], row["number_of_pupils"], row["percentage_fsm"])
        yield AssetPoint(row["urn"], "school", row["establishment_name"].strip(), lat, lon, details=facts)


def _full(path: Path, refuse: Refuse) -> Iterator[AssetPoint]:
    grid = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    for line, row in csv_rows(path, encoding="cp1252"):
        if row["EstablishmentStatus (name)"].lower().startswith(("closed", "proposed")):
            continue
        east, north = number(row["Easting"]), number(row["Northing"])
        if not east or not north:
            refuse(
                Refused(path.name, line, f"{row['EstablishmentName']} has no grid reference, so it cannot be placed.")
            )
            continue
        lon, lat = grid.transform(east, north)
        facts = _facts(row.get("PhaseOfEducation (name)", ""), row.get("NumberOfPupils", ""), row["PercentageFSM"])
        yield AssetPoint(
            row["URN"],
            "school",
            row["EstablishmentName"].strip(),
            round(lat, 6),
            round(lon, 6),
            postcode=row.get("Postcode", ""),
            address=_address(row),
            website=row.get("SchoolWebsite", ""),
            details=facts,
        )


def _address(row: Mapping[str, str]) -> str:
    return ", ".join(part for part in (row.get(name, "").strip() for name in ("Street", "Locality", "Town")) if part)


def _facts(phase: str, pupils: str, free_meals: str) -> dict[str, str]:
    out = {}
    if phase and phase != "Not applicable":
        out["for"] = phase.strip()
    if (count := number(pupils)) is not None:
        out["pupils"] = f"{count:,.0f}"
    if (share := number(free_meals)) is not None:
        out["pupils with free school meals"] = f"{share:g}%"
    return out
