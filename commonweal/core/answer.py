"""The one way out: a page, JSON or CSV from the same rows, and the OpenAPI description of them all.

    @answers("Places", rows={"places": PlaceRow})
    def places(request): return answer(request, "front/places.html", places=queries.places(request.viewer))

`twins("places", views.places, name="places")` in urls gives /places, /places.json and /places.csv.
An answering view only reads: other methods than GET and HEAD are refused for it here.
Rows are dataclasses. What a template alone needs goes into `page=`, which the twins never see.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import reduce, wraps
from typing import Any
from uuid import UUID

import orjson
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commonweal.core.errors import Broken, DomainError, Invalid, NotAllowed, NotFound
from commonweal.core.lots import SIZE as LOT
from commonweal.core.lots import Lots

View = Callable[..., HttpResponse]
FORMATS = ("json", "csv")
CSV = "text/csv; charset=utf-8"
JSON = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclasses.dataclass(frozen=True, slots=True)
class Answering:
    """A view that answers in several forms, as OpenAPI describes it."""

    view: View
    summary: str
    rows: Mapping[str, Any]
    table: str
    queries: Mapping[str, str]


_answering: dict[str, Answering] = {}
_routes: list[tuple[str, str]] = []  # (route, view key)
_alone: list[tuple[str, str, str]] = []  # (route, view key, content type)


def answers(
    summary: str, *, rows: Mapping[str, Any], table: str = "", queries: Mapping[str, str] | None = None
) -> Callable[[View], View]:
    """Declare what a view answers with: row types by name, the one that becomes CSV, and query parameters.

    `table` names the rows of the CSV; "whole.figures" are the figures of the row called whole.
    """

    def mark(view: View) -> View:
        key = f"{view.__module__}.{view.__qualname__}"

        @wraps(view)
        def answering(request: HttpRequest, *args: Any, form: str = "", **kwargs: Any) -> HttpResponse:
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(["GET", "HEAD"])
            request.answer_form = form  # type: ignore[attr-defined]
            request.answer_table = _answering[key].table  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        _answering[key] = Answering(view, summary, rows, table or next(iter(rows)), queries or {})
        answering.answers = key  # type: ignore[attr-defined]
        return answering

    return mark


def twins(route: str, view: View, *, name: str) -> list[URLPattern]:
    """The page's address and those of its twins."""
    _routes.append((route, view.answers))  # type: ignore[attr-defined]
    bare = route or "index"
    return [
        path(route, view, name=name),
        path(f"{bare}.json", view, {"form": "json"}, name=f"{name}.json"),
        path(f"{bare}.csv", view, {"form": "csv"}, name=f"{name}.csv"),
    ]


def alone(route: str, view: View, *, name: str, content: str = "application/json") -> URLPattern:
    """The address of an answer for programs only, which is the one row it declares and has no page."""
    _alone.append((route, view.answers, content))  # type: ignore[attr-defined]
    return path(route, view, name=name)


def answer(
    request: HttpRequest, template: str, *, page: Mapping[str, Any] | None = None, status: int = 200, **rows: Any
) -> HttpResponse:
    """Answer with these rows in the form that was asked for."""
    form = getattr(request, "answer_form", "")
    table = rows.get(getattr(request, "answer_table", ""))
    if isinstance(table, Lots) and form:
        return StreamingHttpResponse(
            _json_stream(rows, request.answer_table, table) if form == "json" else _csv_stream(table),  # type: ignore[attr-defined]
            content_type="application/json" if form == "json" else CSV,
            status=status,
        )
    if form == "json":
        return json_answer(rows, status=status)
    if form == "csv":
        name, *parts = request.answer_table.split(".")  # type: ignore[attr-defined]
        return csv_answer(reduce(getattr, parts, rows[name]), status=status)
    return render(request, template, {**rows, **(page or {})}, status=status)


def json_answer(data: Any, *, status: int = 200) -> HttpResponse:
    """JSON with ids and times as text; None stays null: unknown is not zero."""
    body = orjson.dumps(data, default=_plain, option=JSON)
    return HttpResponse(body, content_type="application/json", status=status)


