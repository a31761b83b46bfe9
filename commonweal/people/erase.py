"""How a person is taken out of this room. Each is called inside a change, for every person who is erased."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone

from commonweal.journal.refs import Ref
from commonweal.people import invitations, letters, sessions, slips
from commonweal.people.models import Account, Consent, Contributor, Identity, Invitation, ReadLog
from commonweal.people.persons import ERASED


def account(person: Ref) -> None:
    """Names and address go; the row stays closed and empty, so that what they decided still has a somebody."""
    if person.kind != "people.account":
        return
    gone = Account.objects.filter(pk=person.id).first()
    if gone is None:
        return
    known = EmailAddress.objects.filter(user=gone).values_list("email", flat=True)
    addresses = {gone.email.lower(), *(each.lower() for each in known)}
    gone.email, gone.name, gone.password, gone.is_active = f"{gone.pk}{ERASED}", "Somebody", "!", False
    gone.save()
    gone.grants.filter(ended_at=None).update(ended_at=timezone.now())
    for keys in (EmailAddress, Authenticator):
        keys.objects.filter(user=gone).delete()
    Identity.objects.filter(account=gone).delete()
    sessions.end_everywhere(gone.pk)
    _invitations(gone, addresses)
    ReadLog.objects.filter(person_kind="account", person_id=person.id).delete()


def _invitations(gone: Account, addresses: set[str]) -> None:
    """Those to them: the address goes, the words why they were asked, and the letters kept as files."""
    theirs = Invitation.objects.filter(Q(accepted_by=gone) | Q(email__in=addresses))
    letters.forget_to({*addresses, *theirs.values_list("email", flat=True)})
    invitations.forget_reasons([str(pk) for pk in theirs.values_list("pk", flat=True)])
    theirs.filter(accepted_at=None).update(withdrawn_at=timezone.now())
    theirs.update(email=gone.email)


def contributor(person: Ref) -> None:
    """The slip code stops opening anything; a mark of it stays, so that what a device sends late is not taken in."""
    if person.kind != "people.contributor":
        return
    for slip in Contributor.objects.filter(pk=person.id, erased_at=None):
        slip.code_hash, slip.code_prefix, slip.erased_at = slips.gone(slip.code_hash), "", timezone.now()
        slip.save(update_fields=["code_hash", "code_prefix", "erased_at"])
    ReadLog.objects.filter(person_kind="contributor", person_id=person.id).delete()


def consents(person: Ref) -> None:
    """What they agreed to goes with them."""
    Consent.objects.filter(person_kind=person.kind.removeprefix("people."), person_id=person.id).delete()
