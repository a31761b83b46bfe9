"""Who may look after the evidence of a place, and who may read it together with others."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.people.roles import holders
from commonweal.people.rules import administers, may_in_place
from commonweal.places.models import Place

LOOK_AFTER, TOGETHER = "look after the evidence", "read the evidence together"


def looks_after(who: Actor, place: Place) -> bool:
    """Does this person look after the evidence of this place?"""
    return may_in_place(who, LOOK_AFTER, str(place.pk)) or administers(who)


def reads_together(who: Actor, place: Place) -> bool:
    """May this person hold a session in which people read the evidence of this place?"""
    return may_in_place(who, TOGETHER, str(place.pk)) or administers(who)


def may_look_after(who: Actor, *args: Any, place: Place | None = None, **_kwargs: Any) -> None:
    """Whoever looks after the evidence of a place: `place=`, or the place of the first argument."""
    if not looks_after(who, place or args[0].place):
        raise NotAllowed(_("Only somebody who looks after the evidence here can do this: %s.") % holders(LOOK_AFTER))


def may_read_together(who: Actor, *args: Any, place: Place | None = None, **_kwargs: Any) -> None:
    """Whoever holds sessions in which the evidence is read: `place=`, or the place of the first argument."""
    if not reads_together(who, place or args[0].place):
        said = _("Only somebody who reads the evidence with others here can do this: %s.")
        raise NotAllowed(said % holders(TOGETHER))


def cites(who: Actor) -> bool:
    """May this person keep a public number as it stands? Anybody known to the house: it is worked out here."""
    return who.kind != "nobody"


def may_cite(who: Actor, *_args: Any, **_kwargs: Any) -> None:
    """Anybody known to the house may point at a public number: it is not given by them."""
    if not cites(who):
        raise NotAllowed(_("Sign in, or use a slip, to keep a number as it stands."))
