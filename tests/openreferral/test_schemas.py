"""The schemas made from the table of fields say what the standard's own say, object by object."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonweal.openreferral import schemas
from commonweal.openreferral.standard import HSDS, UK, kinds

HELD = {HSDS: "hsds-3.1-dev/schema", UK: "oruk-3.0/schemata"}
EXAMPLES = {HSDS: "hsds-3.1-dev/examples", UK: "oruk-3.0/examples"}


@pytest.fixture(scope="module")
def openreferral(shared_data: Path) -> Path:
    """The standard's own files."""
    return shared_data / "openreferral"


def read(path: Path) -> Any:
    """A JSON file, byte order mark or not."""
    return json.loads(path.read_text("utf-8-sig"))


def held(folder: Path) -> dict[str, Any]:
    """The standard's schema of every object."""
    found = {path.stem: read(path) for path in folder.glob("*.json")}
    return {name: found[name] for name in found if name in kinds()}


def said(of: dict[str, Any]) -> dict[str, Any]:
    """What a schema says of one field, without prose: its type, format, values, and what it holds."""
    if "$ref" in of:
        return {"holds": Path(of["$ref"]).stem}
    if of.get("type") == "array" or "items" in of:
        return {"holds many": Path(of["items"]["$ref"]).stem}
    return {key: of[key] for key in ("type", "format", "enum") if key in of}


@pytest.mark.parametrize("profile", (HSDS, UK))
def test_every_object_of_the_standard_is_made_as_the_standard_has_it(openreferral, profile):
    theirs = held(openreferral / HELD[profile])
    assert len(theirs) == {HSDS: 24, UK: 17}[profile]
    for name, their in theirs.items():
        ours = schemas.schema(name, profile=profile)["$defs"][name]
        assert set(ours["required"]) == set(their.get("required", [])), name
        for field, of in their["properties"].items():
            assert said(ours["properties"][field]) == said(of), (name, field)


def test_hsds_has_no_field_that_the_standard_has_not(openreferral):
    for name, their in held(openreferral / HELD[HSDS]).items():
        ours = schemas.schema(name, profile=HSDS)["$defs"][name]
        assert set(ours["properties"]) == set(their["properties"]), name


def test_the_table_marks_what_the_uk_profile_has(openreferral):
    theirs = held(openreferral / HELD[UK])
    for name, kind in kinds().items():
        marked = {field.name for field in kind.fields.values() if field.uk}
        assert marked == set(theirs.get(name, {"properties": ()})["properties"]), name


@pytest.mark.parametrize("profile", (HSDS, UK))
def test_the_standards_own_examples_hold(openreferral, profile):
    looked = 0
    for path in sorted((openreferral / EXAMPLES[profile]).glob("*.json")):
        name = path.stem.removesuffix("_full").removesuffix("_list")
        if name not in kinds():
            continue
        looked += 1
        document = read(path)
        if path.stem.endswith("_list"):
            assert schemas.breaks(schemas.validator_of(schemas.page_schema(name, profile=profile)), document) == []
        else:
            assert schemas.broken(document, name, profile=profile) == [], path.name
    assert looked >= 9


def test_the_mock_apis_records_hold(openreferral):
    for path in (openreferral / "samples/mock-hsds-api").glob("*/*.json"):
        name = {"taxonomies": "taxonomy"}.get(path.parent.name, path.parent.name.removesuffix("s"))
        assert schemas.broken(read(path), name, profile=HSDS) == [], path.name


def test_formats_are_looked_at():
    service = {"id": "not-a-uuid", "name": "Choir", "status": "active", "url": "no address", "last_modified": "lately"}
    assert {each.path for each in schemas.broken(service, "service")} == {"id", "url", "last_modified"}
