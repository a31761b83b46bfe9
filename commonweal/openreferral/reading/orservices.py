"""ORServices' own columns (an American directory product), read in the standard's names and joined as any tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from commonweal.openreferral.reading import sheets, values
from commonweal.openreferral.reading.gathering import Gathering
from commonweal.openreferral.reading.names import OURS, Aliases
from commonweal.openreferral.reading.record import Reading
from commonweal.openreferral.reading.tables import Row, Tables, ids, join

FILES = {
    "services": "service",
    "organizations": "organization",
    "locations": "location",
    "services_at_location": "service_at_location",
    "schedules": "schedule",
    "physical_addresses": "address",
    "phones": "phone",
    "programs": "program",
    "languages": "language",
    "accessibility_for_disabilities": "accessibility",
    "service_attributes": "attribute",
    "taxonomy_terms": "taxonomy_term",
    "taxonomy_types": "taxonomy",
}
TERM_TYPES = "taxonomy_terms_types"
_SERVICE = (
    *("name", "alternate_name", "description", "url", "email", "status"),
    *("application_process", "wait_time", "fees", "accreditations", "licenses"),
)
# Under no field of the standard, but read here, or said again by another table.
_READ = ("service_locations", "service_phones", "service_schedule", "service_contacts", "service_taxonomy")
COLUMNS: Aliases = {
    "service": {field: (f"service_{field}",) for field in _SERVICE}
    | {
        "id": ("service_recordid",),
        "organization_id": ("service_organization",),
        "program_id": ("service_program",),
        "": _READ,
    },
    "taxonomy": {"id": ("taxonomy_type_recordid",), "uri": ("reference_url",), "description": ("notes",)},
    "taxonomy_term": {
        "id": ("taxonomy_recordid",),
        "name": ("taxonomy_name",),
        "description": ("taxonomy_x_description", "taxonomy_x_notes"),
        "parent_id": ("taxonomy_parent_name",),
        "taxonomy": ("taxonomy_vocabulary",),
        "": ("status",),
    },
    # This product's people write a programme's description into its other name.
    "program": {"description": ("alternate_name",)},
    "address": {"address_2": ("address_3",)},
}
# Numbers stand for words each installation makes for itself; where 1 could be compared it was always "active".
STATUS = {"1": "active"}
# A service's own lists of what other tables link too: column → table.
LISTS = {
    "service_locations": "location",
    "service_phones": "phone",
    "service_schedule": "schedule",
    "service_contacts": "contact",
}


def fits(columns: set[str]) -> bool:
    """Are these the product's own tables?"""
    return "service_recordid" in columns or "taxonomy_recordid" in columns


def read(path: Path, *, most: int | None = None, status: Mapping[str, str] | None = None) -> Reading:
    """All the records of an export; `status` says what an installation's own status numbers mean."""
    gathering = Gathering(COLUMNS, {**STATUS, **(status or {})}, most)
    tables: Tables = {}
    types: dict[str, str] = {}
    for sheet in sheets.read(path):
        if sheet.name == TERM_TYPES:
            types |= {str(cells["taxonomy_recordid"]): str(cells["taxonomy_type_recordid"]) for _n, cells in sheet.rows}
        elif sheet.name in FILES:
            tables[FILES[sheet.name]] = [Row(f"{sheet.file} row {number}", dict(cells)) for number, cells in sheet.rows]
        else:
            gathering.problems.warn("table not known", sheet.file, "This is no table of the product: left out.")
    _prepare(tables, types, gathering)
    join(tables, gathering)
    return gathering.reading("orservices")


def _prepare(tables: Tables, types: dict[str, str], gathering: Gathering) -> None:
    for row in tables.get("attribute", ()):
        row.cells.update({f"{OURS}link_entity": "service", f"{OURS}link_id": row.cells.get("service_id")})
    for row in tables.get("taxonomy_term", ()):
        _term(row, types, gathering)
    for row in tables.get("phone", ()):
        _phone(row)
    known = {name: {str(row.cells.get("id")) for row in rows} for name, rows in tables.items()}
    for row in tables.get("service", ()):
        for column, of in (("service_organization", "organization"), ("service_program", "program")):
            _one(row, column, of, known.get(of, set()), gathering)
    _lists(tables, known, gathering)
    _hours(tables, gathering)


