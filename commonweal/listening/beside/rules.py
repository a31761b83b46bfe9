"""Who chooses what stands beside a number: people of the place, and whoever said it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Pairing, Quote
from commonweal.listening.rules import THEMES, in_place, tells
from commonweal.people.roles import PLACE, holders
from commonweal.places.models import Place


def pairs(who: Actor, place: Place) -> bool:
    """May this person choose here?"""
    return in_place(who, THEMES, place)


def may_pair(who: Actor, quote: Quote, **_kwargs: Any) -> None:
    """Residents and listeners of the place; and whoever said it."""
    if not (pairs(who, quote.voice.place) or tells(who, quote.voice)):
        raise NotAllowed(
            _("Only a resident or listener with a role here, or whoever said it, can do this: %s.") % holders(THEMES)
        )


def may_part(who: Actor, pairing: Pairing, **_kwargs: Any) -> None:
    """The same."""
    may_pair(who, pairing.quote)


def chosen_as(who: Actor, quote: Quote) -> str:
    """In which role somebody chooses: said to readers, in place of a name."""
    if tells(who, quote.voice):
        return "teller"
    place = str(quote.voice.place_id)
    return next((role for role in ("coder", "listener", "facilitator") if who.holds(role, PLACE, place)), "")
