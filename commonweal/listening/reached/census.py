"""The people of a place by group, from what is loaded of the census: counts added up, never guessed; else unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from commonweal.listening.models import Gathering
from commonweal.listening.reached.rows import Source
from commonweal.listening.reached.words import AREA, GROUPS, Group
from commonweal.places import queries as places
from commonweal.places.models import Area, DatasetVersion, Place, PlaceArea, Value

MOST_AREAS = 24  # more names than these nobody counts by hand


@dataclass(frozen=True, slots=True)
class People:
    """How many people of each value live here. A value that no loaded file counts is absent."""

    counts: dict[str, int]
    whole: int
    source: Source


@dataclass(frozen=True, slots=True)
class _Column:
    total: float
    known: int
    version: object


def of(place: Place, gathering: Gathering | None = None) -> dict[str, People]:
    """By group, for the place; for a gathering in one neighbourhood, of that neighbourhood."""
    ids = ground(place, gathering)
    wanted = {key for each in GROUPS.values() for keys in each.census.values() for key in keys}
    wanted |= {each.bottom for each in GROUPS.values() if each.bottom}
    held = _columns(ids, wanted)
    versions = DatasetVersion.objects.select_related("dataset").in_bulk([each.version for each in held.values()])
    found = {}
    for name, group in GROUPS.items():
        bottom = held.get(group.bottom)
        # Where some neighbourhoods are not known, their people would count as nobody: then none are shown.
        if bottom is None or bottom.known < len(ids) or not bottom.total:
            continue
        counts = _by_area(place) if name == AREA else _counts(group, held, len(ids))
        if counts:
            found[name] = People(
                counts, round(bottom.total), _source(versions[bottom.version], group, len(ids), gathering)
            )
    return found


def ground(place: Place, gathering: Gathering | None) -> list[int]:
    """The smallest areas whose people are meant."""
    if gathering is not None and gathering.area is not None:
        inside = places.smallest_in(gathering.area)
        if inside:
            return inside
    return list(PlaceArea.objects.filter(place=place).values_list("area_id", flat=True))


def areas(place: Place) -> dict[str, str]:
    """The neighbourhoods people can be counted by: the smallest of the place's areas of which there are few enough."""
    for kind, _label, many in reversed(places.kinds_of(place)):
        if 2 <= many <= MOST_AREAS:
            rows = Area.objects.filter(pk__in=places.membership(place, kind))
            return {each.key: str(each) for each in sorted(rows, key=str)}
    return {}


def _by_area(place: Place) -> dict[str, int]:
    for kind, _label, many in reversed(places.kinds_of(place)):
        if 2 <= many <= MOST_AREAS:
            inside = places.membership(place, kind)
            keys = dict(Area.objects.filter(pk__in=inside).values_list("pk", "key"))
            small = [pk for ids in inside.values() for pk in ids]
            rows = Value.objects.filter(area__in=small, current=True, measure__key=GROUPS[AREA].bottom)
            people = {pk: value for pk, value in rows.values_list("area", "value") if value is not None}
            return {
                keys[pk]: round(sum(people[each] for each in ids))
                for pk, ids in inside.items()
                if ids and all(each in people for each in ids)
            }
    return {}


def _columns(ids: Iterable[int], keys: set[str]) -> dict[str, _Column]:
    held = Value.objects.filter(area__in=list(ids), current=True, measure__key__in=keys, value__isnull=False)
    rows = held.values("measure__key", "version").annotate(total=Sum("value"), known=Count("value"))
    found: dict[str, _Column] = {}
    for row in rows:
        met = found.get(row["measure__key"], _Column(0, 0, row["version"]))
        found[row["measure__key"]] = _Column(met.total + row["total"], met.known + row["known"], met.version)
    return found


def _counts(group: Group, held: dict[str, _Column], areas: int) -> dict[str, int]:
    counts = {}
    for value, keys in group.census.items():
        columns = [held.get(key) for key in keys]
        if all(each is not None and each.known == areas for each in columns):
            counts[value] = round(sum(each.total for each in columns if each is not None))
    if group.rest and len(counts) == len(group.census):
        counts[group.rest] = max(0, round(held[group.bottom].total) - sum(counts.values()))
    return counts


def _source(version: DatasetVersion, group: Group, areas: int, gathering: Gathering | None) -> Source:
    d = version.dataset
    told = {"areas": areas, "of": group.of}
    method = _("Counts of %(areas)s neighbourhoods added up, and divided by the count of %(of)s.") % told
    if gathering is not None and gathering.area is not None:
        method += " " + _("Of the neighbourhood in which the gathering is.")
    return Source(d.title, d.publisher, d.licence, d.vintage, method)
