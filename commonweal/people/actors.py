"""Makes Actors: the journal's idea of who is doing something, from an account, a slip or the command line."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from commonweal.journal.actor import HOUSE, ONLINE, PUBLIC, Actor, Held
from commonweal.people.models import Account, Contributor, Grant


def standing() -> Q:
    """Grants in force at this moment."""
    now = timezone.now()
    return Q(ended_at=None) & Q(since__lte=now) & (Q(until=None) | Q(until__gt=now))


def of_account(account: Account, *, channel: str = ONLINE, assured: str = "") -> Actor:
    """The actor somebody signed in is, with the roles granted to them and still in force.

    `assured` is what this session's sign-in is worth; without a session there is nothing to be said of it.
    """
    if not account.is_active:
        return PUBLIC
    rows = Grant.objects.filter(standing(), account=account).values_list("role", "scope_kind", "scope_id")
    held = frozenset(Held(*row) for row in rows)
    return Actor("account", str(account.pk), channel=channel, held=held, assured=assured)


def as_now(account: str) -> Actor:
    """Who asked for something that is done later, with the roles they hold now; the house where nobody did ("")."""
    if not account:
        return HOUSE
    held = Account.objects.filter(pk=account).first()
    return of_account(held) if held else PUBLIC


def of_contributor(contributor: Contributor, *, channel: str = ONLINE) -> Actor:
    """The actor somebody with a slip code is. No roles: a slip is for one's own words."""
    return Actor("contributor", str(contributor.pk), channel=channel)


def for_somebody(helper: Actor, person: Actor, *, channel: str) -> Actor:
    """A helper acting on behalf of a person: the helper's roles, the person's name on it."""
    return Actor(helper.kind, helper.id, person.kind, person.id, channel, helper.held)


def person_of(who: Actor) -> Actor:
    """The person themselves; or whoever it is that a helper writes it down for."""
    return Actor(who.for_kind, who.for_id) if who.for_id else who
