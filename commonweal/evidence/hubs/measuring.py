"""How far it is to a hub: on the streets of the place, by its table of minutes where that names the hub, or in a
straight line. What a way of measuring does not know, the straight line tells, and it is said how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.evidence.access import travel, walked
from commonweal.evidence.access.travel import LINE, WALK
from commonweal.evidence.hubs.land import Land, Numbers
from commonweal.evidence.keep import kept
from commonweal.evidence.models import MinutesTable, Streets
from commonweal.places.models import Place

LONGEST = 90  # minutes: where a search needs a number, a longer way counts as this
Which = np.ndarray[Any, Any]


class Spot(NamedTuple):
    """Where a hub stands or could stand; with the id of its venue where it stands there already."""

    lat: float
    lon: float
    venue: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """In a straight line; the others know it better."""

    way: str = LINE  # as an address and a kept what-if have it
    ends = False  # does it know nothing of long ways?

    def minutes(self, land: Land, spots: Sequence[Spot]) -> Numbers:
        """From each neighbourhood (row) to each of these (column); infinity where no way is known in time."""
        return land.minutes([each.lat for each in spots], [each.lon for each in spots])

    def nearest(self, land: Land, spots: Sequence[Spot]) -> tuple[Numbers, Which]:
        """Minutes to the nearest of these from each neighbourhood, and which that is; infinity and -1 where none is."""
        return first_of(self.minutes(land, spots))

    @property
    def said(self) -> str:
        """In a few words: after "measured"."""
        return travel.straight_line()

    @property
    def credit(self) -> str:
        """Whose map it is, as its licence asks."""
        return ""

    def told(self, land: Land, spots: Sequence[Spot]) -> str:
        """In full, with what it does not know."""
        return _(
            "the straight line times 1.3 for the way round, at 4.8 km an hour. No river, motorway, hill or bus is "
            "known to it."
        )


@dataclass(frozen=True, slots=True)
class ByTable(Measure):
    """By a table of minutes on foot, for hubs that it names."""

    table: MinutesTable | None = None
    ends = True

    def minutes(self, land: Land, spots: Sequence[Spot]) -> Numbers:
        found = Measure.minutes(self, land, spots)
        (rows, columns, minutes), homes, hubs = self._named(land, spots)
        found[np.ix_(~homes, ~hubs)] = np.inf
        found[rows, columns] = minutes
        return found

    @property
    def said(self) -> str:
        return travel.how(self._held)

    def told(self, land: Land, spots: Sequence[Spot]) -> str:
        _pairs, homes, hubs = self._named(land, spots)
        said = _(
            "by a table of minutes that the place supplied: %(title)s. A way that it does not list is longer than it "
            "looked for."
        ) % {"title": self._title()}
        return f"{said} {travel.said_of_unnamed(int(homes.sum()), hubs=int(hubs.sum()))}".strip()

    def _title(self) -> str:
        return ", ".join(each for each in (self._held.title, self._held.licence) if each)

    def _named(self, land: Land, spots: Sequence[Spot]) -> tuple[travel.Told, Which, Which]:
        return travel.named(self._held, land.keys, [each.venue for each in spots])

    @property
    def _held(self) -> MinutesTable:
        if self.table is None:
            raise ValueError("There is no table to read.")
        return self.table


@dataclass(frozen=True, slots=True)
class OnStreets(Measure):
    """Along the streets of the place."""

    streets: Streets | None = None

    def minutes(self, land: Land, spots: Sequence[Spot]) -> Numbers:
        found = walked.minutes(self._held, land.homes, _where(spots), LONGEST)
        table = np.full((found.origins, found.destinations), np.inf)
        table[np.repeat(np.arange(found.origins), np.diff(found.starts)), found.to] = found.minutes
        return self._filled(land, spots, table)

    def nearest(self, land: Land, spots: Sequence[Spot]) -> tuple[Numbers, Which]:
        key = ("nearest on streets", self.way, land.ids, tuple(spots))
        return kept(key, lambda: self._nearest(land, spots), weight=lambda made: 1 + len(made[0]) // 5_000)

    def _nearest(self, land: Land, spots: Sequence[Spot]) -> tuple[Numbers, Which]:
        minutes, which = walked.nearest(self._held, land.homes, _where(spots))
        # Whoever no street is near goes in a straight line; and to a hub that no street is near, everybody does.
        straight, beside = first_of(self._filled(land, spots, np.full((len(land.ids), len(spots)), np.inf)))
        sooner = straight < minutes
        return np.where(sooner, straight, minutes), np.where(sooner, beside, which)

    def _filled(self, land: Land, spots: Sequence[Spot], table: Numbers) -> Numbers:
        """The straight line where no street is near."""
        homes, hubs = self._far(land, spots)
        unknown = homes[:, None] | hubs[None, :]
        return np.where(unknown, Measure.minutes(self, land, spots), table) if unknown.any() else table

    @property
    def said(self) -> str:
        return travel.how(self._held)

    @property
    def credit(self) -> str:
        return travel.whose(self._held)

    def told(self, land: Land, spots: Sequence[Spot]) -> str:
        homes, hubs = self._far(land, spots)
        said = _(
            "%(how)s: the shortest way, at 4.8 km an hour. Hills, gates and lights are not known to it. %(whose)s."
        )
        far = travel.said_of_far(int(homes.sum()), hubs=int(hubs.sum()))
        return f"{said % {'how': self.said, 'whose': self.credit}} {far}".strip()

    def _far(self, land: Land, spots: Sequence[Spot]) -> tuple[Which, Which]:
        return walked.far(self._held, land.homes), walked.far(self._held, _where(spots))

    @property
    def _held(self) -> Streets:
        if self.streets is None:
            raise ValueError("There are no streets to walk on.")
        return self.streets


def of(place: Place, way: str, *, gone: bool = False) -> Measure:
    """The way of measuring that is meant: the place's best where none is said. `gone`: even if it was taken back."""
    if way == LINE:
        return Measure()
    better = travel.ever(place, way) if gone and way else travel.chosen(place, way)
    if isinstance(better, Streets):
        return OnStreets(str(better.pk), better)
    if isinstance(better, MinutesTable) and better.mode == WALK:
        return ByTable(str(better.pk), better)
    if way:
        raise Invalid(_("Hubs cannot be measured in that way. Choose one of those that are listed."))
    return Measure()


def first_of(table: Numbers) -> tuple[Numbers, Which]:
    """The shortest of each row, and which that is; infinity and -1 where there is none."""
    if not table.shape[1]:
        return np.full(len(table), np.inf), np.full(len(table), -1)
    best, which = table.min(axis=1), table.argmin(axis=1)
    return best, np.where(np.isfinite(best), which, -1)


def _where(spots: Sequence[Spot]) -> list[tuple[float, float]]:
    return [(each.lat, each.lon) for each in spots]
