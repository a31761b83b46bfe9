"""Writing to whoever runs things, and being told to stop."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.utils import timezone

from commonweal.directory import rules
from commonweal.directory.keep_changes import give_link
from commonweal.directory.models import EditLink, Organization, Reminding, Service
from commonweal.directory.reminding import queries
from commonweal.directory.reminding.queries import Due
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import change, current
from commonweal.people import letters, slips

MOST_AT_ONCE = 200  # letters in one day: a new place must not look like a flood to the servers that take them


@change("directory.reminder.write", allowed=rules.the_house, facts=["entries"])
def _write(
    who: Actor, organization: Organization, *, services: Sequence[Service], email: str, code_hash: str
) -> Reminding:
    before = queries.letters_before(organization)
    current().state(entries=len(services))
    row, _made = Reminding.objects.update_or_create(
        organization=organization,
        defaults={"code_hash": code_hash, "asked_at": timezone.now(), "unanswered": before + 1, "stopped_at": None},
    )
    return row


@change("directory.reminder.did_not_leave", allowed=rules.the_house)
def _did_not_leave(who: Actor, reminding: Reminding) -> Reminding:
    """No letter went out: they have not been asked."""
    reminding.asked_at, reminding.unanswered = None, max(0, reminding.unanswered - 1)
    reminding.save()
    return reminding


@change("directory.reminder.stop", allowed=rules.anybody)
def stop(who: Actor, reminding: Reminding, *, stopped: bool = True) -> Reminding:
    """No more letters, or letters again, for whoever has the code of the last one."""
    reminding.stopped_at = timezone.now() if stopped else None
    reminding.save()
    return reminding


def write(due: Due) -> bool:
    """Write one letter with a link to each entry. False if it could not be handed over."""
    code = secrets.token_urlsafe(16)
    row = _write(HOUSE, due.organization, services=due.services, email=due.email, code_hash=slips.hashed(code))
    links = [
        (each, letters.site_address(f"/keep/{give_link(HOUSE, each, email=due.email)[1]}")) for each in due.services
    ]
    stops = letters.site_address(f"/letters/{code}")
    sent = letters.send(due.email, "still_true", organization=due.organization, links=links, stops=stops)
    if not sent:
        _did_not_leave(HOUSE, row)
    return sent


def write_all_due() -> int:
    """Write the letters that are due, and forget addresses that nobody needs any more. Returns how many went out."""
    forget_addresses()
    return sum(write(each) for each in queries.due()[:MOST_AT_ONCE])


def forget_addresses() -> int:
    """Forget to whom a link was sent once it has ended. Returns how many were forgotten."""
    over = EditLink.objects.exclude(email="").filter(expires_at__lt=timezone.now()) | EditLink.objects.exclude(
        email=""
    ).exclude(ended_at=None)
    return _forget(HOUSE, [each.pk for each in over]) if over.exists() else 0


@change("directory.link.forget", allowed=rules.the_house)
def _forget(who: Actor, links: Sequence[object]) -> int:
    return EditLink.objects.filter(pk__in=links).update(email="")
