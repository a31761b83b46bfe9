"""What is kept of somebody with an account, for their own page: what they offered, answered, gave, got and reported."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.directory.models import Block, Given, Misuse, Offer, OfferAnswer
from commonweal.people.held_beside import SaidRow
from commonweal.people.models import Account

MINE = "/offers/mine"


def gather(about: Account) -> list[SaidRow]:
    """All of it. That somebody else wants nothing more to do with them is the other's, and not told."""
    by = dict(by_kind="account", by_id=str(about.pk))
    offers = Offer.objects.filter(owner_kind="account", owner_id=str(about.pk)).order_by("made_at")
    either = Q(giver_kind="account", giver_id=str(about.pk)) | Q(getter_kind="account", getter_id=str(about.pk))
    return (
        [SaidRow(_("an offer or an ask"), each.made_at, each.words, MINE) for each in offers]
        + [SaidRow(_("an answer"), each.made_at, each.words, MINE) for each in OfferAnswer.objects.filter(**by)]
        + [SaidRow(_("something given"), _moment(each), each.thanks, MINE) for each in Given.objects.filter(either)]
        + [SaidRow(_("somebody you block"), each.made_at, "", "") for each in Block.objects.filter(**by)]
        + [SaidRow(_("a report of misuse"), each.made_at, each.words, "") for each in Misuse.objects.filter(**by)]
    )


def _moment(given: Given) -> datetime:
    return timezone.make_aware(datetime.combine(given.on, time(12)))
