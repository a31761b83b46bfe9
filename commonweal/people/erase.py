"""How a person is taken out of this room. Each is called inside a change, for every person who is erased."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone

from commonweal.journal.refs import Ref
from commonweal.people import sessions
from commonweal.people.models import Account, Consent, Contributor, Identity, Invitation, ReadLog
from commonweal.people.persons import ERASED


def account(person: Ref) -> None:
    """Names and address go; the row stays closed and empty, so that what they decided still has a somebody."""
    if person.kind != "people.account":
        return
    gone = Account.objects.filter(pk=person.id).first()
    if gone is None:
        return
    addresses = {gone.email.lower(), *EmailAddress.objects.filter(user=gone).values_list("email", flat=True)}
    gone.email, gone.name, gone.password, gone.is_active = f"{gone.pk}{ERASED}", "Somebody", "!", False
    gone.save()
    gone.grants.filter(ended_at=None).update(ended_at=timezone.now())
    for keys in (EmailAddress, Authenticator):
        keys.objects.filter(user=gone).delete()
    Identity.objects.filter(account=gone).delete()
    sessions.end_everywhere(gone.pk)
    letters = Invitation.objects.filter(Q(accepted_by=gone) | Q(email__in=addresses))
    letters.filter(accepted_at=None).update(withdrawn_at=timezone.now())
    letters.update(email=gone.email)
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
