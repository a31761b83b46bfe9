"""What somebody answers with a voice of their own: a thing in an exhibition, a work, a line that was said.

It becomes what the new voice rests on, so that whoever gave the first can see that somebody answered. Rooms above add
things of theirs that can be answered (`register`): a number that is read together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from commonweal.core.ids import is_id
from commonweal.journal import kinds
from commonweal.journal.actor import PUBLIC
from commonweal.journal.kinds import Card
from commonweal.journal.refs import Ref
from commonweal.listening.models import Exhibition, ExhibitionItem, Gathering, Quote, Voice, Work


@dataclass(frozen=True, slots=True)
class Answered:
    """Something of a room above that is answered: what the voice rests on, how it is shown, and on which occasion."""

    kind: str
    id: str
    card: Card
    gathering: Gathering | None = None


Find = Callable[[str], Answered | None]
_finders: list[Find] = []


def register(find: Find) -> None:
    """`find(id)` gives what may be answered under this id, or None. Called once, as a room makes itself ready."""
    if find not in _finders:
        _finders.append(find)


def above(id: str) -> Answered | None:
    """What a room above says this id names."""
    return next((found for find in _finders if (found := find(id))), None) if is_id(id) else None


def answered(id: str) -> Ref | None:
    """What this id names, as far as everybody may know of it; None for anything else."""
    if not is_id(id):
        return None
    item = ExhibitionItem.objects.hanging().filter(pk=id, room__exhibition__in=Exhibition.objects.is_open()).first()
    if item is not None:
        return _hung(item)
    for kind, rows in (
        ("listening.exhibition", Exhibition.objects.is_open()),
        ("listening.work", Work.objects.shown()),
        ("listening.quote", Quote.objects.public()),
        ("listening.voice", Voice.objects.for_use("publish")),
    ):
        if rows.filter(pk=id).exists():  # type: ignore[attr-defined]
            return Ref(kind, id)
    found = above(id)
    return Ref(found.kind, found.id) if found else None


def _hung(item: ExhibitionItem) -> Ref:
    if item.show == ExhibitionItem.WORK:
        return Ref("listening.work", str(item.work_id))
    if item.show == ExhibitionItem.LINE:
        return Ref("listening.quote", str(item.quote_id))
    return Ref("listening.voice", str(item.voice_id))


def refs(id: str) -> list[Ref]:
    """For `because=`: what the new voice rests on, if it answers something that the person may see."""
    found = answered(id)
    return [found] if found is not None and kinds.cards(PUBLIC, [found]) else []


def card(id: str) -> Card | None:
    """What is answered, in a line, for the page on which somebody answers."""
    found = answered(id)
    if found is None:
        return None
    elsewhere = above(id)
    return elsewhere.card if elsewhere else kinds.cards(PUBLIC, [found]).get(found)


def gathering(id: str) -> Gathering | None:
    """The occasion on which it is answered, where there is one."""
    found = above(id)
    return found.gathering if found else None
