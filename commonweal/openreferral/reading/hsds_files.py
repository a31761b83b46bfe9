"""Files of nested objects: pages saved from an API, lists, single objects, one to a line; a folder of them or one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from commonweal.openreferral.reading import hsds_csv, oruk_v1, tables
from commonweal.openreferral.reading.gathering import Gathering
from commonweal.openreferral.reading.record import KINDS, Reading
from commonweal.openreferral.standard import TABLES

SUFFIXES = (".json", ".ndjson", ".jsonl")
ABOUT = "datapackage.json"  # tells of tables beside it; it holds no records
MEETING = "service_at_location"
# A field that only one kind has, tried in turn.
_TELLING = (
    (MEETING, ("service", "service_id", "location_id")),
    ("service", ("status", "service_at_locations", "schedules", "regular_schedules", "cost_options", "eligibilitys")),
    ("location", ("location_type", "latitude", "addresses", "physical_addresses", "accessibility")),
    ("taxonomy_term", ("parent_id", "term_uri", "taxonomy_detail", "term", "vocabulary")),
    (
        "organization",
        ("organization_identifiers", "website", "tax_status", "legal_status", "year_incorporated", "logo"),
    ),
    ("taxonomy", ("version", "taxonomy_terms")),
)


def read(path: Path) -> Reading:
    """All the records of a file or of a folder of files."""
    gathering = Gathering()
    for each in files(path):
        where = each.relative_to(path).as_posix() if path.is_dir() else each.name
        try:
            for told in _objects(each):
                take(gathering, told, where, hint(each))
        except (ValueError, RecursionError) as problem:
            gathering.problems.error(
                "file cannot be read", where, f"This is no JSON that can be read ({problem}): not taken."
            )
    return gathering.reading("hsds_files")


def files(path: Path) -> list[Path]:
    """The files of a folder that may hold records, or the one file."""
    if not path.is_dir():
        return [path]
    return sorted(each for each in path.rglob("*") if each.suffix in SUFFIXES and each.name != ABOUT)


def take(gathering: Gathering, told: Any, where: str, of: str = "") -> None:
    """Whatever a file holds: what is in a page or a list is taken one by one."""
    rows = told if isinstance(told, list) else page(told)
    if rows is not None:
        for n, each in enumerate(rows):
            take(gathering, each, f"{where}, {'contents.' if isinstance(told, dict) else ''}{n}", of)
    elif isinstance(told, Mapping) and told and all(str(name).endswith(".csv") for name in told):
        tables.join(hsds_csv.as_tables(told, where), gathering)
    elif isinstance(told, Mapping) and "openapi_url" in told:
        gathering.facts |= {name: told[name] for name in ("version", "profile", "publisher") if told.get(name)}
        licence = told.get("licence") or told.get("license")
        gathering.facts |= {"licence": licence} if licence else {}
    else:
        take_one(gathering, told, where, of)


def take_one(gathering: Gathering, told: Any, where: str, of: str = "") -> None:
    """One object of a kind that is known, or can be told from what it has."""
    found = kind(told, of)
    if not found:
        gathering.problems.error(
            "object of no known kind", where, "Nothing tells what kind of thing this is: not taken."
        )
    elif oruk_v1.speaks(told) and found == "service":
        oruk_v1.take(gathering, told, where)
    elif found == "taxonomy_term" and "vocabulary" in told:
        oruk_v1.take_term(gathering, told, where)
    elif found == MEETING:
        gathering.take_meeting(told, where)
    else:
        gathering.take(found, told, where)


def page(told: Any) -> list[Any] | None:
    """The rows of a page, of any version, or nothing where this is no page."""
    if isinstance(told, Mapping):
        for name in ("contents", "content"):
            if isinstance(told.get(name), list):
                return list(told[name])
    return None


def kind(told: Any, of: str = "") -> str:
    """What kind of object this is: by what only that kind has, else by the name of its file."""
    if not isinstance(told, Mapping):
        return ""
    if of and (of in KINDS or of == MEETING):
        return of
    return next((name for name, fields in _TELLING if any(field in told for field in fields)), of)


def hint(path: Path) -> str:
    """What a file's or its folder's name says is in it: services/x.json, taxonomy_term_list.json."""
    for name in (path.stem, path.parent.name):
        plain = re.sub(r"[_-](full|list|page|all)?[_-]?\d*$|\d+$", "", re.sub(r"_(full|list).*$", "", name.casefold()))
        for of, spellings in TABLES.items():
            if plain == of or plain in spellings:
                return of if of in KINDS or of == MEETING else ""
    return ""


def _objects(path: Path) -> Iterator[Any]:
    text = path.read_text("utf-8-sig")
    if path.suffix == ".json":
        yield json.loads(text)
        return
    yield from (json.loads(line) for line in text.splitlines() if line.strip())
