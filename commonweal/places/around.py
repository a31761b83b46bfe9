"""What lies around an area: the larger ones it is part of, how its figures are put together, what an old one became."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonweal.places import area_kinds, bulk
from commonweal.places.models import Area, CodeChange, Parent

NESTED = (Parent.EXACT, Parent.DRAWN)
DRAWN = "drawn"  # the kind of the neighbourhoods that people draw themselves
OLD = "lsoa11"


def parents_of(area: Area, ids: Collection[int] = ()) -> list[Area]:
    """The larger areas one lies in, nearest first, one vintage of each family; wards by best fit.

    Where no lookup ties a larger area to one still larger, its neighbourhoods do: all of a group's lie in one council.
    `ids` are all of its neighbourhoods; none are given for an area that is held only in part.
    """
    found = {each.pk: each for each in Area.objects.filter(children__area=area).distinct()}
    own = area_kinds.kind(area.kind)
    if own.small:
        further = Area.objects.filter(children__area__in=list(found), children__how=Parent.EXACT).distinct()
        found |= {each.pk: each for each in further}
    elif ids:
        found |= Area.objects.in_bulk(_holding_all(ids, own.order))
    larger = [each for each in found.values() if area_kinds.kind(each.kind).order < own.order]
    out: dict[str, Area] = {}
    for each in sorted(larger, key=lambda each: area_kinds.kind(each.kind).order):
        out.setdefault(area_kinds.kind(each.kind).family, each)
    out.pop(own.family, None)
    # People's own lines follow no others, so what they drew is beside an area and not above it.
    return [each for each in out.values() if each.kind != DRAWN][::-1]


def _holding_all(ids: Collection[int], order: int) -> list[int]:
    """Areas larger than this order that hold every one of these smallest areas, exactly, one or two steps up."""
    held: dict[int, set[int]] = defaultdict(set)
    kinds: dict[int, str] = {}
    names = ("area", "parent", "parent__kind")
    exact = Parent.objects.filter(how=Parent.EXACT)
    for lot in bulk.lots(ids):
        for area, parent, kind in exact.filter(area__in=lot).values_list(*names):
            held[parent].add(area)
            kinds[parent] = kind
    for middle, top, kind in list(exact.filter(area__in=list(held)).values_list(*names)):
        held[top] = held[top] | held[middle]
        kinds[top] = kind
    whole = [parent for parent, areas in held.items() if areas >= set(ids)]
    return [parent for parent in whole if area_kinds.kind(kinds[parent]).order < order]


def how_made(areas: Iterable[Area]) -> dict[int, str]:
    """How each area is made up of neighbourhoods: "exact", "best_fit" (wards) or "drawn" (by the people of a place)."""
    held = list(areas)
    fits = {each.pk for each in held if not area_kinds.kind(each.kind).small and each.kind != DRAWN}
    exact = fits and set(Parent.objects.filter(parent__in=fits, how__in=NESTED).values_list("parent", flat=True))
    rest = fits - exact
    fitted = rest and set(Parent.objects.filter(parent__in=rest, how=Parent.BEST_FIT).values_list("parent", flat=True))
    return {e.pk: DRAWN if e.kind == DRAWN else Parent.BEST_FIT if e.pk in fitted else Parent.EXACT for e in held}


@dataclass(frozen=True, slots=True)
class Became:
    """An area of today that holds ground of an old one."""

    key: str
    name: str
    kind_label: str
    neighbourhoods: int  # of today, that the old one's ground is in


CHANGES = {
    "U": _("Its ground and its code are the same today."),
    "S": _("It has been split since: its ground is now in these neighbourhoods."),
    "M": _("It has been joined with others since, to make this neighbourhood."),
    "X": _("It has been redrawn since in a way that no simple rule follows. It shares ground with these."),
}


def became(area: Area) -> tuple[str, tuple[Became, ...]]:
    """What an area of an earlier year is today: in a sentence, and the areas that have its ground."""
    old = [area.code] if area.kind == OLD else _old_codes(area)
    rows = list(
        CodeChange.objects.filter(from_kind=OLD, to_kind="lsoa21", from_code__in=old).values_list("to_code", "change")
    )
    today = Area.objects.filter(kind="lsoa21", code__in=[code for code, _how in rows])
    if area.kind == OLD:
        said = str(CHANGES.get(rows[0][1], "")) if rows else ""
        return said, tuple(_became(each, 1) for each in today.order_by("name"))
    family = area_kinds.kind(area.kind).family.removesuffix("11")
    kinds = [key for key, kind in area_kinds.every().items() if kind.family == family and key != area.kind]
    held = _above(today, kinds)
    newest = next((kind for kind in kinds if any(held_kind == kind for _area, _parent, held_kind in held)), None)
    count = Counter(parent for _area, parent, held_kind in held if held_kind == newest)
    areas = Area.objects.in_bulk(list(count))
    said = _("It is an area of an earlier year. Its ground is today in these.") if count else ""
    return str(said), tuple(_became(areas[pk], n) for pk, n in count.most_common())


def _above(areas: QuerySet[Area], kinds: list[str]) -> set[tuple[int, int, str]]:
    """(area, larger one of these kinds, its kind), nested exactly, one or two steps up."""
    exact = Parent.objects.filter(area__in=areas, how=Parent.EXACT)
    one = exact.filter(parent__kind__in=kinds).values_list("area", "parent", "parent__kind")
    further = exact.filter(parent__parents__how=Parent.EXACT, parent__parents__parent__kind__in=kinds)
    return {*one, *further.values_list("area", "parent__parents__parent", "parent__parents__parent__kind")}


def _old_codes(area: Area) -> list[str]:
    """The 2011 neighbourhoods under a larger area of that time, one or two steps down."""
    under = Area.objects.filter(kind=OLD)
    one = under.filter(parents__parent=area, parents__how=Parent.EXACT)
    two = under.filter(parents__parent__parents__parent=area, parents__how=Parent.EXACT)
    return sorted({*one.values_list("code", flat=True), *two.values_list("code", flat=True)})


def _became(area: Area, count: int) -> Became:
    return Became(area.key, str(area), area_kinds.kind(area.kind).label, count)
