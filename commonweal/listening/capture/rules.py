"""Who may set up a shared device, and who keeps count of what came from it."""

from __future__ import annotations

from typing import Any

from commonweal.journal.actor import Actor
from commonweal.listening.models import Gathering, Kiosk
from commonweal.listening.rules import may_gather
from commonweal.people.rules import only_the_house


def may_set_up(who: Actor, gathering: Gathering, **_kwargs: Any) -> None:
    """Whoever holds gatherings where it is."""
    may_gather(who, place=gathering.place)


def may_end(who: Actor, kiosk: Kiosk, **_kwargs: Any) -> None:
    """Whoever holds gatherings where it stands."""
    may_gather(who, place=kiosk.gathering.place)


# The software itself keeps the counts: no person can say that something came that did not.
may_count = only_the_house