def _one(row: Row, column: str, of: str, known: set[str], gathering: Gathering) -> None:
    """Where a cell names several and one is wanted, the first that was read is taken and the others are said."""
    named = ids(row.cells.get(column))
    if not named:
        if of == "organization":
            gathering.problems.warn(
                "service without organization", row.where, "The service names no organisation: taken without."
            )
        return
    first = next((each for each in named if each in known), named[0])
    if len(named) > 1:
        others = ", ".join(each for each in named if each != first)
        what = f"Names several of the kind {of}: {first} was taken, {others} left out."
        gathering.problems.warn(f"several {of}s", f"{row.where}, {column}", what)
    row.cells[f"{OURS}{of}_id"] = first


def _term(row: Row, types: dict[str, str], gathering: Gathering) -> None:
    key = str(row.cells.get("taxonomy_recordid"))
    told = str(row.cells.get("taxonomy") or "")
    row.cells[f"{OURS}taxonomy_id"] = told or types.get(key)
    parents = ids(row.cells.get("taxonomy_parent_name"))
    if len(parents) > 1:
        row.cells[f"{OURS}parent_id"] = parents[0]
        what = f"Stands under several terms: {parents[0]} was taken as its parent, {', '.join(parents[1:])} left out."
        gathering.problems.warn("several parents", row.where, what)
    if row.cells.get("status") == "Unpublished":
        gathering.problems.summary(
            "term unpublished", row.where, "{n} terms are not published at the source: taken all the same."
        )


def _phone(row: Row) -> None:
    """Types of a phone are often numbers of the installation's own list, which say nothing here."""
    if str(row.cells.get("type") or "").isdigit():
        row.cells[f"{OURS}type"] = None


def _lists(tables: Tables, known: dict[str, set[str]], gathering: Gathering) -> None:
    """What a service lists that no other table links: phones are given to it, the rest is said."""
    linked = _linked(tables)
    phones = {str(row.cells.get("id")): row for row in tables.get("phone", ())}
    for row in tables.get("service", ()):
        key = str(row.cells["service_recordid"])
        for column, of in LISTS.items():
            for named in dict.fromkeys(ids(row.cells.get(column))):
                if (of, key, named) in linked:
                    continue
                if of == "phone" and named in phones:
                    cells = phones[named].cells
                    cells[f"{OURS}service_id"] = ",".join(
                        [*ids(cells.get(f"{OURS}service_id") or cells.get("service_id")), key]
                    )
                    continue
                there = "no row links the two" if named in known.get(of, ()) else "which is in no table"
                gathering.problems.warn(
                    f"service lists {of}", f"{row.where}, {column}", f"Lists the {of} {named}, {there}: left out."
                )


def _linked(tables: Tables) -> set[tuple[str, str, str]]:
    meetings = tables.get("service_at_location", ())
    found = {("location", str(row.cells["service_id"]), str(row.cells["location_id"])) for row in meetings}
    for name in ("schedule", "phone"):
        for row in tables.get(name, ()):
            found |= {(name, service, str(row.cells.get("id"))) for service in ids(row.cells.get("service_id"))}
    return found


def _hours(tables: Tables, gathering: Gathering) -> None:
    """The product writes a row for each day of the week, open or not: a day without hours is no opening."""
    counted: Counter[str] = Counter()
    for row in tables.get("schedule", ()):
        cells = row.cells
        day = cells.get("byday")
        if all(values.is_empty(cells.get(name)) for name in ("opens_at", "closes_at", "dtstart", "until")):
            counted["a day and no hours" if day or cells.get("weekday") else "neither day nor hours"] += 1
            if day and not cells.get("weekday"):
                cells[f"{OURS}byday"] = None
                cells[f"{OURS}description"] = f"{str(day).capitalize()}: no hours given"
        elif not values.is_empty(cells.get("opens_at")) and cells.get("opens_at") == cells.get("closes_at"):
            counted["hours that end when they begin"] += 1
    for what, n in counted.items():
        said = f"{n:,} rows of hours have {what}: kept in words, so that nobody is told to come by them."
        if "end when" in what:
            said = f"{n:,} rows of hours have {what}: taken as they are; it may be all day or not at all."
        gathering.problems.warn(f"schedule with {what}", "schedules.csv", said)
