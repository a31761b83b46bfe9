"""Saying what a venue or an organisation is like, adding a venue, and its dated stops. What was said before is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.core.ids import imported_id, new_id
from commonweal.directory import standing
from commonweal.directory.about import rules, saying
from commonweal.directory.models import AboutFact, Address, Asset, Location, Organization, Schedule
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.places.models import Place

MOST_STOPS = 40


@change("directory.venue.add", allowed=rules.may_add_venue)
def add_venue(
    who: Actor,
    *,
    place: Place,
    name: str,
    description: str = "",
    organization: Organization | None = None,
    address: str = "",
    postcode: str = "",
    point: tuple[float, float] | None = None,
    asset: Asset | None = None,
    id: UUID | None = None,
) -> Location:
    """Add somewhere that things can happen: something that is listed here, or what no list has (a van, a stall)."""
    if not name.strip():
        raise Invalid(_("Say what the venue is called."))
    pk = asset.pk if asset is not None else id or new_id()
    if Location.objects.filter(pk=pk).exists():
        raise Clash(_("This is in the directory already."))
    at = (asset.lat, asset.lon) if asset is not None else point or (None, None)
    location = Location.objects.create(
        id=pk,
        name=name.strip()[:200],
        description=description.strip(),
        organization=organization,
        latitude=at[0],
        longitude=at[1],
        asset=asset,
        area_id=asset.area_id if asset is not None else None,
        place=place,
        last_modified=timezone.now(),
    )
    street, code = (asset.address, asset.postcode) if asset is not None else (address.strip(), postcode.strip().upper())
    if street or code:
        Address.objects.create(
            id=imported_id("address", str(pk)),
            location=location,
            address_1=street,
            postal_code=code,
            country="GB",
            address_type=Location.PHYSICAL,
        )
    if asset is None:
        standing.stand([location])
    return location


@change("directory.about.say", allowed=rules.may_describe, facts=["questions"])
def say(who: Actor, record: Location | Organization, *, said: Mapping[str, str]) -> Location | Organization:
    """Say what a venue or an organisation is like. Only what is named changes; "" takes an answer back."""
    kind = "location" if isinstance(record, Location) else "organization"
    saying.refuse_nonsense(kind, said)
    owner = record.organization_id if isinstance(record, Location) else record.pk
    changed = saying.put(record.pk, kind, said, by=rules.by(who, owner), place=record.place)
    _touched(record)
    # How many, not which: histories are read by everyone, and some answers are for partners.
    current().state(questions=len(changed))
    return record


@change("directory.about.take_back", allowed=rules.may_describe, facts=["questions"])
def take_back(who: Actor, record: Location | Organization) -> Location | Organization:
    """Let a record say again what it said before the last change of its answers."""
    kind = "location" if isinstance(record, Location) else "organization"
    rows = AboutFact.objects.filter(record=record.pk)
    moments = [*rows.values_list("said_at", flat=True), *rows.exclude(until=None).values_list("until", flat=True)]
    if not moments:
        raise Invalid(_("Nobody has said anything about this yet, so there is nothing to take back."))
    last = max(moments)
    before = dict(rows.filter(until=last).values_list("question", "value"))
    said = {
        key: before.get(key, "") for key in {*before, *rows.filter(said_at=last).values_list("question", flat=True)}
    }
    owner = record.organization_id if isinstance(record, Location) else record.pk
    changed = saying.put(record.pk, kind, said, by=rules.by(who, owner), place=record.place)
    _touched(record)
    # How many, not which: histories are read by everyone, and some answers are for partners.
    current().state(questions=len(changed))
    return record


@change("directory.venue.stop_at", allowed=rules.may_describe, facts=["stops"])
def stop_at(who: Actor, location: Location, *, stops: Iterable[Mapping[str, Any]]) -> Location:
    """Say where and when something that moves can be met: `day`, `where`, `opens_at`, `closes_at`. Replaces all."""
    rows = sorted(stops, key=lambda each: (each["day"], str(each.get("opens_at") or "")))
    if len(rows) > MOST_STOPS:
        raise Invalid(_("At most %(most)s stops can be told at once.") % {"most": MOST_STOPS})
    # Only the days that were told one by one: rules and opening hours of a source stay.
    Schedule.objects.filter(location=location, freq="", byday="").exclude(dtstart=None).delete()
    for number, each in enumerate(rows):
        Schedule.objects.create(
            id=imported_id("schedule", f"{location.pk}\nstop {number}"),
            location=location,
            kind=Schedule.EVENT,
            dtstart=each["day"],
            description=str(each.get("where") or "").strip(),
            opens_at=_clock(each.get("opens_at")),
            closes_at=_clock(each.get("closes_at")),
        )
    _touched(location)
    current().state(stops=len(rows))
    return location


def _clock(said: Any) -> str:
    return said.strftime("%H:%M") if hasattr(said, "strftime") else str(said or "")


def _touched(record: Location | Organization) -> None:
    record.last_modified = timezone.now()
    record.save(update_fields=["last_modified"])
