"""Schools, colleges and universities that are open, from the register Get Information about Schools.

Two layouts are read: a national extract of May 2025, and the register's own full download. They are two datasets,
because a school that became an academy between them has a new number, and would be counted twice.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from commonweal.feeds.base import Head, Measure, Refuse, Refused, Source, by_hand, open_binary
from commonweal.feeds.columns import has, header, is_code, not_this
from commonweal.feeds.points import in_degrees, on_the_grid, plain_number
from commonweal.feeds.postcode import normal_postcode
from commonweal.feeds.records import AssetPoint
from commonweal.feeds.web_address import web_address

_REGISTER = "https://get-information-schools.service.gov.uk/Downloads"
_ATTRIBUTION = "Contains Department for Education information licensed under the Open Government Licence v3.0."
SOURCE = Source(
    key="schools",
    title="Get Information about Schools, extract of open schools",
    publisher="Department for Education",
    licence="OGL-UK-3.0",
    vintage="May 2025",
    every="day",
    address=_REGISTER,
    attribution=_ATTRIBUTION,
    note="The share of pupils eligible for free school meals is the school's, not its neighbourhood's.",
)
FULL = Source(
    key="schools_gias",
    title="Get Information about Schools, all fields",
    publisher="Department for Education",
    licence="OGL-UK-3.0",
    vintage="the day it was downloaded, which the file does not say",
    every="day",
    address=_REGISTER,
    attribution=_ATTRIBUTION,
    note=SOURCE.note,
    files=("edubasealldata.csv",),
)
SOURCES = (SOURCE, FULL)

# What is read, and its column in each layout.
EXTRACT_COLUMNS = {
    "number": "urn",
    "name": "establishment_name",
    "type": "establishment_type",
    "group": "establishment_type_group",
    "phase": "education_phase",
    "pupils": "number_of_pupils",
    "fsm": "percentage_fsm",
    "east": "easting",
    "north": "northing",
    "area": "lsoa_code",
    "lat": "latitude",
    "lon": "longitude",
}
FULL_COLUMNS = {
    "number": "URN",
    "name": "EstablishmentName",
    "type": "TypeOfEstablishment (name)",
    "group": "EstablishmentTypeGroup (name)",
    "phase": "PhaseOfEducation (name)",
    "pupils": "NumberOfPupils",
    "fsm": "PercentageFSM",
    "east": "Easting",
    "north": "Northing",
    "area": "LSOA (code)",
    "status": "EstablishmentStatus (name)",
    "street": "Street",
    "town": "Town",
    "postcode": "Postcode",
    "website": "SchoolWebsite",
}
OPEN = {"open", "open, but proposed to close"}
COLLEGES = {"further education", "sixth form centres", "special post 16 institution", "higher education institutions"}
# On the register, but not in a neighbourhood here.
ELSEWHERE = {"british schools overseas", "offshore schools", "online provider", "service children's education"}


def _layout(columns: list[str]) -> tuple[Source, dict[str, str]] | None:
    for source, layout in ((SOURCE, EXTRACT_COLUMNS), (FULL, FULL_COLUMNS)):
        if set(layout.values()) <= set(columns):
            return source, layout
    return None


def recognise(head: Head) -> Source | None:
    """Known by the register's columns; the two layouts spell them differently."""
    found = _layout(head.columns)
    return found[0] if found else None


def measures(path: Path) -> tuple[Measure, ...]:
    """A list of things; figures about a school are told with it, never added up for an area."""
    return ()


def fetch(folder: Path) -> list[Path]:
    """By hand, until a download address has been seen to work."""
    return by_hand(FULL, folder)


def read(path: Path, *, refuse: Refuse) -> Iterator[AssetPoint]:
    """Every school, college and university in use, known by its number on the register."""
    found = _layout(header(path))
    if found is None:
        missing = " or ".join(name for name in FULL_COLUMNS.values() if not has(header(path), name))
        raise not_this(path, FULL, f"it has no column {missing}.")
    for line, row in _rows(path, found[1]):
        if row is None:
            refuse(Refused(path.name, line, "The row was cut short, or a comma was lost. Get the file again."))
        elif row.get("status", "open").lower() in OPEN and row["type"].lower() not in ELSEWHERE:
            yield from _school(path, line, row, refuse)


def _rows(path: Path, layout: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Line and wanted cells; None for the cells of a row cut short."""
    with open_binary(path) as stream:
        # The register writes Windows-1252; an extract saved again may be UTF-8. Few bytes that are one are the other.
        content = stream.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    reader = csv.reader(io.StringIO(text, newline=""))
    columns = [cell.strip() for cell in next(reader)]
    places = [(key, columns.index(name)) for key, name in layout.items()]
    last = max(place for _, place in places)
    for row in reader:
        if row:
            yield reader.line_num, {key: row[at].strip() for key, at in places} if len(row) > last else None


def _school(path: Path, line: int, row: dict[str, str], refuse: Refuse) -> Iterator[AssetPoint]:
    who = f"{row['name'] or 'A school without a name'} ({row['number'] or 'no number'})"
    point = in_degrees(row.get("lat"), row.get("lon")) or on_the_grid(row["east"], row["north"])
    postcode = normal_postcode(row.get("postcode"))
    if not row["name"] or not row["number"].isdigit():
        refuse(Refused(path.name, line, f"{who} needs a name and a number on the register (URN)."))
        return
    if point is None and postcode is None:
        if is_code(row["area"]):  # "999999999" is how the register writes that it does not know the neighbourhood
            reason = f"{who} has no easting and northing, only its neighbourhood {row['area']}: it cannot be mapped."
        else:
            reason = f"{who} has neither easting and northing nor a postcode, so it cannot be put on the map."
        refuse(Refused(path.name, line, reason, row["area"] if is_code(row["area"]) else ""))
        return
    yield AssetPoint(
        source_id=row["number"],
        kind="college" if row["type"].lower() in COLLEGES or row["group"] in {"Colleges", "Universities"} else "school",
        name=row["name"],
        lat=point and point[0],
        lon=point and point[1],
        postcode=postcode or "",
        address=", ".join(filter(None, (row.get("street"), row.get("town")))),
        website=web_address(row.get("website")),
        details=_details(row),
    )


def _details(row: Mapping[str, str]) -> dict[str, str]:
    """What is published of the school; nothing where the register says nothing."""
    pupils, fsm = plain_number(row["pupils"]), plain_number(row["fsm"])
    facts = {
        "Type": row["type"],
        "Phase": "" if row["phase"].lower() == "not applicable" else row["phase"],
        "Pupils": "" if pupils is None else f"{pupils:.0f}",
        "Pupils eligible for free school meals": "" if fsm is None else f"{fsm:g}%",
    }
    return {label: fact for label, fact in facts.items() if fact}
