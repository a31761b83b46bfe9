"""What of an entry can be kept from everyone, and what is: for the organisation and the stewards of its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from commonweal.directory import rules
from commonweal.directory.models import Audience, Contact, Phone, Service, ServiceAtLocation, Withheld
from commonweal.journal.actor import Actor

ENTRY, FIELD, PART = "entry", "field", "part"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing an entry says, who may see it, and why not everyone."""

    key: str  # names it in a form: "entry", "field:email", "part:<id>"
    label: str
    says: str
    audience: str
    reason: str


def parts(viewer: Actor, service: Service) -> list[Part]:
    """Everything of a service that can be withheld, the whole entry first."""
    rules.may_withhold(viewer, service)
    rows = list(_parts(service))
    kept = {
        (each.record, each.field): each
        for each in Withheld.objects.filter(record__in=[record for record, *_rest in rows])
    }
    made = []
    for record, field, key, label, says in rows:
        found = kept.get((record, field))
        made.append(
            Part(key, label, says, found.audience if found else Audience.EVERYONE, found.reason if found else "")
        )
    # An entry can be for partners from its beginning, without a row that says why.
    made[0] = Part(made[0].key, made[0].label, made[0].says, service.audience, made[0].reason)
    return made


def named(key: str) -> tuple[str, str]:
    """The field, and the id of the part, that a key names: what withhold() wants."""
    sort, _colon, name = key.partition(":")
    return (name if sort == FIELD else "", name if sort == PART else "")


def _parts(service: Service) -> Iterator[tuple[UUID, str, str, str, str]]:
    yield service.pk, "", ENTRY, _("The whole entry"), service.name
    at = ServiceAtLocation.objects.filter(service=service, location__gone_at=None).select_related("location")
    for each in at.order_by("location__name", "pk"):
        yield each.pk, "", f"{PART}:{each.pk}", _("That it happens here"), str(each.location)
    for field, label in (("email", _("The e-mail address")), ("url", _("The page on the web"))):
        if says := getattr(service, field):
            yield service.pk, field, f"{FIELD}:{field}", label, says
    for phone in Phone.objects.filter(service=service).order_by("pk"):
        yield phone.pk, "", f"{PART}:{phone.pk}", _("A number to call"), phone.number
    for contact in Contact.objects.filter(service=service).order_by("pk"):
        says = ", ".join(each for each in (contact.name, contact.title, contact.email) if each)
        yield contact.pk, "", f"{PART}:{contact.pk}", _("Whom to ask, with their numbers"), says
