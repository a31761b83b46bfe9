"""Tables, map layers and sources of the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers, json_answer
from commonweal.core.errors import Invalid
from commonweal.core.pages import turn
from commonweal.evidence import indicators, queries, shades
from commonweal.evidence.rows import AreaRow, DatasetRow, RefusedRow
from commonweal.places import queries as places

SORTS: dict[str, tuple[Any, Callable[[AreaRow], Any]]] = {
    "name": (_lazy("by name"), lambda row: (row.local_name or row.name).lower()),
    "people": (_lazy("most people first"), lambda row: -(row.population or 0)),
    "deprivation": (
        _lazy("most deprived first"),
        lambda row: (
            row.deprivation_decile if row.deprivation_decile is not None else 99,
            -(row.share_in_most_deprived_fifth if row.share_in_most_deprived_fifth is not None else -1),
        ),
    ),
    "here": (_lazy("most for every 10,000 people first"), lambda row: -(row.assets_per_10000 or 0)),
    "figure": (_lazy("highest first"), lambda row: 0),
}


@require_safe
@answers(
    "A place's areas of one kind",
    rows={"areas": list[AreaRow]},
    queries={
        "kind": "Kind of area: lsoa21, msoa21, lad24 …",
        "figure": "Key of an indicator to show beside them",
        "sort": "name, people, deprivation, here or figure",
        "page": "Page of the table, from 1 (the data has all rows)",
    },
)
def areas(request: HttpRequest, slug: str) -> HttpResponse:
    """What the map shows, as a table."""
    kinds = queries.kinds(request.viewer, slug)
    kind = request.GET.get("kind") or _usual(kinds)
    if kind not in {key for key, *_ in kinds}:
        have = ", ".join(key for key, _words, _count in kinds) or _("none")
        raise Invalid(
            _("This place has no areas of the kind “%(kind)s”. It has: %(have)s.") % {"kind": kind[:30], "have": have}
        )
    rows = queries.neighbourhoods(request.viewer, slug, kind)
    asked = request.GET.get("figure", "")
    values: dict[str, tuple[float | None, str]] = {}
    unit = higher = ""
    cited = None
    if asked:
        unit, higher, values, cited = queries.map_values(request.viewer, slug, kind, asked)
    sort = request.GET.get("sort", "figure" if asked else "name")
    rows = _sorted(rows, sort, values)
    if request.answer_form:
        return answer(request, "evidence/areas.html", areas=rows)
    return _areas_page(request, slug, kind, kinds, rows, sort, asked, (unit, higher, values, cited))


def _usual(kinds: Sequence[tuple[str, str, int]]) -> str:
    held = [key for key, *_ in kinds]
    return next((key for key in ("msoa21", "neighbourhood", "lsoa21") if key in held), held[0] if held else "lsoa21")


def _sorted(rows: list[AreaRow], sort: str, values: dict[str, tuple[float | None, str]]) -> list[AreaRow]:
    if sort not in SORTS:
        raise Invalid(
            _("The table cannot be sorted by “%(sort)s”. It can by %(sorts)s.")
            % {"sort": sort[:30], "sorts": ", ".join(SORTS)}
        )
    if sort == "figure":
        # Unknown goes last, whichever way: it is neither high nor low.
        known = {key: value for key, (value, _) in values.items() if value is not None}
        return sorted(rows, key=lambda row: (row.key not in known, -known.get(row.key, 0)))
    return sorted(rows, key=SORTS[sort][1])


def _areas_page(
    request: HttpRequest,
    slug: str,
    kind: str,
    kinds: Sequence[tuple[str, str, int]],
    rows: list[AreaRow],
    sort: str,
    asked: str,
    shown: tuple[str, str, dict[str, tuple[float | None, str]], Any],
) -> HttpResponse:
    place = places.place(request.viewer, slug)
    unit, higher, values, cited = shown
    turned = turn(request, len(rows), kind=kind, figure=asked, sort=sort)

    def address(**changed: Any) -> str:
        asks = {"kind": kind, "figure": asked, "sort": sort} | changed
        return "?" + urlencode({name: value for name, value in asks.items() if value})

    coloured = shades.of_values(values, higher_is=higher, unit=unit)[1] if values else {}
    single = bool(rows) and rows[0].kind in {"lsoa21", "neighbourhood"}
    known = indicators.indicator(asked)
    words = next((words for key, words, _ in kinds if key == kind), kind)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}")],
        "kind": kind,
        "kind_label": words,
        "kinds": kinds,
        "total": len(rows),
        "order": SORTS[sort][0],
        "figure": known.label if known else "",
        "figure_key": asked,
        "values": coloured,
        "single": single,
        "sort": sort,
        "sorts": {name: address(sort=name) for name in SORTS},
        "map_figures": [("", _("Nothing more")), *queries.map_choices(request.viewer)],
        "cited": cited,
    }
    return answer(request, "evidence/areas.html", page=page | turned.shown(), areas=rows[turned.start : turned.stop])


@dataclass(frozen=True, slots=True)
class Outlines:
    """GeoJSON."""

    type: str
    features: list[dict[str, Any]]


@require_safe
@answers(
    "Outlines of a place's areas of one kind, for a map", rows={"outlines": Outlines}, queries={"kind": "Kind of area"}
)
def outlines(request: HttpRequest, slug: str) -> HttpResponse:
    """GeoJSON with each area's key and name. It changes only when outlines do, so a browser may keep it for an hour."""
    kinds = queries.kinds(request.viewer, slug)
    kind = request.GET.get("kind") or _usual(kinds)
    body = queries.ground.kept(("outlines", slug, kind), lambda: places.shapes(request.viewer, slug, kind))
    response = HttpResponse(body, content_type="application/geo+json")
    response["Cache-Control"] = "public, max-age=3600"
    response["ETag"] = quote_etag(f"{slug}-{kind}-{len(body)}")
    return response


