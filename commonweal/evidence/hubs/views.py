"""Pages of hubs: a what-if for everybody, those that were kept, and two of them side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid, of_form
from commonweal.evidence import changes as evidence_changes
from commonweal.evidence.access import travel
from commonweal.evidence.hubs import (
    asking,
    changes,
    drawn,
    figures,
    land,
    queries,
    rules,
    suggesting,
    trying,
    working,
)
from commonweal.evidence.hubs.asking import Asked
from commonweal.evidence.hubs.forms import KeepForm, StepForm
from commonweal.evidence.hubs.headline import headline
from commonweal.evidence.hubs.rows import ScenarioRow, Suggestion, WhatIf
from commonweal.evidence.models import Figure, Scenario
from commonweal.journal import kinds as journal_kinds
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import Place

ASKS = {
    "kind": "Kind of asset that is a hub now, such as library; empty for none",
    "within": "Minutes on foot that are near enough: 5, 10, 15, 20 or 30",
    "way": "How the way is measured: line, or the id of streets or of a table of minutes; the place's best where empty",
    "step": "close:HUB, add:WHERE or move:HUB:WHERE, as often as wanted; WHERE is an area, a postcode or lat,lon",
    "suggest": "How many new hubs to suggest, 1 to 10",
    "aim": "nearest or most",
    "weigh": "people or need",
    "among": "Kind of asset whose spots are candidates; empty for the middles of neighbourhoods",
}


@never_cache
@require_safe
@answers(
    "What if a hub were opened, moved or closed: who gains and who loses",
    rows={"whatif": WhatIf, "suggestion": Suggestion | None},
    table="whatif.gains",
    queries=ASKS,
)
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """A what-if for everybody: nothing is kept, all of it is in the address."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    kinds = trying.kinds_here(viewer, place)
    asked = asking.of_address(request.GET, trying.usual(kinds))
    form = StepForm(request.GET, spots=bool(request.GET.get("do") and land.of_place(place).spots))
    if form.is_valid() and request.GET.get("do"):
        try:
            onward = asked.then(form.step)
            working.what_if(viewer, place, onward)
            return HttpResponseRedirect(f"{request.path}?{onward.query}#map")
        except DomainError as refusal:
            form.refused(refusal.sentence)
    found = working.what_if(viewer, place, asked)
    suggestion, unasked = _suggestion(request, place, asked)
    if unasked:
        form.add_error("many", unasked)
    if form.errors and request.answer_form:  # type: ignore[attr-defined]
        raise of_form(form)
    page = (
        {}
        if request.answer_form
        else _page(request, place, asked, found)
        | {  # type: ignore[attr-defined]
            "kinds": kinds,
            "form": form,
            "kept": queries.scenarios(viewer, place),
            "may": rules.keeps(viewer, place),
            "number": figures.offered(viewer, place, asked, found),
            "scenario": _continued(request, place),
            **_tried(viewer, place, asked, suggestion),
        }
    )
    status = 400 if form.errors else 200
    return answer(request, "evidence/hubs/hubs.html", page=page, whatif=found, suggestion=suggestion, status=status)


def _tried(viewer: Actor, place: Place, asked: Asked, suggestion: Suggestion | None) -> dict[str, str]:
    """How to put what is suggested on the map, and what it would come to, for everybody and the most deprived."""
    if suggestion is None:
        return {"try_query": "", "try_says": ""}
    onward = asked.then(*suggestion.steps)
    return {"try_query": onward.query, "try_says": headline(working.what_if(viewer, place, onward))}


def _suggestion(request: HttpRequest, place: Place, asked: Asked) -> tuple[Suggestion | None, str]:
    many = request.GET.get("suggest", "")
    if not many:
        return None, ""
    try:
        if not many.isdecimal() or len(many) > 3:
            raise Invalid(_("Say how many new hubs, as a number."))
        viewer: Actor = request.viewer  # type: ignore[attr-defined]
        told = {
            "aim": request.GET.get("aim", suggesting.MOST),
            "weigh": request.GET.get("weigh", suggesting.PEOPLE),
            "among": request.GET.get("among", "")[:40],
        }
        return suggesting.suggest(viewer, place, asked, many=int(many), **told), ""
    except DomainError as refusal:
        return None, refusal.sentence


def _continued(request: HttpRequest, place: Place) -> Scenario | None:
    """The kept what-if that is being tried further."""
    id = request.GET.get("of", "")
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = queries.scenario(viewer, id) if id else None
    return held if held and held.place_id == place.pk else None


