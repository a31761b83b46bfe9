"""How a shortlist is kept for somebody else to open, passed on, and ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.directory.models import Shortlist
from commonweal.directory.reaching import rules
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import change, current
from commonweal.journal.refs import Ref
from commonweal.people import slips

LASTS_DAYS = 30
MOST = 20  # services on one list
NOTE = 400  # letters
BY = ("text", "letter")


@change("directory.shortlist.keep", allowed=rules.anybody, facts=["services"])
def _keep(who: Actor, *, services: Sequence[str], note: str, code_hash: str) -> Shortlist:
    if not services:
        raise Invalid(_("There is nothing on your list yet."))
    if len(services) > MOST:
        raise Invalid(_("A list has room for %(most)s things.") % {"most": MOST})
    current().state(services=len(services))
    now = timezone.now()
    return Shortlist.objects.create(
        code_hash=code_hash,
        services=list(services),
        note=note.strip()[:NOTE],
        made_by=who.id if who.kind == "account" else "",
        made_at=now,
        expires_at=now + timedelta(days=LASTS_DAYS),
    )


def keep(who: Actor, services: Sequence[str], *, note: str = "") -> tuple[Shortlist, str]:
    """Keep a shortlist for 30 days. Gives it and its code, which is kept nowhere."""
    code = slips.fresh()
    hashed = slips.hashed(code.replace("-", ""))
    return _keep(who, services=services, note=note, code_hash=hashed), code


@change("directory.shortlist.pass_on", allowed=rules.may_end, facts=["by"])
def pass_on(who: Actor, shortlist: Shortlist, *, by: str) -> None:
    """Say that a list was sent to somebody. To whom is written nowhere."""
    if by not in BY:
        raise Invalid(_("A list is sent by text or by e-mail."))
    current().state(by=by)


@change("directory.shortlist.end", allowed=rules.may_end)
def end(who: Actor, shortlist: Shortlist) -> None:
    """End a list before its time: its address opens nothing, and its words are gone."""
    Shortlist.objects.filter(pk=shortlist.pk).delete()


@change("directory.shortlist.forget", allowed=rules.may_tidy, facts=["shortlists"])
def _forget(who: Actor) -> int:
    gone, _by_model = Shortlist.objects.filter(expires_at__lte=timezone.now()).delete()
    current().state(shortlists=gone)
    return gone


def forget_over(who: Actor = HOUSE) -> int:
    """Delete the lists that have ended by themselves. Returns how many."""
    return _forget(who) if Shortlist.objects.filter(expires_at__lte=timezone.now()).exists() else 0


def erase(person: Ref) -> None:
    """Inside a change: the lists somebody made go with them."""
    if person.kind == "people.account":
        Shortlist.objects.filter(made_by=person.id).delete()
