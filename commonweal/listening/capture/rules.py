"""Who may set up a shared device, and who keeps count of what came from it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Gathering, Kiosk
from commonweal.listening.rules import may_gather


def may_set_up(who: Actor, gathering: Gathering, **_kwargs: Any) -> None:
    """Whoever holds gatherings where it is."""
    may_gather(who, place=gathering.place)


def may_end(who: Actor, kiosk: Kiosk, **_kwargs: Any) -> None:
    """Whoever holds gatherings where it stands."""
    may_gather(who, place=kiosk.gathering.place)


def may_count(who: Actor, *_args: Any, **_kwargs: Any) -> None:
    """The software itself keeps the counts: no person can say that something came that did not."""
    if who.kind != "house":
        raise NotAllowed(_("Only the software itself does this."))
