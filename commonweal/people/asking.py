"""Asking somebody to hold a role: the invitation, its letter, and the link to pass on where no letter goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from commonweal.journal.actor import Actor
from commonweal.people import holders, invitations, letters
from commonweal.people.models import Invitation


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation that was sent. `link` is for whoever invites to pass on: "" where the letter alone has it."""

    invitation: Invitation
    link: str


def ask(
    who: Actor, *, email: str, role: str, scope_kind: str, scope_id: str, until: datetime | None, why: str
) -> Asked:
    """Invite somebody by a letter. Its link is shown to nobody else, or it would prove nothing about the address."""
    scope = dict(scope_kind=scope_kind, scope_id=scope_id)
    invitation, code = invitations.send(who, email=email, role=role, until=until, why=why, **scope)
    link = letters.site_address(f"/invitation/{code}")
    handed_over = letters.send(invitation.email, "invitation", letter=holders.letter(invitation), link=link)
    if handed_over and settings.EMAIL_HOST:
        return Asked(invitation, "")
    return Asked(invitations.pass_on(who, invitation), link)
