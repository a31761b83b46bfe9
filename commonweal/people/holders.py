"""Who holds what here, until when, and who has been asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.journal import kinds
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.models import Reason
from commonweal.journal.refs import Ref
from commonweal.people import actors, persons, rules
from commonweal.people.models import Account, Grant, Invitation
from commonweal.people.roles import HELD_IN, POWERS, allows


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """Where roles are held: a place, an organisation, or the installation itself."""

    kind: str
    id: str
    title: str
    address: str
    invented: bool = False


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Somebody who holds a role here."""

    id: str
    account: str
    name: str
    email: str
    role: str
    sentence: str
    since: datetime
    until: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """Somebody who has been asked to hold a role here."""

    id: str
    email: str
    role: str
    role_until: datetime | None
    made_at: datetime
    open_until: datetime
    state: str
    why: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """An invitation, to whoever has its letter."""

    email: str
    role: str
    sentence: str
    where: str
    where_address: str
    invited_by: str
    role_until: datetime | None
    open_until: datetime
    state: str
    why: str
    invented: bool


def scope(scope_kind: str, scope_id: str) -> ScopeRow:
    """What roles are held in, or NotFound."""
    if (scope_kind, scope_id) == ("house", "house"):
        return ScopeRow("house", "house", _("this installation"), "")
    pointer = Ref(scope_kind, scope_id)
    card = kinds.cards(HOUSE, [pointer]).get(pointer) if scope_kind in HELD_IN else None
    if card is None:
        raise NotFound(_("There is no place or organisation at this address."))
    return ScopeRow(scope_kind, scope_id, card.title, card.address, card.invented)


def holders(viewer: Actor, scope_kind: str, scope_id: str) -> list[HolderRow]:
    """Those who hold a role here now, by role and name, with why they were invited where that is known."""
    rules.may_see_roles(viewer, scope_kind=scope_kind, scope_id=scope_id)
    rows = Grant.objects.filter(actors.standing(), scope_kind=scope_kind, scope_id=scope_id).select_related("account")
    rows = list(rows.order_by("role", "account__name"))
    letters = Invitation.objects.filter(scope_kind=scope_kind, scope_id=scope_id, accepted_by__isnull=False)
    accepted = {(i.accepted_by_id, i.role): str(i.pk) for i in letters.order_by("accepted_at")}
    why = reasons(list(accepted.values()))
    return [
        HolderRow(
            str(g.pk),
            str(g.account_id),
            g.account.name,
            g.account.email,
            g.role,
            allows(g.role),
            g.since,
            g.until,
            why.get(accepted.get((g.account_id, g.role), ""), ""),
        )
        for g in rows
    ]


def invited(viewer: Actor, scope_kind: str, scope_id: str) -> list[InvitedRow]:
    """Those who were asked and have not said yes, newest first. Invitations taken back are left out."""
    rules.may_see_roles(viewer, scope_kind=scope_kind, scope_id=scope_id)
    rows = Invitation.objects.filter(scope_kind=scope_kind, scope_id=scope_id, accepted_at=None, withdrawn_at=None)
    rows = list(rows.exclude(email="").order_by("-made_at")[:200])
    why = reasons([str(row.pk) for row in rows])
    return [
        InvitedRow(str(i.pk), i.email, i.role, i.role_until, i.made_at, i.open_until, i.state, why.get(str(i.pk), ""))
        for i in rows
    ]


def letter(invitation: Invitation) -> LetterRow:
    """What the person who has the letter is told: everything they need to decide."""
    here = scope(invitation.scope_kind, invitation.scope_id)
    by = invitation.invited_by
    return LetterRow(
        invitation.email,
        invitation.role,
        allows(invitation.role),
        here.title,
        here.address,
        by.name if by else _("whoever looks after this installation"),
        invitation.role_until,
        invitation.open_until,
        invitation.state,
        reasons([str(invitation.pk)]).get(str(invitation.pk), ""),
        here.invented,
    )


def reasons(ids: list[str]) -> dict[str, str]:
    """Why each invitation was sent, in the words of whoever sent it. They stand in the journal alone."""
    rows = Reason.objects.filter(
        entry__what="people.invitation.send", entry__touched__kind="people.invitation", entry__touched__thing__in=ids
    )
    return dict(rows.values_list("entry__touched__thing", "words"))


def looked_after(viewer: Actor) -> list[ScopeRow]:
    """Where the viewer may see who holds what: the scopes they are steward of, and the installation."""
    found = [scope(h.scope_kind, h.scope_id) for h in sorted(viewer.held, key=str) if h.role in POWERS["grant roles"]]
    return found + ([scope("house", "house")] if rules.administers(viewer) else [])


def grant_of(viewer: Actor, id: str) -> Grant:
    """A role the viewer holds or could give, or NotFound."""
    grant = Grant.objects.select_related("account").filter(pk=id).first()
    mine = grant is not None and viewer.is_account(grant.account_id)
    if grant is None or not (mine or _gives(viewer, grant)):
        raise NotFound(_("There is no such role, or none you may see."))
    return grant


def invitation_of(viewer: Actor, id: str) -> Invitation:
    """An invitation the viewer could have sent, or NotFound."""
    found = Invitation.objects.filter(pk=id).first()
    if found is None or not _gives(viewer, found):
        raise NotFound(_("There is no such invitation, or none you may see."))
    return found


def _gives(viewer: Actor, thing: Grant | Invitation) -> bool:
    return rules.looks_after_roles(viewer, thing.scope_kind, thing.scope_id)


def person(viewer: Actor, id: str) -> Account:
    """An account, to an administrator or its own holder. Everyone else finds nothing there."""
    mine = viewer.is_account(id)
    found = persons.row(Actor("account", id)) if mine or rules.administers(viewer) else None
    if not isinstance(found, Account):
        raise NotFound(_("There is nobody at this address, or nobody you may see."))
    return found
