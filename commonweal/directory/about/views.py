"""Pages about venues: the spaces of a place, describing one, adding one that no list has."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Invalid, NotFound
from commonweal.directory.about import changes, rules
from commonweal.directory.about.forms import AboutForm, StopsForm, VenueForm, stops_typed
from commonweal.directory.about.ground import ground
from commonweal.directory.about.queries import as_said
from commonweal.directory.about.questions import codes
from commonweal.directory.about.venues import Venues, venues
from commonweal.directory.going_on import one
from commonweal.directory.models import Asset, Location, Organization, Schedule
from commonweal.directory.rules import keeps_directory
from commonweal.journal.actor import Actor
from commonweal.places import queries as places
from commonweal.places.models import Place

FORMS = ["GET", "HEAD", "POST"]


@require_safe
@answers(
    "Spaces in a place: what each can be used for, how big, who holds the keys, where the moving ones stop next",
    rows={"venues": Venues},
    table="venues.rows",
    queries={"about": "What has to be so, once for each: green.yes, mobile.yes, dual_use.yes …"},
)
def venue_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Spaces that people can use or go to."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    chosen = request.GET.getlist("about")
    for each in chosen:
        if each and (each not in codes() or "location" not in codes()[each][0].of):
            raise Invalid(_("Nothing here can be asked for as “%(code)s”. Choose from the list.") % {"code": each[:40]})
    found, abouts = venues(viewer, place, chosen)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}")],
        "abouts": abouts,
        "sheet": ground(viewer, place, found.rows),
        "narrowed": any(chosen),
        "keeps": keeps_directory(viewer, place),
        "kept": "kept" in request.GET,
    }
    return answer(request, "directory/about/venues.html", page=page, venues=found)


@never_cache
@require_http_methods(FORMS)
def describe(request: HttpRequest, id: str) -> HttpResponse:
    """What a space is like, and where it stops. Something that is listed here becomes a venue when it is described."""
    viewer = request.viewer  # type: ignore[attr-defined]
    location, asset, place = _venue(viewer, id)
    if location is not None:
        rules.may_describe(viewer, location)
    else:
        rules.may_add_venue(viewer, place=place)
    initial = as_said(location.pk, "location") if location else {}
    form = AboutForm(request.POST or None, kind="location", prefix="about", initial=initial)
    stops = StopsForm(request.POST or None, prefix="stops", initial=_stops(location))
    if request.method == "POST" and form.is_valid() and stops.is_valid():
        if location is None:
            location = changes.add_venue(viewer, place=place, name=asset.name or asset.kind, asset=asset)
        changes.say(viewer, location, said=form.said())
        if stops.has_changed():
            changes.stop_at(viewer, location, stops=stops_typed(stops))
        return HttpResponseRedirect(f"/place/{place.slug}/venues?kept=1#venue-{location.pk}")
    name = location.name if location else asset.name
    page = _page(place) | {"form": form, "stops": stops, "name": name, "id": id, "known": location is not None}
    return answer(request, "directory/about/describe.html", page=page, status=400 if request.method == "POST" else 200)


@require_POST
def take_back(request: HttpRequest, id: str) -> HttpResponse:
    """Let a venue say again what it said before."""
    viewer = request.viewer  # type: ignore[attr-defined]
    location = one(Location.objects.visible_to(viewer).select_related("place"), id)
    changes.take_back(viewer, location)
    return HttpResponseRedirect(f"/place/{location.place.slug}/venues?kept=1#venue-{location.pk}")


@never_cache
@require_http_methods(FORMS)
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """A venue that no list has."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_add_venue(viewer, place=place)
    form = VenueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = changes.add_venue(viewer, place=place, **form.cleaned_data)
            return HttpResponseRedirect(f"/venue/{made.pk}/describe")
        except Invalid as refusal:
            form.add_error(None, refusal.sentence)
    page = _page(place) | {"form": form}
    return answer(request, "directory/about/add.html", page=page, status=400 if request.method == "POST" else 200)


@never_cache
@require_http_methods(FORMS)
def organization(request: HttpRequest, id: str) -> HttpResponse:
    """Insurance, checks and safeguarding of an organisation, said once for all that it offers."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = one(Organization.objects.visible_to(viewer).select_related("place"), id)
    rules.may_describe(viewer, found)
    form = AboutForm(
        request.POST or None, kind="organization", prefix="about", initial=as_said(found.pk, "organization")
    )
    if request.method == "POST" and form.is_valid():
        changes.say(viewer, found, said=form.said())
        return HttpResponseRedirect(f"/organization/{found.pk}")
    page = _page(found.place) | {"form": form, "organization": found}
    page["crumbs"] = [*page["crumbs"][:1], (found.name, f"/organization/{found.pk}")]
    status = 400 if request.method == "POST" else 200
    return answer(request, "directory/about/organization.html", page=page, status=status)


def _venue(viewer: Actor, id: str) -> tuple[Location | None, Asset | None, Place]:
    """The venue of this id; or the listed thing that is to become one."""
    try:
        location = one(Location.objects.visible_to(viewer).select_related("place"), id)
        return location, location.asset, location.place
    except NotFound:
        asset = one(Asset.objects.filter(gone_at=None), id)
        place = Place.objects.filter(placearea__area=asset.area_id).order_by("pk").first()
        if place is None:
            raise
        # A steward sees every venue of the place. Anybody else is refused alike whether there is a venue that they may
        # not know of, or none: the answer must not tell.
        rules.may_add_listed(viewer, place=place)
        return None, asset, place


def _stops(location: Location | None) -> list[dict[str, Any]]:
    if location is None:
        return []
    rows = Schedule.objects.filter(location=location, freq="", byday="").exclude(dtstart=None).order_by("dtstart")
    return [
        {"day": each.dtstart, "where": each.description, "opens_at": each.opens_at, "closes_at": each.closes_at}
        for each in rows
    ]


def _page(place: Place) -> dict[str, Any]:
    return {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}"), (_("Spaces to use"), f"/place/{place.slug}/venues")],
    }
