"""Pages of showcases: a place's, one of them, and keeping it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Invalid
from commonweal.directory import going_on
from commonweal.directory.going_on_views import Calendar
from commonweal.directory.models import Location, Service, Showcase
from commonweal.directory.sharing import reading, rules, showcase_changes, showcases
from commonweal.directory.sharing.forms import ShowcaseForm
from commonweal.directory.sharing.showcases import ShowcaseRow, ShowcaseWhole
from commonweal.directory.sharing.views import FORMS
from commonweal.journal import actor
from commonweal.journal.door import can
from commonweal.places import queries as places
from commonweal.places.models import Place


@require_safe
@answers("Days on which what is here shows itself", rows={"showcases": list[ShowcaseRow]})
def every(request: HttpRequest, slug: str) -> HttpResponse:
    """A place's showcases."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    page = _page(place) | {"makes": can(viewer).ask(showcase_changes.call, place) is None}
    return answer(request, "directory/sharing/showcases.html", page=page, showcases=showcases.showcases(viewer, place))


@require_safe
@answers("One showcase, and what is there", rows={"whole": ShowcaseWhole}, table="whole.stalls")
def one(request: HttpRequest, id: str) -> HttpResponse:
    """When, where, what is there, and what became of it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    whole = showcases.showcase(viewer, id)
    held = showcases.one(id)
    page = _page(held.place) | {"makes": can(viewer).ask(showcase_changes.call_off, held) is None}
    page["crumbs"] += [(_("Showcases"), f"/place/{held.place.slug}/showcases")]
    return answer(request, "directory/sharing/showcase.html", page=page, whole=whole)


@require_safe
@answers("A showcase, as a calendar's entry", rows={"calendar": Calendar})
def calendar(request: HttpRequest, id: str) -> HttpResponse:
    """For a phone's calendar."""
    written = showcases.calendar(request.viewer, id)  # type: ignore[attr-defined]
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="showcase.ics"'
    return response


@never_cache
@require_http_methods(FORMS)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Call one."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    rules.may_make_showcase(request.viewer, place)  # type: ignore[attr-defined]
    return _write(request, place, None)


@never_cache
@require_http_methods(FORMS)
def edit(request: HttpRequest, id: str) -> HttpResponse:
    """Say it anew; ask and confirm stalls; tell what became of it."""
    held = showcases.one(id)
    rules.may_keep_showcase(request.viewer, held)  # type: ignore[attr-defined]
    return _write(request, held.place, held)


@require_POST
def keep(request: HttpRequest, id: str) -> HttpResponse:
    """One of the smaller things: a stall, calling it off, what became of it."""
    viewer, held, sent = request.viewer, showcases.one(id), request.POST  # type: ignore[attr-defined]
    rules.may_keep_showcase(viewer, held)
    if "service" in sent:
        service = going_on.one(Service.objects.visible_to(actor.PUBLIC), sent["service"])
        stall = dict(service=service, offers=sent.get("offers", ""), state=sent.get("state", ""))
        showcase_changes.set_stall(viewer, held, **stall)
    elif "off" in sent:
        showcase_changes.call_off(viewer, held, off=sent["off"] == "yes")
    elif "became" in sent:
        showcase_changes.tell(viewer, held, became=sent["became"])
    else:
        raise Invalid(_("Nothing was sent that could be kept. Go back and try again."))
    return HttpResponseRedirect(f"/showcase/{id}/edit")


def _write(request: HttpRequest, place: Place, held: Showcase | None) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    form = ShowcaseForm(request.POST or None, where=showcases.where(place), initial=_initial(held) if held else {})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                kept = _kept(viewer, place, held, form.cleaned_data)
                return HttpResponseRedirect(f"/showcase/{kept.pk}{'' if held else '/edit'}")
            except Invalid as refusal:
                form.add_error(None, refusal.sentence)
        status = 400
    page = _page(place) | {"form": form, "held": held}
    page["crumbs"] += [(_("Showcases"), f"/place/{place.slug}/showcases")]
    if held:
        whole = showcases.showcase(viewer, str(held.pk))
        page |= {"whole": whole, "picks": reading.picks(place), "begun": held.starts_at <= timezone.now()}
    return answer(request, "directory/sharing/showcase_form.html", page=page, status=status)


def _kept(viewer: Any, place: Place, held: Showcase | None, told: dict[str, Any]) -> Showcase:
    location = going_on.one(Location.objects.visible_to(actor.PUBLIC), told["location"])
    said = {
        **{name: told[name] for name in ("title", "words", "access")},
        "starts_at": timezone.make_aware(datetime.combine(told["on"], told["begins"])),
        "ends_at": timezone.make_aware(datetime.combine(told["on"], told["ends"])),
        "location": location,
    }
    if held:
        return showcase_changes.change_showcase(viewer, held, **said)
    return showcase_changes.call(viewer, place, **said)


def _initial(held: Showcase) -> dict[str, Any]:
    starts, ends = timezone.localtime(held.starts_at), timezone.localtime(held.ends_at)
    plain = {name: getattr(held, name) for name in ("title", "words", "access")}
    return plain | {"on": starts.date(), "begins": starts.time(), "ends": ends.time(), "location": held.location_id}


def _page(place: Place) -> dict[str, Any]:
    return {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}")],
    }