@dataclass(frozen=True, slots=True)
class Layer:
    """Values of one indicator for a map: shades and words by area key."""

    label: str
    legend: list[tuple[str, str]]
    values: dict[str, shades.Shade]


@require_safe
@answers(
    "One indicator for a place's areas of one kind, as a map shows it",
    rows={"layer": Layer},
    queries={"kind": "Kind of area", "figure": "Key of an indicator"},
)
def layer(request: HttpRequest, slug: str) -> HttpResponse:
    """The shade and the words of every area."""
    kinds = queries.kinds(request.viewer, slug)
    kind = request.GET.get("kind") or _usual(kinds)
    asked = request.GET.get("figure") or next((key for key, _ in queries.map_choices(request.viewer)), "")
    if not asked:
        raise Invalid(_("No figures have been loaded that a map could show."))
    unit, higher, values, _source = queries.map_values(request.viewer, slug, kind, asked)
    known = indicators.indicator(asked)
    label = known.label if known else asked
    if known and known.single and unit == "percent":
        figure = {"figure": label.split(":")[0]}
        label = _("neighbourhoods in England’s worst-off fifth (%(figure)s)") % figure
    legend, shown = shades.of_values(values, higher_is=higher, unit=unit)
    return json_answer({"label": label, "legend": legend, "values": shown})


@require_safe
@answers("The datasets a place rests on", rows={"datasets": list[DatasetRow], "refused": list[RefusedRow]})
def place_sources(request: HttpRequest, slug: str) -> HttpResponse:
    """How complete and how old each dataset is, and which rows could not be used."""
    place = places.place(request.viewer, slug)
    page = {"place": place, "invented": place.invented, "crumbs": [(place.name, f"/place/{slug}")]}
    datasets, refused = queries.datasets(request.viewer, slug), queries.refused(request.viewer, slug)
    return answer(request, "evidence/place_sources.html", page=page, datasets=datasets, refused=refused)


@require_safe
@answers("Every dataset held, with publisher and licence", rows={"datasets": list[DatasetRow]})
def sources(request: HttpRequest) -> HttpResponse:
    """Who published what, and on what terms it may be used."""
    return answer(request, "evidence/sources.html", datasets=queries.all_datasets(request.viewer))
