"""Markers of a place's neighbourhoods: which are high where, together, and what would be found otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.evidence import figures, indicators
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.keep import kept
from commonweal.evidence.missed.markers import TOGETHER
from commonweal.methods.indices import overlap
from commonweal.methods.indices.building import Numbers
from commonweal.methods.indices.overlap import Markers
from commonweal.places.models import Place, PlaceArea


@dataclass(frozen=True, slots=True)
class Held:
    """Figures of neighbourhoods by marker; not a number where not known."""

    ids: tuple[int, ...]
    markers: tuple[Indicator, ...]
    values: Numbers

    def found(self, top: int) -> Markers:
        """Which are high, in so many in a hundred of the neighbourhoods."""
        return overlap.markers(self.values, top=top / 100, harder=self.harder())

    def harder(self) -> list[bool]:
        """A marker is high where more of it is; those that are easier when higher are turned round."""
        return [each.higher_is != "easier" for each in self.markers]

    def without(self, at: int) -> Held:
        """The same without one marker."""
        rest = [number for number in range(len(self.markers)) if number != at]
        return Held(self.ids, tuple(self.markers[each] for each in rest), self.values[:, rest])


def held(place: Place, keys: Sequence[str]) -> Held:
    """What is known by these markers."""
    wanted = tuple(each for key in keys if (each := indicators.indicator(key)) is not None)

    def make() -> Held:
        ids = tuple(sorted(PlaceArea.objects.filter(place=place).values_list("area_id", flat=True)))
        columns = []
        for each in wanted:
            found = figures.by_area(each, {pk: [pk] for pk in ids})
            columns.append([np.nan if (value := found.get(pk)) is None else value for pk in ids])
        return Held(ids, wanted, np.array(columns, dtype=float).T.reshape(len(ids), len(wanted)))

    return kept(("missed", place.slug, tuple(keys)), make, weight=lambda made: 1 + made.values.size // 10_000)


def together(found: Markers) -> frozenset[int]:
    """Places, in the list, of the neighbourhoods in which at least two are high."""
    return frozenset(found.together(TOGETHER))
