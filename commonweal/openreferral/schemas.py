"""JSON Schemas of what an Open Referral API answers, made from the table of fields; and what a document breaks of them.

>>> [each.path for each in broken({"id": "x", "name": "Choir"}, "service")]
['id', '']
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commonweal.openreferral.standard import HSDS, MANY, ONE, UK, Field, Kind, kind, kinds

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

FULL, LIST = "full", "list"  # one record with all that belongs to it, or a row of a list
PAGE = ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty")
ROOT = ("version", "profile", "openapi_url")
FORMATS = {"uuid": "uuid", "uri": "uri", "email": "email", "datetime": "date-time"}
# The standard gives dates and times no format in its schemas; here they are held to one where asked to be strict.
STRICT_FORMATS = FORMATS | {"date": "date"}
# A row of a list carries what it has one of, and no lists.
LISTED_ONE = {
    "service": ("organization", "program"),
    "service_at_location": ("location",),
    "taxonomy_term": ("taxonomy_detail",),
}


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong with a document: where (`contents.0.id`), what, and which rule says so."""

    path: str
    what: str
    rule: str


def schema(name: str, *, profile: str = UK, view: str = FULL, strict: bool = False) -> dict[str, Any]:
    """The schema of one object: with all that belongs to it, or as a row of a list. Unknown extra fields never fail."""
    used = _reached(name) if view == FULL else {name, *(_of(name, each) for each in LISTED_ONE.get(name, ()))}
    definitions = {each: _object(kind(each), profile, view, strict) for each in sorted(used)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": f"#/$defs/{name}", "$defs": definitions}


def page_schema(name: str, *, profile: str = UK, full: bool = False) -> dict[str, Any]:
    """The schema of a page of a list: the seven fields of a page, and its rows."""
    inner = schema(name, profile=profile, view=FULL if full else LIST)
    numbers = {key: {"type": "integer", "minimum": 0} for key in PAGE[:4]}
    flags = {key: {"type": "boolean"} for key in PAGE[4:]}
    return {
        "$schema": inner["$schema"],
        "type": "object",
        "required": [*PAGE, "contents"],
        "properties": numbers | flags | {"contents": {"type": "array", "items": {"$ref": inner["$ref"]}}},
        "$defs": inner["$defs"],
    }


def root_schema() -> dict[str, Any]:
    """The schema of what stands at the API's own address."""
    text, address = {"type": "string"}, {"type": "string", "format": "uri"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": list(ROOT),
        "properties": {"version": text, "profile": address, "openapi_url": address},
    }


def broken(document: Any, name: str, *, profile: str = UK, view: str = FULL, most: int = 50) -> list[Broken]:
    """What one object breaks of its schema, formats included; at most so many."""
    return breaks(_validator(name, profile, view), document, most)


def breaks(validator: Draft202012Validator, document: Any, most: int = 50) -> list[Broken]:
    """What a document breaks of any schema."""
    found: Iterator[Any] = validator.iter_errors(document)
    return [
        Broken(".".join(str(part) for part in each.absolute_path), each.message[:300], str(each.validator))
        for each, _number in zip(found, range(most), strict=False)
    ]


def validator_of(of: dict[str, Any]) -> Draft202012Validator:
    """What checks documents against a schema, formats included."""
    from jsonschema import Draft202012Validator, FormatChecker

    return Draft202012Validator(of, format_checker=FormatChecker())


@functools.cache
def _validator(name: str, profile: str, view: str) -> Draft202012Validator:
    return validator_of(schema(name, profile=profile, view=view))


def _object(of: Kind, profile: str, view: str, strict: bool) -> dict[str, Any]:
    fields = [each for each in of.fields.values() if _shown(of, each, profile, view)]
    return {
        "type": "object",
        "properties": {each.name: _field(each, strict) for each in fields},
        "required": [each.name for each in fields if each.required],
    }


def _shown(of: Kind, each: Field, profile: str, view: str) -> bool:
    if profile == HSDS and each.since == "uk":
        return False
    return not each.nested or view == FULL or each.name in LISTED_ONE.get(of.name, ())


def _field(each: Field, strict: bool) -> dict[str, Any]:
    if each.is_ == ONE:
        return {"$ref": f"#/$defs/{each.of}"}
    if each.is_ == MANY:
        return {"type": "array", "items": {"$ref": f"#/$defs/{each.of}"}}
    if each.is_ == "number":
        return {"type": "number"}
    said: dict[str, Any] = {"type": "string"}
    form = (STRICT_FORMATS if strict else FORMATS).get(each.is_)
    if form:
        said["format"] = form
    if each.values:
        said["enum"] = list(each.values)
    return said


def _of(name: str, field: str) -> str:
    return kind(name).fields[field].of


def _reached(name: str) -> set[str]:
    """An object and all that may be nested in it, however deep."""
    seen, ahead = set(), [name]
    while ahead:
        here = ahead.pop()
        if here not in seen:
            seen.add(here)
            ahead.extend(each.of for each in kinds()[here].nested)
    return seen
