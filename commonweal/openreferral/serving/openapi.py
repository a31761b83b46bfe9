"""The API described: made from the table of parameters and the standard's fields, so that it says what is so."""

from __future__ import annotations

import functools
from typing import Any

from commonweal.openreferral import schemas
from commonweal.openreferral.schemas import FULL, LIST
from commonweal.openreferral.serving.asks import PARAMETERS, Parameter
from commonweal.openreferral.serving.documents import PATHS
from commonweal.openreferral.standard import HSDS, UK

Piece = dict[str, Any]


def document(title: str, publisher: str, licence: str, base: str) -> Piece:
    """The whole description, as OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": UK,
            "description": f"Published by {publisher}. Profile {UK}, with what {HSDS} adds. No key is needed. "
            "All filters combine with AND; every total is exact. Parameters that a list does not know are ignored "
            "and named in X-Unknown-Parameters. Follow the Link of each page to miss nothing while the list changes.",
            "license": {"name": licence},
        },
        "servers": [{"url": base}],
        "paths": _paths(),
        "components": _components(),
    }


@functools.cache
def _paths() -> Piece:
    found: Piece = {"/": {"get": _operation("root", "About this API.", _ref("Root"))}}
    for kind, path in PATHS.items():
        found[f"/{path}"] = {
            "get": _operation(f"list_{path}", f"A page of {path}.", _ref(f"Page_{kind}"), _lists(kind), (304, 400)),
            "post": _operation(
                f"post_{path}",
                "The same by POST: parameters in the address, or in the body as JSON or a form.",
                _ref(f"Page_{kind}"),
                _lists(kind),
                (400, 413),
            )
            | {"requestBody": _body(kind)},
        }
        one = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
        if kind == "organization":
            one += [_parameter(each) for each in PARAMETERS if each.name == "full_service"]
        found[f"/{path}/{{id}}"] = {
            "get": _operation(f"one_{kind}", f"One {kind} with all that belongs to it.", _ref(kind), one, (304, 404))
        }
    return found | _others()


def _others() -> Piece:
    whole = {"schema": {"type": "integer", "minimum": 0}, "in": "query"}
    changes = [
        {"name": "after", "description": "The number to go on from: `next` of the answer before.", **whole},
        {"name": "per_page", "description": "At most so many: 500 unless asked, 5000 at most.", **whole},
    ]
    rows = {
        "name": "name",
        "in": "path",
        "required": True,
        "schema": {"enum": [*(f"{p}.ndjson" for p in PATHS.values())]},
    }
    return {
        "/changes": {
            "get": _operation(
                "changes",
                "What changed or was removed, each record once, at its latest change. A new epoch means: begin anew.",
                _ref("Changes"),
                changes,
                (304, 400),
            )
        },
        "/dumps/{name}": {
            "get": {
                "operationId": "dump",
                "summary": "Every record of a kind, one on a line, with all that belongs to it.",
                "parameters": [rows],
                "responses": {
                    "200": {"description": "The rows.", "content": {"application/x-ndjson": {}}},
                    **_problems((404,)),
                },
            }
        },
        "/dumps/hsds.zip": {
            "get": {
                "operationId": "package",
                "summary": "Everything as the standard's package of CSV tables.",
                "responses": {"200": {"description": "The package.", "content": {"application/zip": {}}}},
            }
        },
    }


@functools.cache
def _components() -> Piece:
    held: Piece = {}
    for kind in PATHS:
        for view, ending in ((FULL, ""), (LIST, "_row")):
            for name, found in schemas.schema(kind, view=view)["$defs"].items():
                held.setdefault(f"{name}{ending}", _moved(found, ending))
        held[f"Page_{kind}"] = _page(kind)
    short = {"id": {"type": "string"}, "last_modified": {"type": "string", "format": "date-time"}}
    held["Minimal"] = {"type": "object", "required": list(short), "properties": short}
    held["Root"] = {each: value for each, value in schemas.root_schema().items() if not each.startswith("$")}
    held["Problem"] = {
        "type": "object",
        "required": ["error", "hint"],
        "properties": {name: {"type": "string"} for name in ("error", "parameter", "hint")},
    }
    change = {
        "type": "object",
        "required": ["seq", "kind", "id", "at", "deleted"],
        "properties": {
            "seq": {"type": "integer"},
            "kind": {"enum": list(PATHS)},
            "id": {"type": "string"},
            "at": {"type": "string", "format": "date-time"},
            "deleted": {"type": "boolean"},
        },
    }
    held["Changes"] = {
        "type": "object",
        "required": ["epoch", "changes", "next", "more"],
        "properties": {
            "epoch": {"type": "string"},
            "changes": {"type": "array", "items": change},
            "next": {"type": "integer"},
            "more": {"type": "boolean"},
        },
    }
    return {"schemas": held}


def _page(kind: str) -> Piece:
    """A page of rows: short ones, or whole ones where `full` is asked for."""
    page = schemas.page_schema(kind)
    kept = {name: page[name] for name in ("type", "required", "properties")}
    rows = {"anyOf": [_ref(f"{kind}_row"), _ref(kind), _ref("Minimal")]}
    return kept | {"properties": kept["properties"] | {"contents": {"type": "array", "items": rows}}}


def _moved(found: Any, ending: str) -> Any:
    """The same schema where its parts lie among the components."""
    if isinstance(found, dict):
        return {
            name: value.replace("#/$defs/", "#/components/schemas/") + ending
            if name == "$ref"
            else _moved(value, ending)
            for name, value in found.items()
        }
    return [_moved(each, ending) for each in found] if isinstance(found, list) else found


def _lists(kind: str) -> list[Piece]:
    return [_parameter(each) for each in PARAMETERS if kind in each.kinds]


def _parameter(each: Parameter) -> Piece:
    return {"name": each.name, "in": "query", "description": each.says, "schema": {"type": each.type, **each.more}}


def _body(kind: str) -> Piece:
    fields = {each.name: {"type": each.type, **each.more} for each in PARAMETERS if kind in each.kinds}
    form = {"schema": {"type": "object", "properties": fields}}
    return {"required": False, "content": {"application/json": form, "application/x-www-form-urlencoded": form}}


def _operation(
    name: str, summary: str, of: Piece, parameters: list[Piece] | None = None, problems: tuple[int, ...] = ()
) -> Piece:
    content = {"application/json": {"schema": of}}
    responses = {"200": {"description": summary, "content": content}, **_problems(problems)}
    return {"operationId": name, "summary": summary, "parameters": parameters or [], "responses": responses}


def _problems(statuses: tuple[int, ...]) -> Piece:
    said = {304: "Nothing changed.", 400: "Not understood.", 404: "Not here.", 413: "Too long."}
    shape = {"application/json": {"schema": _ref("Problem")}}
    return {str(each): {"description": said[each]} | ({} if each == 304 else {"content": shape}) for each in statuses}


def _ref(name: str) -> Piece:
    return {"$ref": f"#/components/schemas/{name}"}
