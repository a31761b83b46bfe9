"""What a number is, for pages of this room: the evidence stands above it, and tells it through here.

Listening knows a number by its key alone. Whoever knows more says so by `told_by`, from its AppConfig.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from commonweal.journal.actor import Actor
from commonweal.places.models import Place


@dataclass(frozen=True, slots=True)
class Number:
    """A number about a place, or about an area of it."""

    indicator: str
    area_key: str  # "" for the whole place
    label: str
    text: str  # as a person would read it; "not known" where nobody knows
    england_text: str
    area_name: str
    address: str  # where it stands with its source
    source: str  # who published it, and of when


Tell = Callable[[Actor, Place, str], list[Number]]
_tellers: list[Tell] = []


def told_by(tell: Tell) -> None:
    """`tell(viewer, place, area_key)` gives every number that is known about a place, or about an area of it."""
    if tell not in _tellers:
        _tellers.append(tell)


def numbers(viewer: Actor, place: Place, area_key: str = "") -> list[Number]:
    """Every number known about a place, or about an area of it."""
    return [each for tell in _tellers for each in tell(viewer, place, area_key)]


def number(viewer: Actor, place: Place, indicator: str, area_key: str = "") -> Number | None:
    """One of them."""
    return next((each for each in numbers(viewer, place, area_key) if each.indicator == indicator), None)
