"""What is known of a set of neighbourhoods, worked out once and kept until a file or an outline changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from django.db.models import Count, Max

from commonweal.core.words import language
from commonweal.directory import queries as directory
from commonweal.evidence import reach
from commonweal.evidence.rows import AreaRow
from commonweal.journal.actor import PUBLIC
from commonweal.methods.rates import rate
from commonweal.places import area_kinds
from commonweal.places import queries as places
from commonweal.places.models import Area, Parent, Place, PlaceArea, Value

POPULATION, DECILE = "census2021.ts007a_00", "iod2025.imd_decile"
MOST_KEPT = 400
Made = TypeVar("Made")
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def kept(key: Hashable, make: Callable[[], Made]) -> Made:
    """What was made under this key since the figures last changed; else made now. All of it is public.

    Much of it is in words, so each language keeps its own.
    """
    full = (_stamp(), language(), key)
    with _lock:
        if full in _kept:
            _kept.move_to_end(full)
            return _kept[full]  # type: ignore[no-any-return]
    made = make()
    with _lock:
        _kept[full] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def _stamp() -> tuple[str, int | None]:
    """As `places` has it; and the newest outline line, for a place may swap one neighbourhood for another."""
    return places.stamp(), PlaceArea.objects.aggregate(newest=Max("pk"))["newest"]


@dataclass(frozen=True, slots=True)
class Ground:
    """Facts of neighbourhoods by their id. An absent neighbourhood is unknown; a known none is 0."""

    areas: dict[int, Area]
    people: dict[int, float]
    deciles: dict[int, int]
    assets: dict[int, int]
    reached: frozenset[int]  # those that any list of assets reaches: elsewhere, none listed says nothing

    def population(self, ids: Collection[int]) -> int | None:
        """People of these neighbourhoods; unknown where one of them is."""
        people = [self.people[pk] for pk in ids if pk in self.people]
        return round(sum(people)) if people and len(people) == len(ids) else None

    @property
    def beyond_lists(self) -> int:
        """Neighbourhoods that no list of assets reaches."""
        return len(self.areas) - len(self.reached)

    def part(self, ids: Iterable[int]) -> Ground:
        """The same facts of some of its neighbourhoods."""
        wanted = set(ids)
        return Ground(
            {pk: area for pk, area in self.areas.items() if pk in wanted},
            {pk: people for pk, people in self.people.items() if pk in wanted},
            {pk: decile for pk, decile in self.deciles.items() if pk in wanted},
            {pk: count for pk, count in self.assets.items() if pk in wanted},
            self.reached & wanted,
        )


def of_place(slug: str) -> Ground:
    """The ground of a place."""

    def make() -> Ground:
        place = places.place(PUBLIC, slug)
        areas = {area.pk: area for area in places.members(place)}
        return _facts(areas, directory.keeping_well_by_area(PUBLIC, place))

    return kept(("ground", slug), make)


def of_areas(ids: Iterable[int]) -> Ground:
    """The ground of these neighbourhoods: as the smallest place that has them all sees it, so that pages agree."""
    wanted = tuple(sorted(ids))

    def make() -> Ground:
        slug = _place_of(wanted)
        if slug:
            return of_place(slug).part(wanted)
        areas = {area.pk: area for area in Area.objects.filter(pk__in=wanted)}
        return _facts(areas, directory.keeping_well_by_area(PUBLIC, None, wanted))

    return kept(("ground of", wanted), make)


def _place_of(ids: tuple[int, ...]) -> str | None:
    """A real place before an invented one, a smaller before a larger."""
    rows = PlaceArea.objects.filter(area__in=ids).values("place").annotate(n=Count("pk")).filter(n=len(ids))
    whole = Place.objects.filter(pk__in=[row["place"] for row in rows]).annotate(n=Count("areas"))
    return whole.order_by("invented", "n", "slug").values_list("slug", flat=True).first() if ids else None


def _facts(areas: dict[int, Area], assets: dict[int, int]) -> Ground:
    held = Value.objects.filter(area__in=list(areas), current=True, value__isnull=False)
    people = dict(held.filter(measure__key=POPULATION).values_list("area", "value"))
    deciles = {pk: int(v) for pk, v in held.filter(measure__key=DECILE).values_list("area", "value")}
    return Ground(areas, people, deciles, assets, reach.of_lists(areas, assets))


def row(area: Area, ids: list[int], ground: Ground, parent: Area | None, *, partly: bool = False) -> AreaRow:
    """An area as a row: its people and assets added up over its neighbourhoods in the ground."""
    deciles = [ground.deciles[pk] for pk in ids if pk in ground.deciles]
    reached = [pk for pk in ids if pk in ground.reached]
    assets = sum(ground.assets.get(pk, 0) for pk in reached) if reached else None
    known = area_kinds.kind(area.kind)
    per = rate(assets, ground.population(reached)) if assets is not None else None
    return AreaRow(
        key=area.key,
        kind=area.kind,
        kind_label=known.label,
        code=area.code,
        name=area.name,
        local_name=area.local_name,
        parent_key=parent.key if parent else "",
        parent_name=str(parent) if parent else "",
        population=ground.population(ids),
        deprivation_decile=deciles[0] if known.small and deciles else None,
        share_in_most_deprived_fifth=100 * sum(d <= 2 for d in deciles) / len(deciles) if deciles else None,
        assets=assets,
        assets_per_10000=per.value if per else None,
        lat=area.lat,
        lon=area.lon,
        neighbourhoods=len(ids),
        partly=partly,
    )


def nearest_parents(areas: Iterable[Area]) -> dict[int, Area]:
    """The larger area a reader would name each by: a neighbourhood by its group, a group by its council."""
    held = {area.pk: area for area in areas}
    rows = (
        Parent.objects.filter(area__in=list(held), how__in=(Parent.EXACT, Parent.DRAWN))
        .exclude(parent__kind__in=area_kinds.SMALL)
        .select_related("parent")
    )
    best: dict[int, Area] = {}
    for each in rows:
        mine, order = area_kinds.kind(held[each.area_id].kind).order, area_kinds.kind(each.parent.kind).order
        # NHS local areas are left out: hardly anybody knows the name of theirs.
        if order >= mine or area_kinds.kind(each.parent.kind).family in {"sicbl", "msoa11"}:
            continue
        if each.area_id not in best or order > area_kinds.kind(best[each.area_id].kind).order:
            best[each.area_id] = each.parent
    groups = [pk for pk, area in held.items() if area_kinds.kind(area.kind).family == "msoa" and pk not in best]
    if groups:
        best |= _councils_of_groups(groups)
    return best


def _councils_of_groups(groups: list[int]) -> dict[int, Area]:
    """No lookup ties groups to councils; their neighbourhoods do."""
    rows = Parent.objects.filter(
        area__parents__parent__in=groups,
        how=Parent.EXACT,
        parent__kind__in=[k for k in area_kinds.every() if k[:3] == "lad"],
    ).values_list("area__parents__parent", "parent")
    found = {}
    councils = Area.objects.in_bulk({council for _, council in rows})
    for group, council in sorted(set(rows), key=lambda each: councils[each[1]].kind):
        found[group] = councils[council]  # the newest vintage last
    return found
