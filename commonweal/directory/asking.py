"""What the directory itself asks of those who run things: letters to read, entries to look through, calls to take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonweal.directory import rules
from commonweal.directory.asked import Ask
from commonweal.directory.models import Organization, Service
from commonweal.journal.models import Entry, Touched
from commonweal.people.models import Grant
from commonweal.people.roles import ORGANISATION
from commonweal.places.models import Place

KEPT = ("directory.service.describe", "directory.service.confirm", "directory.service.take_back",
        "directory.proposal.offer")  # fmt: skip


def letters(place: Place, since: datetime) -> Mapping[str, int]:
    """Letters that asked whether entries are still true."""
    ids = set(_texts(Organization.objects.filter(place=place)))
    rows = Touched.objects.filter(kind="directory.organization", thing__in=ids)
    rows = rows.filter(entry__what="directory.reminder.write", entry__at__gte=since)
    return Counter(rows.values_list("thing", flat=True))


def looked_through(place: Place, since: datetime) -> Mapping[str, int]:
    """Entries that those who run them looked through themselves, by their link or with their account."""
    entries = Entry.objects.filter(what__in=KEPT, at__gte=since, within=None)
    theirs = Grant.objects.filter(scope_kind=ORGANISATION, role="provider").values_list("account", flat=True)
    own = Q(who_kind=rules.LINK) | Q(who_kind="account", who_id__in=[str(each) for each in theirs])
    return _by_organization(place, entries.filter(own))


def calls(place: Place, since: datetime) -> Mapping[str, int]:
    """Calls and visits in which somebody asked them."""
    entries = Entry.objects.filter(what="directory.service.confirm", at__gte=since)
    return _by_organization(place, entries.filter(facts__how__in=("phone", "visit")))


ASKS = (
    Ask("directory.letter", _("Reading a letter that asks whether entries are right"), 1, letters),
    Ask("directory.entry", _("Looking through an entry, by link or account"), 2, looked_through),
    Ask("directory.call", _("Being asked by phone, or on a visit"), 2, calls),
)


def _by_organization(place: Place, entries) -> Mapping[str, int]:  # type: ignore[no-untyped-def]
    whose = dict(Service.objects.filter(place=place).exclude(organization=None).values_list("pk", "organization_id"))
    known = {str(pk): str(organization) for pk, organization in whose.items()}
    rows = Touched.objects.filter(kind="directory.service", entry__in=entries).values_list("thing", flat=True)
    return Counter(known[thing] for thing in rows if thing in known)


def _texts(rows) -> Iterable[str]:  # type: ignore[no-untyped-def]
    return (str(pk) for pk in rows.values_list("pk", flat=True))
