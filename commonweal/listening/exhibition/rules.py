"""Who may put an exhibition together: residents and listeners of the place."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Exhibition, ExhibitionItem, ExhibitionRoom
from commonweal.listening.rules import THEMES, in_place
from commonweal.people.roles import holders
from commonweal.places.models import Place


def curates(who: Actor, place: Place) -> bool:
    """May this person put exhibitions together here?"""
    return in_place(who, THEMES, place)


def may_begin(who: Actor, *, place: Place, **_kwargs: Any) -> None:
    """Residents who read what people say here, and those who listen."""
    if not curates(who, place):
        raise NotAllowed(_("Only a resident or listener with a role here can do this: %s.") % holders(THEMES))


def may_curate(who: Actor, inside: Exhibition | ExhibitionRoom | ExhibitionItem, *_args: Any, **_kwargs: Any) -> None:
    """The same, for what is in an exhibition."""
    may_begin(who, place=exhibition_of(inside).place)


def exhibition_of(inside: Exhibition | ExhibitionRoom | ExhibitionItem) -> Exhibition:
    """The exhibition that a room or a thing belongs to."""
    if isinstance(inside, ExhibitionItem):
        inside = inside.room
    return inside.exhibition if isinstance(inside, ExhibitionRoom) else inside
