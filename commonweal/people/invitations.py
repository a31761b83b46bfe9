"""Invitations: asking somebody by e-mail to hold a role here until a day, and their saying yes.

The letter carries a code of which only a keyed hash is kept. The role is granted by whoever invited, at the moment of
acceptance: if they may no longer grant it, the invitation no longer stands.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Gone, Invalid, NotAllowed
from commonweal.journal import kinds
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import change, current
from commonweal.journal.models import Reason, Touched
from commonweal.people import actors, changes, rules, slips
from commonweal.people.models import Account, Grant, Invitation

OPEN_FOR = timedelta(days=14)
FORGOTTEN = timedelta(days=30)  # after which an invitation that came to nothing no longer says whom it was for


@change("people.invitation.send", allowed=rules.may_invite, facts=["role"])
def _send(
    who: Actor, *, code_hash: str, email: str, role: str, scope_kind: str, scope_id: str, until: datetime | None
) -> Invitation:
    """Keep an invitation by the hash of its code. One that is still open to the same role is taken back by it."""
    now = timezone.now()
    same = dict(email=email, role=role, scope_kind=scope_kind, scope_id=scope_id)
    Invitation.objects.filter(**same, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    current().state(role=role)
    return Invitation.objects.create(
        **same,
        code_hash=code_hash,
        role_until=until,
        invited_by_id=who.id if who.kind == "account" else None,
        made_at=now,
        open_until=now + OPEN_FOR,
    )


def send(
    who: Actor, *, email: str, role: str, scope_kind: str, scope_id: str, until: datetime | None, why: str
) -> tuple[Invitation, str]:
    """Invite somebody. Returns the invitation and the code for the letter, which is kept nowhere."""
    email = changes.address(email)
    changes.refuse_elsewhere(role, scope_kind, scope_id)
    if until is not None and until <= timezone.now():
        raise Invalid(_("A role has to last until some day in the future."))
    if not why.strip():
        raise Invalid(_("Say why you invite this person: they read it, and it stays on record."))
    code = secrets.token_urlsafe(24)
    scope = dict(scope_kind=scope_kind, scope_id=scope_id)
    invitation = _send(who, code_hash=slips.hashed(code), email=email, role=role, until=until, why=why, **scope)
    return invitation, code


@change("people.invitation.accept", allowed=rules.may_accept, facts=["role"])
def accept(
    who: Actor, invitation: Invitation, *, account: Account | None = None, name: str = "", password: str | None = None
) -> Account:
    """Say yes, with the account one has or with a new one. A letter proves the address, a link passed on does not."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    rules.may_accept(who, invitation)  # again, now that nobody else can be accepting it
    if account is None:
        account = changes.new_account(email=invitation.email, name=name, password=password, proven=proves(invitation))
    elif not who.is_account(account.pk):
        raise NotAllowed(_("Only the person who was invited can accept an invitation."))
    invitation.accepted_at, invitation.accepted_by = timezone.now(), account
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    current().state(role=invitation.role)
    current().touch(account, _grant(invitation, account))
    return account


def _grant(invitation: Invitation, account: Account) -> Grant:
    """The role, by the word of whoever invited. A longer one that is held already is not made shorter."""
    scope = dict(role=invitation.role, scope_kind=invitation.scope_kind, scope_id=invitation.scope_id)
    held = Grant.objects.filter(actors.standing(), account=account, **scope).first()
    wanted = invitation.role_until
    if held is not None and (held.until is None or (wanted is not None and held.until >= wanted)):
        return held
    inviter = HOUSE if invitation.invited_by is None else actors.of_account(invitation.invited_by)
    try:
        return changes.grant_role(inviter, account, **scope, until=wanted, because=[_ref(invitation)])
    except NotAllowed as refusal:
        raise Gone(
            _(
                "Whoever invited you does not look after this place any more, so the invitation no longer stands. "
                "Ask a steward of the place for a new one."
            )
        ) from refusal


def _ref(invitation: Invitation) -> kinds.Ref:
    pointer = kinds.ref(invitation)
    assert pointer is not None  # noqa: S101 - registered in apps.py
    return pointer


def proves(invitation: Invitation) -> bool:
    """Does having the link show that the address is theirs?

    Where no server takes letters nobody can show it: there whoever invited answers for it (docs/decisions.md).
    """
    return not invitation.by_hand or not settings.EMAIL_HOST


@change("people.invitation.pass_on", allowed=rules.may_withdraw_invitation, facts=["role"])
def pass_on(who: Actor, invitation: Invitation) -> Invitation:
    """Its link is shown to whoever invited, who passes it on by hand."""
    invitation.by_hand = True
    invitation.save(update_fields=["by_hand"])
    current().state(role=invitation.role)
    return invitation


@change("people.invitation.forget", allowed=rules.may_tidy, facts=["invitations"])
def _forget(who: Actor, ids: list[str]) -> None:
    """Whom somebody asked who never came, and why, is nobody's business for ever."""
    forget_reasons(ids)
    current().state(invitations=Invitation.objects.filter(pk__in=ids).update(email=""))


def forget_old(who: Actor = HOUSE) -> int:
    """Take the address and the reason out of invitations that came to nothing a month ago. Returns of how many."""
    before = timezone.now() - FORGOTTEN
    over = Q(withdrawn_at__lt=before) | Q(open_until__lt=before) | Q(role_until__lt=before)
    ids = [
        str(pk)
        for pk in Invitation.objects.filter(over, accepted_at=None).exclude(email="").values_list("pk", flat=True)
    ]
    if ids:
        _forget(who, ids)
    return len(ids)


def forget_reasons(ids: list[str]) -> None:
    """Inside a change: the words in which these invitations were sent."""
    about = Touched.objects.filter(kind="people.invitation", thing__in=ids).values("entry_id")
    Reason.objects.filter(entry__what="people.invitation.send", entry_id__in=about).delete()


@change("people.invitation.withdraw", allowed=rules.may_withdraw_invitation, facts=["role"])
def withdraw(who: Actor, invitation: Invitation) -> Invitation:
    """Take an invitation back before it is accepted."""
    if invitation.accepted_at is None and invitation.withdrawn_at is None:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
    current().state(role=invitation.role)
    return invitation


def by_code(code: str) -> Invitation | None:
    """The invitation a letter's code belongs to, in whatever state."""
    return Invitation.objects.select_related("invited_by").filter(code_hash=slips.hashed(code)).first()
