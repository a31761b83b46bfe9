"""What can be seen of places and areas. Everything here is published, so every viewer sees the same; the viewer still
comes first, so that a place which keeps something to itself later changes one function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import Avg, Count, Max, Q, QuerySet, Subquery
from django.db.models.functions import Length
from django.utils.translation import gettext

from commonweal.core.errors import Invalid, NotFound
from commonweal.feeds.postcode import normal_postcode
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places import area_kinds, bulk
from commonweal.places.around import DRAWN
from commonweal.places.models import Area, CodeChange, Drawing, Load, Parent, Place, PlaceArea, Postcode, Shape

MOST_FOUND = 60
MOST_DRAWN = 2_500

INWARD = 3  # letters of a postcode's second half


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
    area_name: str = ""


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
    # Most kinds lie straight above neighbourhoods, and one look counts them all; the few that do not are walked to.
    direct = Parent.objects.filter(area__placearea__place=place, how__in=(Parent.EXACT, Parent.DRAWN))
    near = dict(direct.values_list("parent__kind").annotate(n=Count("parent", distinct=True)).order_by())
    for kind in _kinds_above(place):
        counts[kind] = near.get(kind) or len(membership(place, kind))
    out, families = [], set()
    for kind in sorted(counts, key=lambda each: area_kinds.kind(each).order):
        known = area_kinds.kind(kind)
        if counts[kind] and known.family not in families:
            families.add(known.family)
            out.append((kind, known.plural if counts[kind] != 1 else known.label, counts[kind]))
    return out


def drawn(place: Place) -> list[Area]:
    """The neighbourhoods that people of the place drew, by name."""
    return list(Area.objects.filter(drawing__place=place).order_by("name"))


def _kinds_above(place: Place) -> set[str]:
    direct = Parent.objects.filter(area__placearea__place=place)
    found = set(direct.exclude(parent__kind__in=area_kinds.SMALL).values_list("parent__kind", flat=True).distinct())
    while True:
        above = Parent.objects.filter(area__kind__in=found, how=Parent.EXACT)
        more = set(above.values_list("parent__kind", flat=True).distinct()) - found
        if not more:
            return found | ({DRAWN} if Drawing.objects.filter(place=place).exists() else set())
        found |= more


def membership(place: Place, kind: str) -> dict[int, list[int]]:
    """Each area of a kind that shares ground with the place, with the place's own smallest areas in it.

    By exact nesting; where a kind has none (wards do not follow neighbourhoods), by the publisher's best fit.
    """
    own = set(PlaceArea.objects.filter(place=place).values_list("area_id", flat=True))
    if kind == DRAWN:
        return {area.pk: [pk for pk in smallest_in(area) if pk in own] for area in drawn(place)}
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


def places_with(area: Area) -> list[Place]:
    """The places that hold any of an area's ground, the smallest place first; of what people drew, their own place."""
    if area.kind == DRAWN:
        return list(Place.objects.filter(drawings__area=area))
    held = Place.objects.filter(placearea__area__in=smallest_in(area)).distinct()
    return list(Place.objects.filter(pk__in=held).annotate(n=Count("areas")).order_by("invented", "n"))


def in_2011(area_ids: Iterable[int]) -> list[int]:
    """The 2011 neighbourhoods whose ground became these, by the official lookup; those that are held."""
    found: set[int] = set()
    for lot in bulk.lots(area_ids):
        codes = Area.objects.filter(pk__in=lot, kind="lsoa21").values("code")
        before = CodeChange.objects.filter(from_kind="lsoa11", to_kind="lsoa21", to_code__in=codes).values("from_code")
        found |= set(Area.objects.filter(kind="lsoa11", code__in=before).values_list("pk", flat=True))
    return sorted(found)


def area_names(viewer: Actor | None, ids: list[int]) -> list[AreaName]:
    """Areas as a list of names shows them, in the order asked for."""
    held = Area.objects.in_bulk(ids)
    parents = _nearest_parents(list(held.values()))
    return [
        AreaName(a.key, a.name, a.local_name, kind_label(a.kind)[0], parents.get(a.pk, ""))
        for a in (held[pk] for pk in ids)
    ]


def _nearest_parents(areas: list[Area]) -> dict[int, str]:
    rows = Parent.objects.filter(area__in=areas, how__in=(Parent.EXACT, Parent.DRAWN)).select_related("parent")
    rows = rows.exclude(parent__kind=DRAWN)
    best: dict[int, tuple[int, str]] = {}
    for row in rows:
        known = area_kinds.kind(row.parent.kind)
        # The group of neighbourhoods is too near to help a reader tell two apart; the council is what they know.
        order = 1 if known.family == "lad" else 2
        if row.area_id not in best or order < best[row.area_id][0]:
            best[row.area_id] = (order, str(row.parent))
    return {pk: name for pk, (_, name) in best.items()}


def lies_in(viewer: Actor, keys: Iterable[str]) -> dict[str, str]:
    """Where areas lie in words people use, by key: "Beeston West & Cottingley, Leeds"."""
    rows = Parent.objects.filter(area__key__in=set(keys), how__in=(Parent.EXACT, Parent.DRAWN))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for key, kind, name, local in rows.values_list("area__key", "parent__kind", "parent__name", "parent__local_name"):
        found[key][area_kinds.kind(kind).family] = local or name
    return {
        key: ", ".join(dict.fromkeys(named[family] for family in ("msoa", "lad") if family in named))
        for key, named in found.items()
    }


