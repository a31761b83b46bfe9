"""Packages of CSV files with the standard's tables (HSDS 2 and 3), joined into records; a folder, or it zipped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commonweal.openreferral.reading import sheets
from commonweal.openreferral.reading.gathering import Gathering
from commonweal.openreferral.reading.names import OURS
from commonweal.openreferral.reading.record import Reading
from commonweal.openreferral.reading.tables import Row, Tables, join
from commonweal.openreferral.standard import TABLES

# Version 2 linked a service, or anything else, to a term in a table of its own.
LINKS = ("service_attributes", "service_taxonomy", "service_taxonomies", "other_attributes")
AS_PHYSICAL, AS_POSTAL = "physical_addresses", "postal_addresses"


def read(path: Path, *, most: int | None = None) -> Reading:
    """All the records of a package; at most so many problems of one sort are listed, all are counted."""
    gathering = Gathering(most=most)
    gathering.facts |= described(path)
    tables: Tables = {}
    for sheet in sheets.read(path):
        name = kind_of(sheet.name)
        if sheet.note:
            gathering.problems.warn("encoding", sheet.file, f"The file {sheet.note}.")
        if not name:
            gathering.problems.warn(
                "table not the standard's", sheet.file, "This is no table of the standard: left out."
            )
            continue
        tables.setdefault(name, []).extend(_row(sheet, number, cells) for number, cells in sheet.rows)
    join(tables, gathering)
    return gathering.reading("hsds_csv")


def as_tables(told: Mapping[str, Any], where: str) -> Tables:
    """The same tables kept in one JSON file, by the names their CSV files would have."""
    made: Tables = {}
    for file, rows in told.items():
        name, sheet = kind_of(file.removesuffix(".csv")), sheets.Sheet(file.removesuffix(".csv"), file, (), ())
        for n, cells in enumerate(rows if name and isinstance(rows, list) else ()):
            found = _row(sheet, n, cells)
            made.setdefault(name, []).append(Row(f"{where}, {file} {n}", found.cells))
    return made


def kind_of(name: str) -> str:
    """Which of the standard's objects a table of this name holds."""
    plain = name.casefold().strip().replace(" ", "_").replace("-", "_")
    if plain in LINKS:
        return "attribute"
    if plain == AS_POSTAL:
        return "address"
    return next((kind for kind, spellings in TABLES.items() if plain == kind or plain in spellings), "")


def described(path: Path) -> dict[str, Any]:
    """What the package says of itself: profile, licence, where it came from."""
    file = path / "datapackage.json"
    try:
        told = json.loads(file.read_text("utf-8-sig")) if path.is_dir() and file.is_file() else {}
    except ValueError:
        return {}
    found = {"profile": told.get("profile"), "version": told.get("version"), "title": told.get("title")}
    licences = told.get("licenses") or told.get("license")
    first = licences[0] if isinstance(licences, list) and licences else licences
    found["licence"] = first.get("name") or first.get("title") if isinstance(first, dict) else first
    return {name: value for name, value in found.items() if value and isinstance(value, str)}


def _row(sheet: sheets.Sheet, number: int, cells: dict[str, Any]) -> Row:
    made = {column.casefold(): value for column, value in cells.items()}
    table = sheet.name.casefold()
    if table.startswith("service_") and table in LINKS:
        made |= {f"{OURS}link_entity": "service", f"{OURS}link_id": made.get("service_id")}
    elif table in (AS_PHYSICAL, AS_POSTAL):
        made[f"{OURS}address_type"] = made.get("address_type") or table.split("_")[0]
    return Row(f"{sheet.file} row {number}", made)
