"""Who may do what with accounts, roles, slips and consent. Each refusal says who could."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.people.models import Account, Grant
from commonweal.people.roles import HOUSE, PLACE


def administers(who: Actor) -> bool:
    """Is this the software's administrator: at its command line, or by a written grant?"""
    return who.kind == "house" or who.holds("administrator", HOUSE, "house")


def may_open_account(who: Actor, **_: Any) -> None:
    """Accounts are opened by an administrator, or by a steward of any place they invite somebody to."""
    if administers(who) or any(held.role == "steward" for held in who.held):
        return
    raise NotAllowed(gettext("Only an administrator or a place's steward can open an account for somebody."))


def may_close_account(who: Actor, account: Account, **_: Any) -> None:
    """The account's own holder, or an administrator."""
    if administers(who) or (who.kind, who.id) == ("account", str(account.pk)):
        return
    raise NotAllowed(gettext("Only the person whose account it is, or an administrator, can close it."))


def may_change_password(who: Actor, account: Account, **_: Any) -> None:
    """The account's own holder, or an administrator."""
    if administers(who) or (who.kind, who.id) == ("account", str(account.pk)):
        return
    raise NotAllowed(gettext("Only the person whose account it is, or an administrator, can change its password."))


def may_choose_language(who: Actor, account: Account, **_: Any) -> None:
    """One's own pages only."""
    if (who.kind, who.id) != ("account", str(account.pk)):
        raise NotAllowed(gettext("Only the person whose account it is can choose its language."))


def may_grant(who: Actor, account: Account, *, role: str, scope_kind: str, scope_id: str, **_: Any) -> None:
    """A steward grants roles within their own place; the administrator grants any. Nothing passes up or down."""
    if administers(who):
        return
    if role != "administrator" and scope_kind == PLACE and who.holds("steward", PLACE, scope_id):
        return
    raise NotAllowed(gettext("Only a steward of this place, or an administrator, can grant roles in it."))


def may_end_grant(who: Actor, grant: Grant, **_: Any) -> None:
    """Whoever could grant it, or the person who holds it."""
    if (who.kind, who.id) == ("account", str(grant.account_id)):
        return
    may_grant(who, grant.account, role=grant.role, scope_kind=grant.scope_kind, scope_id=grant.scope_id)


def may_give_slip(who: Actor, *, place: str = "", **_: Any) -> None:
    """Anyone who listens in the place may hand out a slip; so may the administrator."""
    if administers(who) or any(who.holds(role, PLACE, place) for role in ("listener", "facilitator", "steward")):
        return
    raise NotAllowed(gettext("Only a listener, facilitator or steward of this place can hand out slip codes for it."))


def may_word(who: Actor, **_: Any) -> None:
    """The words people are asked with are set by the administrator, who answers for them."""
    if not administers(who):
        raise NotAllowed(gettext("Only an administrator can set the words that people are asked with."))


def may_speak_for(who: Actor, person: Actor, **_: Any) -> None:
    """The person themselves; or a helper who writes down what they say, named as the witness."""
    if (who.kind, who.id) == (person.kind, person.id) and who.known:
        return
    helps = who.kind == "account" and any(held.role in {"listener", "facilitator", "link_worker"} for held in who.held)
    if helps and (who.for_kind, who.for_id) == (person.kind, person.id):
        return
    raise NotAllowed(gettext("Only the person themselves, or a helper writing down their spoken word, can say this."))


def may_erase(who: Actor, person: Actor, **_: Any) -> None:
    """The person themselves, a helper on their word, or the administrator replaying what was already asked for."""
    if administers(who):
        return
    may_speak_for(who, person)
