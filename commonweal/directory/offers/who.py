"""Whose word something is, and who reads what is reported."""

from __future__ import annotations

from commonweal.journal.actor import Actor
from commonweal.people.roles import PLACE
from commonweal.people.rules import administers
from commonweal.places.models import Place


def answers_for(who: Actor, place: Place) -> bool:
    """Does this person read what is reported here?"""
    return administers(who) or who.holds("steward", PLACE, str(place.pk))
