"""Patterns to start from: an example file for a contract, and a contract to copy."""

from __future__ import annotations

import csv
import io
import json

from commonweal.core.answer import cell
from commonweal.evidence.returns.contract import Column, Document
from commonweal.evidence.returns.ground import Ground

ROWS = 4


def file(document: Document, ground: Ground) -> str:
    """A small file that the contract takes: its headings, and rows with the place's own areas and the groups' codes."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([each.name for each in document.columns])
    codes = list(ground.names)[:2] or ["AREA-1", "AREA-2"]
    groups = list(document.group.codes)[:2] if document.group else [""]
    for number, (area, group) in enumerate((a, g) for a in codes for g in groups):
        row = [_cell(document, each, area, group, number) for each in document.columns]
        writer.writerow([cell(each) for each in row])
    return "\ufeff" + out.getvalue()


def _cell(document: Document, column: Column, area: str, group: str, number: int) -> str | int:
    if column.name == document.area:
        return area
    if column.name == document.period:
        return document.first.code
    if document.group and column.name == document.group.field:
        return group
    if column.type != "integer":
        return column.example
    # Invented, and such that what is above a line never exceeds what is below it.
    below = column.name in {each.bottom for each in document.measures}
    return (60 if below else 25) + 5 * number


PATTERN = {
    "name": "befriending",
    "title": "Befriending calls",
    "description": "How many people asked for a befriender, and how many got one. Counts only.",
    "missingValues": ["", "n/k"],
    "fields": [
        {"name": "area", "type": "string", "title": "Neighbourhood", "example": "E01011229",
         "description": "Code of the neighbourhood (LSOA 2021) people live in", "constraints": {"required": True}},
        {"name": "quarter", "type": "string", "title": "Quarter", "example": "2026-Q1",
         "description": "Calendar quarter", "constraints": {"required": True}},
        {"name": "ethnicity", "type": "string", "title": "Ethnic group", "example": "A",
         "description": "As people say of themselves", "constraints": {"required": True}},
        {"name": "asked", "type": "integer", "title": "People who asked", "example": "20",
         "description": "People who asked for a befriender in the quarter",
         "constraints": {"required": True, "minimum": 0}},
        {"name": "matched", "type": "integer", "title": "People who got one", "example": "10",
         "description": "Of those, people who had a first call by the end of the quarter",
         "constraints": {"minimum": 0}},
    ],
    "primaryKey": ["area", "quarter", "ethnicity"],
    "commonweal": {
        "area": {"field": "area", "kind": "lsoa21"},
        "period": {"field": "quarter", "every": "quarter", "first": "2026-Q1", "due_days": 30},
        "group": {
            "field": "ethnicity", "dimension": "Ethnic group",
            "codes": {
                "A": {"label": "Asian and Asian British people", "people_say": ["Asian", "South Asian"]},
                "B": {"label": "Black, Black British, Caribbean and African people", "people_say": ["Black"]},
                "M": {"label": "People of mixed or multiple ethnic groups", "people_say": []},
                "O": {"label": "People of another ethnic group", "people_say": []},
                "W": {"label": "White people", "people_say": []},
                "Z": {"label": "Not stated", "people_say": []},
            },
            "not_stated": ["Z"], "default": [],
        },
        "measures": [
            {"key": "matched", "label": "Got a befriender", "top": "matched", "bottom": "asked", "unit": "people",
             "better": "higher", "aspect": "access",
             "definition": "People who had a first call by the end of the quarter, of those who asked in it"},
        ],
        "licence": "OGL-UK-3.0",
        "small_numbers": None,
    },
}  # fmt: skip


def pattern() -> str:
    """A contract to copy."""
    return json.dumps(PATTERN, indent=2, ensure_ascii=False)
