"""What is here, as a viewer may see it. In this first form every asset comes from a published list and is public."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from commonweal.core.errors import NotFound
from commonweal.directory import kinds
from commonweal.directory.models import Asset, Audience, Location
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import DatasetVersion, Place
from commonweal.places.queries import invented_areas

EARTH_KM = 6371.0
SAME_KM = 0.3


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One asset in a list."""

    id: str
    kind: str
    kind_label: str
    name: str  # "" where nobody has recorded one
    area_key: str
    area_name: str
    postcode: str
    lat: float
    lon: float
    status: str
    counted: bool  # False where another list is the one that counts for its kind
    source: str  # key of the dataset
    away_km: float | None = None  # straight line


@dataclass(frozen=True, slots=True)
class FactRow:
    """What another source says of an asset, and who says so."""

    label: str
    value: str
    when: str
    dataset: str
    title: str
    publisher: str
    licence: str
    version: str
    note: str


@dataclass(frozen=True, slots=True)
class AssetWhole:
    """One asset on its own page."""

    id: str
    kind: str
    kind_label: str
    name: str
    area_key: str
    area_name: str
    address: str
    postcode: str
    lat: float
    lon: float
    status: str
    website: str
    gone: bool
    counted: bool
    details: dict[str, str]
    version: DatasetVersion = field(repr=False)
    facts: tuple[FactRow, ...] = ()  # what other sources say of it
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one kind stand in an area, and how many of them have a name on their list."""

    kind: str
    label: str  # "pitch or court", or "pitches or courts" where there are several without a name
    group: str
    keeps_well: bool
    count: int
    named: int
    nameless: str  # "4 pitches or courts"; "" where each has a name


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many of one kind, from the list that counts for it."""

    kind: str
    label: str
    group: str
    keeps_well: bool
    count: int
    version: DatasetVersion


def here(place: Place) -> Q:
    """Assets in a place."""
    return Q(area__placearea__place=place)


def _open(where: Q) -> QuerySet[Asset]:
    return Asset.objects.filter(where, gone_at=None).exclude(status=Asset.CLOSED)


def not_counted(where: Q) -> Q:
    """Assets of a kind whose count comes from another list that is held for this ground."""
    out = Q(pk__in=[])
    ranked = [kind for kind in kinds.every().values() if len(kind.counted_from) > 1]
    held: dict[str, set[str]] = defaultdict(set)
    rows = _open(where).filter(kind__in=[kind.key for kind in ranked])
    for key, dataset in rows.values_list("kind", "version__dataset").distinct():
        held[key].add(dataset)
    for kind in ranked:
        best = next((dataset for dataset in kind.counted_from if dataset in held[kind.key]), None)
        if best is not None:
            out |= Q(kind=kind.key) & ~Q(version__dataset=best)
    return out


class Standing(NamedTuple):
    """An open building or green space: where its middle is, the edge of a large one, what its list says."""

    id: Any
    kind: str
    name: str
    lat: float
    lon: float
    edge: list[list[float]]  # [lat, lon]
    details: dict[str, Any]
    version: Any


def standing(place: Place, kinds_: Iterable[str]) -> list[Standing]:
    """Open assets of these kinds in a place, each counted from one list.

    All of an asset is public, so nobody need be asked who is looking.
    """
    where = here(place)
    rows = _open(where).filter(kind__in=list(kinds_)).exclude(not_counted(where)).order_by("pk")
    return [Standing(*row) for row in rows.values_list("pk", *Standing._fields[1:])]


def withheld_assets(place: Place) -> frozenset[str]:
    """Ids of listed buildings of whose whereabouts something of ours is kept from everyone."""
    kept_back = Location.objects.filter(asset__area__placearea__place=place).exclude(
        whereabouts=Audience.EVERYONE, audience=Audience.EVERYONE
    )
    return frozenset(str(id) for id in kept_back.values_list("asset", flat=True))


