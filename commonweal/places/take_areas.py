"""Taking in what areas are: how they nest, what they are called, where they lie, which code became which."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import numpy as np
import orjson
import shapely

from commonweal.feeds.base import Refused
from commonweal.feeds.records import AreaCentre, AreaName, AreaParent, AreaShape, CodeChange
from commonweal.journal.door import current
from commonweal.places import area_kinds, bulk, models
from commonweal.places.models import Area, DatasetVersion, Parent, Shape
from commonweal.places.takers import LATER, NEVER, NOW, Agreed, Bringing, Taken

LOWEST = (*area_kinds.SMALL, "lsoa11")
# Degrees: about 20 m for neighbourhoods, so that a map of fifteen hundred stays light; larger areas may be coarser.
TOLERANCE = {"lsoa21": 0.001, "lsoa11": 0.001, "neighbourhood": 0.0001, "msoa21": 0.0012, "ward24": 0.0015}
COARSE = 0.003


def areas_named(names: dict[str, str]) -> dict[str, int]:
    """Ids of areas by key, making those that are new. `names` gives each its official name ("" where not known)."""
    held = _ids(names)
    new = [(key, *key.split(":", 1), name) for key, name in names.items() if key not in held]
    rows = ((key, kind, code, name or code, "", False) for key, kind, code, name in new)
    bulk.insert(Area, ("key", "kind", "code", "name", "local_name", "centre_weighted"), rows)
    return held | _ids(key for key, *_ in new)


def _ids(keys: Iterable[str]) -> dict[str, int]:
    out: dict[str, int] = {}
    for lot in bulk.lots(keys):
        out |= dict(Area.objects.filter(key__in=lot).values_list("key", "pk"))
    return out


class Parents(Agreed):
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
            (ids[Area.key_of(r.kind, r.code)], ids[Area.key_of(r.parent_kind, r.parent_code)], r.how) for r in rows
        }
        bulk.insert(Parent, ("area", "parent", "how"), sorted(pairs))
        return Taken(len(rows), {r.code for r in rows if bringing.scope.has(r.kind, r.code)})

    def give_back(self, version: DatasetVersion) -> int:
        """Lookups are agreed facts that other rows lean on: they are corrected by loading the corrected file."""
        return 0


class Names(Agreed):
    """What people call an area."""

    phase = 2

    def wanted(self, bringing: Bringing, record: AreaName) -> str:
        """Names of areas that are the place's, or above them."""
        named_after = record.kind == "msoa21" and record.official in bringing.scope.names
        return NOW if named_after or bringing.scope.has(record.kind, record.code) else NEVER

    def take(self, bringing: Bringing, items: Iterator[AreaName]) -> Taken:
        """The newest list's name stands."""
        rows = {Area.key_of(each.kind, each.code): each for each in items}
        ids = areas_named({key: each.official for key, each in rows.items()})
        bulk.update(Area, ("local_name",), ((rows[key].name, pk) for key, pk in ids.items()))
        return Taken(len(ids), {each.code for each in rows.values()})

    def give_back(self, version: DatasetVersion) -> int:
        """A name stands until a newer list gives another."""
        return 0


class Centres(Agreed):
    """The middle of an area."""

    phase = 4

    def wanted(self, bringing: Bringing, record: AreaCentre) -> str:
        """Centres of areas that are the place's, or above them."""
        return NOW if bringing.scope.has(record.kind, record.code) else NEVER

    def take(self, bringing: Bringing, items: Iterator[AreaCentre]) -> Taken:
        """A centre weighted by where people live is never replaced by one that is not."""
        rows = {Area.key_of(each.kind, each.code): each for each in items}
        ids = areas_named(dict.fromkeys(rows, ""))
        weighted: set[int] = set()
        for lot in bulk.lots(ids.values()):
            weighted |= set(Area.objects.filter(pk__in=lot, centre_weighted=True).values_list("pk", flat=True))
        told = [(rows[key], pk) for key, pk in ids.items() if rows[key].weighted or pk not in weighted]
        bulk.update(
            Area, ("lat", "lon", "centre_weighted"), ((each.lat, each.lon, each.weighted, pk) for each, pk in told)
        )
        return Taken(len(told), {each.code for each, _ in told})

    def give_back(self, version: DatasetVersion) -> int:
        """A centre stands until a newer file gives another."""
        return 0


class Changes(Agreed):
    """Which code became which."""

    phase = 0

    def wanted(self, bringing: Bringing, record: CodeChange) -> str:
        """Those that end in the place's areas; recoded authorities always, since old files may name any of them."""
        known = record.to_kind == "lad" or bringing.scope.has(record.to_kind, record.to_code)
        return NOW if known else NEVER

    def take(self, bringing: Bringing, items: Iterator[CodeChange]) -> Taken:
        """Each pair once."""
        rows = list(items)
        fields = CodeChange.__slots__
        bulk.insert(models.CodeChange, fields, ([getattr(row, name) for name in fields] for row in rows))
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
            if bringing.finer is None:
                others = Shape.objects.exclude(version__dataset=bringing.version.dataset_id)
                bringing.finer = set(others.values_list("area__key", flat=True))
            keys = [key for key in keys if key not in bringing.finer]
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
            fields = ("geometry", "drawn", "west", "south", "east", "north", "version")
            told = self._rows(bringing, kind, rows, ids)
            bulk.insert(Shape, ("area", *fields), told, unique=("area",), update=fields)
            taken.used += len(rows)
            taken.covered |= {row.code for row in rows.values()}
        current().touch(bringing.version)
        return taken

    def _rows(
        self, bringing: Bringing, kind: str, rows: dict[str, AreaShape], ids: dict[str, int]
    ) -> Iterator[tuple[Any, ...]]:
        keys = list(rows)
        outlines = shapely.from_geojson([orjson.dumps(rows[key].geometry).decode() for key in keys])
        whole = shapely.set_precision(outlines, 1e-5, mode="valid_output")
        # Neighbours are simplified together, so that the edge they share stays shared and no gap opens between them.
        drawn = shapely.coverage_simplify(whole, TOLERANCE.get(kind, COARSE), simplify_boundary=True)
        kept = np.where(shapely.is_empty(drawn), whole, drawn)
        version = bulk.prepared(Shape, "version", bringing.version.pk)
        boxes = shapely.bounds(whole).tolist()
        for key, full, small, box in zip(keys, _texts(whole, 5), _texts(kept, 4), boxes, strict=True):
            if math.isnan(box[0]):
                bringing.refuse(Refused("", None, f"{key}: nothing is left of its outline once it is made valid."))
                continue
            yield (ids[key], full, small, *box, version)

    def speaks_of(self, version: DatasetVersion, areas: Collection[int]) -> set[int] | None:
        """Those whose outline is this version's."""
        own = Shape.objects.filter(version=version)
        if not own.exists():
            return None
        held: set[int] = set()
        for lot in bulk.lots(areas):
            held |= set(own.filter(area__in=lot).values_list("area", flat=True))
        return held

    def give_back(self, version: DatasetVersion) -> int:
        """The outlines of a withdrawn file go."""
        gone, _ = Shape.objects.filter(version=version).delete()
        return gone


def _texts(geometries: Any, digits: int) -> list[str]:
    """GeoJSON with as many digits as mean something: five are about a metre, four about ten."""
    rounded = shapely.transform(geometries, lambda points: np.round(points, digits))
    return shapely.to_geojson(rounded).tolist()  # type: ignore[no-any-return]
