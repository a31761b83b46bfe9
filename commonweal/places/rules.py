"""Who may make places and bring published files in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.people.roles import PLACE, POWERS
from commonweal.people.rules import administers, may_in_place
from commonweal.places.models import Place

LOAD = "load published files"


def may_make_place(who: Actor, **_: Any) -> None:
    """A new place is opened by whoever answers for the installation."""
    if not administers(who):
        raise NotAllowed(gettext("Only an administrator can open a new place here."))


def may_shape_place(who: Actor, place: Place, **_: Any) -> None:
    """A place's outline is set by its steward, or by an administrator."""
    if administers(who) or may_in_place(who, "say which areas belong", str(place.pk)):
        return
    raise NotAllowed(
        gettext("Only this place's steward, or an administrator, can say which neighbourhoods belong to it.")
    )


def may_load(who: Actor, place: Place, *_: Any, **__: Any) -> None:
    """Published files are brought in by those whose role in the place says so, or by an administrator."""
    if administers(who) or may_in_place(who, LOAD, str(place.pk)):
        return
    raise NotAllowed(
        gettext("Only this place's steward or analyst, or an administrator, can bring published files in.")
    )


def may_know_datasets(who: Actor, *_: Any, **__: Any) -> None:
    """Whoever brings files in anywhere may say what they are: it follows from the feed's fact sheet, hiding nothing."""
    if administers(who) or any(held.role in POWERS[LOAD] and held.scope_kind == PLACE for held in who.held):
        return
    raise NotAllowed(gettext("Only an administrator, or a place's steward or analyst, can describe a dataset."))


def may_withdraw(who: Actor, *_: Any, **__: Any) -> None:
    """Taking a file back takes it from every place that shows it, so no one place decides it."""
    if not administers(who):
        raise NotAllowed(
            gettext(
                "Only an administrator can take a file back: every place here that shows its figures would lose them. "
                "Tell them which file is wrong, and why."
            )
        )
