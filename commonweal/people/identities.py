"""Tying an account to who somebody is elsewhere, and finding it again by that."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.people import rules
from commonweal.people.models import Account, Identity


@change("people.identity.link", allowed=rules.may_change_own, facts=["provider", "level"])
def link(who: Actor, account: Account, *, provider: str, issuer: str, subject: str, level: str) -> Identity:
    """Let this account be opened by that identity. Never done because two e-mail addresses are the same."""
    there = Identity.objects.select_for_update().filter(issuer=issuer, subject=subject).first()
    if there is not None and there.account_id != account.pk:
        raise Clash(_("That identity opens another account here. Sign in with it, and disconnect it there first."))
    current().state(provider=provider, level=level)
    identity, _made = Identity.objects.update_or_create(
        issuer=issuer,
        subject=subject,
        defaults={"account": account, "provider": provider, "level": level, "linked_at": timezone.now()},
    )
    return identity


@change("people.identity.level", allowed=rules.may_change_own, facts=["provider", "level"])
def set_level(who: Actor, account: Account, *, identity: Identity, level: str) -> Identity:
    """The provider is surer of this person than before, or less sure."""
    identity.level = level
    identity.save(update_fields=["level"])
    current().state(provider=identity.provider, level=level)
    return identity


@change("people.identity.unlink", allowed=rules.may_change_own, facts=["provider"])
def unlink(who: Actor, account: Account, *, identity: Identity) -> Account:
    """That identity no longer opens this account. The last way in is kept."""
    others = account.identities.exclude(pk=identity.pk).exists() or account.has_usable_password()
    if not others:
        raise Clash(_("This is your only way to sign in. Set a password first, then disconnect it."))
    current().state(provider=identity.provider)
    identity.delete()
    return account


def known(issuer: str, subject: str) -> Identity | None:
    """The identity, if it opens an account here."""
    return Identity.objects.select_related("account").filter(issuer=issuer, subject=subject).first()
