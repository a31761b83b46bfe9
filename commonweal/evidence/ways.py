"""The pages of the evidence of one place, so that they can be found from one: each part of the room adds its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commonweal.journal.actor import Actor
from commonweal.places.models import Place

# What a page answers, in the order they are offered.
UNEQUAL, MISSED, REACH, WEIGH, TOGETHER, TRUST = "unequal", "missed", "reach", "weigh", "together", "trust"


def everyone(viewer: Actor, place: Place) -> bool:
    """A page that is everybody's."""
    return True


@dataclass(frozen=True, slots=True)
class Glance:
    """What a page says first, told already where the pages are listed: a sentence, and whose numbers it stands on."""

    words: str
    source: str
    share: float | None = None  # in 100, where the sentence is about one: drawn as a bar


def nothing(viewer: Actor, place: Place) -> Glance | None:
    """A page that says nothing beforehand."""
    return None


@dataclass(frozen=True, slots=True)
class Way:
    """One page of a place's evidence."""

    group: str
    words: Any  # what it is called
    says: Any  # the question it answers, in a sentence
    path: str  # after /place/<slug>/
    shown: Callable[[Actor, Place], bool] = everyone
    glance: Callable[[Actor, Place], Glance | None] = nothing


_ways: list[Way] = []


def register(*ways: Way) -> None:
    """Called once for each part, as the room makes itself ready."""
    _ways.extend(each for each in ways if each not in _ways)


def ways(viewer: Actor, place: Place) -> dict[str, list[Way]]:
    """The pages this viewer may open, by what they answer."""
    order = (UNEQUAL, MISSED, REACH, WEIGH, TOGETHER, TRUST)
    open_to = [each for each in _ways if each.shown(viewer, place)]
    found = {group: [each for each in open_to if each.group == group] for group in order}
    return {group: those for group, those in found.items() if those}
