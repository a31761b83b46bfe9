"""Who works with people in a place, and so may see a gathering by group, and say who will reach out."""

from __future__ import annotations

from commonweal.journal.actor import Actor
from commonweal.listening import rules
from commonweal.people.rules import administers
from commonweal.places.models import Place

POWERS = ("hold gatherings", "listen to voices", "hand out slips", "find themes in voices")


def works_here(viewer: Actor, place: Place) -> bool:
    """Does a role of theirs let this viewer work with people of the place?"""
    return administers(viewer) or any(rules.in_place(viewer, power, place) for power in POWERS)
