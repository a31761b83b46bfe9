"""Finding from what a person types: a postcode or its beginning, a name, what something is, alone or near one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.core import finding
from commonweal.core.errors import DomainError
from commonweal.core.finding import Ask, Group, Hit, Near
from commonweal.journal.actor import Actor
from commonweal.places import postcodes
from commonweal.places import queries as places

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})\b")
PART = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)(?: ([0-9][A-Z]?))?")
NEAR_WORDS = re.compile(
    r"\b(?:near(?: to)?|close to|by|around|at|in|from)\s*$|^\s*(?:near(?: to)?|in)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, group by group; where to go at once, if there is no doubt; else why nothing was found."""

    groups: tuple[Group, ...] = ()
    go: str = ""
    why: str = ""
    near: str = ""  # the postcode that distances are from
    said: str = ""  # to be read before going on: what was typed is found, but not as it once was

    @property
    def hits(self) -> list[tuple[str, Hit]]:
        """Every hit with the key of its group."""
        return [(group.key, hit) for group in self.groups for hit in group.hits]


def find(viewer: Actor, typed: str, *, only: str = "") -> Outcome:
    """Where, or what, could this be?"""
    if not typed:
        return Outcome(why=_("Type a postcode, the name of a place, or what you are looking for."))
    letters = typed.upper()
    if PART.fullmatch(letters) and not POSTCODE.fullmatch(letters):
        found = finding.ask_all(viewer, Ask(typed, part=letters), only=only)
        why = "" if found else _("No postcode held here begins with “%(part)s”.") % {"part": letters}
        return Outcome(tuple(found), why=why)
    code = POSTCODE.search(letters)
    if code is None:
        return _named(viewer, Ask(typed, words=typed), only)
    words = NEAR_WORDS.sub("", (typed[: code.start()] + " " + typed[code.end() :]).strip()).strip()
    try:
        row = places.postcode(viewer, code.group(1))
    except DomainError as refused:
        return Outcome(why=refused.sentence)
    if row is None:
        return Outcome(why=postcodes.not_found(viewer))
    if not words:
        said = postcodes.ended(row)
        return Outcome(go="" if said else f"/area/{row.area_key}", groups=_just(row), said=said)
    ask = Ask(typed, words=words, near=Near(row.spelled, row.lat, row.lon, row.area_key))
    return _named(viewer, ask, only)


def _just(row: places.PostcodeRow) -> tuple[Group, ...]:
    hit = Hit(row.spelled, row.area_name or _("postcode"), f"/area/{row.area_key}", exact=True)
    return (Group(_("Postcodes"), (hit,), 1, key="postcodes", icon="pin"),)


def _named(viewer: Actor, ask: Ask, only: str) -> Outcome:
    groups = tuple(finding.ask_all(viewer, ask, only=only))
    if not groups:
        why = _("Nothing we hold is called that. Check the spelling, try fewer words, or type a postcode.")
        return Outcome(why=why)
    return Outcome(groups, go="" if ask.near or only else _no_doubt(groups), near=ask.near.spelled if ask.near else "")


def _no_doubt(groups: tuple[Group, ...]) -> str:
    """The address of the one place or area called exactly this: whoever types "Leeds" wants Leeds.

    There is a ward called Park, but whoever types "park" wants one: what is a kind of thing is never taken for a name.
    """
    if any(group.key == "kinds" for group in groups):
        return ""
    exact = [hit for group in groups if group.key in {"places", "areas"} for hit in group.hits if hit.exact]
    if exact and (len(exact) == 1 or exact[0].address.startswith("/place/")):
        return exact[0].address
    # The same for the one thing that goes on under exactly this name, whatever else the words could mean.
    called = [hit for group in groups if group.key == "going-on" for hit in group.hits if hit.exact]
    if len(called) == 1 and not exact:
        return called[0].address
    return groups[0].hits[0].address if len(groups) == 1 and groups[0].total == 1 and not groups[0].nearly else ""


def in_danger(typed: str) -> tuple[object, ...]:
    """Whom to call at once, if what was typed tells of danger."""
    from commonweal.directory import found  # brings the index with it

    return found.in_danger(typed) if typed else ()
