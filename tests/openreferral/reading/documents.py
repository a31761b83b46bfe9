"""What every reader's documents are held to: the standard's own schema, with the source's ids made into UUIDs."""

from __future__ import annotations

import functools
import re
import uuid
from typing import Any

import jsonschema_rs

from commonweal.openreferral import schemas
from commonweal.openreferral.reading import Reading
from commonweal.openreferral.standard import HSDS

SPACE = uuid.UUID("00000000-0000-4000-8000-000000000000")


def with_uuids(document: Any) -> Any:
    """The document as the house keeps it: ids as UUIDs that follow from the source's, and what is ours left out."""
    if isinstance(document, list):
        return [with_uuids(each) for each in document]
    if not isinstance(document, dict):
        return document
    made = {}
    for name, value in document.items():
        if not name.startswith("_"):
            is_id = (name == "id" or name.endswith("_id")) and name != "tax_id"
            made[name] = str(uuid.uuid5(SPACE, value)) if is_id else with_uuids(value)
    return made


def broken(reading: Reading) -> list[str]:
    """What the documents of a reading break of the standard, but for what the reading said is missing."""
    found = []
    for record in reading.records:
        for error in _validator(record.kind).iter_errors(with_uuids(record.document)):
            if not _said(reading, error.message):
                found.append(f"{record.kind} {record.source_id} {list(error.instance_path)}: {error.message[:200]}")
    return found


def inner(reading: Reading, kind: str, field: str) -> list[dict[str, Any]]:
    """All the parts of one field of all records of a kind."""
    return [part for record in reading.of(kind) for part in record.document.get(field, ())]


def _said(reading: Reading, message: str) -> bool:
    missing = re.fullmatch(r'"(\w+)" is a required property', message)
    return bool(missing) and any(sort.endswith(f" without {missing[1]}") for sort in reading.sorts)


@functools.cache
def _validator(kind: str) -> Any:
    return jsonschema_rs.Draft202012Validator(schemas.schema(kind, profile=HSDS), validate_formats=True)