def postcode(viewer: Actor, text: str) -> PostcodeRow | None:
    """Where a postcode lies; None where no place held here has it. What is no postcode is refused."""
    spelled = normal_postcode(text)
    if spelled is None:
        raise Invalid(gettext("“%(typed)s” is not a postcode. One looks like LS11 8AB.") % {"typed": text.strip()[:20]})
    found = Postcode.objects.filter(code=spelled.replace(" ", "")).select_related("area").first()
    return found and PostcodeRow(found.spelled, found.area.key, found.lat, found.lon, found.ended, str(found.area))


def spot(viewer: Actor, text: str) -> tuple[float, float] | None:
    """Where a postcode lies, or the middle of those that begin so ("HX1"); None where none held here does."""
    if normal_postcode(text):
        found = postcode(viewer, text)
        return (found.lat, found.lon) if found else None
    begins = text.replace(" ", "").upper()
    middle = postcodes_in(begins).aggregate(lat=Avg("lat"), lon=Avg("lon"))
    return (middle["lat"], middle["lon"]) if begins and middle["lat"] is not None else None


def postcodes_in(outward: str, inward: str = "") -> QuerySet[Postcode]:
    """Postcodes whose first half is this, and whose second half begins so."""
    begins = outward + inward
    rows = Postcode.objects.annotate(letters=Length("code"))
    return rows.filter(code__gte=begins, code__lt=begins + "~", letters=len(outward) + INWARD)


def shapes(
    viewer: Actor, slug: str, kind: str, ids: Iterable[int] | None = None, *, only: Iterable[str] | None = None
) -> bytes:
    """Outlines of a place's areas of one kind as GeoJSON for a map: simplified, shared edges kept shared.

    Features carry `key` and `name` (the local one where there is one). Larger areas are drawn from their own outline.
    `ids` are those wanted, where that is known already; `only` leaves out those without these keys.
    """
    wanted = sorted(membership(place(viewer, slug), kind) if ids is None else ids)
    if len(wanted) > MOST_DRAWN:
        raise Invalid(
            gettext(
                "A map of %(count)s outlines would be too heavy to send. Ask for those within one council: "
                "within=lad24:E08000035, or choose larger areas."
            )
            % {"count": f"{len(wanted):,}"}
        )
    rows = Shape.objects.filter(area_id__in=wanted).select_related("area").order_by("area__name")
    if only is not None:
        rows = rows.filter(area__key__in=list(only))
    features = [_feature(row.area, row.drawn) for row in rows.defer("geometry")]
    if not features:
        raise NotFound(
            gettext("There are no outlines of this kind of area here, so no map of them. The table has them all.")
        )
    return _collection(features)


def shapes_within(
    viewer: Actor, slug: str, kind: str, frame: tuple[float, float, float, float], *, most: int = 500
) -> bytes:
    """Outlines of a place's smallest areas (or of one larger kind) that touch a box: west, south, east, north."""
    west, south, east, north = frame
    box = Q(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    rows = Shape.objects.filter(box, area__kind=kind)
    if kind in area_kinds.SMALL:
        rows = rows.filter(area__placearea__place=place(viewer, slug))
    found = rows.select_related("area").defer("geometry").order_by("area__name")[:most]
    return _collection([_feature(row.area, row.drawn) for row in found])


def box_of(viewer: Actor, key: str) -> tuple[float, float, float, float] | None:
    """The box around one area: west, south, east, north; None where its outline is not held."""
    return Shape.objects.filter(area__key=key).values_list("west", "south", "east", "north").first()


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
    found = list(Area.objects.filter(key__in=list(keys)))
    made_up = invented_areas(found)
    return {
        each.key: Card(str(each), f"/area/{each.key}", kind_label(each.kind)[0], each.pk in made_up) for each in found
    }


def invented_areas(areas: Iterable[Area]) -> set[int]:
    """Ids of those that lie in an invented place, or have parts that do."""
    held = Q(areas__in=[each.pk for each in areas]) | Q(areas__parents__parent__in=[each.pk for each in areas])
    if not Place.objects.filter(held, invented=True).exists():
        return set()
    return {each.pk for each in areas if any(place.invented for place in places_with(each))}


def describe_places(ids: Iterable[str]) -> dict[str, Card]:
    """Places as cards, by id."""
    found = Place.objects.filter(pk__in=list(ids))
    return {str(each.pk): Card(each.name, f"/place/{each.slug}", each.footprint, each.invented) for each in found}


def stamp() -> str:
    """Changes whenever a place, or a figure in use, does: what was worked out under one stamp may be kept."""
    last = Load.objects.filter(state=Load.LIVE).order_by("-live_at").values_list("pk", "live_at").first()
    newest = Drawing.objects.order_by("-drawn_at").values("drawn_at")[:1]
    # A place can be given other areas, and as many as before: then the newest row is another.
    ground = PlaceArea.objects.aggregate(areas=Count("pk"), latest=Max("pk"), drawn=Max(Subquery(newest)))
    return f"{last}/{Load.objects.count()}/{ground['areas']}/{ground['latest']}/{ground['drawn']}"


def areas_in(place: Place) -> list[tuple[str, str]]:
    """The neighbourhoods of a place by name, to choose from: the row's id, and what it is called."""
    rows = Area.objects.filter(placearea__place=place).order_by("name", "code")
    return [(str(each.pk), str(each)) for each in rows]
