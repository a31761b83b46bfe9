"""Who may make places and bring published files in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.people.roles import PLACE
from commonweal.people.rules import administers
from commonweal.places.models import Place


def may_make_place(who: Actor, **_: Any) -> None:
    """A new place is opened by whoever answers for the installation."""
    if not administers(who):
        raise NotAllowed(gettext("Only an administrator can open a new place here."))


def may_shape_place(who: Actor, place: Place, **_: Any) -> None:
    """A place's outline is set by its steward, or by an administrator."""
    if administers(who) or who.holds("steward", PLACE, str(place.pk)):
        return
    raise NotAllowed(
        gettext("Only this place's steward, or an administrator, can say which neighbourhoods belong to it.")
    )


def may_load(who: Actor, place: Place, *_: Any, **__: Any) -> None:
    """Published files are brought in by the place's steward, or by an administrator."""
    if administers(who) or who.holds("steward", PLACE, str(place.pk)):
        return
    raise NotAllowed(gettext("Only this place's steward, or an administrator, can bring published files in."))


def may_keep_datasets(who: Actor, *_: Any, **__: Any) -> None:
    """What a dataset is, and which of its versions are in use, concerns every place that shows it."""
    if administers(who) or any(held.role == "steward" for held in who.held):
        return
    raise NotAllowed(gettext("Only an administrator, or a place's steward, can describe a dataset or take one back."))
