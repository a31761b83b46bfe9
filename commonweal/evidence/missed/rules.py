"""Who may keep a find, and who may take it on."""

from __future__ import annotations

from typing import Any

from commonweal.evidence import rules
from commonweal.evidence.models import MissedFind
from commonweal.journal.actor import Actor
from commonweal.listening.reached import rules as reached
from commonweal.listening.reached.who import works_here
from commonweal.places.models import Place


def finds(who: Actor, place: Place) -> bool:
    """Whoever looks after the evidence, or reads it with others."""
    return rules.looks_after(who, place) or rules.reads_together(who, place)


def may_find(who: Actor, *args: Any, place: Place | None = None, **_kwargs: Any) -> None:
    """Whoever looks after the evidence, or reads it with others: `place=`, or the place of the first argument."""
    here = place or args[0].place
    if not rules.looks_after(who, here):
        rules.may_read_together(who, place=here)


def takes_on(who: Actor, place: Place) -> bool:
    """May this person say who reaches out?"""
    return works_here(who, place)


def may_take_on(who: Actor, find: MissedFind, **_kwargs: Any) -> None:
    """Whoever works with people in the place, as for any reaching out."""
    reached.may_reach_out(who, place=find.place)
