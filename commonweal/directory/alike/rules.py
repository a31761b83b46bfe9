"""Who may say that two entries are one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.directory.models import Merge
from commonweal.directory.rules import answers_for
from commonweal.journal.actor import Actor
from commonweal.places.models import Place


def may_judge(who: Actor, one: Any, *_args: Any, **_kwargs: Any) -> None:
    """What is one and what is not is said by whoever answers for the place: it changes what everybody is shown."""
    if not answers_for(who, one.place):
        raise NotAllowed(_("Only a steward of this place can say which entries are the same."))


def may_part(who: Actor, merge: Merge, **_kwargs: Any) -> None:
    """As with merging."""
    may_judge(who, merge)


def may_see_alike(who: Actor, place: Place) -> None:
    """Pairs show both entries whole, with what is not for everyone."""
    if not answers_for(who, place):
        raise NotAllowed(_("Only a steward of this place can see which entries may be the same."))
