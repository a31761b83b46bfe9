"""Pages of reach: who can reach what, beside need; and the points a router needs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Invalid
from commonweal.core.pages import turn
from commonweal.evidence import queries as evidence
from commonweal.evidence import rules
from commonweal.evidence.access import cited, pictured, places_to_go, queries, reached, supply, travel
from commonweal.evidence.access.forms import ReachForm
from commonweal.evidence.access.question import Question
from commonweal.evidence.access.rows import PointRow, ReachAreaRow, ReachWhole
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import Place

UNSAID = {
    supply.COST: _lazy("what it costs"),
    supply.TIME: _lazy("when it is on"),
    supply.LANGUAGE: _lazy("in which language"),
    supply.ACCESS: _lazy("whether it is so"),
    supply.THEME: _lazy("what it is about"),
}


@never_cache
@require_safe
@answers(
    "What people of a place can reach on foot, beside who needs it most",
    rows={"reach": ReachWhole},
    table="reach.areas",
    queries={
        "theme": "creative, green, company, moving, advice, mind, food, learning or families; empty: anything",
        "among": "services, places (buildings and green spaces) or both",
        "cost": "free or any",
        "when": "weekday-day, weekday-evening, weekend or any",
        "minutes": "5, 10, 15, 20 or 30",
        "language": "A language, in English and small letters",
        "access": "step-free, accessible toilet, hearing loop, BSL, large print or parking",
        "need": "Key of an indicator that need is told by",
        "few": "0, 1, 3 or 5: so many things in reach, or fewer, are too few",
        "way": "Id of streets or of a table of minutes, or line",
        "area": "Key of a neighbourhood whose things in reach are listed on the page",
        "page": "Page of the table, from 1 (the data has all rows)",
    },
)
def reach(request: HttpRequest, slug: str) -> HttpResponse:
    """Who can reach what was asked for. Nothing asked: something free, on a weekday evening, in 15 minutes' walk."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    usual = queries.usual(place)
    form = _form(viewer, place, request, usual)
    right = not form.is_bound or form.is_valid()
    if not right and getattr(request, "answer_form", ""):
        raise Invalid(_("That cannot be asked. The page lists what can."))
    question = form.question() if form.is_bound and right else usual
    whole, found = queries.told(viewer, place, question)
    asks = {name: value for name, value in request.GET.items() if name not in ("page", "area")}
    turned = turn(request, len(whole.areas), size=50, **asks)
    kind = queries.kind_of(place)
    page = page_of(place) | {
        "form": form,
        "question": question,
        "shown": whole.areas[turned.start : turned.stop],
        "cold": _cold(whole, found),
        "bars": pictured.bars(whole.fifths),
        "all_of_it": pictured.bars([whole.whole])[0],
        "sheet": pictured.drawn(viewer, place, kind, whole.areas, found) if kind else None,
        "steps": pictured.legend(whole.areas),
        "asks": urlencode(asks),
        "places_method": places_to_go.METHOD,
        "things": _things(request, found),
        "may": rules.looks_after(viewer, place),
        "number": cited.offered(viewer, question, whole),
    }
    return answer(
        request, "evidence/access/reach.html", page=page | turned.shown(), status=200 if right else 400, reach=whole
    )


def _cold(whole: ReachWhole, found: reached.Reach) -> list[tuple[ReachAreaRow, str]]:
    """The first cold spots, each with what the page of hubs is asked to try a new one in its middle."""
    at = {each.key: f"{each.lat:.5f},{each.lon:.5f}" for each in found.ground.origins}
    cold = [row for row in whole.areas if row.cold][: pictured.NUMBERED]
    return [(row, urlencode({"step": f"add:{at[row.key]}"})) for row in cold if row.key in at]


def _form(viewer: Actor, place: Place, request: HttpRequest, usual: Question) -> ReachForm:
    asked = {name: request.GET[name] for name in request.GET if name in ReachForm.base_fields}
    default = Question()  # an address means the same whatever is listed by then
    return ReachForm(
        asked | {name: asked.get(name, value) for name, value in default.as_how().items()} if asked else None,
        languages=supply.languages(place),
        needs=evidence.map_choices(viewer),
        ways=travel.ways(place),
        initial=_chosen(usual),
    )


def _chosen(question: Question) -> dict[str, Any]:
    """A question as the fields show it."""
    return question.as_how() | {"cost": question.cost or "any", "when": question.when or "any"}


def _things(request: HttpRequest, found: reached.Reach) -> dict[str, Any] | None:
    """What one neighbourhood reaches, by name, where one was asked for."""
    key = request.GET.get("area", "")
    name = next(
        (name for each, name in zip(found.ground.origins, found.ground.names, strict=True) if each.key == key), ""
    )
    if not name:
        return None
    rows = [
        {"offer": offer, "minutes": minutes, "unsaid": [UNSAID[each] for each in offer.unsaid]}
        for offer, minutes in reached.offers(found, key)
    ]
    return {"name": name, "key": key, "rows": rows}


@require_safe
@answers("Where people of a place live, and where things are on: what a router needs", rows={"points": list[PointRow]})
def points(request: HttpRequest, slug: str) -> HttpResponse:
    """Origins and destinations for a table of minutes."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    page = page_of(place, _("Points for a router"))
    return answer(request, "evidence/access/points.html", page=page, points=queries.points(viewer, place))


def page_of(place: Place, under: str = "") -> dict[str, Any]:
    """What every page of reach has."""
    crumbs = [(place.name, f"/place/{place.slug}"), (_("Evidence"), f"/place/{place.slug}/evidence")]
    if under:
        crumbs.append((_("What people can reach"), f"/place/{place.slug}/reach"))
    return {"place": place, "invented": place.invented, "crumbs": crumbs}
