"""Who reads, who answers, and who says how long people wait."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Voice
from commonweal.listening.receiving import queries
from commonweal.listening.rules import LISTEN, in_place, may_listen
from commonweal.people.roles import PLACE, holders
from commonweal.people.rules import administers
from commonweal.places.models import Place


def may_read(who: Actor, voice: Voice, **_kwargs: Any) -> None:
    """Whoever listens where it was said, and may read it."""
    may_listen(who, voice)


def may_reply(who: Actor, voice: Voice, **_kwargs: Any) -> None:
    """Whoever listens where it was said: also about a voice that its teller lets nobody read."""
    if not in_place(who, LISTEN, voice.place):
        raise NotAllowed(_("Only somebody who listens in this place can do this: %s.") % holders(LISTEN))


def may_see_waiting(who: Actor, place: Place) -> None:
    """Which voices wait for an answer is for those who listen, and for the place's stewards."""
    if not queries.sees_waiting(who, place):
        raise NotAllowed(_("Only somebody who listens in this place, or a steward, can see what waits."))


def may_set_patience(who: Actor, place: Place, **_kwargs: Any) -> None:
    """A steward says within how many days people hear."""
    if not (who.holds("steward", PLACE, str(place.pk)) or administers(who)):
        raise NotAllowed(_("Only a steward of this place can say how long people wait for an answer."))
