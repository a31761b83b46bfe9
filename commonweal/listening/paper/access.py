"""Who works with paper in a place, and who may see what people wrote by hand. Rules and queries ask the same."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.rules import GATHER, in_place
from commonweal.people.roles import holders
from commonweal.people.rules import WRITE_DOWN
from commonweal.places.models import Place


def handles(who: Actor, place: Place) -> bool:
    """Does somebody work with paper in this place: print it, bring it back, or enter it?"""
    return in_place(who, GATHER, place) or in_place(who, WRITE_DOWN, place)


def enters(who: Actor, place: Place) -> bool:
    """May somebody see what people wrote by hand, to write it down?"""
    return in_place(who, WRITE_DOWN, place)


def refuse_unless_enters(who: Actor, place: Place) -> None:
    """Refuse whoever may not."""
    if not enters(who, place):
        raise NotAllowed(
            _("Only somebody who writes down what people here say can read their sheets: %s.") % holders(WRITE_DOWN)
        )
