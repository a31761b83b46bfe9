"""How organisations and services come to be, where they happen, and how they end.

A new service touches itself alone, and not its organisation: what a service rests on is no reason for whoever runs it,
and the thread would say that it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.core.ids import imported_id, new_id
from commonweal.directory import rules
from commonweal.directory.entry_words import as_said, mail_address, refuse_ages, web_address
from commonweal.directory.entry_words import name as a_name
from commonweal.directory.feeds import beside
from commonweal.directory.models import (
    OF,
    AboutFact,
    AlikePair,
    Asset,
    Audience,
    Feed,
    Judgement,
    Location,
    Merge,
    Organization,
    Report,
    Schedule,
    Service,
    ServiceAtLocation,
    Withheld,
)
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.places.models import Place


@change("directory.organization.add", allowed=rules.may_add_organization)
def add_organization(
    who: Actor,
    *,
    place: Place,
    name: str,
    description: str,
    alternate_name: str = "",
    email: str = "",
    website: str = "",
    legal_status: str = "",
    audience: str = Organization.EVERYONE,
    id: UUID | None = None,
) -> Organization:
    """Add who does something here. `id` is given where it follows from another source, so that it is met again."""
    organization = Organization(
        id=id or new_id(),
        name=a_name(name, _("Say what the organisation is called.")),
        description=_said(description, _("Say in a sentence what the organisation does.")),
        alternate_name=alternate_name.strip(),
        email=mail_address(email),
        website=web_address(website),
        legal_status=legal_status.strip(),
        place=place,
        audience=_audience(audience),
        last_modified=timezone.now(),
    )
    _new(organization)
    return organization


@change("directory.service.add", allowed=rules.may_keep_organization)
def add_service(
    who: Actor,
    *,
    organization: Organization,
    name: str,
    description: str = "",
    alternate_name: str = "",
    url: str = "",
    email: str = "",
    fees_description: str = "",
    eligibility_description: str = "",
    minimum_age: int | None = None,
    maximum_age: int | None = None,
    helps_with: Sequence[str] = (),
    audience: str = Organization.EVERYONE,
    id: UUID | None = None,
) -> Service:
    """Add what an organisation offers. What is not said is unknown: no fee named does not mean that it is free."""
    refuse_ages(minimum_age, maximum_age)
    service = Service(
        id=id or new_id(),
        organization=organization,
        place=organization.place,
        name=a_name(name, _("Say what the service is called.")),
        alternate_name=alternate_name.strip(),
        description=description.strip(),
        url=web_address(url),
        email=mail_address(email),
        fees_description=fees_description.strip(),
        eligibility_description=eligibility_description.strip(),
        minimum_age=minimum_age,
        maximum_age=maximum_age,
        helps_with=list(dict.fromkeys(word.strip().lower() for word in helps_with if word.strip())),
        audience=_audience(audience),
        assured_date=timezone.localdate(),
        last_modified=timezone.now(),
    )
    _new(service)
    return service


@change("directory.service.hold_at", allowed=rules.may_keep_service)
def hold_at(
    who: Actor,
    service: Service,
    at: Asset | Location,
    *,
    schedule: str = "",
    description: str = "",
    times: Sequence[Mapping[str, Any]] = (),
) -> ServiceAtLocation:
    """Say where a service happens and when: in plain words, and as `times` to reckon with (fields of a schedule).

    Said again, the later words stand. The words go with the first of the times.
    """
    location = at if isinstance(at, Location) else location_of(at, service)
    before = as_said(service)
    held, _made = ServiceAtLocation.objects.update_or_create(
        id=imported_id("service_at_location", f"{service.pk}\n{location.pk}"),
        defaults={"service": service, "location": location, "description": description.strip()},
    )
    held.schedules.all().delete()
    words = schedule.strip()
    for number, time in enumerate(times or ([{}] if words else [])):
        Schedule.objects.create(
            id=imported_id("schedule", f"{held.pk}\n{number}" if number else str(held.pk)),
            service_at_location=held,
            description=words if number == 0 else "",
            **time,
        )
    beside.edited(service, before)
    # The location, not the asset it is: whoever may not know where this happens must not meet it at the asset either.
    current().touch(location)
    return held


def location_of(asset: Asset, service: Service) -> Location:
    """An asset as a place where something happens. The two have one id."""
    location, _made = Location.objects.get_or_create(
        id=asset.pk,
        defaults={
            "name": asset.name,
            "latitude": asset.lat,
            "longitude": asset.lon,
            "asset": asset,
            "area_id": asset.area_id,
            "place_id": service.place_id,
            "last_modified": timezone.now(),
        },
    )
    if _made and (asset.address or asset.postcode):
        location.addresses.create(
            id=imported_id("address", str(asset.pk)),
            address_1=asset.address,
            postal_code=asset.postcode,
            country="GB",
            address_type=Location.PHYSICAL,
        )
    return location


@change("directory.service.close", allowed=rules.may_keep_service, facts=["status"])
def close_service(who: Actor, service: Service, *, status: str = Service.DEFUNCT, alert: str = "") -> Service:
    """Say that a service has ended, or is closed for a while; what people should know instead goes into `alert`."""
    if status not in (Service.INACTIVE, Service.DEFUNCT, Service.PAUSED):
        raise Invalid(_("A service that closes is inactive, defunct or temporarily closed."))
    return _now(service, status, alert)


@change("directory.service.reopen", allowed=rules.may_keep_service, facts=["status"])
def reopen_service(who: Actor, service: Service) -> Service:
    """Say that a service is on again."""
    return _now(service, Service.ACTIVE, "")


@change("directory.invented.clear", allowed=rules.may_clear_invented, facts=["organizations"])
def clear_invented(who: Actor, place: Place) -> Place:
    """Take away what was made up for an invented place, so that its story can be told anew."""
    gone = Organization.objects.filter(place=place)
    current().state(organizations=gone.count())
    AboutFact.objects.filter(place=place).delete()
    Service.objects.filter(place=place).delete()
    gone.delete()
    Location.objects.filter(place=place).delete()
    # What was taken in goes with its source: taken anew, all of it would seem to be here already.
    Feed.objects.filter(place=place).delete()
    # What was said of entries that may be the same is said of nothing now.
    for of_pairs in (Merge, Judgement, AlikePair):
        of_pairs.objects.filter(place=place).delete()
    Report.objects.filter(place=place).delete()
    # What was withheld of it too: what is told anew under the same ids would be hidden in part.
    for kind in set(Withheld.objects.values_list("kind", flat=True)):
        rows = OF[kind]._default_manager.values("pk")
        Withheld.objects.filter(kind=kind).exclude(record__in=rows).delete()
    return place


def _now(service: Service, status: str, alert: str) -> Service:
    before = as_said(service)
    service.status, service.alert, service.last_modified = status, alert.strip(), timezone.now()
    service.save(update_fields=["status", "alert", "last_modified"])
    beside.edited(service, before)
    current().state(status=status)
    return service


def _said(words: str, otherwise: str) -> str:
    if not words.strip():
        raise Invalid(otherwise)
    return words.strip()


def _audience(audience: str) -> str:
    if audience not in (Audience.EVERYONE, Audience.PARTNERS):
        raise Invalid(
            _("An entry is for everyone or for partners. What only its keepers may see is withheld with a reason.")
        )
    return audience


def _new(row: Organization | Service) -> None:
    """Save what has just been made; an id that is taken means it was added before."""
    if type(row).objects.filter(pk=row.pk).exists():
        raise Clash(_("This is in the directory already."))
    row.save(force_insert=True)
