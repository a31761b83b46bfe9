"""Taking in what areas are: how they nest, what they are called, where they lie, which code became which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import orjson
import shapely

from commonweal.feeds.base import Refused
from commonweal.feeds.records import AreaCentre, AreaName, AreaParent, AreaShape, CodeChange
from commonweal.journal.door import current
from commonweal.places import area_kinds, models
from commonweal.places.models import Area, DatasetVersion, Parent, Shape
from commonweal.places.takers import LATER, NEVER, NOW, Bringing, Taken

BATCH = 2000
LOWEST = (*area_kinds.SMALL, "lsoa11")
# Degrees: about 20 m for neighbourhoods, so that a map of fifteen hundred stays light; larger areas may be coarser.
TOLERANCE = {"lsoa21": 0.001, "lsoa11": 0.001, "neighbourhood": 0.0001, "msoa21": 0.0012, "ward24": 0.0015}
COARSE = 0.003


def areas_named(names: dict[str, str]) -> dict[str, int]:
    """Ids of areas by key, making those that are new. `names` gives each its official name ("" where not known)."""
    held = _ids(names)
    new = [_area(key, name) for key, name in names.items() if key not in held]
    Area.objects.bulk_create(new, batch_size=BATCH)
    return _ids(names) if new else held


def _ids(keys: Iterable[str]) -> dict[str, int]:
    wanted = list(keys)
    out: dict[str, int] = {}
    for start in range(0, len(wanted), BATCH):
        out |= dict(Area.objects.filter(key__in=wanted[start : start + BATCH]).values_list("key", "pk"))
    return out


def _area(key: str, name: str) -> Area:
    kind, code = key.split(":", 1)
    return Area(key=key, kind=kind, code=code, name=name or code)


class Parents:
    """Areas that lie in larger ones."""

    phase = 1

    def wanted(self, bringing: Bringing, record: AreaParent) -> str:
        """Those of the place's own areas at once; those of larger areas when it is known which are above them."""
        scope = bringing.scope
        if record.kind in LOWEST:
            if not scope.has(record.kind, record.code):
                return NEVER
        elif not (scope.has(record.kind, record.code) or (record.kind, record.code) in scope.met):
            return LATER
        scope.met.add((record.parent_kind, record.parent_code))
        return NOW

    def take(self, bringing: Bringing, items: Iterator[AreaParent]) -> Taken:
        """Each pair once, exact and best fit kept apart."""
        rows = list(items)
        names: dict[str, str] = {}
        for row in rows:
            names[Area.key_of(row.kind, row.code)] = row.name
            names[Area.key_of(row.parent_kind, row.parent_code)] = row.parent_name
        ids = areas_named(names)
        pairs = {
            (ids[Area.key_of(r.kind, r.code)], ids[Area.key_of(r.parent_kind, r.parent_code)], r.how): r for r in rows
        }
        Parent.objects.bulk_create(
            [Parent(area_id=area, parent_id=parent, how=how) for area, parent, how in pairs],
            batch_size=BATCH,
            ignore_conflicts=True,
        )
        return Taken(len(rows), {r.code for r in rows if bringing.scope.has(r.kind, r.code)})

    def give_back(self, version: DatasetVersion) -> int:
        """Lookups are agreed facts that other rows lean on: they are corrected by loading the corrected file."""
        return 0


class Names:
    """What people call an area."""

    phase = 2

    def wanted(self, bringing: Bringing, record: AreaName) -> str:
        """Names of areas that are the place's, or above them."""
        named_after = record.kind == "msoa21" and record.official in bringing.scope.names
        return NOW if named_after or bringing.scope.has(record.kind, record.code) else NEVER

    def take(self, bringing: Bringing, items: Iterator[AreaName]) -> Taken:
        """The newest list's name stands."""
        rows = {Area.key_of(each.kind, each.code): each for each in items}
        areas_named({key: each.official for key, each in rows.items()})
        held = list(Area.objects.filter(key__in=list(rows)))
        for area in held:
            area.local_name = rows[area.key].name
        Area.objects.bulk_update(held, ["local_name"], batch_size=BATCH)
        return Taken(len(held), {area.code for area in held})

    def give_back(self, version: DatasetVersion) -> int:
        """A name stands until a newer list gives another."""
        return 0


class Centres:
    """The middle of an area."""

    phase = 4

    def wanted(self, bringing: Bringing, record: AreaCentre) -> str:
        """Centres of areas that are the place's, or above them."""
        return NOW if bringing.scope.has(record.kind, record.code) else NEVER

    def take(self, bringing: Bringing, items: Iterator[AreaCentre]) -> Taken:
        """A centre weighted by where people live is never replaced by one that is not."""
        rows = {Area.key_of(each.kind, each.code): each for each in items}
        areas_named(dict.fromkeys(rows, ""))
        held = [a for a in Area.objects.filter(key__in=list(rows)) if rows[a.key].weighted or not a.centre_weighted]
        for area in held:
            centre = rows[area.key]
            area.lat, area.lon, area.centre_weighted = centre.lat, centre.lon, centre.weighted
        Area.objects.bulk_update(held, ["lat", "lon", "centre_weighted"], batch_size=500)
        return Taken(len(held), {area.code for area in held})

    def give_back(self, version: DatasetVersion) -> int:
        """A centre stands until a newer file gives another."""
        return 0


