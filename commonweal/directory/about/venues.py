"""Spaces of a place that somebody has described: what they can be used for, and where the moving ones stop next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from commonweal.directory.about.queries import AboutRow, answers, rows_of, to_choose
from commonweal.directory.about.questions import every
from commonweal.directory.about.rules import partner
from commonweal.directory.documents import Document, withheld_of
from commonweal.directory.models import Audience, Location, Schedule, Service, ServiceAtLocation
from commonweal.directory.sessions import public_holidays
from commonweal.journal.actor import Actor
from commonweal.openreferral.sessions import sessions
from commonweal.places.models import Place

AHEAD, MOST_STOPS = timedelta(days=60), 6


@dataclass(frozen=True, slots=True)
class Stop:
    """One time at which it can be met, and where."""

    starts: datetime
    ends: datetime | None
    timed: bool
    where: str


@dataclass(frozen=True, slots=True)
class VenueRow:
    """One space, as far as it has been described. What nobody has said is empty."""

    id: str
    name: str
    asset_id: str
    organization_id: str
    organization_name: str
    address: str
    area_key: str
    area_name: str
    lat: float | None
    lon: float | None
    kinds: tuple[str, ...]
    used_for: str
    size: int | None
    way_in: tuple[str, ...]
    keys: str
    hire_cost: str
    when_free: str
    stops: tuple[Stop, ...]
    goes_on: int  # services there that this viewer may know of
    unknown: tuple[str, ...]  # what nobody has said, in words


@dataclass(frozen=True, slots=True)
class Venues:
    """The spaces that fit, what else can be asked for, and how many there are of which nobody has said anything."""

    rows: tuple[VenueRow, ...]
    not_described: int


def venues(viewer: Actor, place: Place, chosen: Iterable[str] = ()) -> tuple[Venues, list[tuple[str, str, int, bool]]]:
    """Described spaces of a place, those that move first; and the answers by which they can be narrowed."""
    seen = [Audience.EVERYONE, *([Audience.PARTNERS] if partner(viewer, place) else [])]
    held = Location.objects.visible_to(viewer).filter(place=place).exclude(location_type=Location.VIRTUAL)
    told = answers(held.values_list("pk", flat=True), seen)
    wanted = {each for each in chosen if each}
    codes = {
        id: {code for key, each in said.items() if (code := every()[key].code(each.value))} for id, said in told.items()
    }
    fit = [id for id in told if wanted <= codes[id]]
    counts = Counter(code for id in fit for code in codes[id])
    rows = _rows(viewer, held.filter(pk__in=fit), told, seen)
    return Venues(tuple(rows), held.count() - len(told)), to_choose(counts, wanted, partner=False)


def _rows(viewer: Actor, held, told, seen) -> list[VenueRow]:  # type: ignore[no-untyped-def]
    found = list(held.select_related("area", "organization").prefetch_related("addresses", "accessibility"))
    ids = [each.pk for each in found]
    stops, going_on = stops_of(ids, seen), _going_on(viewer, ids)
    from commonweal.directory.models import Organization

    named = set(
        Organization.objects.visible_to(viewer)
        .filter(pk__in={each.organization_id for each in found if each.organization_id})
        .values_list("pk", flat=True)
    )
    withheld = {record for record, _field in withheld_of([a.pk for each in found for a in each.addresses.all()])}
    rows = []
    for each in found:
        said = rows_of("location", told[each.pk], seen)
        rows.append(_row(each, said, stops.get(each.pk, ()), going_on.get(each.pk, 0), named, withheld))
    return sorted(rows, key=lambda row: (not row.stops, row.name.casefold()))


def _row(each: Location, said: tuple[AboutRow, ...], stops, goes_on: int, named, withheld) -> VenueRow:  # type: ignore[no-untyped-def]
    value = {row.key: row.value for row in said}
    own = each.organization if each.organization_id in named else None
    address = next((a for a in each.addresses.all() if a.pk not in withheld), None)
    lines = (address.address_1, address.city, address.postal_code) if address else ()
    way_in = (*(a.description for a in each.accessibility.all()), value["way_in"])
    return VenueRow(
        str(each.pk),
        each.name,
        str(each.asset_id or ""),
        str(own.pk) if own else "",
        own.name if own else "",
        ", ".join(line for line in lines if line),
        each.area.key if each.area else "",
        str(each.area) if each.area else "",
        each.latitude,
        each.longitude,
        tuple(row.words for row in said if row.group == "kind" and row.state == "yes"),
        value["used_for"],
        int(value["size"]) if value["size"] else None,
        tuple(words for words in way_in if words),
        value["keys"],
        value["hire_cost"],
        value["when_free"],
        tuple(stops),
        goes_on,
        tuple(row.words for row in said if row.group == "space" and row.state == "unknown"),
    )


def stops_of(ids: Iterable[UUID], seen: Iterable[str] = (Audience.EVERYONE,)) -> dict[UUID, list[Stop]]:
    """Where and when each of these can be met next, by the dates that were told of it itself."""
    today, may = timezone.localdate(), set(seen)
    rows = list(Schedule.objects.filter(location__in=list(ids)).exclude(dtstart=None).order_by("pk").values())
    withheld = withheld_of(row["id"] for row in rows)
    by: dict[UUID, list[Document]] = defaultdict(list)
    where = {str(row["id"]): row["description"] for row in rows}
    for row in rows:
        if withheld.get((row["id"], ""), Audience.EVERYONE) in may:
            by[row["location_id"]].append({name: value for name, value in row.items() if value not in (None, "")})
    days = public_holidays(today.year) | public_holidays(today.year + 1)
    return {
        id: [
            Stop(each.starts, each.ends, each.timed, where.get(each.schedule_id, ""))
            for each in sessions(
                [row | {"id": str(row["id"])} for row in held],
                today,
                today + AHEAD,
                holidays=days,
                timezone=settings.TIME_ZONE,
            )[:MOST_STOPS]
        ]
        for id, held in by.items()
    }


def _going_on(viewer: Actor, ids: list[UUID]) -> dict[UUID, int]:
    at = ServiceAtLocation.objects.visible_to(viewer).filter(location__in=ids, service__status=Service.ACTIVE)
    return Counter(at.values_list("location", flat=True))