def csv_answer(rows: Any, *, status: int = 200) -> HttpResponse:
    """CSV of a list of rows (or one row); nested rows become one column for each leaf.

    Of a list inside a row a cell holds the names. Lists of rows without a name have a twin of their own.
    """
    listed = list(rows) if isinstance(rows, Iterable) and not isinstance(rows, str | Mapping) else [rows]
    flat = [dict(_leaves(row)) for row in listed if row is not None]
    columns = list(dict.fromkeys(name for row in flat for name in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([cell(row.get(name)) for name in columns] for row in flat)
    # The mark lets a spreadsheet know it is UTF-8: names of people and places have accents.
    return HttpResponse("\ufeff" + out.getvalue(), content_type=CSV, status=status)


def _csv_stream(rows: Lots[Any]) -> Iterator[str]:
    """The same, a lot of rows at a time: all have the columns of the first."""
    columns: list[str] = []
    for start in range(0, len(rows), LOT):
        flat = [dict(_leaves(row)) for row in rows[start : start + LOT]]
        out = io.StringIO()
        writer = csv.writer(out)
        if not columns:
            columns = list(flat[0])
            out.write("\ufeff")
            writer.writerow(columns)
        writer.writerows([cell(row.get(name)) for name in columns] for row in flat)
        yield out.getvalue()


def _json_stream(rows: Mapping[str, Any], name: str, table: Lots[Any]) -> Iterator[bytes]:
    """JSON with the long table last, a lot of it at a time."""
    others = {key: value for key, value in rows.items() if key != name}
    head = orjson.dumps(others, default=_plain, option=JSON)
    yield head[:-1] + (b"," if others else b"") + orjson.dumps(name) + b":["
    for start in range(0, len(table), LOT):
        lot = orjson.dumps(table[start : start + LOT], default=_plain, option=JSON)
        yield (b"," if start else b"") + lot[1:-1]
    yield b"]}"


def cell(value: Any) -> Any:
    """A value as a spreadsheet may safely have it: text that would run as a formula is made text again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    text = str(value)
    return "'" + text if text.startswith(FORMULA) else text


def answer_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal as a page or as JSON, with its sentence and status."""
    # A program that asked for a table is told in JSON why there is none: nobody would look for a page in its place.
    accepted = request.headers.get("Accept", "")
    data = (".json", ".csv", ".ics", ".geojson")
    twin = getattr(request, "answer_form", "") in FORMATS or request.path.endswith(data)
    # People open a sheet of paper as they open a page; whoever does not ask for pages is a program.
    twin = twin or (request.path.endswith((".pdf", ".png", ".xlsx", ".zip")) and "text/html" not in accepted)
    if twin or "application/json" in accepted:
        return json_answer({"error": {"title": error.title, "detail": error.sentence}}, status=error.status)
    return render(request, "core/error.html", {"error": error}, status=error.status)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404: an address that no view answers."""
    return answer_error(request, NotFound(_("There is no page at this address. It may have moved, or been mistyped.")))


def not_from_our_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: a form that did not come from a page of ours, or from one that is too old."""
    sentence = _("What you sent did not come from a page of this site, or the page was open too long. Open it again.")
    return answer_error(request, NotAllowed(sentence))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400: most often, a host name this installation was not told of."""
    if isinstance(exception, DisallowedHost):
        return answer_error(request, Invalid(_(UNKNOWN_HOST)))
    return answer_error(request, Invalid(_("What was sent could not be read. Go back and try again.")))


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a fault of ours. If even the page for it fails, plain words do not."""
    try:
        return answer_error(request, Broken())
    except Exception:  # noqa: BLE001 - whatever is broken, something has to be said
        return HttpResponse(Broken().sentence, content_type="text/plain; charset=utf-8", status=500)


UNKNOWN_HOST = gettext_noop(
    "This installation does not know the address you typed. Its administrator sets COMMONWEAL_SITE to the address "
    "people are to type."
)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | frozenset | set | tuple):
        return str(value) if isinstance(value, UUID) else list(value)
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def _leaves(row: Any, prefix: str = "") -> Iterable[tuple[str, Any]]:
    items = (
        [(field.name, getattr(row, field.name)) for field in dataclasses.fields(row)]
        if dataclasses.is_dataclass(row)
        else list(row.items())
    )
    for name, value in items:
        if dataclasses.is_dataclass(value) or isinstance(value, Mapping):
            yield from _leaves(value, f"{prefix}{name}.")
        elif isinstance(value, list | tuple):
            named = [_name(each) for each in value]
            if all(each is not None for each in named):
                yield f"{prefix}{name}", "; ".join(map(str, named))
        else:
            yield f"{prefix}{name}", value


def _name(value: Any) -> Any:
    """What a thing in a list is called; None for a row that has no name."""
    if not dataclasses.is_dataclass(value) and not isinstance(value, Mapping):
        return value
    return next((held for field in ("title", "name", "label") if (held := getattr(value, field, None))), None)


def openapi(title: str, version: str) -> dict[str, Any]:
    """OpenAPI 3.1 of every answering view, written from the declarations that the views themselves use."""
    schemas: dict[str, Any] = {}
    paths: dict[str, Any] = {}
    for route, key in _routes:
        each = _answering[key]
        address = _address(route) or "index"
        body = {"type": "object", "properties": {name: _schema(kind, schemas) for name, kind in each.rows.items()}}
        body["required"] = list(each.rows)
        paths[f"/{address}.json"] = _asked(each, route, {"application/json": {"schema": body}})
        paths[f"/{address}.csv"] = _asked(each, route, {"text/csv": {}})
    for route, key, content in _alone:
        each = _answering[key]
        (kind,) = each.rows.values()
        paths[f"/{_address(route)}"] = _asked(each, route, {content: {"schema": _schema(kind, schemas)}})
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": paths,
        "components": {"schemas": schemas},
    }


