"""What can be seen of places and areas. Everything here is published, so every viewer sees the same; the viewer still
comes first, so that a place which keeps something to itself later changes one function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from commonweal.core.errors import Invalid, NotFound
from commonweal.feeds.postcode import normal_postcode
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places import area_kinds
from commonweal.places.models import Area, CodeChange, Load, Parent, Place, PlaceArea, Postcode, Shape

MOST_FOUND = 60


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in a list."""

    slug: str
    name: str
    footprint: str
    invented: bool
    neighbourhoods: int


@dataclass(frozen=True, slots=True)
class AreaName:
    """An area in a list of names."""

    key: str
    name: str
    local_name: str
    kind_label: str
    parent_name: str


@dataclass(frozen=True, slots=True)
class PostcodeRow:
    """Where a postcode lies."""

    spelled: str
    area_key: str
    lat: float
    lon: float
    ended: str


def places(viewer: Actor) -> list[PlaceRow]:
    """The places held here: real ones first, by name."""
    held = Place.objects.annotate(n=Count("areas")).order_by("invented", "name")
    return [PlaceRow(p.slug, p.name, p.footprint, p.invented, p.n) for p in held]


def place(viewer: Actor, slug: str) -> Place:
    """One place, by its address."""
    found = Place.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound(gettext("No place of that name is held here. The first page lists those that are."))
    return found


def area(viewer: Actor, key: str) -> Area:
    """One area, by its key ("lsoa21:E01011229")."""
    found = Area.objects.filter(key=key).first()
    if found is None:
        raise NotFound(
            gettext("No area of that code is held here. It may lie outside the places that have been loaded.")
        )
    return found


def members(place: Place) -> QuerySet[Area]:
    """The smallest areas a place is made of."""
    return Area.objects.filter(placearea__place=place)


def kind_label(kind: str) -> tuple[str, str]:
    """What one area of a kind is called, and several."""
    known = area_kinds.kind(kind)
    return known.label, known.plural


def kinds_of(place: Place) -> list[tuple[str, str, int]]:
    """Kinds of area this place has, largest first: key, plural words, how many. One vintage of each family."""
    held = PlaceArea.objects.filter(place=place)
    small = dict(held.values_list("area__kind").annotate(n=Count("pk")))
    counts = defaultdict(int, small)
    for kind in _kinds_above(place):
        counts[kind] = len(membership(place, kind))
    out, families = [], set()
    for kind in sorted(counts, key=lambda each: area_kinds.kind(each).order):
        known = area_kinds.kind(kind)
        if counts[kind] and known.family not in families:
            families.add(known.family)
            out.append((kind, known.plural if counts[kind] != 1 else known.label, counts[kind]))
    return out


def _kinds_above(place: Place) -> set[str]:
    direct = Parent.objects.filter(area__placearea__place=place)
    found = set(direct.exclude(parent__kind__in=area_kinds.SMALL).values_list("parent__kind", flat=True).distinct())
    while True:
        above = Parent.objects.filter(area__kind__in=found, how=Parent.EXACT)
        more = set(above.values_list("parent__kind", flat=True).distinct()) - found
        if not more:
            return found
        found |= more


def membership(place: Place, kind: str) -> dict[int, list[int]]:
    """Each area of a kind that shares ground with the place, with the place's own smallest areas in it.

    By exact nesting; where a kind has none (wards do not follow neighbourhoods), by the publisher's best fit.
    """
    own = set(PlaceArea.objects.filter(place=place).values_list("area_id", flat=True))
    if kind in area_kinds.SMALL:
        ids = Area.objects.filter(pk__in=PlaceArea.objects.filter(place=place).values("area_id"), kind=kind)
        return {pk: [pk] for pk in ids.values_list("pk", flat=True)}
    out: dict[int, list[int]] = defaultdict(list)
    for top, low in _nested(Q(area__placearea__place=place), kind):
        if low in own:
            out[top].append(low)
    return dict(out)


def _nested(below: Q, kind: str) -> list[tuple[int, int]]:
    """(area of the kind, smallest area in it) by exact nesting, however many steps apart, else by best fit."""
    for how in ((Parent.EXACT, Parent.DRAWN), (Parent.BEST_FIT,)):
        one = Parent.objects.filter(below, how__in=how, parent__kind=kind).values_list("parent_id", "area_id")
        found = list(one.distinct())
        if found:
            return found
        if Parent.BEST_FIT in how:
            return []
        two = Parent.objects.filter(
            below, how__in=how, parent__parents__how__in=how, parent__parents__parent__kind=kind
        )
        found = list(two.values_list("parent__parents__parent_id", "area_id").distinct())
        if found:
            return found
    return []


def smallest_in(area: Area) -> list[int]:
    """Ids of the smallest areas within an area: itself, where it is one."""
    if area.kind in area_kinds.SMALL:
        return [area.pk]
    for how in ((Parent.EXACT, Parent.DRAWN), (Parent.BEST_FIT,)):
        ids = set(
            Parent.objects.filter(parent=area, how__in=how, area__kind__in=area_kinds.SMALL).values_list(
                "area_id", flat=True
            )
        )
        ids |= set(
            Parent.objects.filter(
                parent__parents__parent=area,
                parent__parents__how__in=how,
                how__in=how,
                area__kind__in=area_kinds.SMALL,
            ).values_list("area_id", flat=True)
        )
        if ids:
            return sorted(ids)
    return []


