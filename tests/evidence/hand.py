"""A place made by hand, row by row, small enough to add up on paper. Needs the `unguarded` fixture."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from commonweal.directory.models import Asset
from commonweal.evidence.models import Spread
from commonweal.places.models import (
    Area,
    CodeChange,
    Dataset,
    DatasetVersion,
    Measure,
    Parent,
    Place,
    PlaceArea,
    Shape,
    Value,
)

PEOPLE, DECILE = "census2021.ts007a_00", "iod2025.imd_decile"
HEALTH, BAD, VERY_BAD = "census2021.ts037_00", "census2021.ts037_04", "census2021.ts037_05"


class Hand:
    """`hand.area("A")`, `hand.value(area, key, 3)`, …: the least that a row needs."""

    def area(self, code: str, *, kind: str = "neighbourhood", name: str = "", local_name: str = "") -> Area:
        """An area."""
        return Area.objects.create(
            key=Area.key_of(kind, code), kind=kind, code=code, name=name or code, local_name=local_name
        )

    def place(self, *areas: Area, slug: str = "ashby", invented: bool = False) -> Place:
        """A place made of these."""
        place = Place.objects.create(
            slug=slug, name=slug.title(), footprint="Drawn by hand", invented=invented, made_at=timezone.now()
        )
        PlaceArea.objects.bulk_create(PlaceArea(place=place, area=area) for area in areas)
        return place

    def version(self, dataset: str = "counted", sha: str = "abcdef0123") -> DatasetVersion:
        """A file of a dataset."""
        held, _ = Dataset.objects.get_or_create(
            key=dataset, defaults={"title": dataset.title(), "publisher": "Us", "licence": "CC0-1.0", "vintage": "2025"}
        )
        return DatasetVersion.objects.get_or_create(dataset=held, sha256=sha, defaults={"first_seen": timezone.now()})[
            0
        ]

    def value(
        self,
        area: Area,
        key: str,
        number: float | None,
        *,
        version: DatasetVersion | None = None,
        current: bool = True,
    ) -> Value:
        """A figure: known, or known to be unknown."""
        version = version or self.version()
        measure, _ = Measure.objects.get_or_create(
            key=key, defaults={"dataset": version.dataset, "label": key, "unit": "people", "adds_up": True}
        )
        return Value.objects.create(measure=measure, area=area, version=version, value=number, current=current)

    def values(self, area: Area, **numbers: float | None) -> None:
        """Several: `people=100, bad=4`."""
        keys = {"people": PEOPLE, "decile": DECILE, "all_health": HEALTH, "bad": BAD, "very_bad": VERY_BAD}
        for name, number in numbers.items():
            self.value(area, keys[name], number)

    def parent(self, area: Area, parent: Area, how: str = Parent.EXACT) -> None:
        """An area lies in a larger one."""
        Parent.objects.create(area=area, parent=parent, how=how)

    def became(self, old: Area, new: Area, change: str = "U") -> None:
        """A 2011 neighbourhood became a 2021 one."""
        CodeChange.objects.create(
            from_kind=old.kind, from_code=old.code, to_kind=new.kind, to_code=new.code, change=change
        )

    def asset(self, area: Area, kind: str = "park", *, dataset: str = "counted", status: str = Asset.OPEN) -> Asset:
        """Something that stands in an area."""
        return Asset.objects.create(
            id=uuid4(), kind=kind, name="", lat=51, lon=0, area=area, status=status, source_id=str(uuid4()),
            version=self.version(dataset),
        )  # fmt: skip

    def box(self, area: Area, west: float, east: float) -> None:
        """An outline a tenth of a degree high."""
        Shape.objects.create(
            area=area, geometry="{}", drawn="{}", west=west, east=east, south=51, north=51.1, version=self.version()
        )

    def england(self, indicator: str, *, top: float | None, bottom: float | None, version: DatasetVersion) -> None:
        """England beside an indicator, its neighbourhoods spread evenly from 0 to 100."""
        Spread.objects.create(
            indicator=indicator, version=version, kind="lsoa21", areas=101, top=top, bottom=bottom,
            percentiles=[float(each) for each in range(101)],
        )  # fmt: skip