ERROR = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {"title": {"type": "string"}, "detail": {"type": "string"}},
            "required": ["title", "detail"],
        }
    },
    "required": ["error"],
}


PART = re.compile(r"<(?:\w+:)?(\w+)>")


def _address(route: str) -> str:
    """A route as OpenAPI writes it."""
    return PART.sub(r"{\1}", route)


def _asked(each: Answering, route: str, content: dict[str, Any]) -> dict[str, Any]:
    """How one address is asked, and what it answers with."""
    parts = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in PART.findall(route)
    ]
    queries = [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}, "description": text}
        for name, text in each.queries.items()
    ]
    error = {"description": "Refused, with a sentence", "content": {"application/json": {"schema": ERROR}}}
    return {
        "get": {
            "summary": each.summary,
            "parameters": parts + queries,
            "responses": {"200": {"description": each.summary, "content": content}, "4XX": error},
        }
    }


SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


_components: dict[str, Any] = {}


def _component(kind: Any) -> str:
    """What a row is called in OpenAPI: by its name; where another row has that name, by its part of the house too."""
    name: str = kind.__name__
    if _components.setdefault(name, kind) is not kind:
        name = kind.__module__.split(".")[-2].title() + name
        _components.setdefault(name, kind)
    return name


def _schema(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind in SIMPLE:
        return {"type": SIMPLE[kind]}
    if kind in (UUID, datetime, date):
        return {"type": "string"}
    if origin in (list, tuple, set, frozenset):
        return {"type": "array", "items": _schema(inner[0], schemas) if inner else {}}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_schema(each, schemas) for each in inner]}
    if dataclasses.is_dataclass(kind):
        name = _component(kind)
        if name not in schemas:
            schemas[name] = {}  # first, so that a row that holds its own kind ends
            hints = typing.get_type_hints(kind)
            names = [field.name for field in dataclasses.fields(kind)]
            schemas[name] = {
                "type": "object",
                "description": (kind.__doc__ or "").strip(),
                "properties": {each: _schema(hints[each], schemas) for each in names},
                "required": names,
            }
        return {"$ref": f"#/components/schemas/{name}"}
    if origin in (dict, Mapping) or kind in (dict, Mapping):
        return {"type": "object"}
    return {}
