"""Who may tell of a walk, add a stop to it, put it where it belongs, and print it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Stop, Walk
from commonweal.listening.rules import GATHER, LISTEN, in_place, may_record, tells
from commonweal.people.roles import holders


def may_walk(who: Actor, **told: Any) -> None:
    """Anybody may tell of a walk of their own; a helper of the place writes it down for somebody."""
    may_record(who, **told)


def may_add(who: Actor, walk: Walk, **_kwargs: Any) -> None:
    """The person whose walk it is; of a walk that many went together, anybody who may speak here."""
    may_record(who, place=walk.place)
    if tells(who, walk.voice) or walk.gathering_id is not None or in_place(who, GATHER, walk.place):
        return
    raise NotAllowed(_("Only the person whose walk it is, or whoever holds gatherings here, can add a stop to it."))


def may_move(who: Actor, stop: Stop, **_kwargs: Any) -> None:
    """Whoever said what is at the stop, whose walk it is, or who holds gatherings here."""
    if tells(who, stop.voice) or tells(who, stop.walk.voice) or in_place(who, GATHER, stop.walk.place):
        return
    raise NotAllowed(_("Only the person whose stop or walk it is, or whoever holds gatherings here, can change it."))


def may_print(who: Actor, walk: Walk, **_kwargs: Any) -> None:
    """Whoever listens in the place: they answer for what goes out on paper."""
    if not in_place(who, LISTEN, walk.place):
        raise NotAllowed(_("Only somebody who listens in this place can print this: %s.") % holders(LISTEN))
