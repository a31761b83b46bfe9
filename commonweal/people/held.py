"""Everything that is held about one person, gathered for their own page and its download."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from commonweal.journal.actor import Actor
from commonweal.journal.models import Entry
from commonweal.people import queries
from commonweal.people.consent import PURPOSES
from commonweal.people.models import Account, Consent, Identity, Invitation
from commonweal.people.roles import allows


@dataclass(frozen=True, slots=True)
class MeRow:
    """An account."""

    id: str
    name: str
    email: str
    language: str
    made_at: datetime
    active: bool
    password: bool  # is there one? never the password


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A way of proving that it is you."""

    kind: str  # passkey | code app | written codes | staff | nhs-login
    name: str
    since: datetime
    last_used: datetime | None
    level: str
    issuer: str = ""  # who names you so elsewhere…
    subject: str = ""  # …and what they call you


@dataclass(frozen=True, slots=True)
class AddressRow:
    """An e-mail address, and whether it is proven to be yours."""

    email: str
    proven: bool


@dataclass(frozen=True, slots=True)
class PastRoleRow:
    """A role held now or before."""

    role: str
    sentence: str
    scope_kind: str
    scope_id: str
    since: datetime
    until: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """Something agreed to, with the words that were heard."""

    purpose: str
    sentence: str
    words: str
    given_at: datetime
    channel: str
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class DoneRow:
    """Something this person did, or that was done for them."""

    what: str
    at: datetime
    channel: str


@dataclass(frozen=True, slots=True)
class AskedRow:
    """An invitation sent to this person's address."""

    role: str
    scope_kind: str
    scope_id: str
    made_at: datetime
    state: str


def account(about: Account) -> MeRow:
    """The account itself."""
    return MeRow(
        str(about.pk),
        about.name,
        about.email,
        about.language,
        about.made_at,
        about.is_active,
        about.has_usable_password(),
    )


KINDS = {"webauthn": "passkey", "totp": "code app", "recovery_codes": "written codes"}


def keys(about: Account) -> list[KeyRow]:
    """Passkeys, code apps and identities elsewhere. Never what is secret in them."""
    own = Authenticator.objects.filter(user=about).order_by("created_at")
    elsewhere = Identity.objects.filter(account=about).order_by("linked_at")
    return [
        KeyRow(KINDS[k.type], k.wrap().name if k.type == "webauthn" else "", k.created_at, k.last_used_at, "")
        for k in own
    ] + [KeyRow(i.provider, "", i.linked_at, None, i.level, i.issuer, i.subject) for i in elsewhere]


def addresses(about: Account) -> list[AddressRow]:
    """The address in use, and one that is being proven to take its place."""
    rows = EmailAddress.objects.filter(user=about).order_by("pk")
    return [AddressRow(row.email, row.verified) for row in rows]


def roles(about: Account) -> list[PastRoleRow]:
    """Every role, those that have ended too, newest first."""
    return [
        PastRoleRow(g.role, allows(g.role), g.scope_kind, g.scope_id, g.since, g.until, g.ended_at)
        for g in about.grants.order_by("-since")
    ]


def consents(about: Account) -> list[ConsentRow]:
    """What they agreed to, and what they took back."""
    rows = Consent.objects.filter(person_kind="account", person_id=str(about.pk)).select_related("wording")
    return [
        ConsentRow(c.purpose, PURPOSES.get(c.purpose, ""), c.wording.words, c.given_at, c.channel, c.withdrawn_at)
        for c in rows.order_by("given_at")
    ]


def done(about: Account) -> list[DoneRow]:
    """What they did here, newest first: the journal's entries under their name."""
    return [DoneRow(e.what, e.at, e.channel) for e in own_entries(about).order_by("-at", "-id")]


def own_entries(about: Account) -> QuerySet[Entry]:
    """What is under their name, or was written down for them."""
    mine = Q(who_kind="account", who_id=str(about.pk)) | Q(for_kind="account", for_id=str(about.pk))
    return Entry.objects.filter(mine)


def letters(about: Account) -> QuerySet[Invitation]:
    """Invitations to their address, or that they said yes to."""
    return Invitation.objects.filter(Q(email__iexact=about.email) | Q(accepted_by=about)).order_by("-made_at")


def asked(about: Account) -> list[AskedRow]:
    """What they were asked to do here."""
    return [AskedRow(i.role, i.scope_kind, i.scope_id, i.made_at, i.state) for i in letters(about)]


def look_ups(about: Account) -> list[queries.LookUpRow]:
    """Who looked."""
    return queries.look_ups_of(Actor("account", str(about.pk)))
