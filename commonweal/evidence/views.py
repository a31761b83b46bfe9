"""Tables, map layers and sources of the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers, json_answer
from commonweal.core.borrowed import borrowed
from commonweal.core.errors import Invalid
from commonweal.core.lots import Lots
from commonweal.core.pages import turn
from commonweal.evidence import dictionary, fitted, indicators, kept_queries, queries, shades, ways
from commonweal.evidence.rows import AreaRankRow, Cite, DatasetRow, KeptFigureRow, MeaningRow, RefusedRow, WayRow
from commonweal.evidence.table import SORTS
from commonweal.people.slip_views import may_write_down
from commonweal.places import queries as places

GROUPS = {
    ways.UNEQUAL: _lazy("How unequal is it?"),
    ways.MISSED: _lazy("Who is missed?"),
    ways.REACH: _lazy("What can people reach?"),
    ways.WEIGH: _lazy("What matters most, and who gets what?"),
    ways.TOGETHER: _lazy("Reading it together"),
    ways.TRUST: _lazy("Can it be trusted?"),
}
WITHIN = "Key of a larger area, such as lad24:E08000035: only the areas within it"


@require_safe
@answers(
    "A place's areas of one kind",
    rows={"areas": list[AreaRankRow]},
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
    asked = request.GET.get("figure", "")
    sort = request.GET.get("sort", "figure" if asked else "name")
    if sort not in SORTS:
        raise Invalid(
            _("The table cannot be sorted by “%(sort)s”. It can by %(sorts)s.")
            % {"sort": sort[:30], "sorts": ", ".join(SORTS)}
        )
    rows = queries.table(request.viewer, slug, kind, sort=sort, figure=asked)
    if request.answer_form:
        return answer(request, "evidence/areas.html", areas=rows)
    return _areas_page(request, slug, kind, kinds, rows, sort, asked)


def _usual(kinds: Sequence[tuple[str, str, int]]) -> str:
    """Groups of neighbourhoods, unless there are too many of them for a map: then councils."""
    held = [key for key, _, count in kinds if count <= places.MOST_DRAWN]
    usual = (key for key in ("msoa21", "neighbourhood", "lsoa21", "lad24") if key in held)
    return next(usual, held[0] if held else "lsoa21")


def _areas_page(
    request: HttpRequest,
    slug: str,
    kind: str,
    kinds: Sequence[tuple[str, str, int]],
    rows: Sequence[AreaRankRow] | Lots[AreaRankRow],
    sort: str,
    asked: str,
) -> HttpResponse:
    place = places.place(request.viewer, slug)
    unit, _higher, _values, cited = (
        queries.map_values(request.viewer, slug, kind, asked) if asked else ("", "", {}, None)
    )
    turned = turn(request, len(rows), kind=kind, figure=asked, sort=sort)

    def address(**changed: Any) -> str:
        asks = {"kind": kind, "figure": asked, "sort": sort} | changed
        return "?" + urlencode({name: value for name, value in asks.items() if value})

    coloured = queries.colours(request.viewer, slug, kind, asked) if asked else {}
    single = kind in {"lsoa21", "neighbourhood"}
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
        "order": SORTS["deprivation"][0] if unit == "decile" and sort == "figure" else SORTS[sort][0],
        "figure": known.label if known else "",
        "figure_key": asked,
        "values": coloured,
        "single": single,
        "sort": sort,
        "sorts": {name: address(sort=name) for name in SORTS},
        "map_figures": [("", _("Nothing more")), *queries.map_choices(request.viewer)],
        "cited": cited,
        "fit": fitted.of_kind(kind),
    }
    return answer(request, "evidence/areas.html", page=page | turned.shown(), areas=rows[turned.start : turned.stop])


@dataclass(frozen=True, slots=True)
class Outlines:
    """GeoJSON."""

    type: str
    features: list[dict[str, Any]]


@require_safe
@answers(
    "Outlines of a place's areas of one kind, for a map",
    rows={"outlines": Outlines},
    queries={"kind": "Kind of area", "within": WITHIN},
)
def outlines(request: HttpRequest, slug: str) -> HttpResponse:
    """GeoJSON with each area's key and name. It changes only when outlines do, so a browser may keep it for an hour."""
    kinds = queries.kinds(request.viewer, slug)
    within = request.GET.get("within", "")[:60]
    kind = request.GET.get("kind") or _usual(kinds)
    body = queries.outlines(request.viewer, slug, kind, within)
    response = HttpResponse(body, content_type="application/geo+json")
    response["Cache-Control"] = "public, max-age=3600"
    response["ETag"] = quote_etag(f"{slug}-{kind}-{within}-{len(body)}")
    return response


