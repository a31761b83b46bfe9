"""Finding somewhere from what a person types: a postcode, the name of a place, of a council, of a neighbourhood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.core.errors import DomainError
from commonweal.journal.actor import Actor
from commonweal.places import queries as places

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
PART = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?( ?[0-9]?[A-Z]?)")
MOST = 40


@dataclass(frozen=True, slots=True)
class Found:
    """Somewhere, and where its page is."""

    name: str
    note: str
    address: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found; where nothing was, why not and what to try."""

    found: tuple[Found, ...] = ()
    why: str = ""
    more: bool = False


def find(viewer: Actor, typed: str) -> Outcome:
    """Where could this be?"""
    if not typed:
        return Outcome(why=_("Type a postcode, or the name of a place."))
    letters = typed.upper()
    if POSTCODE.fullmatch(letters):
        return _postcode(viewer, letters)
    if PART.fullmatch(letters) and any(c.isdigit() for c in letters):
        return Outcome(
            why=_("“%(typed)s” looks like part of a postcode. Type the whole of it, such as LS11 8AB.")
            % {"typed": typed}
        )
    same = [p for p in places.places(viewer) if p.name.lower() == typed.lower() or p.slug == typed.lower()]
    if same:
        return Outcome((_place(same[0]),))
    held = [_place(p) for p in places.places(viewer) if typed.lower() in p.name.lower()]
    areas = places.find_areas(viewer, typed)
    exact = [a for a in areas if typed.lower() in (a.name.lower(), (a.local_name or "").lower())]
    if len(exact) == 1 and not held:
        return Outcome((_area(exact[0]),))
    found = held + [_area(a) for a in areas]
    if not found:
        why = _("Nothing we hold is called that. Check the spelling, try fewer letters, or type a postcode.")
        return Outcome(why=why)
    return Outcome(tuple(found[:MOST]), more=len(found) > MOST)


def _postcode(viewer: Actor, letters: str) -> Outcome:
    try:
        found = places.postcode(viewer, letters)
    except DomainError as refused:
        return Outcome(why=refused.sentence)
    if found is None:
        return Outcome(
            why=_("That postcode is not in any place held here. It may be new, or lie outside the places listed below.")
        )
    return Outcome((Found(found.spelled, "", f"/area/{found.area_key}"),))


def _place(place: places.PlaceRow) -> Found:
    return Found(place.name, _("place"), f"/place/{place.slug}")


def _area(area: places.AreaName) -> Found:
    name = area.local_name or area.name
    lies = _("%(kind)s in %(parent)s") % {"kind": area.kind_label, "parent": area.parent_name}
    lies = lies if area.parent_name else area.kind_label
    return Found(name, lies, f"/area/{area.key}")
