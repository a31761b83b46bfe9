"""Who chooses how somebody is told, and who tells them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening import rules
from commonweal.listening.models import Told
from commonweal.people import persons
from commonweal.people.actors import person_of
from commonweal.people.roles import holders
from commonweal.people.rules import WRITE_DOWN, helps, only_the_house
from commonweal.places.models import Place


def may_choose(who: Actor, **_kwargs: Any) -> None:
    """The person themselves, or a helper who writes down their word."""
    person = person_of(who)
    if not persons.here(person) or (who.for_id and not helps(who, person)):
        raise NotAllowed(_("Only the person themselves, or a helper writing down their word, can choose this."))


# The house tells people, as they chose.
may_tell = only_the_house


def may_say_told(who: Actor, told: Told, **_kwargs: Any) -> None:
    """A helper of the place, who has told somebody by phone, by letter or to their face."""
    if told.place is None or not helps_in(who, told.place):
        raise NotAllowed(_("Only a helper of this place tells people: %s.") % holders(WRITE_DOWN))


def helps_in(who: Actor, place: Place) -> bool:
    """Does this person write down what others say in this place?"""
    return rules.in_place(who, WRITE_DOWN, place)
