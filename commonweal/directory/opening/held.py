"""What is kept of somebody with an account, for their own page: spaces they suggested, and steps that are theirs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.directory.models import Hindrance, Opening
from commonweal.people.held_beside import SaidRow
from commonweal.people.models import Account


def gather(about: Account) -> list[SaidRow]:
    """All of it."""
    said = Opening.objects.filter(said_by=about).order_by("made_at")
    steps = Hindrance.objects.filter(owner_account=about).order_by("since")
    return [
        SaidRow(_("a space that could be open"), each.made_at, each.use, f"/opening/{each.pk}") for each in said
    ] + [SaidRow(_("a step that is yours"), each.since, each.step, f"/opening/{each.opening_id}") for each in steps]
