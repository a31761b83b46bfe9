"""The board, contracts, files and figures of what partners send."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers, json_answer
from commonweal.evidence import citing
from commonweal.evidence import rules as evidence_rules
from commonweal.evidence.models import Contract
from commonweal.evidence.returns import contract as contracts
from commonweal.evidence.returns import desk, links, pictured, queries, who
from commonweal.evidence.returns import figures as found
from commonweal.evidence.returns.forms import TakeBackForm
from commonweal.evidence.returns.rows import BoardRow, ContractRow, DeliveryRow, FiguresRow, LineRow, ShareRow
from commonweal.evidence.returns.words import STATES
from commonweal.places import queries as places
from commonweal.places.models import Place


def about(place: Place, *further: tuple[str, str]) -> dict[str, Any]:
    """What every page of returns needs."""
    home = f"/place/{place.slug}"
    crumbs = [(place.name, home), (_("Evidence"), f"{home}/evidence")]
    return {"place": place, "invented": place.invented, "crumbs": [*crumbs, *further]}


def crumb(place: Place) -> tuple[str, str]:
    """The way back to the board."""
    return _("What partners send"), f"/place/{place.slug}/returns"


def back_to(contract: Contract, title: str) -> tuple[str, str]:
    """The way back to a contract."""
    return title, f"/place/{contract.place.slug}/returns/{contract.key}"


@never_cache
@require_safe
@answers(
    "What partners send to a place: what was expected, what came, how whole it is", rows={"returns": list[BoardRow]}
)
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """A calm board: what came, what has not, and what to do next."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rows = queries.board(viewer, place)
    page = about(place) | {
        "looks_after": evidence_rules.looks_after(viewer, place),
        "works_with": any(row.works_with for row in rows),
        "states": list(STATES.items()),
    }
    return answer(request, "evidence/returns/board.html", page=page, returns=rows)


@never_cache
@require_safe
@answers(
    "What a partner sends, as it is agreed; and its files, for those who work with the partner",
    rows={"contract": ContractRow, "deliveries": list[DeliveryRow]},
)
def contract(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A contract that a partner can read."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    held = queries.contract(viewer, place, key)
    row = queries.contract_row(viewer, held)
    looks_after = evidence_rules.looks_after(viewer, place)
    page = about(place, crumb(place)) | {
        "works_with": who.works_with(viewer, held),
        "looks_after": looks_after,
        "links": links.rows(held) if looks_after else [],
        "public": True,
        "done": request.GET.get("done", ""),
    }
    told = queries.deliveries(viewer, held)
    page["put_in"] = queries.put_in_alike(told)
    return answer(request, "evidence/returns/contract.html", page=page, contract=row, deliveries=told)


@require_safe
@answers("A contract as a Table Schema", rows={"contract": dict[str, Any]})
def document(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The contract as a document: the newest version."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.contract(viewer, places.place(viewer, slug), key)
    return json_answer(queries.newest_document(viewer, held))


@require_safe
def example(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A small file that the contract takes."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.contract(viewer, places.place(viewer, slug), key)
    return desk.example(held, viewer)


@never_cache
@require_safe
@answers(
    "One measure of what a partner sends: by period, by group, by area",
    rows={"figures": FiguresRow, "series": list[ShareRow], "groups": list[ShareRow], "areas": list[ShareRow]},
    table="series",
    queries={"measure": "Key of a measure", "group": "Code of a group of people", "area": "Code of an area"},
)
def figures(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A share with what chance and what is missing leave open; what did not come is a gap."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    held = queries.contract(viewer, place, key)
    told = found.Told(held)
    measure = told.measure(request.GET.get("measure", ""))
    group, area = request.GET.get("group", ""), request.GET.get("area", "")
    told.refuse_strange(group, area)
    series = found.series(viewer, told, measure, group, area)
    groups, areas = found.by_group(viewer, told, measure, area), found.by_area(viewer, told, measure, group)
    row = found.whole(viewer, told, measure, group, area)
    codes = told.now.document.group.codes.values() if told.now.document.group else ()
    page = about(place, crumb(place), back_to(held, told.now.document.title)) | {
        "measures": told.now.document.measures,
        "codes": codes,
        "dimension": told.now.document.group.dimension if told.now.document.group else "",
        "names": list(told.now.ground.names.items()),
        "drawn": [pictured.drawn(rows) for rows in (series, groups, areas)],
        "number": citing.offer(viewer, found.cited(told, measure, group, area), row.whole.value, measure.label),
    }
    return answer(
        request, "evidence/returns/figures.html", page=page, figures=row, series=series, groups=groups, areas=areas
    )


@never_cache
@require_safe
@answers("One file of a partner, as it was read", rows={"delivery": DeliveryRow, "lines": list[LineRow]}, table="lines")
def delivery(request: HttpRequest, id: str) -> HttpResponse:
    """What a file said, and whether it is in use."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.delivery(viewer, id)
    place = held.contract.place
    row, lines = queries.one_delivery(viewer, held), queries.lines(viewer, held)
    title = contracts.read(held.version.document).title
    page = about(place, crumb(place), back_to(held.contract, title)) | {
        "contract": held.contract,
        "title": title,
        "counts": [
            (each.name, each.title) for each in contracts.read(held.version.document).columns if each.type == "integer"
        ],
        "form": TakeBackForm(),
        "done": request.GET.get("done", ""),
    }
    return answer(request, "evidence/returns/delivery.html", page=page, delivery=row, lines=lines)
