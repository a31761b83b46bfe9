"""What can be seen of people: oneself, and the roles in a place where one is steward."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from commonweal.journal import kinds
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.journal.refs import Ref
from commonweal.people import actors
from commonweal.people.consent import PURPOSES
from commonweal.people.models import Account, Consent, Contributor, Grant, Identity, Invitation, ReadLog, Wording
from commonweal.people.roles import allows, named
from commonweal.people.rules import administers, looks_after_roles


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role somebody holds, as a sentence."""

    id: str
    role: str
    where: str
    address: str
    sentence: str
    scope_kind: str
    scope_id: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class LookUpRow:
    """Somebody looked at a person's record."""

    at: datetime
    by: str
    what: str


def roles_of(viewer: Actor, account: Account) -> list[RoleRow]:
    """The roles an account holds now, to its holder and to administrators; to others, none."""
    if not accounts_visible_to(viewer, [str(account.pk)]):
        return []
    rows = list(Grant.objects.filter(actors.standing(), account=account).order_by("scope_kind", "scope_id", "role"))
    where = kinds.cards(viewer, [Ref(g.scope_kind, g.scope_id) for g in rows])
    here = Card(gettext("this installation"))
    found = [(g, where.get(Ref(g.scope_kind, g.scope_id), here if g.scope_kind == "house" else Card(""))) for g in rows]
    return [
        RoleRow(str(g.pk), g.role, card.title, card.address, allows(g.role), g.scope_kind, g.scope_id, g.until)
        for g, card in found
    ]


def look_ups_of(viewer: Actor) -> list[LookUpRow]:
    """Who looked at my record, newest first."""
    rows = list(ReadLog.objects.filter(person_kind=viewer.kind, person_id=viewer.id).order_by("-at"))
    names = dict(
        Account.objects.filter(pk__in={r.who_id for r in rows if r.who_kind == "account"}).values_list("pk", "name")
    )
    called = {str(pk): name for pk, name in names.items()}
    return [LookUpRow(row.at, called.get(row.who_id, row.who_kind), row.what) for row in rows]


def record_look_up(who: Actor, person: Actor, what: str) -> None:
    """Note that somebody read a person's record, before they read it: if this fails, so does the reading."""
    whom = dict(who_kind=who.kind, who_id=who.id, person_kind=person.kind, person_id=person.id)
    ReadLog.objects.create(**whom, what=what[:80])  # in another language it may be longer than the table takes


def accounts_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """Everyone sees their own account; administrators see all."""
    asked = set(ids)
    if administers(viewer):
        return asked
    return asked & {viewer.id} if viewer.kind == "account" else set()


def contributors_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """A contributor sees themselves; nobody else is shown who they are."""
    return set(ids) & {viewer.id} if viewer.kind == "contributor" else set()


def grants_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """Roles are seen by their holders, by stewards of the place, and by administrators."""
    rows = Grant.objects.filter(pk__in=list(ids))
    return {
        str(grant.pk)
        for grant in rows
        if viewer.is_account(grant.account_id) or looks_after_roles(viewer, grant.scope_kind, grant.scope_id)
    }


def consents_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """What somebody agreed to is theirs to see."""
    rows = Consent.objects.filter(pk__in=list(ids), person_kind=viewer.kind, person_id=viewer.id)
    return {str(pk) for pk in rows.values_list("pk", flat=True)} if viewer.known else set()


def describe_accounts(ids: Iterable[str]) -> dict[str, Card]:
    return {str(each.pk): Card(each.name, "/me") for each in Account.objects.filter(pk__in=list(ids))}


def describe_contributors(ids: Iterable[str]) -> dict[str, Card]:
    return {str(pk): Card(gettext("You, by your slip")) for pk in ids}


def invitations_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """Invitations are seen by stewards of the place, by administrators, and by who accepted them."""
    return {
        str(row.pk)
        for row in Invitation.objects.filter(pk__in=list(ids))
        if looks_after_roles(viewer, row.scope_kind, row.scope_id) or viewer.is_account(row.accepted_by_id)
    }


def describe_invitations(ids: Iterable[str]) -> dict[str, Card]:
    rows = Invitation.objects.filter(pk__in=list(ids))
    return {str(each.pk): Card(gettext("Invitation: %s") % named(each.role)) for each in rows}


def identities_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """Who somebody is elsewhere is theirs to see."""
    rows = Identity.objects.filter(pk__in=list(ids), account_id=viewer.id) if viewer.kind == "account" else []
    return {str(row.pk) for row in rows}


def describe_identities(ids: Iterable[str]) -> dict[str, Card]:
    return {
        str(each.pk): Card(gettext("Sign-in by %s") % each.provider)
        for each in Identity.objects.filter(pk__in=list(ids))
    }


def describe_grants(ids: Iterable[str]) -> dict[str, Card]:
    return {str(each.pk): Card(named(each.role)) for each in Grant.objects.filter(pk__in=list(ids))}


def describe_consents(ids: Iterable[str]) -> dict[str, Card]:
    return {
        str(each.pk): Card(gettext("Agreement: %(purpose)s") % {"purpose": each.purpose})
        for each in Consent.objects.filter(pk__in=list(ids))
    }


def describe_wordings(ids: Iterable[str]) -> dict[str, Card]:
    return {
        str(each.pk): Card(
            gettext("The words for “%(purpose)s”, version %(version)s")
            % {"purpose": each.purpose, "version": each.version}
        )
        for each in Wording.objects.filter(pk__in=list(ids))
    }


def by_slip(code_hash: str) -> Contributor | None:
    """The contributor a slip code belongs to."""
    return Contributor.objects.filter(code_hash=code_hash, erased_at=None).first()


def wordings(viewer: Actor, language: str = "en") -> list[Wording]:
    """The newest words for each purpose, in one language, or in English where that language has none."""
    newest = {row.purpose: row for row in Wording.objects.filter(language=language or "en").order_by("version")}
    if not newest and language not in {"", "en"}:
        return wordings(viewer)
    return [newest[purpose] for purpose in PURPOSES if purpose in newest]


def wording_languages(viewer: Actor) -> list[str]:
    """The languages in which people can be asked."""
    return sorted(Wording.objects.values_list("language", flat=True).distinct())
