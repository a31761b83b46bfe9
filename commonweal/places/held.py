"""What larger places have brought in already: a place made of part of their ground needs no file to be read again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.utils import timezone

from commonweal.feeds.records import AreaParent, CodeChange
from commonweal.places import bulk, models, takers
from commonweal.places.footprint import Lookup
from commonweal.places.models import Area, Load, Parent, Place, PlaceArea
from commonweal.places.scope import Scope


def lookup() -> Lookup:
    """Which neighbourhoods lie in which larger areas, from the lookups that have been loaded."""
    made = Lookup()
    rows = Parent.objects.filter(how=Parent.EXACT).exclude(area__kind__in=("lsoa11", "oa11"))
    names = ("area__kind", "area__code", "area__name", "parent__kind", "parent__code", "parent__name", "how")
    for row in rows.exclude(parent__kind="msoa21").values_list(*names).iterator(5_000):
        made.see(AreaParent(*row))
    changes = models.CodeChange.objects.filter(to_kind="lad")
    for each in changes.values_list("from_kind", "from_code", "to_kind", "to_code", "change"):
        made.see(CodeChange(*each))
    return made


def around(place: Place) -> list[Place]:
    """Other places that have all of this one's neighbourhoods, the smallest first."""
    own = PlaceArea.objects.filter(place=place)
    shared = PlaceArea.objects.filter(area__in=own.values("area")).exclude(place=place).values_list("place")
    size = own.count()
    whole = [pk for pk, count in shared.annotate(n=Count("pk")) if count == size] if size else []
    return list(Place.objects.filter(pk__in=whole).annotate(n=Count("areas")).order_by("n"))


def loads_around(place: Place) -> dict[str, Load]:
    """The newest live load of each dataset by a place around this one, made for the ground which that place has now."""
    found: dict[str, Load] = {}
    for larger in around(place):
        scope = Scope(larger)
        ground = (scope.hash(lookups=True), scope.hash(lookups=False))
        loads = Load.objects.filter(place=str(larger.pk), state=Load.LIVE, scope_hash__in=ground)
        for load in loads.select_related("version").order_by("live_at"):
            before = found.get(load.version.dataset_id)
            if before is None or (load.live_at and before.live_at and load.live_at > before.live_at):
                found[load.version.dataset_id] = load
    return found


def for_part(place: Place, loads: Iterable[Load]) -> list[Load]:
    """A larger place's loads as they stand for a part of its ground: of how many of the part's areas each speaks."""
    scope = Scope(place)
    members = set(scope.ids.values())
    old = Area.objects.filter(kind="lsoa11")
    lots = [old.filter(code__in=lot).values_list("pk", flat=True) for lot in bulk.lots(scope.codes["lsoa11"])]
    grounds = [members, {pk for lot in lots for pk in lot}]
    return [_for_part(place, scope, load, grounds) for load in loads]


def _for_part(place: Place, scope: Scope, load: Load, grounds: list[set[int]]) -> Load:
    covered, expected = _reach(load, grounds)
    return Load(
        version=load.version,
        place=str(place.pk),
        scope_hash=scope.hash(lookups=False),
        state=Load.LIVE,
        rows_read=load.rows_read,
        rows_used=covered,
        counted=load.counted,
        areas_covered=covered,
        areas_expected=expected if load.counted else 0,
        live_at=timezone.now(),
    )


def _reach(load: Load, grounds: list[set[int]]) -> tuple[int, int]:
    """Of how many of the part's areas a version speaks, and of how many it should; lookups and names speak of all."""
    members = len(grounds[0])
    if not load.rows_used:
        return 0, members
    known = False
    for taker in takers.every().values():
        for ground in grounds:
            spoken = taker.speaks_of(load.version, ground)
            known = known or spoken is not None
            if spoken:
                return len(spoken), len(ground)
    return (0, members) if known else (members, members)
