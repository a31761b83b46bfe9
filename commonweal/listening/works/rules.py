"""Who may begin a work, join it, agree, answer and leave. Each refusal says who could."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Maker, Work
from commonweal.listening.rules import GATHER, in_place, may_record, tells
from commonweal.people.actors import person_of
from commonweal.people.roles import holders
from commonweal.people.rules import only_the_house
from commonweal.places.models import Place


def leads(who: Actor, place: Place) -> bool:
    """Does this person look after works made in this place?"""
    return in_place(who, GATHER, place)


def may_begin(who: Actor, *args: Any, place: Place | None = None, **_kwargs: Any) -> None:
    """Whoever holds gatherings in the place."""
    if not leads(who, place or args[0].place):
        raise NotAllowed(_("Only somebody who holds gatherings in this place can do this: %s.") % holders(GATHER))


def may_join(who: Actor, work: Work, **_kwargs: Any) -> None:
    """Anybody with an account or a slip of the place, once; a maker or whoever leads it then says they know them."""
    may_record(who, place=work.place)
    if work.makers.of(person_of(who)).exists():  # type: ignore[attr-defined]
        raise NotAllowed(_("You are one of its makers already."))


def may_speak(who: Actor, maker: Maker, **_kwargs: Any) -> None:
    """The maker, or a helper who writes down their word."""
    if not tells(who, maker.voice):
        raise NotAllowed(_("Only the maker whose share this is, or a helper writing down their word, can do this."))


def may_welcome(who: Actor, maker: Maker, **_kwargs: Any) -> None:
    """Another maker of it who is known already, or whoever holds gatherings in the place."""
    known = maker.work.makers.here().of(person_of(who)).exclude(pk=maker.pk)  # type: ignore[attr-defined]
    if not (leads(who, maker.work.place) or known.exists()):
        raise NotAllowed(_("Only another maker of it, or somebody who holds gatherings here, can say this."))


# What was agreed is carried out by the software itself, so that nobody has to be asked to keep a promise.
may_carry_out = only_the_house