def counts(viewer: Actor, place: Place) -> list[KindCount]:
    """How many of each kind are in a place: open ones, each counted from one list."""
    where = here(place)
    rows = _open(where).exclude(not_counted(where)).values("kind", "version").annotate(n=Count("pk"))
    versions = {
        v.pk: v for v in DatasetVersion.objects.select_related("dataset").filter(pk__in={r["version"] for r in rows})
    }
    by_kind: Counter[str] = Counter()
    largest: dict[str, tuple[int, DatasetVersion]] = {}
    for row in rows:
        by_kind[row["kind"]] += row["n"]
        if row["n"] > largest.get(row["kind"], (0, None))[0]:
            largest[row["kind"]] = (row["n"], versions[row["version"]])
    out = []
    for key, count in by_kind.items():
        kind = kinds.kind(key)
        out.append(
            KindCount(
                key, kind.plural if count != 1 else kind.label, kind.group, kind.keeps_well, count, largest[key][1]
            )
        )
    return sorted(out, key=lambda each: kinds.kind(each.kind).order)


def keeping_well_by_area(
    viewer: Actor, place: Place | None = None, area_ids: Iterable[int] | None = None
) -> dict[int, int]:
    """How many assets that help keep people well stand in each smallest area (areas with none are absent)."""
    where = here(place) if place is not None else Q(area__in=list(area_ids or ()))
    rows = _open(where).filter(kind__in=kinds.keeping_well()).exclude(not_counted(where))
    return dict(rows.values_list("area").annotate(n=Count("pk")))


def tally(viewer: Actor, area_ids: Iterable[int]) -> list[Tally]:
    """How many of each kind stand in an area, with and without a name, each counted from one list."""
    where = Q(area__in=list(area_ids))
    rows = _open(where).exclude(not_counted(where)).values("kind")
    out = []
    for row in rows.annotate(n=Count("pk"), bare=Count("pk", filter=Q(name=""))):
        kind, bare = kinds.kind(row["kind"]), row["bare"]
        nameless = f"{bare:,} {kind.label if bare == 1 else kind.plural}" if bare else ""
        label = kind.label if row["n"] == 1 else kind.plural
        out.append(Tally(kind.key, label, kind.group, kind.keeps_well, row["n"], row["n"] - bare, nameless))
    return sorted(out, key=lambda each: kinds.kind(each.kind).order)


def how_many(viewer: Actor, where: Q) -> int:
    """How many open assets there are."""
    return _open(where).count()


def listed(
    viewer: Actor, where: Q, *, kind: str = "", start: int = 0, count: int | None = None
) -> tuple[list[AssetRow], int]:
    """Assets by name, those without one last; and how many there are in all."""
    rows = _open(where)
    if kind:
        rows = rows.filter(kind=kind)
    total = rows.count()
    ordered = rows.order_by(*_named_first()).select_related("area", "version")
    shown = ordered[start : start + count] if count is not None else ordered
    uncounted = set(Asset.objects.filter(not_counted(where), where).values_list("pk", flat=True))
    return [_row(asset, asset.pk not in uncounted) for asset in shown], total


def _named_first() -> list[object]:
    from django.db.models import Case, Value, When

    return [Case(When(name="", then=Value(1)), default=Value(0)), "name", "kind", "pk"]


def assets_in(viewer: Actor, area_ids: Iterable[int], *, most: int = 60) -> tuple[list[AssetRow], int]:
    """What is inside an area: what keeps people well first, and of that what has a name."""
    from django.db.models import Case, Value, When

    where = Q(area__in=list(area_ids))
    well = Case(When(kind__in=kinds.keeping_well(), then=Value(0)), default=Value(1))
    bare = Case(When(name="", then=Value(1)), default=Value(0))
    rows = _open(where)
    uncounted = set(rows.filter(not_counted(where)).values_list("pk", flat=True))
    shown = rows.order_by(well, bare, "name", "kind", "pk").select_related("area", "version")[:most]
    return [_row(asset, asset.pk not in uncounted) for asset in shown], rows.count()


