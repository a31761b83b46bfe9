"""Somebody's own row, and where they belong: what rules and changes ask before anything is said in their name."""

from __future__ import annotations

from commonweal.journal.actor import Actor
from commonweal.people import actors
from commonweal.people.models import Account, Contributor, Grant
from commonweal.people.roles import PLACE

ERASED = "@erased.invalid"  # what an erased account's address ends with


def row(person: Actor, *, lock: bool = False) -> Account | Contributor | None:
    """The account or contributor, or None if there is no such person or they have been erased."""
    if person.kind not in {"account", "contributor"}:
        return None
    model = Account if person.kind == "account" else Contributor
    rows = model.objects.select_for_update() if lock else model.objects.all()  # type: ignore[attr-defined]
    try:
        pk = model._meta.pk.to_python(person.id)  # type: ignore[union-attr]
    except Exception:  # noqa: BLE001 - an id that cannot be one is an id that nobody has
        return None
    found = rows.filter(pk=pk).first()
    return None if found is None or erased(found) else found


def erased(person: Account | Contributor) -> bool:
    """Has this row been emptied?"""
    return person.email.endswith(ERASED) if isinstance(person, Account) else person.erased_at is not None


def here(person: Actor) -> bool:
    """Is there such a person, not erased?"""
    return row(person) is not None


def places_of(person: Actor) -> set[str]:
    """Where somebody belongs: the place of their slip, or the places in which their account holds a role."""
    found = row(person)
    if isinstance(found, Contributor):
        return {found.place} - {""}
    if found is None or not found.is_active:
        return set()
    grants = Grant.objects.filter(actors.standing(), account=found, scope_kind=PLACE)
    return set(grants.values_list("scope_id", flat=True))
