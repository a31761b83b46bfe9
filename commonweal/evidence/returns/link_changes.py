"""How a link for a partner without an account is given and taken back."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence.models import Contract, SendingLink
from commonweal.evidence.returns import rules
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.people import slips

DAYS = (14, 30, 90)
ONE, SEVERAL = 1, 24  # files that a link takes: several has an end too, for a link may fall into the wrong hands


@change("evidence.link.give", allowed=rules.may_give_link, facts=["most", "days"])
def _give_link(who: Actor, held: Contract, *, code_hash: str, for_whom: str, days: int, most: int) -> SendingLink:
    now = timezone.now()
    current().state(most=most, days=days)
    return SendingLink.objects.create(
        contract=held, code_hash=code_hash, for_whom=for_whom, most=most, made_at=now,
        expires_at=now + timedelta(days=days),
    )  # fmt: skip


def give_link(who: Actor, held: Contract, *, for_whom: str, days: int = 30, most: int = ONE) -> tuple[SendingLink, str]:
    """Make a link by which a partner without an account sends. Gives it and its code, which is kept nowhere."""
    if not for_whom.strip():
        raise Invalid(_("Say for whom the link is, so that it can be told from others."))
    if days not in DAYS or most not in (ONE, SEVERAL):
        raise Invalid(_("Say how long the link is open, and for how many files."))
    code = secrets.token_urlsafe(24)
    told = dict(for_whom=for_whom.strip()[:120], days=days, most=most)
    return _give_link(who, held, code_hash=slips.hashed(code), **told), code


@change("evidence.link.end", allowed=rules.may_end_link)
def end_link(who: Actor, link: SendingLink) -> SendingLink:
    """Take a link back: it opens nothing any more. What came by it stays."""
    if link.ended_at is None:
        link.ended_at = timezone.now()
        link.save(update_fields=["ended_at"])
    current().touch(link.contract)
    return link
