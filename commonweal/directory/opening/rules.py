"""Who may suggest that a space be opened, and who leads it there. Each refusal says who could."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.directory.models import Asset, Hindrance, Location, Opening
from commonweal.directory.rules import keeps_directory
from commonweal.journal.actor import Actor
from commonweal.people.rules import administers
from commonweal.places.models import Place


def may_suggest(who: Actor, at: Asset | Location, **_kwargs: Any) -> None:
    """Anybody, of a spot they may know of."""
    if isinstance(at, Location) and not Location.objects.visible_to(who).filter(pk=at.pk).exists():
        raise NotAllowed(_("Only somebody who may know where this is can say that it could be open."))


def may_lead(who: Actor, opening: Opening, *_args: Any, **_kwargs: Any) -> None:
    """Whoever keeps the directory of the place leads a space on its way."""
    if not keeps_directory(who, opening.place):
        raise NotAllowed(_("Only somebody who works with people in this place can lead a space on its way to be open."))


def may_lead_hindrance(who: Actor, hindrance: Hindrance, *_args: Any, **_kwargs: Any) -> None:
    """As with the space it stops."""
    may_lead(who, hindrance.opening)


def may_clear(who: Actor, place: Place, **_kwargs: Any) -> None:
    """Only what was made up may be cleared away to be told anew, and only by the administrator."""
    if not (administers(who) and place.invented):
        raise NotAllowed(_("Only an invented place can be cleared to be told anew, and only by an administrator."))
