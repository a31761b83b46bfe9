"""A shortlist as a viewer may see it, and those that somebody has made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.core.ids import is_id
from commonweal.directory.alike.merged import stands_for
from commonweal.directory.going_on import OVER, ServiceRow, rows_of
from commonweal.directory.models import Service, Shortlist
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.journal.kinds import Card
from commonweal.people import slips


@dataclass(frozen=True, slots=True)
class Listed:
    """One service on a list."""

    service: ServiceRow
    over: bool  # it has ended since it was put here
    closed: bool  # for now
    for_everyone: bool  # else it is left out of what goes on paper or is sent


@dataclass(frozen=True, slots=True)
class Shared:
    """A list that somebody made, as whoever opens it may see it."""

    note: str
    made_at: datetime
    expires_at: datetime
    services: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A list that somebody made, for them to end. Its code is not known here."""

    id: str
    things: int
    note: str
    made_at: datetime
    expires_at: datetime


def listed(viewer: Actor, ids: Sequence[str]) -> list[Listed]:
    """These services in their order: those that this viewer may see. Nothing tells of the others."""
    good = as_they_stand(ids)
    rows, public = rows_of(viewer, good), rows_of(PUBLIC, good)
    return [
        Listed(row, row.status in OVER, row.status == Service.PAUSED, id in public)
        for id in good
        if (row := rows.get(id)) is not None
    ]


def as_they_stand(ids: Sequence[str]) -> list[str]:
    """Ids in their order, each once: of what was merged into another, that other's."""
    good = [each for each in ids if is_id(each)]
    now = stands_for(good)
    return list(dict.fromkeys(now.get(each, each) for each in good))


def any_invented(ids: Sequence[str]) -> bool:
    """Is any of these of an invented place?"""
    return Service.objects.filter(pk__in=[each for each in ids if is_id(each)], place__invented=True).exists()


def by_code(typed: str) -> Shortlist:
    """The list with this code, while it lasts. One that ended and one that never was look the same."""
    code = slips.cleaned(typed)
    found = (
        Shortlist.objects.filter(code_hash=slips.hashed(code), expires_at__gt=timezone.now()).first() if code else None
    )
    if found is None:
        raise NotFound(
            _("There is no list at this address. It may be mistyped, or the list has ended: none lasts long.")
        )
    return found


def shared(viewer: Actor, found: Shortlist) -> Shared:
    """A list, as far as this viewer may know what is on it."""
    return Shared(found.note, found.made_at, found.expires_at, tuple(listed(viewer, found.services)))


def made(who: Actor) -> list[Made]:
    """Lists of somebody's that others can open: those of their account, and those their browser remembers."""
    ids = [each.scope_id for each in who.held if each.role == "maker" and is_id(each.scope_id)]
    mine = Shortlist.objects.filter(pk__in=ids)
    if who.kind == "account":
        mine = mine | Shortlist.objects.filter(made_by=who.id)
    return [
        Made(str(each.pk), len(each.services), each.note, each.made_at, each.expires_at)
        for each in mine.filter(expires_at__gt=timezone.now()).order_by("-made_at")
    ]


def one_made(id: str) -> Shortlist:
    """A list by its id, to be ended."""
    found = Shortlist.objects.filter(pk=id).first() if is_id(id) else None
    if found is None:
        raise NotFound(_("This list has ended."))
    return found


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: a list is known to whoever made it with an account, and to nobody else."""
    if viewer.kind != "account":
        return set()
    rows = Shortlist.objects.filter(pk__in=list(ids), made_by=viewer.id)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """For the journal: lists as cards, which say nothing of what is on them."""
    rows = Shortlist.objects.filter(pk__in=list(ids)).values_list("pk", flat=True)
    return {str(pk): Card(_("A shortlist"), "/list") for pk in rows}
