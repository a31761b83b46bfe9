"""The people of a place as points: where each neighbourhood has its middle, how many live there, how deprived it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence import ground, made_from
from commonweal.evidence.keep import kept
from commonweal.methods.access import pairs
from commonweal.places import area_kinds
from commonweal.places import queries as places
from commonweal.places.models import Area, DatasetVersion, Place

MOST = 4_000  # neighbourhoods: an Integrated Care System, not a nation
GROUPS, MOST_GROUPS = ("msoa21", "group", "neighbourhood", "lsoa21"), 400
Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Somewhere a hub could stand."""

    key: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Land:
    """Neighbourhoods with known people and a known middle, in order of their ids."""

    ids: tuple[int, ...]
    keys: tuple[str, ...]
    lat: Numbers
    lon: Numbers
    people: Numbers
    fifths: tuple[int | None, ...]
    left_out: int  # neighbourhoods without known people or a middle, or that no list of assets reaches
    versions: tuple[DatasetVersion, ...]  # the files that say how many live there, and how deprived it is
    spots: tuple[Spot, ...]  # middles of groups of neighbourhoods, by name
    spots_kind: str

    @property
    def source(self) -> str:
        """Whose figures people and deprivation are, and of when."""
        return made_from.said_of(self.versions)

    def minutes(self, lat: list[float], lon: list[float]) -> Numbers:
        """In a straight line times 1.3, from each neighbourhood (row) to each of these points (column)."""
        if not self.ids:
            return np.zeros((0, len(lat)))
        about = float(self.lon.min() + self.lon.max()) / 2
        home, there = pairs.flat(self.lat, self.lon, about=about), pairs.flat(lat, lon, about=about)
        return pairs.every(home, there)

    @property
    def homes(self) -> list[tuple[float, float]]:
        """The middles of the neighbourhoods."""
        return list(zip(self.lat.tolist(), self.lon.tolist(), strict=True))


def of_place(place: Place) -> Land:
    """The land of a place, kept until a file or an outline changes."""
    return kept(("land of hubs", place.slug), lambda: _land(place), weight=lambda made: 1 + len(made.ids) // 500)


def _land(place: Place) -> Land:
    held = ground.of_place(place.slug)
    if len(held.areas) > MOST:
        raise Invalid(_("This place is too large to move hubs about in. Open one of its councils or local areas."))
    known = [
        pk
        for pk, area in sorted(held.areas.items())
        if pk in held.people
        and area is not None
        and area.lat is not None
        and area.lon is not None
        # No hub is listed where no list reaches: that is not to have none near.
        and (not held.assets or pk in held.reached)
    ]
    areas = [held.areas[pk] for pk in known]
    keys = tuple(each.key for each in areas)
    lat, lon = np.array([each.lat for each in areas], float), np.array([each.lon for each in areas], float)
    people = np.array([held.people[pk] for pk in known], float)
    fifths = tuple((held.deciles[pk] + 1) // 2 if pk in held.deciles else None for pk in known)
    kind, spots = _spots(place, known, lat, lon, people)
    left_out = len(held.areas) - len(known)
    versions = tuple(made_from.in_use(known, (ground.POPULATION, ground.DECILE)))
    return Land(tuple(known), keys, lat, lon, people, fifths, left_out, versions, spots, kind)


def _spots(place: Place, ids: list[int], lat: Numbers, lon: Numbers, people: Numbers) -> tuple[str, tuple[Spot, ...]]:
    """The finest kind of area of which a person can still choose one from a list: its middle, by where people live."""
    counts = {kind: count for kind, _words, count in places.kinds_of(place)}
    kinds = sorted((kind for kind in counts if kind in GROUPS), key=lambda each: -counts[each])
    kind = next((each for each in kinds if counts[each] <= MOST_GROUPS), "")
    if not kind:
        return "", ()
    at = {pk: number for number, pk in enumerate(ids)}
    spots = []
    members = places.membership(place, kind)
    names = _named(list(members))
    for pk, inside in members.items():
        rows = [at[each] for each in inside if each in at]
        if rows:
            weight = people[rows] if people[rows].sum() else np.ones(len(rows))
            north, east = np.average(lat[rows], weights=weight), np.average(lon[rows], weights=weight)
            spots.append(Spot(*names[pk], round(float(north), 5), round(float(east), 5)))
    return area_kinds.kind(kind).plural, tuple(sorted(spots, key=lambda each: each.name))


def _named(ids: list[int]) -> dict[int, tuple[str, str]]:
    return {pk: (area.key, str(area)) for pk, area in Area.objects.in_bulk(ids).items()}
