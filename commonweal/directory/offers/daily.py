"""What happens by itself each day: somebody is told that what they said ends soon, and what has ended goes."""

from __future__ import annotations

from django.utils import timezone

from commonweal.directory.models import Offer
from commonweal.directory.offers import changes, queries
from commonweal.journal.actor import HOUSE
from commonweal.people import letters
from commonweal.people.models import Account
from commonweal.people.persons import ERASED


def end_and_remind() -> int:
    """Remind, then let go. Returns how much was done."""
    told = sum(_remind(each) for each in queries.ending())
    return told + (changes.lapse(HOUSE) if _over() else 0)


def _over() -> bool:
    return Offer.objects.filter(until__lt=timezone.localdate()).exists()


def _remind(offer: Offer) -> int:
    account = Account.objects.filter(pk=offer.owner_id, is_active=True).first() if _has_account(offer) else None
    if account is not None and not account.email.endswith(ERASED):
        letters.send(account.email, "offer_ends", offer=offer, link=letters.site_address("/offers/mine"))
    # Somebody with a slip reads it on their own page: there is nowhere else to tell them.
    changes.reminded(HOUSE, offer)
    return 1


def _has_account(offer: Offer) -> bool:
    return offer.owner_kind == "account"
