"""Taking in published figures by area, and postcodes."""

from __future__ import annotations

import math
from collections.abc import Iterator

from commonweal.feeds.base import Refused
from commonweal.feeds.records import AreaValues, PostcodePoint
from commonweal.places.models import DatasetVersion, Measure, Postcode, Value
from commonweal.places.take_areas import BATCH, areas_named
from commonweal.places.takers import NEVER, NOW, Bringing, Taken


class Values:
    """Published figures."""

    phase = 5

    def wanted(self, bringing: Bringing, record: AreaValues) -> str:
        """Figures for the place's areas and those above, whatever year the code of a larger area was made in."""
        return NOW if bringing.scope.same_family(record.kind, record.code) else NEVER

    def take(self, bringing: Bringing, items: Iterator[AreaValues]) -> Taken:
        """One current figure for each area and measure; what an earlier version said stays, no longer current."""
        found: dict[str, dict[str, float | None]] = {}
        names: dict[str, str] = {}
        for each in items:
            key = bringing.scope.same_family(each.kind, each.code)[0]
            names[key] = each.name or names.get(key, "")
            self._add(bringing, key, found.setdefault(key, {}), each)
        areas = areas_named(names)
        measures = dict(Measure.objects.filter(key__in=[m.key for m in bringing.measures]).values_list("key", "pk"))
        ids = list(areas.values())
        for start in range(0, len(ids), BATCH):
            held = Value.objects.filter(
                measure__in=measures.values(), area__in=ids[start : start + BATCH], current=True
            )
            held.exclude(version=bringing.version).update(current=False)
        rows = (
            Value(measure_id=measures[name], area_id=areas[key], version=bringing.version, value=value)
            for key, values in found.items()
            for name, value in values.items()
        )
        Value.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["measure", "area", "version"],
            update_fields=["value", "current"],
        )
        return Taken(len(found), {key.split(":")[1] for key in found})

    def _add(self, bringing: Bringing, key: str, held: dict[str, float | None], given: AreaValues) -> None:
        """Files of one dataset complete one another; where two disagree, the first stands and it is said."""
        for name, value in given.values.items():
            before = held.get(name)
            if before is None:
                held[name] = value
            elif value is not None and not math.isclose(before, value, rel_tol=1e-6, abs_tol=1e-9):
                said = f"{key}: one file says {before:g} for {name}, another {value:g}; the first is kept."
                bringing.refuse(Refused("", None, said))

    def give_back(self, version: DatasetVersion) -> int:
        """What the version said is no longer current; what the one before it said is again."""
        gone = Value.objects.filter(version=version, current=True)
        pairs = list(gone.values_list("area_id", "measure_id"))
        gone.update(current=False)
        before = (
            DatasetVersion.objects.filter(dataset=version.dataset_id, first_seen__lt=version.first_seen)
            .order_by("-first_seen")
            .first()
        )
        if before is not None:
            areas = {area for area, _ in pairs}
            Value.objects.filter(version=before, area_id__in=areas).update(current=True)
        return len(pairs)


class Postcodes:
    """Where postcodes lie."""

    phase = 6

    def wanted(self, bringing: Bringing, record: PostcodePoint) -> str:
        """Those in the place's neighbourhoods."""
        return NOW if self._area(bringing, record) else NEVER

    def _area(self, bringing: Bringing, record: PostcodePoint) -> int | None:
        scope = bringing.scope
        code = record.lsoa21 or scope.before.get(record.lsoa11 or "")
        return scope.ids.get(code or "")

    def take(self, bringing: Bringing, items: Iterator[PostcodePoint]) -> Taken:
        """A newer file's word on a postcode replaces an older one's."""
        rows = {each.postcode.replace(" ", ""): each for each in items}
        areas = {code: self._area(bringing, each) for code, each in rows.items()}
        Postcode.objects.bulk_create(
            (
                Postcode(code=code, spelled=p.postcode, lat=p.lat, lon=p.lon, area_id=areas[code], ended=p.ended or "")
                for code, p in rows.items()
            ),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["spelled", "lat", "lon", "area", "ended"],
        )
        back = {pk: code for code, pk in bringing.scope.ids.items()}
        return Taken(len(rows), {back[pk] for pk in areas.values() if pk is not None})

    def give_back(self, version: DatasetVersion) -> int:
        """Postcodes are replaced by the next file; taking a file back leaves them."""
        return 0
