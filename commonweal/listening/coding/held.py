"""What is kept of somebody with an account, for their own page: what they wrote and where they read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.listening.models import Differs, SenseSession
from commonweal.people.held_beside import SaidRow
from commonweal.people.models import Account


def gather(about: Account) -> list[SaidRow]:
    """Their own words, and the sessions in which they read."""
    by = dict(by_kind="account", by_id=str(about.pk))
    said = [
        SaidRow(_("how you see it differently"), each.at, each.words, f"/sense/{each.session_id}")
        for each in Differs.objects.filter(**by).order_by("at")
    ]
    read = SenseSession.objects.filter(readings__by_kind="account", readings__by_id=str(about.pk)).distinct()
    return said + [
        SaidRow(_("a session in which you read"), each.made_at, each.name, f"/sense/{each.pk}") for each in read
    ]