def assets_near(
    viewer: Actor,
    lat: float,
    lon: float,
    *,
    km: float = 2.0,
    most: int = 12,
    kinds_of: Iterable[str] | None = None,
    named: bool = True,
) -> list[AssetRow]:
    """What keeps people well near a point (or these kinds), nearest first, by straight line."""
    wanted = list(kinds_of) if kinds_of is not None else kinds.keeping_well()
    north = km / 111.2
    east = north / max(math.cos(math.radians(lat)), 0.01)
    box = Q(lat__range=(lat - north, lat + north), lon__range=(lon - east, lon + east), kind__in=wanted)
    found = _open(box).exclude(name="") if named else _open(box)
    rows = [(kilometres(lat, lon, a.lat, a.lon), a) for a in found.select_related("area", "version")]
    near = sorted((each for each in rows if each[0] <= km), key=lambda each: each[0])
    return [_row(asset, True, away) for away, asset in _each_once(near)[:most]]


def _each_once(near: list[tuple[float, Asset]]) -> list[tuple[float, Asset]]:
    """Two lists may have the same thing a few steps apart: same kind, same name, one of them is enough."""
    kept: list[tuple[float, Asset]] = []
    seen: dict[tuple[str, str], list[Asset]] = defaultdict(list)
    for away, asset in near:
        same = seen[asset.kind, asset.name.lower()] if asset.name else []
        if any(kilometres(asset.lat, asset.lon, other.lat, other.lon) < SAME_KM for other in same):
            continue
        same.append(asset)
        kept.append((away, asset))
    return kept


def by_ids(viewer: Actor, ids: Iterable[object]) -> dict[str, AssetRow]:
    """Assets as rows, by id."""
    found = Asset.objects.filter(pk__in=list(ids)).select_related("area", "version")
    return {str(each.pk): _row(each, True) for each in found}


def kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Straight-line distance over the ground (haversine)."""
    a, b = math.radians(lat), math.radians(to_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def _row(asset: Asset, counted: bool, away: float | None = None) -> AssetRow:
    return AssetRow(
        str(asset.pk),
        asset.kind,
        kinds.kind(asset.kind).label,
        asset.name,
        asset.area.key,
        str(asset.area),
        asset.postcode,
        asset.lat,
        asset.lon,
        asset.status,
        counted,
        asset.version.dataset_id,
        away,
    )


def asset(viewer: Actor, id: str) -> AssetWhole:
    """One asset."""
    try:
        found = Asset.objects.select_related("area", "version__dataset").filter(pk=UUID(id)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(gettext("Nothing with this address is listed here. Its source may have taken it out."))
    uncounted = Asset.objects.filter(not_counted(Q(area__places__in=found.area.places.all())), pk=found.pk).exists()
    return AssetWhole(
        str(found.pk),
        found.kind,
        kinds.kind(found.kind).label,
        found.name,
        found.area.key,
        str(found.area),
        found.address,
        found.postcode,
        found.lat,
        found.lon,
        found.status,
        found.website,
        found.gone_at is not None,
        not uncounted,
        dict(found.details),
        found.version,
        _facts(found),
        bool(invented_areas([found.area])),
    )


def _facts(asset: Asset) -> tuple[FactRow, ...]:
    rows = asset.facts.select_related("version__dataset").order_by("version__dataset__title", "pk")
    return tuple(
        FactRow(
            each.label,
            each.value,
            each.when or each.version.dataset.vintage,
            each.version.dataset_id,
            each.version.dataset.title,
            each.version.dataset.publisher,
            each.version.dataset.licence,
            each.version.sha256[:8],
            each.version.dataset.note,
        )
        for each in rows
    )


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """Assets as cards, by id."""
    rows = Asset.objects.filter(pk__in=list(ids)).select_related("area")
    made_up = invented_areas({a.area for a in rows})
    return {
        str(a.pk): Card(
            a.name or kinds.kind(a.kind).label, f"/asset/{a.pk}", kinds.kind(a.kind).label, a.area_id in made_up
        )
        for a in rows
    }
