"""How the work behind the pages stands: what waits to be published, and what was given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.journal.models import Delivery, Publication, Waiting


@dataclass(frozen=True, slots=True)
class GivenUpRow:
    """A reaction that did not manage to act on an entry, however often it was tried."""

    reaction: str
    what: str
    entry: str
    at: datetime
    attempts: int
    error: str  # the kind of error only


@dataclass(frozen=True, slots=True)
class StatusRow:
    """The journal's queues. `last` is when the newest published entry was made; None before there is one."""

    waiting: int
    published: int
    last: datetime | None
    trying: int
    given_up: int


def status(viewer: Actor) -> tuple[StatusRow, list[GivenUpRow]]:
    """For the administrator: nothing here is about a person, and nothing is for a passer-by."""
    if viewer.kind != "house" and not viewer.holds("administrator", "house", "house"):
        raise NotAllowed(_("Only an administrator can see how the work behind the pages stands."))
    left = Delivery.objects.filter(gave_up=True).select_related("publication__entry").order_by("publication_id")
    rows = [
        GivenUpRow(
            each.reaction,
            each.publication.entry.what,
            str(each.publication.entry_id),
            each.publication.entry.at,
            each.attempts,
            each.error,
        )
        for each in left[:200]
    ]
    counted = Publication.objects.aggregate(last=Max("entry__at"), most=Max("seq"))
    stands = StatusRow(
        Waiting.objects.count(),
        counted["most"] or 0,
        counted["last"],
        Delivery.objects.filter(gave_up=False).count(),
        left.count(),
    )
    return stands, rows
