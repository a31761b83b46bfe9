"""Who writes down what others say, and who plans and reports the time of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening import rules
from commonweal.people.roles import holders
from commonweal.people.rules import WRITE_DOWN
from commonweal.places.models import Place


def helps_in(who: Actor, place: Place) -> bool:
    """Does this person write down what others say in this place?"""
    return rules.in_place(who, WRITE_DOWN, place)


def may_help(who: Actor, *, place: Place, **_kwargs: Any) -> None:
    """Whoever writes down what people of the place say."""
    if not helps_in(who, place):
        raise NotAllowed(
            _("Sign in with a role that lets you write down what people of this place say: %s.") % holders(WRITE_DOWN)
        )


def may_plan(who: Actor, *, place: Place, **_kwargs: Any) -> None:
    """Whoever holds gatherings there, or writes down."""
    if not helps_in(who, place):
        rules.may_gather(who, place=place)