def parents_of(area: Area) -> list[Area]:
    """The larger areas one lies in exactly, smallest first, one vintage of each family; wards by best fit."""
    near = list(Area.objects.filter(children__area=area).distinct())
    far = list(Area.objects.filter(children__area__in=near, children__how=Parent.EXACT).distinct())
    held = {each.pk: each for each in (*near, *far) if each.kind not in area_kinds.SMALL}
    ordered = sorted(held.values(), key=lambda each: area_kinds.kind(each.kind).order)
    out, families = [], set()
    for each in ordered:
        family = area_kinds.kind(each.kind).family
        if family not in families:
            families.add(family)
            out.append(each)
    return out[::-1]


def places_with(area: Area) -> list[Place]:
    """The places that hold any of an area's ground, the smallest place first."""
    held = Place.objects.filter(placearea__area__in=smallest_in(area)).distinct()
    return list(Place.objects.filter(pk__in=held).annotate(n=Count("areas")).order_by("invented", "n"))


def in_2011(area_ids: Iterable[int]) -> list[int]:
    """The 2011 neighbourhoods whose ground became these, by the official lookup; those that are held."""
    codes = Area.objects.filter(pk__in=list(area_ids), kind="lsoa21").values("code")
    before = CodeChange.objects.filter(from_kind="lsoa11", to_kind="lsoa21", to_code__in=codes).values("from_code")
    return list(Area.objects.filter(kind="lsoa11", code__in=before).values_list("pk", flat=True))


def find_areas(viewer: Actor, text: str) -> list[AreaName]:
    """Areas whose name, local name or code holds these letters: larger areas and nearer spellings first."""
    typed = text.strip()
    if len(typed) < 2:
        return []
    match = Q(name__icontains=typed) | Q(local_name__icontains=typed) | Q(code__iexact=typed)
    shown = [key for key in area_kinds.every() if not key.endswith(("11", "17"))]
    found = list(Area.objects.filter(match, kind__in=shown)[: MOST_FOUND * 5])
    lower = typed.lower()

    def rank(each: Area) -> tuple[bool, int, str]:
        exact = lower in (each.name.lower(), each.local_name.lower())
        return not exact, area_kinds.kind(each.kind).order, str(each)

    found = _one_vintage(sorted(found, key=rank))[:MOST_FOUND]
    parents = _nearest_parents(found)
    return [AreaName(a.key, a.name, a.local_name, kind_label(a.kind)[0], parents.get(a.pk, "")) for a in found]


def _one_vintage(areas: list[Area]) -> list[Area]:
    """A council of 2022 and the same one of 2024 are one answer to a reader: the newer."""
    seen: set[tuple[str, str]] = set()
    out = []
    for each in areas:
        same = (area_kinds.kind(each.kind).family, each.name)
        if same not in seen:
            seen.add(same)
            out.append(each)
    return out


def _nearest_parents(areas: list[Area]) -> dict[int, str]:
    rows = Parent.objects.filter(area__in=areas, how__in=(Parent.EXACT, Parent.DRAWN)).select_related("parent")
    best: dict[int, tuple[int, str]] = {}
    for row in rows:
        known = area_kinds.kind(row.parent.kind)
        # The group of neighbourhoods is too near to help a reader tell two apart; the council is what they know.
        order = 1 if known.family == "lad" else 2
        if row.area_id not in best or order < best[row.area_id][0]:
            best[row.area_id] = (order, str(row.parent))
    return {pk: name for pk, (_, name) in best.items()}


def postcode(viewer: Actor, text: str) -> PostcodeRow | None:
    """Where a postcode lies; None where no place held here has it. What is no postcode is refused."""
    spelled = normal_postcode(text)
    if spelled is None:
        raise Invalid(gettext("“%(typed)s” is not a postcode. One looks like LS11 8AB.") % {"typed": text.strip()[:20]})
    found = Postcode.objects.filter(code=spelled.replace(" ", "")).select_related("area").first()
    return found and PostcodeRow(found.spelled, found.area.key, found.lat, found.lon, found.ended)


def shapes(viewer: Actor, slug: str, kind: str) -> bytes:
    """Outlines of a place's areas of one kind as GeoJSON for a map: simplified, shared edges kept shared.

    Features carry `key` and `name` (the local one where there is one). Larger areas are drawn from their own outline.
    """
    ids = membership(place(viewer, slug), kind)
    rows = Shape.objects.filter(area_id__in=list(ids)).select_related("area").order_by("area__name")
    features = [_feature(row.area, row.drawn) for row in rows.defer("geometry")]
    if not features:
        raise NotFound(
            gettext("There are no outlines of this kind of area here, so no map of them. The table has them all.")
        )
    return _collection(features)


def shape_of(viewer: Actor, key: str) -> bytes | None:
    """The outline of one area, simplified; None where none is held."""
    row = Shape.objects.filter(area__key=key).select_related("area").first()
    return row and _collection([_feature(row.area, row.drawn)])


def _feature(area: Area, geometry: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"key": area.key, "name": str(area)},
        "geometry": orjson.Fragment(geometry),
    }


def _collection(features: list[dict[str, Any]]) -> bytes:
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def describe_areas(keys: Iterable[str]) -> dict[str, Card]:
    """Areas as cards, by key."""
    found = Area.objects.filter(key__in=list(keys))
    return {each.key: Card(str(each), f"/area/{each.key}", kind_label(each.kind)[0]) for each in found}


def describe_places(ids: Iterable[str]) -> dict[str, Card]:
    """Places as cards, by id."""
    found = Place.objects.filter(pk__in=list(ids))
    return {str(each.pk): Card(each.name, f"/place/{each.slug}", each.footprint) for each in found}


def stamp() -> str:
    """Changes whenever a place, or a figure in use, does: what was worked out under one stamp may be kept."""
    last = Load.objects.filter(state=Load.LIVE).order_by("-live_at").values_list("pk", "live_at").first()
    return f"{last}/{Load.objects.count()}/{PlaceArea.objects.count()}"