class Changes:
    """Which code became which."""

    phase = 0

    def wanted(self, bringing: Bringing, record: CodeChange) -> str:
        """Those that end in the place's areas; recoded authorities always, since old files may name any of them."""
        known = record.to_kind == "lad" or bringing.scope.has(record.to_kind, record.to_code)
        return NOW if known else NEVER

    def take(self, bringing: Bringing, items: Iterator[CodeChange]) -> Taken:
        """Each pair once."""
        rows = list(items)
        models.CodeChange.objects.bulk_create(
            [models.CodeChange(**{name: getattr(r, name) for name in CodeChange.__slots__}) for r in rows],
            batch_size=BATCH,
            ignore_conflicts=True,
        )
        return Taken(len(rows), {r.to_code for r in rows if bringing.scope.has(r.to_kind, r.to_code)})

    def give_back(self, version: DatasetVersion) -> int:
        """As with other lookups."""
        return 0


class Shapes:
    """Outlines."""

    phase = 3

    def wanted(self, bringing: Bringing, record: AreaShape) -> str:
        """Outlines of the place's areas and those above; from a coarser source only where no finer one has been."""
        return NOW if self._keys(bringing, record) else NEVER

    def _keys(self, bringing: Bringing, record: AreaShape) -> list[str]:
        scope = bringing.scope
        keys = scope.same_family(record.kind, record.code)
        if not keys and record.kind == "msoa21" and record.name in scope.names:
            keys = [Area.key_of(record.kind, record.code)]
        if bringing.instead_of and keys:
            finer = Shape.objects.filter(area__key__in=keys).exclude(version__dataset=bringing.version.dataset_id)
            held = set(finer.values_list("area__key", flat=True))
            keys = [key for key in keys if key not in held]
        return keys

    def take(self, bringing: Bringing, items: Iterator[AreaShape]) -> Taken:
        """Keep each outline as published, and one drawn with fewer points, together with its neighbours."""
        by_kind: dict[str, dict[str, AreaShape]] = defaultdict(dict)
        for each in items:
            for key in self._keys(bringing, each):
                by_kind[key.split(":")[0]][key] = each
        taken = Taken()
        for kind, rows in by_kind.items():
            ids = areas_named({key: row.name for key, row in rows.items()})
            Shape.objects.bulk_create(
                self._rows(bringing, kind, rows, ids),
                batch_size=300,
                update_conflicts=True,
                unique_fields=["area"],
                update_fields=["geometry", "drawn", "west", "south", "east", "north", "version"],
            )
            taken.used += len(rows)
            taken.covered |= {row.code for row in rows.values()}
        current().touch(bringing.version)
        return taken

    def _rows(self, bringing: Bringing, kind: str, rows: dict[str, AreaShape], ids: dict[str, int]) -> list[Shape]:
        keys = list(rows)
        outlines = shapely.from_geojson([orjson.dumps(rows[key].geometry).decode() for key in keys])
        whole = shapely.set_precision(outlines, 1e-5, mode="valid_output")
        # Neighbours are simplified together, so that the edge they share stays shared and no gap opens between them.
        drawn = shapely.coverage_simplify(whole, TOLERANCE.get(kind, COARSE), simplify_boundary=True)
        out = []
        for key, full, small in zip(keys, whole, drawn, strict=True):
            if full.is_empty:
                bringing.refuse(Refused("", None, f"{key}: nothing is left of its outline once it is made valid."))
                continue
            west, south, east, north = full.bounds
            kept = small if not small.is_empty else full
            out.append(
                Shape(
                    area_id=ids[key],
                    geometry=_text(full, 5),
                    drawn=_text(kept, 4),
                    west=west,
                    south=south,
                    east=east,
                    north=north,
                    version=bringing.version,
                )
            )
        return out

    def give_back(self, version: DatasetVersion) -> int:
        """The outlines of a withdrawn file go."""
        gone, _ = Shape.objects.filter(version=version).delete()
        return gone


def _text(geometry: shapely.Geometry, digits: int) -> str:
    """GeoJSON with as many digits as mean something: five are about a metre, four about ten."""
    given = orjson.loads(shapely.to_geojson(geometry))
    given["coordinates"] = _rounded(given["coordinates"], digits)
    return orjson.dumps(given).decode()


def _rounded(value: list, digits: int) -> list:
    if value and isinstance(value[0], int | float):
        return [round(each, digits) for each in value]
    return [_rounded(each, digits) for each in value]
