"""Tells the journal of offers, answers, what was given and what was reported, and how somebody is taken out of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.directory.models import Given, Misuse, Offer, OfferAnswer
from commonweal.directory.offers import erase, held, queries
from commonweal.journal import kinds
from commonweal.people import held_beside


def register() -> None:
    """Called once, as the directory makes itself ready."""
    held_beside.register(held.gather)
    kinds.register(
        "directory.offer",
        label=_("an offer or an ask"),
        model=Offer,
        visible_to=queries.visible_to,
        describe=queries.describe,
        erase=erase.person,
    )
    for name, label, model, visible_to in (
        ("directory.answer", _("an answer"), OfferAnswer, queries.answers_visible_to),
        ("directory.given", _("something given"), Given, queries.given_visible_to),
        ("directory.misuse", _("a report of misuse"), Misuse, queries.reports_visible_to),
    ):
        kinds.register(name, label=label, model=model, visible_to=visible_to, describe=queries.describe_others)
