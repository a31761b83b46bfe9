"""How a person is taken out of this room. Each is called inside a change, for every person who is erased."""

from __future__ import annotations

from django.utils import timezone

from commonweal.journal.refs import Ref
from commonweal.people.models import Account, Consent, Contributor, ReadLog
from commonweal.people.persons import ERASED


def account(person: Ref) -> None:
    """Names and address go; the row stays closed and empty, so that what they decided still has a somebody."""
    if person.kind != "people.account":
        return
    gone = Account.objects.filter(pk=person.id).first()
    if gone is None:
        return
    gone.email, gone.name, gone.password, gone.is_active = f"{gone.pk}{ERASED}", "Somebody", "!", False
    gone.save()
    gone.grants.filter(ended_at=None).update(ended_at=timezone.now())
    ReadLog.objects.filter(person_kind="account", person_id=person.id).delete()


def contributor(person: Ref) -> None:
    """The slip code stops opening anything."""
    if person.kind != "people.contributor":
        return
    Contributor.objects.filter(pk=person.id, erased_at=None).update(
        code_hash=f"erased-{person.id}", code_prefix="", erased_at=timezone.now()
    )
    ReadLog.objects.filter(person_kind="contributor", person_id=person.id).delete()


def consents(person: Ref) -> None:
    """What they agreed to goes with them."""
    Consent.objects.filter(person_kind=person.kind.removeprefix("people."), person_id=person.id).delete()
