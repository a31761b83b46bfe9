"""Which ground a load is for: the codes of a place's areas in every kind and vintage the lookups tie to it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import cached_property

import shapely
from django.db.models import Q

from commonweal.places import area_kinds, bulk
from commonweal.places.models import Area, CodeChange, Parent, Place, Shape


class Scope:
    """The codes of one place. Made anew for each dataset, because lookups widen it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.codes: dict[str, set[str]] = defaultdict(set)
        members = Area.objects.filter(placearea__place=place)
        self.ids: dict[str, int] = {}
        self.names: set[str] = set()
        for pk, kind, code, name in members.values_list("pk", "kind", "code", "name"):
            self.codes[kind].add(code)
            self.ids[code] = pk
            if kind == "lsoa21":
                # A 2021 group of neighbourhoods is named as its neighbourhoods are, without their last letter.
                self.names.add(name[:-1])
        self.small = {kind: frozenset(codes) for kind, codes in self.codes.items()}
        # Members are named by a sub-query throughout: all England is more than a statement can list.
        was = CodeChange.objects.filter(to_kind="lsoa21", from_kind="lsoa11", to_code__in=members.values("code"))
        rows = list(was.values_list("from_code", "to_code", "change"))
        self.codes["lsoa11"] = {old for old, *_ in rows}
        # Unchanged or merged ground lies in one neighbourhood of today; split or irregular ground lies in several.
        self.became_one: dict[str, str] = {old: new for old, new, how in rows if how in {"U", "M"}}
        self._widen(Q(area__in=members.values("pk")))
        if rows:
            self._widen(Q(area__kind="lsoa11", area__code__in=was.values("from_code")))
        self.met: set[tuple[str, str]] = set()
        self._spots: dict[tuple[float, float], int | None] = {}  # each point is asked for twice: wanted, then taken

    def _widen(self, below: Q) -> None:
        """Add the larger areas above these, as far as the lookups loaded so far reach."""
        ids: set[int] = set()
        lots = [below]
        while lots:
            rows: set[tuple[int, str, str]] = set()
            for lot in lots:
                found = Parent.objects.filter(lot).values_list("parent_id", "parent__kind", "parent__code")
                rows |= set(found.distinct())
            above = {(pk, kind, code) for pk, kind, code in rows if kind not in area_kinds.SMALL and pk not in ids}
            for _, kind, code in above:
                self.codes[kind].add(code)
            more = {pk for pk, *_ in above}
            ids |= more
            lots = [Q(area_id__in=lot) for lot in bulk.lots(more)]

    def absorb(self) -> None:
        """Take the larger areas that a lookup has named above the place's own as the place's too."""
        for kind, code in self.met:
            self.codes[kind].add(code)

    def has(self, kind: str, code: str) -> bool:
        """Is this area one of the place's, or above one of them?"""
        return code in self.codes.get(kind, ())

    def same_family(self, kind: str, code: str) -> list[str]:
        """Keys of areas in scope that are this one in a neighbouring vintage.

        ONS gives an authority, ward or board a new code whenever its ground changes, so one code is one outline.
        Neighbourhoods (LSOA) keep codes through splits of others, so for them the vintage must match.
        """
        if self.has(kind, code):
            return [Area.key_of(kind, code)]
        return [Area.key_of(each, code) for each in self._family(kind) if self.has(each, code)]

    def _family(self, kind: str) -> list[str]:
        family = "ward" if kind.startswith("ward") else area_kinds.kind(kind).family
        if family.startswith(("lsoa", "msoa")):
            return []
        return sorted((each for each in self.codes if area_kinds.kind(each).family == family), reverse=True)

    def kind_in_use(self, kind: str) -> str:
        """The place's own vintage of a kind that a file speaks of; "" where it has none."""
        return kind if self.codes.get(kind) else next(iter(self._family(kind)), "")

    def hash(self, *, lookups: bool) -> str:
        """Changes when the ground does. While lookups load, only the members count: the rest is what they bring."""
        kinds = self.small if lookups else {**self.small, "lsoa11": self.codes["lsoa11"]}
        text = "\n".join(f"{kind}:{code}" for kind in sorted(kinds) for code in sorted(kinds[kind]))
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def _ground(self) -> tuple[shapely.STRtree, list[int]]:
        rows = list(Shape.objects.filter(area__placearea__place=self.place).values_list("area_id", "geometry"))
        outlines = shapely.from_geojson([geometry for _, geometry in rows])
        shapely.prepare(outlines)
        return shapely.STRtree(outlines), [pk for pk, _ in rows]

    @property
    def outlined(self) -> bool:
        """Are outlines held, so that a point can be placed?"""
        return bool(self._ground[1])

    def containing(self, lat: float, lon: float) -> int | None:
        """Id of the member whose outline holds a point; None outside the place, or where no outlines are held."""
        if (lat, lon) not in self._spots:
            tree, ids = self._ground
            found = tree.query(shapely.Point(lon, lat), predicate="intersects")
            self._spots[lat, lon] = ids[min(found)] if len(found) else None
        return self._spots[lat, lon]
