"""Who gives out counts of people, and who says by which rules."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.evidence.rules import looks_after
from commonweal.journal.actor import HOUSE, Actor
from commonweal.people.roles import PLACE
from commonweal.people.rules import administers
from commonweal.places.models import Place


def may_give(who: Actor, *_args: Any, place: Place, **_kwargs: Any) -> None:
    """Whoever looks after the evidence of the place, and the house, for figures that follow from a return.

    Not visitors: whoever could ask as they like could also use up what may be given.
    """
    if who.kind != HOUSE.kind and not looks_after(who, place):
        raise NotAllowed(_("Figures are given out by those who look after the evidence here."))


def sets_rules(who: Actor, place: Place) -> bool:
    """May this person say by which rules counts of people are given out here?"""
    return who.holds("steward", PLACE, str(place.pk)) or administers(who)


def may_set_rules(who: Actor, *_args: Any, place: Place, **_kwargs: Any) -> None:
    """The stewards of the place."""
    if not sets_rules(who, place):
        raise NotAllowed(_("Only a steward of this place can say by which rules counts of people are given out."))
