"""Where entries do not say what a source says, field by field, for whoever keeps the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from commonweal.directory import rules, words
from commonweal.directory.documents import KEEPERS, seen_by
from commonweal.directory.entry_words import all_said
from commonweal.directory.feeds import beside
from commonweal.directory.models import Audience, Beside, Phone, Schedule, Service, Withheld
from commonweal.journal.actor import Actor
from commonweal.places.models import Place


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A field in which an entry does not say what a source says."""

    service_id: str
    service: str
    field: str
    label: str
    ours: str
    theirs: str
    feed_id: str
    source: str
    publisher: str
    since: datetime | None
    waits: bool  # nobody has decided about these words yet
    seen: str  # the mark of the source's words: a decision carries it


def differences(viewer: Actor, place: Place) -> list[DifferenceRow]:
    """All fields in which entries of a place do not say what a source says, for whoever keeps its directory."""
    rules.may_see_keeping(viewer, place)
    here = Beside.objects.filter(service__in=_known(viewer, place), feed__stopped_at=None)
    found = _differences(viewer, here.order_by("service__name", "feed__title"))
    return sorted(found, key=lambda row: not row.waits)


def differences_of(viewer: Actor, service: Service) -> list[DifferenceRow]:
    """Those of one entry, for whoever may change it."""
    rules.may_keep_service(viewer, service)
    return _differences(viewer, Beside.objects.filter(service=service, feed__stopped_at=None))


def waiting(viewer: Actor, place: Place) -> int:
    """In how many entries of a place a source says something that nobody has decided about. For the board."""
    held = list(_with_all(Beside.objects.filter(service__in=_known(viewer, place), feed__stopped_at=None)))
    said = all_said(each.service for each in held)
    return len({each.service_id for each in held if _open(each, said[each.service_id])})


def _known(viewer: Actor, place: Place) -> Any:
    """Entries of a place that this viewer may know of: those of an organisation for its keepers alone are not."""
    return Service.objects.visible_to(viewer).filter(place=place).values("pk")


def _differences(viewer: Actor, found: Any) -> list[DifferenceRow]:
    held = list(_with_all(found))
    said = all_said(each.service for each in held)
    not_for_all = _not_for_all(held)
    made: list[DifferenceRow] = []
    for each in held:
        seen = _seen(viewer, each.service)
        now, waits = said[each.service_id], _open(each, said[each.service_id])
        for field in beside.ours(each, now):
            secret = {each.hidden.get(field), not_for_all.get((each.service_id, field))} - {None}
            mentioned = _owns(each) or beside.plain(field, each.said.get(field))
            if mentioned and secret <= seen:
                made.append(_row(each, field, now, waits=field in waits))
    return made


def _row(each: Beside, field: str, now: Mapping[str, Any], *, waits: bool) -> DifferenceRow:
    since = each.since.get(field)
    return DifferenceRow(
        str(each.service_id),
        each.service.name,
        field,
        _label(field),
        _in_words(field, now.get(field)),
        _in_words(field, each.said.get(field)),
        str(each.feed_id),
        each.feed.title,
        each.feed.publisher,
        parse_datetime(since) if since else None,
        waits,
        beside.mark(field, each.said.get(field)),
    )


def _with_all(found: Any) -> Any:
    return found.select_related("service__organization", "service__place", "service__source", "feed")


def _owns(each: Beside) -> bool:
    return each.service.source is not None and each.service.source.feed_id == each.feed_id


def _open(each: Beside, now: Mapping[str, Any]) -> list[str]:
    return beside.open_fields(each, now, owner=_owns(each))


def _seen(viewer: Actor, service: Service) -> frozenset[str]:
    """Whoever keeps this entry by its own link knows all of it, as the organisation itself does."""
    if viewer.holds("keeper", rules.SERVICE, str(service.pk)):
        return KEEPERS
    return seen_by(viewer, service.place, service.organization_id)


def _not_for_all(held: Iterable[Beside]) -> dict[tuple[UUID, str], str]:
    """What of these entries is not for everyone: by entry and field, for whom alone it is."""
    services = {each.service_id for each in held}
    of: dict[UUID, tuple[UUID, str]] = {pk: (pk, "") for pk in services}
    of |= {
        pk: (service, "phone")
        for pk, service in Phone.objects.filter(service__in=services).values_list("pk", "service")
    }
    times = Schedule.objects.filter(Q(service__in=services) | Q(service_at_location__service__in=services))
    of |= {
        pk: (own or through, "times")
        for pk, own, through in times.values_list("pk", "service", "service_at_location__service")
    }
    called = {"phones": "phone", "schedules": "times"}
    found: dict[tuple[UUID, str], str] = {}
    for record, field, audience in Withheld.objects.filter(record__in=list(of)).values_list(
        "record", "field", "audience"
    ):
        service, part = of[record]
        names = [part or called.get(field, field)] if part or field else list(beside.SPOKEN)
        for name in names:
            if found.get((service, name)) != Audience.KEEPERS:
                found[service, name] = audience
    return found


def _label(field: str) -> str:
    return {
        "name": _("What it is called"),
        "description": _("What happens there"),
        "url": _("A page on the web"),
        "email": _("E-mail"),
        "status": _("Whether it is on"),
        "fees_description": _("What it costs"),
        "eligibility_description": _("Who it is for"),
        "application_process": _("How to join"),
        "minimum_age": _("The youngest age"),
        "maximum_age": _("The oldest age"),
        "alert": _("What people must know first"),
        "phone": _("Telephone"),
        "times": _("When it is on"),
    }[field]


def _in_words(field: str, said: Any) -> str:
    if said in (None, "", []):
        return ""
    if field == "times":
        each_said = (
            words.when(*(each.get(name, "") for name in ("description", "byday", "opens_at", "closes_at")))
            for each in said
        )
        return "; ".join(each for each in each_said if each)
    if field == "status":
        known = {
            Service.ACTIVE: _("It is on"),
            Service.PAUSED: _("It is closed for a while"),
            Service.INACTIVE: _("It is closed for a while"),
            Service.DEFUNCT: _("It has ended"),
        }
        return known.get(said, str(said))
    return str(said)
