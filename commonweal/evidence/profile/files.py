"""A profile as files: a workbook, areas on the ground, a data package. The very numbers of the page, to the last digit.

What is not known is an empty cell, and null in GeoJSON: never a nought.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from commonweal.core.answer import cell
from commonweal.evidence.profile.rows import TABLES, AreaRow, Profile
from commonweal.people.letters import site_address

Table = tuple[list[str], list[list[Any]]]
OF_THE_PLACE = ("numbers", "unequal", "fifths", "changes", "gap_years", "reach", "series")
TYPES = {"float": "number", "int": "integer", "str": "string"}
WHEN = (1980, 1, 1, 0, 0, 0)  # in the zip: the same profile is the same file, byte for byte


def tables(told: Profile) -> dict[str, Table]:
    """Every table of a profile by name: its columns, and its rows."""
    return {
        name: _areas(told.areas) if kind is AreaRow else _table(kind, getattr(told, name))
        for name, kind in TABLES.items()
    }


def _table(kind: Any, rows: Sequence[Any]) -> Table:
    names = [each.name for each in fields(kind)]
    return names, [[getattr(row, name) for name in names] for row in rows]


def _areas(rows: Sequence[AreaRow]) -> Table:
    keys = list(rows[0].figures) if rows else []
    names = ["key", "code", "name", "population", *keys]
    return names, [[row.key, row.code, row.name, row.population, *(row.figures[key] for key in keys)] for row in rows]


def address(told: Profile) -> str:
    """Where it stands: for good, where it is kept."""
    return site_address(f"/profile/{told.id}" if told.id else f"/place/{told.slug}/profile")


def workbook(told: Profile) -> bytes:
    """XLSX: a sheet for each table, and one that says what it is."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    about = book.active
    about.title = "about"
    for line in _about(told):
        about.append([cell(line)])
    for name, (names, rows) in tables(told).items():
        sheet = book.create_sheet(name)
        sheet.append(names)
        for each in sheet[1]:
            each.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([None if value is None else cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def geojson(told: Profile, outlines: bytes) -> bytes:
    """The areas on the ground, each with its figures. `outlines`: GeoJSON of the same areas, by their keys."""
    held = {row.key: row for row in told.areas}
    drawn = json.loads(outlines)["features"] if outlines else []
    shapes = {each["properties"]["key"]: each.get("geometry") for each in drawn}
    features = [
        {
            "type": "Feature",
            "geometry": shapes.get(key),
            "properties": {"key": key, "code": row.code, "name": row.name, "population": row.population, **row.figures},
        }
        for key, row in held.items()
    ]
    about = {"title": told.name, "address": address(told), "licences": licences(told), "method": told.method_version}
    # What is of the place as a whole has no ground of its own: it stands beside the areas.
    about |= {name: [asdict(each) for each in getattr(told, name)] for name in OF_THE_PLACE}
    return json.dumps({"type": "FeatureCollection", "about": about, "features": features}, ensure_ascii=False).encode()


def package(told: Profile) -> bytes:
    """A zip: a table a file, datapackage.json (Frictionless) that describes them, and a README with the licences."""
    held = tables(told)
    described = json.dumps(description(told, held), ensure_ascii=False, indent=2)
    files = {f"{name}.csv": _csv(names, rows) for name, (names, rows) in held.items()}
    files |= {"datapackage.json": described, "README.md": "\n\n".join(_about(told))}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(zipfile.ZipInfo(name, WHEN), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def description(told: Profile, held: Mapping[str, Table]) -> dict[str, Any]:
    """datapackage.json: what is in each file, by which licence, from whom."""
    return {
        "name": f"{told.slug}-profile",
        "title": f"{told.name}, {told.made_on}",
        "homepage": address(told),
        "created": f"{told.made_on}T00:00:00Z",
        "version": told.method_version,
        "licenses": [{"name": name} for name in licences(told)],
        "sources": [{"title": f"{each.title}, {each.publisher}, {each.vintage}"} for each in told.sources],
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "schema": {"fields": _fields(names, TABLES[name]), "missingValues": [""]},
            }
            for name, (names, _rows) in held.items()
        ],
    }


def _fields(names: Sequence[str], kind: Any) -> list[dict[str, str]]:
    told = {each.name: str(each.type).partition(" ")[0] for each in fields(kind)} if kind is not AreaRow else {}
    words = {"key": "str", "code": "str", "name": "str", "population": "int"}
    return [{"name": name, "type": TYPES.get(told.get(name) or words.get(name, "float"), "string")} for name in names]


def licences(told: Profile) -> list[str]:
    """The licences of what it was made from, each once."""
    return list(dict.fromkeys(each.licence for each in told.sources if each.licence))


def _about(told: Profile) -> list[str]:
    """What it is, for whoever opens the file a year on."""
    invented = ["This place is invented. Nothing in these files is real."] if told.invented else []
    sources = [
        f"- {each.title}, {each.publisher}, {each.vintage}. Licence: {each.licence_name or each.licence}. "
        f"{each.attribution} Version {each.version}.".replace("  ", " ")
        for each in told.sources
    ]
    return [
        f"# {told.name}: profile of {told.made_on}",
        *invented,
        f"From {address(told)}, made by Commonweal ({told.method_version}). {told.data_from}",
        "An empty cell is not known. It is never nought.",
        "Percentages are counts added up over neighbourhoods and then divided. Areas: "
        + (told.kind_label or "none")
        + ".",
        told.like_how,
        "## Where it comes from, and on what terms",
        *sources,
    ]


def as_data(told: Profile) -> dict[str, Any]:
    """The whole of it, to be kept."""
    return json.loads(json.dumps(asdict(told)))  # type: ignore[no-any-return]