@dataclass(frozen=True, slots=True)
class Layer:
    """Values of one indicator for a map: shades and words by area key."""

    label: str
    legend: list[tuple[str, str]]
    values: dict[str, shades.Shade]
    source: Cite | None  # of the figure that colours it


@require_safe
@answers(
    "One indicator for a place's areas of one kind, as a map shows it",
    rows={"layer": Layer},
    queries={"kind": "Kind of area", "figure": "Key of an indicator", "within": WITHIN},
)
def layer(request: HttpRequest, slug: str) -> HttpResponse:
    """The shade and the words of every area."""
    kinds = queries.kinds(request.viewer, slug)
    kind = request.GET.get("kind") or _usual(kinds)
    asked = request.GET.get("figure") or next((key for key, _ in queries.map_choices(request.viewer)), "")
    if not asked:
        raise Invalid(_("No figures have been loaded that a map could show."))
    within = request.GET.get("within", "")[:60]
    unit, higher, values, source = queries.map_values(request.viewer, slug, kind, asked, within)
    if len(values) > places.MOST_DRAWN:
        raise Invalid(
            _("So many areas are not coloured at once. Ask for those within one council, or for larger areas.")
        )
    known = indicators.indicator(asked)
    label = known.label if known else asked
    if shades.of_worst(known, unit):
        figure = {"figure": label.split(":")[0]}
        label = _("neighbourhoods in England’s worst-off fifth (%(figure)s)") % figure
    legend, shown = shades.of_indicator(known, unit, higher, values)
    return json_answer({"label": label, "legend": legend, "values": shown, "source": source})


@require_safe
@answers("The datasets a place rests on", rows={"datasets": list[DatasetRow], "refused": list[RefusedRow]})
def place_sources(request: HttpRequest, slug: str) -> HttpResponse:
    """How complete and how old each dataset is, and which rows could not be used."""
    place = places.place(request.viewer, slug)
    page = {"place": place, "invented": place.invented, "crumbs": [(place.name, f"/place/{slug}")]}
    page["gaps"] = queries.gaps(request.viewer, slug)
    datasets, refused = queries.datasets(request.viewer, slug), queries.refused(request.viewer, slug)
    return answer(request, "evidence/place_sources.html", page=page, datasets=datasets, refused=refused)


@require_safe
@answers("Every dataset held, with publisher and licence", rows={"datasets": list[DatasetRow]})
def sources(request: HttpRequest) -> HttpResponse:
    """Who published what, and on what terms it may be used."""
    page = {"borrowed": borrowed()}
    return answer(request, "evidence/sources.html", page=page, datasets=queries.all_datasets(request.viewer))


@require_safe
@answers("The pages of a place's evidence, and the question each answers", rows={"pages": list[WayRow]})
def evidence(request: HttpRequest, slug: str) -> HttpResponse:
    """From here to every page of the evidence."""
    place = places.place(request.viewer, slug)
    rows = kept_queries.way_rows(request.viewer, slug)
    groups = [(GROUPS[group], [row for row in rows if row.group == group]) for group in GROUPS]
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}")],
        "groups": [(words, those) for words, those in groups if those],
    }
    return answer(request, "evidence/evidence.html", page=page, pages=rows)


@require_safe
@answers("What each number of a place means", rows={"meanings": list[MeaningRow]})
def meanings(request: HttpRequest, slug: str) -> HttpResponse:
    """Definition, unit, direction, denominator, source, interval and suppression of every indicator held here."""
    place = places.place(request.viewer, slug)
    rows = dictionary.meanings(request.viewer, slug)
    themes = {row.theme: [each for each in rows if each.theme == row.theme] for row in rows}
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}"), (_("Evidence"), f"/place/{slug}/evidence")],
        "themes": list(themes.items()),
    }
    return answer(request, "evidence/meanings.html", page=page, meanings=rows)


@require_safe
@answers("A number as it stood when it was cited", rows={"figure": KeptFigureRow})
def figure(request: HttpRequest, id: str) -> HttpResponse:
    """One number for good: what it said, what it was made of, and whether a newer one has come."""
    held = kept_queries.kept_figure(request.viewer, id)
    columns, table = kept_queries.as_table(held)
    page = {
        "invented": held.invented,
        "crumbs": [(held.place, f"/place/{held.place_slug}"), (_("Evidence"), f"/place/{held.place_slug}/evidence")],
        "columns": columns,
        "table": table,
        "likely": kept_queries.interval(held.about, held.low, held.high),
        "answers": "" if held.withdrawn_at else kept_queries.to_answer(request.viewer, held.id),
        "helps": may_write_down(request.viewer),
    }
    return answer(request, "evidence/figure.html", page=page, figure=held)
