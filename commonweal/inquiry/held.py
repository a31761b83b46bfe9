"""What is kept of somebody with an account, for their own page: the promises they own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.inquiry.models import Commitment
from commonweal.people.held_beside import SaidRow
from commonweal.people.models import Account


def gather(about: Account) -> list[SaidRow]:
    """Each promise, with what they said of it."""
    rows = Commitment.objects.filter(owner_kind="account", owner_id=str(about.pk)).order_by("made_at")
    return [
        SaidRow(_("a promise that is yours"), each.made_at, each.verdict or each.title, f"/commitment/{each.pk}")
        for each in rows
    ]
