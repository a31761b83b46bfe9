"""Taking in what is here: each asset where its point lies, known again when its source lists it again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import ngettext

from commonweal.core.ids import imported_id
from commonweal.directory.models import Asset
from commonweal.feeds.base import Refused
from commonweal.feeds.postcode import normal_postcode
from commonweal.feeds.records import AssetPoint
from commonweal.places import bulk
from commonweal.places.models import Area, DatasetVersion, Postcode
from commonweal.places.takers import NEVER, NOW, Bringing, Taken

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an asset lies."""

    area: int
    lat: float
    lon: float


class Assets:
    """Buildings, green spaces and other spots."""

    phase = 7

    def wanted(self, bringing: Bringing, record: AssetPoint) -> str:
        """Those inside the place's outline; where only a postcode is given, those whose postcode is the place's."""
        return NOW if self._spot(bringing, record) else NEVER

    def _spot(self, bringing: Bringing, record: AssetPoint) -> Spot | None:
        if record.lat is not None and record.lon is not None:
            area = bringing.scope.containing(record.lat, record.lon)
            return Spot(area, record.lat, record.lon) if area else None
        spelled = normal_postcode(record.postcode)
        if spelled is None:
            return None
        found = self._postcodes(bringing).get(spelled.replace(" ", ""))
        return Spot(*found) if found else None

    def _postcodes(self, bringing: Bringing) -> dict[str, tuple[int, float, float]]:
        scope = bringing.scope
        if not hasattr(scope, "postcodes"):
            rows = Postcode.objects.filter(area__placearea__place=scope.place)
            scope.postcodes = {  # type: ignore[attr-defined]
                code: (area, lat, lon) for code, area, lat, lon in rows.values_list("code", "area_id", "lat", "lon")
            }
        return scope.postcodes  # type: ignore[attr-defined,no-any-return]

    def take(self, bringing: Bringing, items: Iterator[AssetPoint]) -> Taken:
        """The newest list stands; what it no longer names is marked gone, not deleted."""
        dataset = bringing.version.dataset_id
        rows: dict[str, Asset] = {}
        for record in items:
            spot = self._spot(bringing, record)
            if spot is None:
                continue
            told = self._asset(bringing, dataset, record, spot)
            before = rows.get(record.source_id)
            rows[record.source_id] = _completed(before, told, placed=record.lat is not None) if before else told
        Asset.objects.bulk_create(
            rows.values(),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[f.name for f in Asset._meta.concrete_fields if not f.primary_key],
        )
        before = Asset.objects.filter(
            version__dataset=dataset, area__placearea__place=bringing.scope.place, gone_at=None
        )
        before.exclude(version=bringing.version).update(gone_at=timezone.now())
        covered = {asset.area_id for asset in rows.values()}
        codes = (Area.objects.filter(pk__in=lot).values_list("code", flat=True) for lot in bulk.lots(covered))
        return Taken(len(rows), {code for lot in codes for code in lot})

    def _asset(self, bringing: Bringing, dataset: str, record: AssetPoint, spot: Spot) -> Asset:
        if record.postcode and normal_postcode(record.postcode) is None:
            bringing.refuse(Refused("", None, f"{record.name}: “{record.postcode}” is no postcode; its point is used."))
        return Asset(
            id=imported_id(dataset, record.source_id),
            kind=record.kind,
            name=record.name[:300],
            lat=spot.lat,
            lon=spot.lon,
            edge=[list(each) for each in record.edge],
            area_id=spot.area,
            postcode=normal_postcode(record.postcode) or "",
            address=record.address[:400],
            website=record.website[:400],
            status=record.status,
            details=dict(record.details),
            source_id=record.source_id[:120],
            version=bringing.version,
            gone_at=None,
        )

    def speaks_of(self, version: DatasetVersion, areas: Collection[int]) -> set[int] | None:
        """Those in which anything of this list stands."""
        own = Asset.objects.filter(version=version, gone_at=None)
        if not own.exists():
            return None
        return set(own.values_list("area", flat=True).distinct()) & set(areas)

    def give_back(self, version: DatasetVersion) -> int:
        """What only the withdrawn list names is marked gone."""
        return Asset.objects.filter(version=version, gone_at=None).update(gone_at=timezone.now())


def resting(version: DatasetVersion) -> str:
    """What is here by this list's word, and would be gone with it."""
    count = Asset.objects.filter(version=version, gone_at=None).count()
    return (
        ngettext("%(n)s thing that is here", "%(n)s things that are here", count) % {"n": f"{count:,}"} if count else ""
    )


def _completed(before: Asset, told: Asset, *, placed: bool) -> Asset:
    """Files of one dataset complete one another: the one with coordinates places it, each fills gaps."""
    first, second = (told, before) if placed else (before, told)
    for name in ("name", "postcode", "address", "website"):
        setattr(first, name, getattr(first, name) or getattr(second, name))
    first.details = second.details | first.details
    first.edge = first.edge or second.edge
    return first
