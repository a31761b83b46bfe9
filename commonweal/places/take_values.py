"""Taking in published figures by area, and postcodes."""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterator

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from commonweal.feeds.base import Refuse, Refused
from commonweal.feeds.records import AreaValues, PostcodePoint
from commonweal.places import bulk
from commonweal.places.models import DatasetVersion, Measure, Postcode, Value
from commonweal.places.take_areas import areas_named
from commonweal.places.takers import NEVER, NOW, Agreed, Bringing, Taken


class Table:
    """One file's figures, a row an area: eight bytes each, so that all England's are held in a few megabytes."""

    def __init__(self, columns: list[str], refuse: Refuse) -> None:
        self.columns = columns
        self.refuse = refuse
        self.names: dict[str, str] = {}  # area's key → official name, in the order of the rows
        self._places: dict[str, int] = {}
        self._said = bytearray()  # whether a figure was mentioned at all; one mentioned and blank is kept as unknown
        self._figures = array("d")

    def add(self, given: AreaValues, key: str) -> None:
        """Files of one dataset complete one another; where two disagree, the first stands and it is said."""
        self.names[key] = given.name or self.names.get(key, "")
        place = self._places.get(key)
        if place is None:
            self._places[key] = len(self._places)
            values = [given.values.get(name) for name in self.columns]
            self._figures.extend(math.nan if value is None else value for value in values)
            self._said.extend(name in given.values for name in self.columns)
            return
        for number, name in enumerate(self.columns, start=place * len(self.columns)):
            if name in given.values:
                self._complete(key, name, number, given.values[name])

    def _complete(self, key: str, name: str, number: int, value: float | None) -> None:
        before = self._figures[number]
        self._said[number] = True
        if value is None:
            return
        if math.isnan(before):
            self._figures[number] = value
        elif not math.isclose(before, value, rel_tol=1e-6, abs_tol=1e-9):
            said = f"{key}: one file says {before:g} for {name}, another {value:g}; the first is kept."
            self.refuse(Refused("", None, said))

    def column(self, name: str, ids: dict[str, int]) -> Iterator[tuple[int, float | None]]:
        """(id, figure) of every area the files mention it for, by id: an index written in its own order is quick."""
        wide, place = len(self.columns), self.columns.index(name)
        for pk, row in sorted((ids[key], row) for key, row in self._places.items()):
            number = row * wide + place
            if self._said[number]:
                value = self._figures[number]
                yield pk, None if math.isnan(value) else value


class Values:
    """Published figures."""

    phase = 5

    def wanted(self, bringing: Bringing, record: AreaValues) -> str:
        """Figures for the place's areas and those above, whatever year the code of a larger area was made in."""
        return NOW if bringing.scope.same_family(record.kind, record.code) else NEVER

    def take(self, bringing: Bringing, items: Iterator[AreaValues]) -> Taken:
        """One current figure for each area and measure; what an earlier version said stays, no longer current."""
        table = Table([measure.key for measure in bringing.measures], bringing.refuse)
        for each in items:
            table.add(each, bringing.scope.same_family(each.kind, each.code)[0])
        areas = areas_named(table.names)
        measures = dict(Measure.objects.filter(key__in=table.columns).values_list("key", "pk"))
        self._retire(bringing, list(measures.values()), list(areas.values()))
        version = bulk.prepared(Value, "version", bringing.version.pk)
        rows = (
            (measures[name], pk, version, value, True)
            for name in sorted(table.columns, key=lambda each: measures[each])
            for pk, value in table.column(name, areas)
        )
        bulk.insert(
            Value,
            ("measure", "area", "version", "value", "current"),
            rows,
            unique=("measure", "area", "version"),
            update=("value", "current"),
        )
        return Taken(len(table.names), {key.split(":")[1] for key in table.names})

    def _retire(self, bringing: Bringing, measures: list[int], areas: list[int]) -> None:
        """What other versions say of these is no longer current."""
        others = Value.objects.filter(measure__in=measures, current=True).exclude(version=bringing.version)
        if not others.exists():
            return
        for lot in bulk.lots(areas):
            others.filter(area__in=lot).update(current=False)

    def speaks_of(self, version: DatasetVersion, areas: Collection[int]) -> set[int] | None:
        """Those with a figure of this version, by the column that it fills for any."""
        columns = Measure.objects.filter(key__startswith=version.dataset_id).values_list("pk", flat=True)
        filled = (pk for pk in columns if Value.objects.filter(measure=pk, version=version).exists())
        measure = next(filled, None)
        if measure is None:
            return None
        held: set[int] = set()
        for lot in bulk.lots(areas):
            own = Value.objects.filter(measure=measure, version=version, area__in=lot, current=True)
            held |= set(own.values_list("area", flat=True))
        return held

    def give_back(self, version: DatasetVersion) -> int:
        """What it said is no longer current; for each figure, what the newest version not taken back says is again."""
        gone = Value.objects.filter(version=version, current=True)
        same = Value.objects.filter(area=OuterRef("area"), measure=OuterRef("measure"), version__withdrawn_at=None)
        newest = same.exclude(version=version).order_by("-version__first_seen").values("pk")[:1]
        before = list(gone.annotate(before=Subquery(newest)).values_list("before", flat=True))
        gone.update(current=False)
        for lot in bulk.lots(pk for pk in before if pk is not None):
            Value.objects.filter(pk__in=lot).update(current=True)
        return len(before)


class Postcodes(Agreed):
    """Where postcodes lie."""

    phase = 6

    def wanted(self, bringing: Bringing, record: PostcodePoint) -> str:
        """Those in the place's neighbourhoods."""
        if self._area(bringing, record):
            return NOW
        if not record.lsoa21 and bringing.scope.has("lsoa11", record.lsoa11 or "") and not bringing.scope.outlined:
            why = _(
                "%(postcode)s lies in a neighbourhood of 2011 that has been split. Load outlines to know which part."
            )
            bringing.refuse(Refused("", None, why % {"postcode": record.postcode}, record.lsoa11 or ""))
        return NEVER

    def _area(self, bringing: Bringing, record: PostcodePoint) -> int | None:
        """Its own 2021 neighbourhood; where the file has only that of 2011, the one it became or the one it lies in."""
        scope = bringing.scope
        if record.lsoa21 or not scope.has("lsoa11", record.lsoa11 or ""):
            return scope.ids.get(record.lsoa21 or "")
        whole = scope.became_one.get(record.lsoa11 or "")
        return scope.ids[whole] if whole else scope.containing(record.lat, record.lon)

    def take(self, bringing: Bringing, items: Iterator[PostcodePoint]) -> Taken:
        """A newer file's word on a postcode replaces an older one's."""
        rows = {each.postcode.replace(" ", ""): each for each in items}
        areas = {code: self._area(bringing, each) for code, each in rows.items()}
        fields = ("spelled", "lat", "lon", "area", "ended")
        told = ((p.postcode, p.lat, p.lon, areas[code], p.ended or "", code) for code, p in rows.items())
        bulk.insert(Postcode, (*fields, "code"), told, unique=("code",), update=fields)
        back = {pk: code for code, pk in bringing.scope.ids.items()}
        return Taken(len(rows), {back[pk] for pk in areas.values() if pk is not None})

    def give_back(self, version: DatasetVersion) -> int:
        """Postcodes are replaced by the next file; taking a file back leaves them."""
        return 0
