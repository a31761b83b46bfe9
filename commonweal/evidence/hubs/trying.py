"""The hubs after one step and another: what stays, what is new, what was moved, what is closed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.directory import queries as directory
from commonweal.evidence.hubs.asking import ADD, CLOSE, MOVE
from commonweal.evidence.hubs.land import Land, Spot
from commonweal.evidence.hubs.rows import CLOSED, MOVED, NEW, STAYS, HubRow
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.places import queries as places
from commonweal.places.models import Place

POINT = re.compile(r"^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$")
MOST_HUBS = 1_000


def kinds_here(viewer: Actor, place: Place) -> list[tuple[str, str, int]]:
    """Kinds of thing that could be hubs here: key, what several are called, how many."""
    rows = directory.counts(viewer, place)
    return [(row.kind, row.label, row.count) for row in rows if row.keeps_well and row.count <= MOST_HUBS]


def present(viewer: Actor, place: Place, kind: str) -> list[dict[str, Any]]:
    """The hubs there are now, as the list that counts for their kind has them."""
    if not kind:
        return []
    rows, _total = directory.listed(viewer, directory.here(place), kind=kind, count=MOST_HUBS)
    return [
        {"key": row.id, "name": row.name or row.kind_label, "lat": row.lat, "lon": row.lon}
        for row in rows
        if row.counted
    ]


def apply(land: Land, there: Sequence[Mapping[str, Any]], steps: Sequence[str]) -> tuple[list[HubRow], list[str]]:
    """The hubs after these steps, numbered, and the steps in words."""
    hubs = {
        each["key"]: HubRow(number, each["key"], each["name"], STAYS, each["lat"], each["lon"])
        for number, each in enumerate(there, start=1)
    }
    told = []
    for step in steps:
        what, _colon, rest = step.partition(":")
        if what == ADD:
            spot = where(land, rest)
            number = len(hubs) + 1
            key = f"new-{number - len(there)}"
            hubs[key] = HubRow(number, key, spot.name, NEW, spot.lat, spot.lon)
            told.append(_("A new hub in %s.") % spot.name)
            continue
        key, _colon, at = rest.partition(":")
        hub = hubs.get(key)
        if what not in {MOVE, CLOSE} or hub is None:
            raise Invalid(_("This what-if names a hub that is not here. Begin again from the hubs there are."))
        if what == CLOSE:
            hubs[key] = replace(hub, state=CLOSED)
            told.append(_("%s closes.") % hub.name)
            continue
        spot = where(land, at)
        was = hub.was or (f"{hub.lat},{hub.lon}" if hub.state == STAYS else "")
        state = NEW if hub.state == NEW else MOVED
        hubs[key] = replace(hub, state=state, lat=spot.lat, lon=spot.lon, was=was)
        told.append(_("%(hub)s moves to %(where)s.") % {"hub": hub.name, "where": spot.name})
    return list(hubs.values()), told


def where(land: Land, said: str) -> Spot:
    """A spot by the key of an area, by a postcode, or by a point (lat,lon) on the map."""
    found = next((each for each in land.spots if each.key == said), None)
    if found is not None:
        return found
    point = POINT.match(said)
    if point:
        lat, lon = float(point[1]), float(point[2])
    else:
        at = places.spot(PUBLIC, said)
        if at is None:
            raise Invalid(_("“%s” is not a postcode or neighbourhood that is known here.") % said[:40])
        lat, lon = at
    if not _near_here(land, lat, lon):
        raise Invalid(_("That spot lies outside this place."))
    return Spot(said, _name_of(land, said, lat, lon, point is not None), lat, lon)


def _near_here(land: Land, lat: float, lon: float) -> bool:
    """Within the box around all neighbourhoods' middles, and a little beyond."""
    away = 0.03
    return bool(land.ids) and bool(
        land.lat.min() - away <= lat <= land.lat.max() + away
        and land.lon.min() - 2 * away <= lon <= land.lon.max() + 2 * away
    )


def _name_of(land: Land, said: str, lat: float, lon: float, pointed: bool) -> str:
    """A point on a map is called by the neighbourhood it is nearest to."""
    if not pointed:
        return said.upper()
    if not land.spots:
        return _("a spot on the map")
    near = min(land.spots, key=lambda each: (each.lat - lat) ** 2 + (0.6 * (each.lon - lon)) ** 2)
    return _("a spot near the middle of %s") % near.name


def usual(kinds: list[tuple[str, str, int]]) -> str:
    """Libraries or community centres, where there are any: the hubs most people know."""
    here = [key for key, _words, _count in kinds]
    return next((each for each in ("community_centre", "library", *here) if each in here), "")
