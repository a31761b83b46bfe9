"""Pages of how the way is measured: streets, tables of minutes and timetables, brought, looked at and taken back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid
from commonweal.evidence import rules
from commonweal.evidence.access import bringing as bringings
from commonweal.evidence.access import changes, queries, travel
from commonweal.evidence.access.forms import BROUGHT, HandedForm, WithdrawForm
from commonweal.evidence.access.rows import BringingRow
from commonweal.evidence.access.views import page_of
from commonweal.evidence.models import Bringing, MinutesTable, Streets
from commonweal.feeds import osm_network
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import Place


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """What the way is measured by; for those who look after the evidence, bringing something better."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    sent = None
    if request.method == "POST":
        rules.may_look_after(viewer, place=place)
        what, sent = _sent(request)
        if sent.is_valid():
            try:
                made = _begun(viewer, place, what, sent)
                return HttpResponseRedirect(reverse("bringing", args=[slug, made.pk]))
            except DomainError as refusal:
                sent.add_error(None, refusal.sentence)
    page = page_of(place, _("How the way is measured")) | {
        "form": sent,
        "forms": {
            what: sent if isinstance(sent, kind) else kind(auto_id=f"{what}-%s") for what, kind in BROUGHT.items()
        },
        "may": rules.looks_after(viewer, place),
        "maps_can_be_read": osm_network.installed(),
        "withdraw": WithdrawForm(),
        "way": travel.ways(place)[0][1],
        "line": travel.said_of_line(),
        "done": request.GET.get("done", ""),
        "streets": queries.streets(viewer, place),
        "tables": queries.tables(viewer, place),
        "bringings": queries.bringings(viewer, place),
    }
    return answer(request, "evidence/access/minutes.html", page=page, status=400 if sent else 200)


def _sent(request: HttpRequest) -> tuple[str, HandedForm]:
    what = request.POST.get("do", "")
    if what not in BROUGHT:
        raise Invalid(_("Say what you bring: streets, a table of minutes, or a timetable."))
    return what, BROUGHT[what](request.POST, request.FILES, auto_id=f"{what}-%s")


def _begun(viewer: Actor, place: Place, what: str, form: HandedForm) -> Bringing:
    told = {name: str(value or "") for name, value in form.cleaned_data.items() if name != "file"}
    file = form.cleaned_data["file"]
    return bringings.begin(viewer, place, what, name=str(file.name), chunks=file.chunks(), told=told)


@never_cache
@require_safe
@answers("Streets, a table of minutes or a timetable on its way in", rows={"run": BringingRow})
def bringing(request: HttpRequest, slug: str, id: str) -> HttpResponse:
    """How far it is, what was found in it, and whether it is in use."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    run = queries.bringing(viewer, queries.held(Bringing, place, id))
    page = page_of(place, _("On its way in"))
    page["crumbs"].append((_("How the way is measured"), reverse("place-minutes", args=[slug])))
    return answer(request, "evidence/access/bringing.html", page=page, run=run)


@require_POST
def use(request: HttpRequest, slug: str, id: str) -> HttpResponse:
    """Put what was looked at to use."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    held = queries.held(Bringing, places.place(viewer, slug), id)
    bringings.put_to_use(viewer, held)
    return HttpResponseRedirect(reverse("bringing", args=[slug, held.pk]))


@require_POST
def withdraw(request: HttpRequest, slug: str, id: str) -> HttpResponse:
    """Take a table back."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    table = queries.held(MinutesTable, places.place(viewer, slug), id)
    changes.withdraw_minutes(viewer, table, reason=request.POST.get("reason", ""))
    return _withdrawn(slug)


@require_POST
def withdraw_streets(request: HttpRequest, slug: str, id: str) -> HttpResponse:
    """Take streets back."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    streets = queries.held(Streets, places.place(viewer, slug), id)
    changes.withdraw_streets(viewer, streets, reason=request.POST.get("reason", ""))
    return _withdrawn(slug)


def _withdrawn(slug: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('place-minutes', args=[slug])}?done=withdrawn")
