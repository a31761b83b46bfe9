"""What is held about one person beside what they are: what they did about others, and what others did about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from commonweal.journal.models import Entry, Reason
from commonweal.people import held
from commonweal.people.models import Account, Consent, Invitation, ReadLog


@dataclass(frozen=True, slots=True)
class SentRow:
    """An invitation this person sent."""

    email: str
    role: str
    scope_kind: str
    scope_id: str
    made_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """Words given as a reason, by this person or about them."""

    what: str
    at: datetime
    words: str
    own: bool


@dataclass(frozen=True, slots=True)
class WitnessedRow:
    """Somebody's yes that this person wrote down. Whose, is theirs to see."""

    purpose: str
    given_at: datetime
    channel: str


@dataclass(frozen=True, slots=True)
class LookedRow:
    """A record of somebody else that this person looked at."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class SaidRow:
    """Something of this person's own that another room keeps. For themselves alone: not for an administrator."""

    what: str
    at: datetime
    words: str
    address: str


# Rooms above this one tell here what they keep of people: it is the only way that this page hears of it.
_elsewhere: list[Callable[[Account], list[SaidRow]]] = []


def register(gather: Callable[[Account], list[SaidRow]]) -> None:
    """Called once by each room that keeps something of people's own."""
    if gather not in _elsewhere:
        _elsewhere.append(gather)


def elsewhere(about: Account) -> list[SaidRow]:
    """What other rooms keep of this person."""
    return [row for gather in _elsewhere for row in gather(about)]


def sent(about: Account) -> list[SentRow]:
    """Whom they invited. Of invitations that came to nothing the address is forgotten."""
    rows = Invitation.objects.filter(invited_by=about).order_by("-made_at")
    return [SentRow(i.email, i.role, i.scope_kind, i.scope_id, i.made_at, i.state) for i in rows]


def reasons(about: Account) -> list[ReasonRow]:
    """Why, in words: those they gave, and those given where something was done about them."""
    own = set(held.own_entries(about).values_list("pk", flat=True))
    things = [
        ("people.account", [str(about.pk)]),
        ("people.invitation", [str(pk) for pk in held.letters(about).values_list("pk", flat=True)]),
    ]
    touching = {
        pk
        for kind, ids in things
        for pk in Entry.objects.filter(touched__kind=kind, touched__thing__in=ids).values_list("pk", flat=True)
    }
    rows = Reason.objects.filter(entry_id__in=own | touching).select_related("entry").order_by("-entry__at")
    return [ReasonRow(row.entry.what, row.entry.at, row.words, row.entry_id in own) for row in rows]


def witnessed(about: Account) -> list[WitnessedRow]:
    """What others agreed to before them."""
    rows = Consent.objects.filter(witness_kind="account", witness_id=str(about.pk)).order_by("-given_at")
    return [WitnessedRow(row.purpose, row.given_at, row.channel) for row in rows]


def looked(about: Account) -> list[LookedRow]:
    """Whose record they looked at is that person's to see; that they did, is theirs too."""
    rows = ReadLog.objects.filter(who_kind="account", who_id=str(about.pk)).order_by("-at")
    return [LookedRow(row.at, row.what) for row in rows]


def done_about(about: Account) -> list[held.DoneRow]:
    """What others did about this account: opened it, gave it a role, ended one."""
    rows = Entry.objects.filter(touched__kind="people.account", touched__thing=str(about.pk))
    rows = rows.exclude(pk__in=held.own_entries(about).values("pk")).order_by("-at", "-id")
    return [held.DoneRow(e.what, e.at, e.channel) for e in rows]
