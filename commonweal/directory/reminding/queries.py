"""Whose entries have not been confirmed for so long that a letter is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from commonweal.core.errors import NotFound
from commonweal.directory.going_on import OVER
from commonweal.directory.keep_changes import policy
from commonweal.directory.keeping import MONTH
from commonweal.directory.models import KeepingPolicy, Organization, Reminding, Service
from commonweal.people import slips
from commonweal.places.models import Place

APART = timedelta(days=28)  # no organisation gets more than one letter in four weeks, however many entries it has
MOST_UNANSWERED = 3  # then somebody should call instead


@dataclass(frozen=True, slots=True)
class Due:
    """An organisation to write to, at which address, and about which of its entries."""

    organization: Organization
    email: str
    services: tuple[Service, ...]


def due(*, now: datetime | None = None) -> list[Due]:
    """All letters that are due today, in the places that want them sent."""
    at = now or timezone.now()
    places = Place.objects.filter(keeping__in=KeepingPolicy.objects.filter(reminders=True))
    return [each for place in places.order_by("pk") for each in _due_in(place, at)]


def unanswered(place: Place) -> dict[str, int]:
    """Organisations of a place that have let as many letters lie as they are sent: how many, by their id."""
    rows = Reminding.objects.filter(organization__place=place, stopped_at=None, unanswered__gte=MOST_UNANSWERED)
    return {str(each.pk): each.unanswered for each in rows.select_related("organization") if not _answered(each)}


def by_code(code: str) -> Reminding:
    """The letters that are stopped with this code."""
    found = Reminding.objects.filter(code_hash=slips.hashed(code)).select_related("organization__place").first()
    if found is None:
        raise NotFound("This address is not known here. It may be of an earlier letter: use the one in the last.")
    return found


def letters_before(organization: Organization) -> int:
    """How many letters lie unanswered: none, once anything of theirs was confirmed since the last."""
    row = Reminding.objects.filter(organization=organization).first()
    return 0 if row is None or _answered(row) else row.unanswered


def _due_in(place: Place, at: datetime) -> Iterable[Due]:
    since = timezone.localdate(at) - policy(place).confirm_months * MONTH
    # What came from another directory is for its source to keep true.
    rows = Service.objects.filter(place=place, gone_at=None, source=None, organization__gone_at=None)
    rows = rows.exclude(status__in=OVER).filter(Q(assured_date=None) | Q(assured_date__lt=since))
    by: dict[Organization, list[Service]] = defaultdict(list)
    for each in rows.select_related("organization__reminding", "place").order_by("name", "pk"):
        if each.organization is not None:
            by[each.organization].append(each)
    for organization, services in by.items():
        email = organization.email or next((each.email for each in services if each.email), "")
        if email and _may_be_asked(organization, at):
            yield Due(organization, email, tuple(services))


def _may_be_asked(organization: Organization, at: datetime) -> bool:
    row = getattr(organization, "reminding", None)
    if row is None or row.asked_at is None:
        return row is None or row.stopped_at is None
    if row.stopped_at is not None or row.asked_at > at - APART:
        return False
    return row.unanswered < MOST_UNANSWERED or _answered(row)


def _answered(row: Reminding) -> bool:
    asked: date | None = timezone.localdate(row.asked_at) if row.asked_at else None
    services = Service.objects.filter(organization=row.organization_id, gone_at=None)
    return asked is not None and services.filter(assured_date__gte=asked).exists()
