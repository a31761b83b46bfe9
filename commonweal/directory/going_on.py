"""What goes on here, as a viewer may see it: organisations, their services, where and when each happens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.directory import words
from commonweal.directory.alike.merged import stands_for
from commonweal.directory.documents import PUBLIC as EVERYBODY
from commonweal.directory.documents import seen_by, withheld_of
from commonweal.directory.models import Location, Organization, Service, ServiceAtLocation
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import Place

OVER = (Service.DEFUNCT, Service.INACTIVE)
FIRST, NEEDS = 8, 10


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service in a list. Where it happens in several spots, `place_name` and `schedule` are those of the first."""

    id: str
    name: str
    organization_id: str
    organization_name: str
    status: str
    fees_description: str  # "" where nobody has said: unknown, not free
    helps_with: tuple[str, ...]
    location_id: str
    location_name: str
    area_key: str
    area_name: str
    schedule: str
    lat: float | None
    lon: float | None


def services_in(
    viewer: Actor, place: Place | None = None, *, area_ids: Iterable[int] | None = None, helps_with: str = ""
) -> list[ServiceRow]:
    """What goes on in a place, or in these neighbourhoods: what is on first, by name; what has ended is left out."""
    held = Service.objects.visible_to(viewer).exclude(status__in=OVER)
    if place is not None:
        held = held.filter(place=place)
    if area_ids is not None:
        # Only where this viewer may know that it happens: a count must not tell in which street a refuge stands.
        here = ServiceAtLocation.objects.visible_to(viewer).filter(location__area__in=list(area_ids))
        held = held.filter(pk__in=here.values("service"))
    rows = rows_for(viewer, held.order_by("name", "pk"))
    return [row for row in rows if not helps_with or helps_with in row.helps_with]


def rows_of(viewer: Actor, ids: Iterable[str]) -> dict[str, ServiceRow]:
    """Services by their ids, those that this viewer may see."""
    held = Service.objects.visible_to(viewer).filter(pk__in=[UUID(each) for each in ids])
    return {row.id: row for row in rows_for(viewer, held)}


def not_for_everyone(viewer: Actor) -> list[ServiceRow]:
    """What goes on that this viewer may see and a passer-by may not."""
    if not viewer.known:
        return []
    held = Service.objects.visible_to(viewer).exclude(status__in=OVER)
    held = held.exclude(pk__in=Service.objects.visible_to(PUBLIC).values("pk"))
    return rows_for(viewer, held.order_by("name", "pk"))


def in_place(viewer: Actor, place: Place) -> dict[str, Any]:
    """For parts/going_on.html on a place's page: what goes on there."""
    return _part(services_in(viewer, place), place)


def in_areas(viewer: Actor, place: Place | None, area_ids: Iterable[int]) -> dict[str, Any]:
    """For parts/going_on.html on a neighbourhood's page: what goes on inside it."""
    return _part(services_in(viewer, area_ids=area_ids), place)


def _part(rows: list[ServiceRow], place: Place | None) -> dict[str, Any]:
    return {
        "going_on": _unlike(rows)[:FIRST],
        "going_on_more": max(0, len(rows) - FIRST),
        "going_on_address": f"/place/{place.slug}/services" if place else "",
        "going_on_helps": needs_met(rows)[:NEEDS],
    }


def _unlike(rows: list[ServiceRow]) -> list[ServiceRow]:
    """Those first that help with something no earlier one does, so that a short list shows how much there is."""
    seen: set[str] = set()
    first, then = [], []
    for row in rows:
        new = set(row.helps_with) - seen
        (first if new else then).append(row)
        seen |= new
    return first + then


def needs_met(rows: Iterable[ServiceRow]) -> list[tuple[str, int]]:
    """What these services help with, each with how many do, the most first."""
    count: dict[str, int] = {}
    for row in rows:
        for word in row.helps_with:
            count[word] = count.get(word, 0) + 1
    return sorted(count.items(), key=lambda each: (-each[1], each[0]))


