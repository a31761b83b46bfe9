"""Who may do what with accounts, roles, slips and consent. Each refusal says who could."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.errors import Gone, NotAllowed
from commonweal.journal.actor import Actor
from commonweal.people.models import Account, Grant, Identity, Invitation
from commonweal.people.roles import HOUSE, PLACE


def administers(who: Actor) -> bool:
    """Is this the software's administrator: at its command line, or by a written grant?"""
    return who.kind == "house" or who.holds("administrator", HOUSE, "house")


def may_open_account(who: Actor, **_: Any) -> None:
    """Accounts are opened by an administrator, or by a steward of any place they invite somebody to."""
    if administers(who) or any(held.role == "steward" for held in who.held):
        return
    raise NotAllowed("Only an administrator or a place's steward can open an account for somebody.")


def may_close_account(who: Actor, account: Account, **_: Any) -> None:
    """The account's own holder, or an administrator."""
    if administers(who) or (who.kind, who.id) == ("account", str(account.pk)):
        return
    raise NotAllowed("Only the person whose account it is, or an administrator, can close it.")


def may_change_password(who: Actor, account: Account, **_: Any) -> None:
    """The account's own holder, or an administrator."""
    if administers(who) or (who.kind, who.id) == ("account", str(account.pk)):
        return
    raise NotAllowed("Only the person whose account it is, or an administrator, can change its password.")


def may_grant(who: Actor, account: Account, *, role: str, scope_kind: str, scope_id: str, **_: Any) -> None:
    """A steward grants roles within their own place; the administrator grants any. Nothing passes up or down."""
    may_invite(who, role=role, scope_kind=scope_kind, scope_id=scope_id)


def may_invite(who: Actor, *, role: str, scope_kind: str, scope_id: str, **_: Any) -> None:
    """Whoever may grant a role may invite somebody to it."""
    if administers(who):
        return
    if role != "administrator" and scope_kind == PLACE and who.holds("steward", PLACE, scope_id):
        return
    raise NotAllowed("Only a steward of this place, or an administrator, can grant roles in it.")


def may_end_grant(who: Actor, grant: Grant, **_: Any) -> None:
    """Whoever could grant it, or the person who holds it."""
    if (who.kind, who.id) == ("account", str(grant.account_id)):
        return
    may_grant(who, grant.account, role=grant.role, scope_kind=grant.scope_kind, scope_id=grant.scope_id)


def may_withdraw_invitation(who: Actor, invitation: Invitation, **_: Any) -> None:
    """Whoever could send it."""
    may_invite(who, role=invitation.role, scope_kind=invitation.scope_kind, scope_id=invitation.scope_id)


def may_see_roles(who: Actor, *, scope_kind: str, scope_id: str) -> None:
    """Who holds what here is seen by this place's stewards and by administrators."""
    if administers(who) or who.holds("steward", scope_kind, scope_id):
        return
    raise NotAllowed(_("Only a steward of this place, or an administrator, can see who holds which role here."))


CLOSED = {
    "accepted": gettext_lazy("This invitation has been accepted already. If that was you, sign in."),
    "withdrawn": gettext_lazy("This invitation was taken back. Ask whoever invited you."),
    "lapsed": gettext_lazy("This invitation is too old to be used. Ask whoever invited you for a new one."),
}


def may_accept(who: Actor, invitation: Invitation, **_: Any) -> None:
    """Whoever has the letter, once, while it is open: for themselves."""
    if invitation.state != "open":
        raise Gone(str(CLOSED[invitation.state]))
    if who.kind not in {"nobody", "account"}:
        raise NotAllowed(_("Only the person who was invited can accept an invitation."))


def may_join(who: Actor, **_: Any) -> None:
    """Anyone, where this installation is open to it; else by invitation."""
    if not settings.SIGN_UP_OPEN:
        raise NotAllowed(_("Accounts here are made by invitation. Ask a steward of your place to invite you."))


def may_change_own(who: Actor, account: Account, **_: Any) -> None:
    """The account's own holder, and nobody for them."""
    if (who.kind, who.id) != ("account", str(account.pk)):
        raise NotAllowed(_("Only the person whose account it is can do this."))


def may_claim_record(who: Actor) -> None:
    """For rooms that hold records of supported people: only somebody whom NHS login has fully verified (P9)."""
    levels = Identity.objects.filter(account_id=who.id, provider="nhs-login") if who.kind == "account" else None
    if levels is None or not levels.filter(level="P9").exists():
        raise NotAllowed(
            _("This needs NHS login with your identity fully checked (P9), so that nobody else is shown it.")
        )


def may_give_slip(who: Actor, *, place: str = "", **_: Any) -> None:
    """Anyone who listens in the place may hand out a slip; so may the administrator."""
    if administers(who) or any(who.holds(role, PLACE, place) for role in ("listener", "facilitator", "steward")):
        return
    raise NotAllowed("Only a listener, facilitator or steward of this place can hand out slip codes for it.")


def may_word(who: Actor, **_: Any) -> None:
    """The words people are asked with are set by the administrator, who answers for them."""
    if not administers(who):
        raise NotAllowed("Only an administrator can set the words that people are asked with.")


def may_speak_for(who: Actor, person: Actor, **_: Any) -> None:
    """The person themselves; or a helper who writes down what they say, named as the witness."""
    if (who.kind, who.id) == (person.kind, person.id) and who.known:
        return
    helps = who.kind == "account" and any(held.role in {"listener", "facilitator", "link_worker"} for held in who.held)
    if helps and (who.for_kind, who.for_id) == (person.kind, person.id):
        return
    raise NotAllowed("Only the person themselves, or a helper writing down their spoken word, can say this.")


def may_erase(who: Actor, person: Actor, **_: Any) -> None:
    """The person themselves, a helper on their word, or the administrator replaying what was already asked for."""
    if administers(who):
        return
    may_speak_for(who, person)
