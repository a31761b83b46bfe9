"""What is kept of somebody with an account, for their own page: what they answered to people, without their words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.listening.models import Reply
from commonweal.people.held_beside import SaidRow
from commonweal.people.models import Account


def gather(about: Account) -> list[SaidRow]:
    """Each answer they gave: that there is one, and what they wrote."""
    rows = Reply.objects.filter(by_kind="account", by_id=str(about.pk)).order_by("made_at")
    return [SaidRow(_("an answer to whoever said something"), each.made_at, each.words, "") for each in rows]
