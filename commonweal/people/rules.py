"""Who may do what with accounts, roles, slips and consent. Each refusal says who could."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from commonweal.config import variables
from commonweal.core.errors import Gone, NotAllowed
from commonweal.journal.actor import Actor
from commonweal.people import persons
from commonweal.people.models import Account, Grant, Identity, Invitation
from commonweal.people.roles import HOUSE, PLACE, POWERS, holders


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
    if administers(who) or who.is_account(account.pk):
        return
    raise NotAllowed(gettext("Only the person whose account it is, or an administrator, can close it."))


def may_see_all_held(who: Actor, account: Account) -> None:
    """The account's own holder, or an administrator, whose look-up is written down."""
    if not (administers(who) or who.is_account(account.pk)):
        raise NotAllowed(gettext("Only the person whose account it is, or an administrator, can see what is held."))


def may_change_password(who: Actor, account: Account, **_: Any) -> None:
    """The account's own holder, or an administrator."""
    if administers(who) or who.is_account(account.pk):
        return
    raise NotAllowed(gettext("Only the person whose account it is, or an administrator, can change its password."))


def may_choose_language(who: Actor, account: Account, **_: Any) -> None:
    """One's own pages only."""
    if not who.is_account(account.pk):
        raise NotAllowed(gettext("Only the person whose account it is can choose its language."))


def may_grant(who: Actor, account: Account, *, role: str, scope_kind: str, scope_id: str, **_: Any) -> None:
    """A steward grants roles within their own place; the administrator grants any. Nothing passes up or down."""
    may_invite(who, role=role, scope_kind=scope_kind, scope_id=scope_id)


def may_invite(who: Actor, *, role: str, scope_kind: str, scope_id: str, **_: Any) -> None:
    """Whoever may grant a role may invite somebody to it."""
    if administers(who) or (role != "administrator" and looks_after_roles(who, scope_kind, scope_id)):
        return
    raise NotAllowed(gettext("Only a steward of this place, or an administrator, can grant roles in it."))


def may_end_grant(who: Actor, grant: Grant, **_: Any) -> None:
    """Whoever could grant it, or the person who holds it."""
    if who.is_account(grant.account_id):
        return
    may_grant(who, grant.account, role=grant.role, scope_kind=grant.scope_kind, scope_id=grant.scope_id)


def may_in_place(who: Actor, power: str, place: str) -> bool:
    """Does a role held in this very place let somebody do this?"""
    return bool(place) and any(who.holds(role, PLACE, place) for role in POWERS[power])


def looks_after_roles(who: Actor, scope_kind: str, scope_id: str) -> bool:
    """May somebody give roles here? A steward in their own place; the administrator anywhere."""
    return administers(who) or (scope_kind == PLACE and may_in_place(who, "grant roles", scope_id))


def may_withdraw_invitation(who: Actor, invitation: Invitation, **_: Any) -> None:
    """Whoever could send it."""
    may_invite(who, role=invitation.role, scope_kind=invitation.scope_kind, scope_id=invitation.scope_id)


def may_see_roles(who: Actor, *, scope_kind: str, scope_id: str) -> None:
    """Who holds what here is seen by this place's stewards and by administrators."""
    if not looks_after_roles(who, scope_kind, scope_id):
        raise NotAllowed(
            gettext("Only a steward of this place, or an administrator, can see who holds which role here.")
        )


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
        raise NotAllowed(gettext("Only the person who was invited can accept an invitation."))


def may_tidy(who: Actor, *_rest: Any, **_: Any) -> None:
    """The house forgets by itself what it promised to forget."""
    if who.kind != "house":
        raise NotAllowed(gettext("Only the software itself does this, each day."))


def may_join(who: Actor, **_: Any) -> None:
    """Anyone, where this installation is open to it; else by invitation."""
    if not settings.SIGN_UP_OPEN:
        raise NotAllowed(gettext("Accounts here are made by invitation. Ask a steward of your place to invite you."))