def one(rows, id: str):  # type: ignore[no-untyped-def]
    """The row of this id, among those a viewer may know of."""
    try:
        found = rows.filter(pk=UUID(id)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(_("Nothing with this address is in the directory. It may have been taken out."))
    return found


def with_places(viewer: Actor, rows):  # type: ignore[no-untyped-def]
    """Services with where they happen, as far as this viewer may know that."""
    at = ServiceAtLocation.objects.visible_to(viewer).select_related("location__area", "location__asset")
    at = at.prefetch_related("schedules", "location__addresses")
    return rows.select_related("organization", "place").prefetch_related(
        Prefetch("service_at_locations", at.order_by("location__name", "pk"))
    )


def organization_id(found: Service) -> str:
    """Whose it is; "" where its source does not say."""
    return str(found.organization_id or "")


def organization_name(found: Service) -> str:
    """What they are called; "" where its source does not say."""
    return found.organization.name if found.organization else ""


def rows_for(viewer: Actor, held) -> list[ServiceRow]:  # type: ignore[no-untyped-def]
    """These services as rows of a list, with nothing in them that is withheld from this viewer."""
    found = list(with_places(viewer, held))
    at = [each for service in found for each in service.service_at_locations.all()]
    schedules = [schedule for each in at for schedule in each.schedules.all()]
    withheld = withheld_of(each.pk for each in (*found, *at, *schedules))

    def row(service: Service) -> ServiceRow:
        seen = seen_by(viewer, service.place, service.organization_id) if withheld else EVERYBODY
        return _row(service, {about for about, audience in withheld.items() if audience not in seen})

    return [row(each) for each in found]


def _row(found: Service, hidden: set[tuple[UUID, str]]) -> ServiceRow:
    held = next((each for each in found.service_at_locations.all() if (each.pk, "") not in hidden), None)
    at = held.location if held else None
    return ServiceRow(
        str(found.pk),
        found.name,
        organization_id(found),
        organization_name(found),
        found.status,
        "" if (found.pk, "fees_description") in hidden else found.fees_description,
        tuple(found.helps_with),
        str(at.pk) if at else "",
        str(at) if at else "",
        at.area.key if at and at.area else "",
        str(at.area) if at and at.area else "",
        _said_when(held, hidden) if held else "",
        at.latitude if at else None,
        at.longitude if at else None,
    )


def said_when(viewer: Actor, held: ServiceAtLocation) -> str:
    """When a service is on there, in words, as far as this viewer may know."""
    withheld = withheld_of([held.pk, *(each.pk for each in held.schedules.all())])
    seen = seen_by(viewer, held.service.place, held.service.organization_id)
    return _said_when(held, {about for about, audience in withheld.items() if audience not in seen})


def _said_when(held: ServiceAtLocation, hidden: set[tuple[UUID, str]]) -> str:
    """When it is on there, in words."""
    if (held.pk, "schedules") in hidden:
        return ""
    fields = ("description", "byday", "opens_at", "closes_at")
    said = (
        words.when(*("" if (each.pk, name) in hidden else getattr(each, name) for name in fields))
        for each in held.schedules.all()
        if (each.pk, "") not in hidden
    )
    return "; ".join(each for each in said if each)


def organizations_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: those of the ids this viewer may know of."""
    return _visible(Organization.objects.visible_to(viewer), ids)


def services_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: those of the ids this viewer may know of."""
    return _visible(Service.objects.visible_to(viewer), ids)


def held_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """Where a service happens is seen by whoever may see the service, and know where it is."""
    rows = ServiceAtLocation.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def locations_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: those of the ids whose whereabouts this viewer may know."""
    return _visible(Location.objects.visible_to(viewer), ids)


def _visible(rows, ids: Iterable[str]) -> set[str]:  # type: ignore[no-untyped-def]
    """Those among these rows. What was merged into another is known to whoever may know of that one."""
    asked = [str(each) for each in ids]
    now = stands_for(asked)
    seen = {str(pk) for pk in rows.filter(pk__in={now.get(id, id) for id in asked}).values_list("pk", flat=True)}
    return {id for id in asked if now.get(id, id) in seen}


def describe_locations(ids: Iterable[str]) -> dict[str, Card]:
    """Where things happen, as cards, by id."""
    rows = Location.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(
            each.name, f"/asset/{each.asset_id}" if each.asset_id else "", _("where things happen"), each.place.invented
        )
        for each in rows
    }


def describe_organizations(ids: Iterable[str]) -> dict[str, Card]:
    """Organisations as cards, by id."""
    rows = Organization.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.name, f"/organization/{each.pk}", _("organisation"), each.place.invented)
        for each in rows
    }


def describe_services(ids: Iterable[str]) -> dict[str, Card]:
    """Services as cards, by id."""
    rows = Service.objects.filter(pk__in=list(ids)).select_related("organization", "place")
    return {
        str(each.pk): Card(each.name, f"/service/{each.pk}", organization_name(each), each.place.invented)
        for each in rows
    }


def describe_held(ids: Iterable[str]) -> dict[str, Card]:
    """Where services happen, as cards, by id."""
    rows = ServiceAtLocation.objects.filter(pk__in=list(ids)).select_related("service__place", "location")
    return {
        str(each.pk): Card(
            str(each),
            f"/service/{each.service_id}",
            _("where it happens"),
            each.service.place.invented,
        )
        for each in rows
    }
