"""What goes on here: a place's services, one service, one organisation."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.pages import turn
from commonweal.directory import going_on, whole
from commonweal.directory import rules as directory_rules
from commonweal.directory import sessions as service_sessions
from commonweal.directory.about.listing import narrowed
from commonweal.directory.alike import onward as alike
from commonweal.directory.going_on import ServiceRow
from commonweal.directory.keep_views import keeps
from commonweal.directory.whole import OrganizationWhole, ServiceWhole
from commonweal.people import rules
from commonweal.people.roles import ORGANISATION
from commonweal.places import queries as places

ON_A_PAGE = 30
# The standard's words for how a service stands, as a person would say them.
STANDS = {
    "active": gettext_lazy("It is on."),
    "temporarily closed": gettext_lazy("It is closed for now."),
    "inactive": gettext_lazy("It is not on at present."),
    "defunct": gettext_lazy("It has ended."),
}


@require_safe
@answers(
    "What goes on in a place: its services",
    rows={"services": list[ServiceRow]},
    queries={
        "helps_with": "What it helps with: company, damp …",
        "about": "What has to be so: quiet.yes …",
        "page": "Page of the list, from 1",
    },
)
def services(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that goes on in a place, or what of it helps with one thing."""
    place = places.place(request.viewer, slug)
    chosen = request.GET.get("helps_with", "").strip().lower()[:60]
    rows = going_on.services_in(request.viewer, place, helps_with=chosen)
    rows, abouts = narrowed(request.viewer, place, rows, request.GET.getlist("about"))
    if request.answer_form:
        return answer(request, "directory/services.html", services=rows)
    turned = turn(request, len(rows), size=ON_A_PAGE, helps_with=chosen, about=request.GET.getlist("about"))
    page = {
        "abouts": abouts,
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}")],
        "total": len(rows),
        "chosen": chosen,
        "keeps": directory_rules.keeps_directory(request.viewer, place),
        "helps": going_on.needs_met(going_on.services_in(request.viewer, place)),
    }
    return answer(
        request, "directory/services.html", page=page | turned.shown(), services=rows[turned.start : turned.stop]
    )


@require_safe
@answers("One service: what it is, where and when", rows={"service": ServiceWhole})
def service(request: HttpRequest, id: str) -> HttpResponse:
    """Something that people can go to."""
    if onward := alike.onward(request, id, going_on.services_visible_to):
        return onward
    found = whole.service(request.viewer, id)
    page = {
        "invented": found.invented,
        "crumbs": [(found.place_name, f"/place/{found.place_slug}"), (_("What goes on"), _services(found.place_slug))],
        "stands": STANDS.get(found.status, found.status),
        "is_on": found.status == "active",
        "keeps": keeps(request, id),
        "kept": "kept" in request.GET,
        "waits": "waits" in request.GET,
        "also_from": alike.also_from("service", id),
    }
    return answer(request, "directory/service.html", page=page, service=found)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar, as programs that keep one read it (RFC 5545)."""

    text: str


@require_safe
@answers("The coming sessions of a service, as a calendar", rows={"calendar": Calendar})
def sessions(request: HttpRequest, id: str) -> HttpResponse:
    """What a phone's calendar keeps, and asks for anew each day."""
    if onward := alike.onward(request, id, going_on.services_visible_to):
        return onward
    response = HttpResponse(service_sessions.calendar(request.viewer, id), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="sessions.ics"'
    return response


@require_safe
@answers("One organisation, and what it offers", rows={"organization": OrganizationWhole})
def organization(request: HttpRequest, id: str) -> HttpResponse:
    """Who does something here."""
    if onward := alike.onward(request, id, going_on.organizations_visible_to):
        return onward
    found = whole.organization(request.viewer, id)
    page = {
        "invented": found.invented,
        "crumbs": [(found.place_name, f"/place/{found.place_slug}"), (_("What goes on"), _services(found.place_slug))],
        "on": [each for each in found.services if each.status not in going_on.OVER],
        "over": [each for each in found.services if each.status in going_on.OVER],
        "also_from": alike.also_from("organization", id),
        "looks_after": rules.looks_after_roles(request.viewer, ORGANISATION, id),
    }
    return answer(request, "directory/organization.html", page=page, organization=found)


def _services(slug: str) -> str:
    return f"/place/{slug}/services"