def may_change_own(who: Actor, account: Account, **_: Any) -> None:
    """The account's own holder, and nobody for them."""
    if not who.is_account(account.pk):
        raise NotAllowed(gettext("Only the person whose account it is can do this."))


def may_claim_record(who: Actor) -> None:
    """For rooms that hold records of supported people: only somebody who came by NHS login, fully verified (P9).

    By it at this session's sign-in: that it once knew them does not say who holds the phone now.
    """
    ours = dict(provider="nhs-login", issuer=variables.NHS_LOGIN_ISSUER.value(), level="P9")
    here = who.kind == "account" and who.assured == "P9"
    if not here or not Identity.objects.filter(account_id=who.id, **ours).exists():
        raise NotAllowed(
            gettext("This needs NHS login with your identity fully checked (P9), so that nobody else is shown it.")
        )


def hands_out_slips(who: Actor, place: str) -> bool:
    """May somebody give out slips for this place?"""
    return administers(who) or may_in_place(who, "hand out slips", place)


def may_give_slip(who: Actor, *, place: str = "", **_: Any) -> None:
    """Whoever meets people in the place may hand out a slip; so may the administrator."""
    if hands_out_slips(who, place):
        return
    raise NotAllowed(
        gettext(
            "Only somebody with a role in this place can hand out slips for it, or an administrator. The roles are: "
            "%s. A steward of the place can give you one."
        )
        % holders("hand out slips")
    )


def may_word(who: Actor, **_: Any) -> None:
    """The words people are asked with are set by the administrator, who answers for them."""
    if not administers(who):
        raise NotAllowed(gettext("Only an administrator can set the words that people are asked with."))


def may_speak_for(who: Actor, person: Actor, **_: Any) -> None:
    """The person themselves; or a helper of the place they belong to, writing down what they say, as the witness."""
    if _same(who, person):
        return _refuse_nobody(person)
    if helps(who, person):
        return None
    raise NotAllowed(
        gettext(
            "Only the person themselves, or a helper writing down their spoken word, can say this. A helper holds a "
            "role (%s) in the place where the person’s slip was given out or their account has a role."
        )
        % holders(WRITE_DOWN)
    )


def may_erase(who: Actor, person: Actor, **_: Any) -> None:
    """The person themselves, or an administrator; for somebody with a slip also a helper of their place."""
    if _same(who, person) or administers(who):
        return _refuse_nobody(person)
    if person.kind == "contributor" and helps(who, person):
        return None
    if person.kind == "account":
        raise NotAllowed(gettext("Only the person whose account it is, or an administrator, can have it erased."))
    raise NotAllowed(
        gettext(
            "Only the person whose slip it is, an administrator, or a helper writing down their spoken word can have "
            "them erased. A helper holds a role (%s) in the place where the slip was given out."
        )
        % holders(WRITE_DOWN)
    )


def may_carry_out_erasing(who: Actor, person: Actor, **_: Any) -> None:
    """The house carries out again what was asked for before, even where nobody is left to be found."""
    if who.kind != "house":
        may_erase(who, person)


WRITE_DOWN = "write down what people there agree to"


def helps(who: Actor, person: Actor) -> bool:
    """Is this a helper acting for that person, in a place they belong to?"""
    if who.kind != "account" or (who.for_kind, who.for_id) != (person.kind, person.id) or not persons.here(who):
        return False
    return any(may_in_place(who, WRITE_DOWN, place) for place in persons.places_of(person))


def _same(who: Actor, person: Actor) -> bool:
    return who.known and (who.kind, who.id) == (person.kind, person.id)


def _refuse_nobody(person: Actor) -> None:
    if not persons.here(person):
        raise NotAllowed(
            gettext(
                "There is nobody here with this slip or account, or they have been erased. Ask them for their slip "
                "again, or give them a new one."
            )
        )


def only_the_house(who: Actor, *_args: Any, **_kwargs: Any) -> None:
    """What the software does by itself, and nobody else: keeping counts, tidying up, carrying out, marking."""
    if who.kind != "house":
        raise NotAllowed(gettext("Only the software itself does this."))
