"""Is what a feed answers shaped as the standard says? Every response is held against the schemas, formats included."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from commonweal.openreferral import schemas
from commonweal.openreferral.check.edition import V1, Edition, Listing
from commonweal.openreferral.check.inspection import Inspection
from commonweal.openreferral.check.report import ERROR, NOTE, WARNING
from commonweal.openreferral.standard import HSDS, UK

ROW, RECORD = "row", "record"
TESTS = {"required": "shape.required", "type": "shape.type", "enum": "shape.value", "format": "shape.format"}
MOST = 500
V1_REQUIRED = {
    "service": ("id", "name", "organization"),
    "organization": ("id", "name", "description"),
    "taxonomy": ("id", "name"),
    "location": ("id",),
    "review": ("id", "service"),
}
V1_STATUS = ["active", "inactive", "defunct", "temporarily closed"]


def look(inspection: Inspection) -> None:
    """Hold the root, the first page of every list and every opened record against the schemas."""
    _root(inspection)
    for each in inspection.answering():
        page = inspection.served[each.path]
        if page.missing:
            where = inspection.feed.base + each.path
            inspection.add(each.grave, "paging.fields", where, f"{each.path}: a page lacks {', '.join(page.missing)}")
        for row in page.rows:
            document(inspection, each, row, ROW, each.path)
        for key, record in inspection.whole.get(each.path, {}).items():
            document(inspection, each, record, RECORD, f"{each.path}/{key}")


def _root(inspection: Inspection) -> None:
    if inspection.edition.profile != V1:
        root(inspection, inspection.root, inspection.feed.base + "/")


def root(inspection: Inspection, said: Any, where: str) -> None:
    """What stands at the API's own address."""
    if not isinstance(said, dict):
        inspection.add(ERROR, "root", where, "there is no root document")
        return
    for fault in schemas.breaks(schemas.validator_of(schemas.root_schema()), said):
        # Only the UK profile requires the three fields.
        inspection.add(ERROR if inspection.edition.profile == UK else WARNING, "root", where, fault.what)
    if inspection.edition.profile == UK and said.get("version") not in (UK, None):
        inspection.add(WARNING, "root", where, f"version is {said.get('version')!r}, and should be {UK!r}")
    if "path/to" in str(said.get("profile")):
        inspection.add(NOTE, "root", where, f"profile is a placeholder: {said['profile']}")


def document(inspection: Inspection, each: Listing, said: Any, view: str, where: str) -> None:
    """One record, or a row of a list, against its schema and the rule about nulls."""
    nulls = set(_nulls(said))
    for path in nulls:
        level = each.shape if inspection.edition.profile == UK else NOTE
        _add(inspection, level, "shape.null", each, view, where, path, "is null")
    for fault in schemas.breaks(_validator(each.kind, inspection.edition.profile, view), said, MOST):
        if fault.path not in nulls:  # said already, and better
            _add(inspection, each.shape, _test(fault), each, view, where, fault.path, fault.what)


def _add(
    inspection: Inspection, level: str, test: str, each: Listing, view: str, where: str, path: str, what: str
) -> None:
    """Faults of one field in many records are one finding, counted."""
    general = re.sub(r"(^|\.)\d+(?=\.|$)", r"\1*", path)
    same = f"{each.path} {view} {general} {re.sub(r'^.*? is ', '', what) if test != 'shape.required' else what}"
    inspection.add(
        level,
        test,
        inspection.feed.base + where,
        ": ".join(part for part in (each.kind, general, what) if part),
        same=same,
    )


def _test(fault: schemas.Broken) -> str:
    if fault.rule == "format" and fault.what.endswith("is not a 'uuid'"):
        return "shape.uuid"
    return TESTS.get(fault.rule, "shape")


def _nulls(said: Any, path: str = "") -> Iterator[str]:
    if said is None:
        yield path
    parts = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for name, inner in parts:
        yield from _nulls(inner, f"{path}.{name}" if path else str(name))


@functools.cache
def _validator(kind: str, profile: str, view: str) -> Draft202012Validator:
    if profile == V1:
        return schemas.validator_of(_v1(kind))
    # Whether a list sends bare rows or whole ones, what it sends must be right: rows are held to the whole schema.
    return schemas.validator_of(schemas.schema(kind, profile=profile if profile == UK else HSDS))


def _v1(kind: str) -> dict[str, Any]:
    """Edition 1.0 as the official validator reads it: few things are required, ids are any text, null is allowed."""
    said: dict[str, Any] = {"type": "object", "required": list(V1_REQUIRED[kind])}
    said["properties"] = {"id": {"type": "string"}, "name": {"type": "string"}}
    if kind == "service":
        owner = {"type": "object", "required": list(V1_REQUIRED["organization"])}
        said["properties"] |= {"organization": owner, "status": {"enum": V1_STATUS}}
    return said


def edition_word(edition: Edition) -> str:
    """The edition as people say it."""
    return {V1: "Open Referral UK 1.0", UK: "Open Referral UK 3.0"}.get(edition.profile, "HSDS 3")
