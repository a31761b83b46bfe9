"""Who may count, and who may say who reaches out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Gathering, Outreach
from commonweal.listening.reached.who import works_here
from commonweal.listening.rules import may_gather
from commonweal.places.models import Place


def may_count(who: Actor, gathering: Gathering, **_kwargs: Any) -> None:
    """Whoever holds gatherings in its place."""
    may_gather(who, place=gathering.place)


def may_reach_out(who: Actor, *, place: Place, **_kwargs: Any) -> None:
    """Whoever works with people in the place."""
    if not works_here(who, place):
        raise NotAllowed(
            _("Only somebody who works with people in this place can say who will reach out: listeners, link workers…")
        )


def may_say_what_came(who: Actor, outreach: Outreach, **_kwargs: Any) -> None:
    """The one who reached out, or anybody who works with people in the place."""
    may_reach_out(who, place=outreach.place)
