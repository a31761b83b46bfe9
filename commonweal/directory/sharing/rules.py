"""Who may make what is carried elsewhere."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.directory.models import Showcase, Theme
from commonweal.directory.rules import keeps_directory
from commonweal.journal.actor import Actor
from commonweal.people.roles import PLACE
from commonweal.people.rules import administers
from commonweal.places.models import Place


def may_make_theme(who: Actor, place: Place, **_kwargs: Any) -> None:
    """A theme speaks for the place, so a steward of it makes it."""
    if not (administers(who) or who.holds("steward", PLACE, str(place.pk))):
        raise NotAllowed(_("Only a steward of this place can make a theme or a campaign for it."))


def may_keep_theme(who: Actor, theme: Theme, **_kwargs: Any) -> None:
    """As with making one."""
    may_make_theme(who, theme.place)


def may_make_showcase(who: Actor, place: Place, **_kwargs: Any) -> None:
    """A day on which what is here shows itself is called by whoever works with people here."""
    if not keeps_directory(who, place):
        raise NotAllowed(_("Only somebody who works with people in this place can call a showcase."))


def may_keep_showcase(who: Actor, showcase: Showcase, **_kwargs: Any) -> None:
    """As with calling one."""
    may_make_showcase(who, showcase.place)
