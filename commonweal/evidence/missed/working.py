"""Markers of a place's neighbourhoods: which are high where, together, and what would be found otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.evidence import figures, indicators
from commonweal.evidence.indicators import Indicator
from commonweal.evidence.keep import kept
from commonweal.evidence.missed import sent
from commonweal.evidence.missed.markers import TOGETHER
from commonweal.evidence.missed.sent import Sent
from commonweal.methods.indices import overlap
from commonweal.methods.indices.building import Numbers
from commonweal.methods.indices.overlap import Markers
from commonweal.places.models import Place, PlaceArea

Marker = Indicator | Sent  # published, or sent by a partner


@dataclass(frozen=True, slots=True)
class Held:
    """Figures of neighbourhoods by marker; not a number where not known."""

    ids: tuple[int, ...]
    markers: tuple[Marker, ...]
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
    wanted = [each for key in keys if (each := indicators.indicator(key)) is not None]
    out = _published(place, tuple(each.key for each in wanted))
    mine = sent.of(place) if len(wanted) < len(keys) else {}
    others = [mine[key] for key in keys if key in mine]
    if not others:
        return out
    codes = dict(PlaceArea.objects.filter(place=place).values_list("area_id", "area__code"))
    columns = [[each.values.get(codes[pk], np.nan) for pk in out.ids] for each in others]
    return Held(out.ids, (*out.markers, *others), np.column_stack([out.values, *columns]))


def _published(place: Place, keys: tuple[str, ...]) -> Held:
    wanted = tuple(each for key in keys if (each := indicators.indicator(key)) is not None)

    def make() -> Held:
        ids = tuple(sorted(PlaceArea.objects.filter(place=place).values_list("area_id", flat=True)))
        columns = []
        for each in wanted:
            found = figures.by_area(each, {pk: [pk] for pk in ids})
            columns.append([np.nan if (value := found.get(pk)) is None else value for pk in ids])
        return Held(ids, wanted, np.array(columns, dtype=float).T.reshape(len(ids), len(wanted)))

    return kept(("missed", place.slug, keys), make, weight=lambda made: 1 + made.values.size // 10_000)


def together(found: Markers) -> frozenset[int]:
    """Places, in the list, of the neighbourhoods in which at least two are high."""
    return frozenset(found.together(TOGETHER))
