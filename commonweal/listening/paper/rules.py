"""Who prints sheets, brings them back, and enters what stands on them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Gathering, PaperPhoto, PaperSheet
from commonweal.listening.paper.access import handles, refuse_unless_enters
from commonweal.listening.rules import GATHER, in_place
from commonweal.people.roles import holders
from commonweal.people.rules import only_the_house


def may_print(who: Actor, gathering: Gathering, **_kwargs: Any) -> None:
    """Whoever holds gatherings in the place."""
    if not in_place(who, GATHER, gathering.place):
        raise NotAllowed(_("Only somebody who holds gatherings in this place can print sheets: %s.") % holders(GATHER))


def may_bring(who: Actor, gathering: Gathering, **_kwargs: Any) -> None:
    """Whoever works with paper in the place."""
    if not handles(who, gathering.place):
        raise NotAllowed(
            _("Only somebody who holds gatherings in this place can bring sheets back: %s.") % holders(GATHER)
        )


def may_enter(who: Actor, sheet: PaperSheet, **_kwargs: Any) -> None:
    """Whoever writes down what people of the place say."""
    refuse_unless_enters(who, sheet.run.gathering.place)


def may_name(who: Actor, photo: PaperPhoto, **_kwargs: Any) -> None:
    """Whoever writes down what people of the place say."""
    refuse_unless_enters(who, photo.gathering.place)


def may_drop(who: Actor, photo: PaperPhoto, **_kwargs: Any) -> None:
    """Whoever brought it, or whoever enters sheets there."""
    if (who.kind, who.id) != (photo.by_kind, photo.by_id):
        refuse_unless_enters(who, photo.gathering.place)


# The house.
may_sweep = only_the_house