def _page(request: HttpRequest, place: Place, asked: Asked, found: WhatIf) -> dict[str, Any]:
    """What the page of a what-if has beside its rows."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    ground = land.of_place(place)
    earlier = replace(asked, steps=asked.steps[:-1])
    return {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}"), (_("Evidence"), f"/place/{place.slug}/evidence")],
        "asked": asked,
        "back": earlier.query,
        "afresh": replace(asked, steps=()).query,
        "map": drawn.hub_map(viewer, place.slug, found.hubs),
        "lines": drawn.lines(([found.everybody] if found.everybody else []) + list(found.gains)),
        "headline": headline(found),
        "spots": ground.spots,
        "spots_kind": ground.spots_kind,
        "closing": {each.key: asked.then(f"close:{each.key}").query for each in found.hubs if each.open}
        if len(asked.steps) < asking.MOST_STEPS
        else {},
        "walks": asking.WITHIN,
        "ways": travel.ways(place, afoot=True),
        "aims": suggesting.AIMS.items(),
        "weights": suggesting.WEIGHTS.items(),
        "sent": request.GET,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a what-if under a name; or, of one that is kept, another version."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_keep(viewer, place=place)
    asked = asking.of_address(request.GET, "")
    form = KeepForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            told = form.cleaned_data
            made = changes.keep_scenario(
                viewer,
                place=place,
                name=told["name"],
                question=told["question"],
                asked=asked,
                why=told["why"],
                because=[_cited(viewer, place, asked)],
            )
            return HttpResponseRedirect(f"/what-if/{made.pk}?done=kept")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    found = working.what_if(viewer, place, asked)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [
            (place.name, f"/place/{place.slug}"),
            (_("Evidence"), f"/place/{place.slug}/evidence"),
            (_("What if a hub stood here?"), f"/place/{place.slug}/hubs?{asked.query}"),
        ],
        "form": form,
        "whatif": found,
        "headline": headline(found),
    }
    return answer(request, "evidence/hubs/keep.html", page=page, status=400 if form.is_bound else 200)


def _cited(viewer: Actor, place: Place, asked: Asked) -> Any:
    """The number the what-if rests on, kept as it stands."""
    figure: Figure = evidence_changes.keep_figure(viewer, place=place, asked=figures.cited(place, asked))
    return journal_kinds.ref(figure)


@never_cache
@require_safe
@answers(
    "A what-if about hubs that was kept, as it stood",
    rows={"scenario": ScenarioRow, "whatif": WhatIf},
    table="whatif.gains",
    queries={"version": "Number of a version; the newest where none is named"},
)
def scenario(request: HttpRequest, id: str) -> HttpResponse:
    """One kept what-if."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = queries.scenario(viewer, id)
    place = held.place
    version = queries.version(viewer, held, request.GET.get("version", ""))
    found = queries.what_if_of(viewer, place, version)
    asked = asking.of_kept(version.asked)
    taken_back = queries.taken_back(viewer, place, version)
    if taken_back:
        asked = replace(asked, way="")  # whoever tries further does so by what there is now
    page = _page(request, place, asked, found)
    page["crumbs"] = [*page["crumbs"], (_("What if a hub stood here?"), f"/place/{place.slug}/hubs")]
    page |= {
        "kept_version": version,
        "versions": held.versions.order_by("number"),
        "taken_back": taken_back,
        "may": rules.keeps(viewer, place),
        "others": [each for each in queries.scenarios(viewer, place) if each.id != str(held.pk)],
        "done": request.GET.get("done", ""),
    }
    row = queries.row(viewer, held)
    return answer(request, "evidence/hubs/scenario.html", page=page, scenario=row, whatif=found)


@require_POST
def act(request: HttpRequest, id: str) -> HttpResponse:
    """Show it to everybody, make it a draft again, add a version, or throw a draft away."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = queries.scenario(viewer, id)
    do = request.POST.get("do", "")
    if do in {"show", "draft"}:
        changes.show_scenario(viewer, held, shown=do == "show")
    elif do == "again":
        asked = asking.of_address(request.GET, "")
        changes.try_again(viewer, held, asked=asked, because=[_cited(viewer, held.place, asked)])
    elif do == "drop":
        place = changes.drop_scenario(viewer, held)
        return HttpResponseRedirect(f"/place/{place.slug}/hubs")
    else:
        raise Invalid(_("Say what should happen with this what-if."))
    return HttpResponseRedirect(f"/what-if/{held.pk}?done={do}")


@never_cache
@require_safe
@answers(
    "Two kept what-ifs side by side",
    rows={"scenarios": list[ScenarioRow]},
    queries={"one": "Id of a kept what-if", "other": "Id of another"},
)
def beside(request: HttpRequest, slug: str) -> HttpResponse:
    """Two kept what-ifs of a place, fifth by fifth."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    asked = [request.GET.get(each, "") for each in ("one", "other")]
    rows = [queries.row(viewer, queries.scenario(viewer, each)) for each in asked if each]
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [
            (place.name, f"/place/{place.slug}"),
            (_("Evidence"), f"/place/{place.slug}/evidence"),
            (_("What if a hub stood here?"), f"/place/{place.slug}/hubs"),
        ],
        "pairs": _pairs(rows),
        "kept": queries.scenarios(viewer, place),
        "sent": request.GET,
        "unlike": len({(each.kind_label, each.within, each.measured) for each in rows}) > 1,
    }
    return answer(request, "evidence/hubs/beside.html", page=page, scenarios=rows)


def _pairs(rows: list[ScenarioRow]) -> list[tuple[str, list[Any]]]:
    """Each fifth that either has: its name, and its row in each."""
    fifths = [each.fifth for row in rows for each in row.gains]
    order = sorted(set(fifths), key=lambda each: 9 if each is None else each)
    return [
        (working.fifth_label(fifth), [next((g for g in row.gains if g.fifth == fifth), None) for row in rows])
        for fifth in order
    ]
