"""Days on which what is here shows itself, as anybody may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.directory.documents import PUBLIC, documents
from commonweal.directory.models import Location, Service, Showcase, Stall
from commonweal.directory.rules import keeps_directory
from commonweal.journal import actor
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.places.models import Place


@dataclass(frozen=True, slots=True)
class StallRow:
    """A service that shows itself there."""

    service_id: str
    name: str
    organization_name: str
    offers: str
    state: str  # invited, confirmed


@dataclass(frozen=True, slots=True)
class ShowcaseRow:
    """A showcase: when, where, and whether it is over."""

    id: str
    title: str
    words: str
    starts_at: datetime
    ends_at: datetime
    location_name: str  # "" where it is not told to everyone
    address: str
    access: tuple[str, ...]
    became: str
    called_off: bool
    over: bool


@dataclass(frozen=True, slots=True)
class ShowcaseWhole:
    """A showcase with what is there. Who was asked and has not answered is told to its keepers alone."""

    showcase: ShowcaseRow
    place_slug: str
    place_name: str
    invented: bool
    stalls: tuple[StallRow, ...]


def showcases(viewer: Actor, place: Place) -> list[ShowcaseRow]:
    """A place's showcases: the next first, those that are over after them, the latest first."""
    rows = [_row(each) for each in Showcase.objects.filter(place=place).select_related("location")]
    coming = sorted((each for each in rows if not each.over), key=lambda each: each.starts_at)
    return coming + sorted((each for each in rows if each.over), key=lambda each: each.starts_at, reverse=True)


def one(id: str) -> Showcase:
    """The showcase with this id."""
    try:
        found = Showcase.objects.select_related("place", "location").filter(pk=UUID(id)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(_("There is no showcase at this address."))
    return found


def showcase(viewer: Actor, id: str) -> ShowcaseWhole:
    """One showcase."""
    held = one(id)
    keeps = keeps_directory(viewer, held.place)
    return ShowcaseWhole(
        _row(held), held.place.slug, held.place.name, held.place.invented, tuple(_stalls(held, asked_too=keeps))
    )


def calendar(viewer: Actor, id: str) -> bytes:
    """A showcase as a calendar's one entry."""
    from icalendar import Calendar, Event

    row = showcase(viewer, id).showcase
    written, event = Calendar(), Event()
    written.add("prodid", "-//Commonweal//Directory//EN")
    written.add("version", "2.0")
    event.add("uid", f"{row.id}@commonweal")
    event.add("dtstamp", datetime.now(UTC))
    event.add("dtstart", row.starts_at)
    event.add("dtend", row.ends_at)
    event.add("summary", row.title)
    event.add("description", "\n\n".join(each for each in (row.words, *row.access) if each))
    event.add("status", "CANCELLED" if row.called_off else "CONFIRMED")
    if row.location_name:
        event.add("location", ", ".join(each for each in (row.location_name, row.address) if each))
    written.add_component(event)
    return bytes(written.to_ical())


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: showcases are public."""
    return {str(pk) for pk in Showcase.objects.filter(pk__in=list(ids)).values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """Showcases as cards, by id."""
    rows = Showcase.objects.filter(pk__in=list(ids)).select_related("place")
    return {str(each.pk): Card(each.title, f"/showcase/{each.pk}", _("showcase"), each.place.invented) for each in rows}


def where(place: Place) -> list[tuple[str, str]]:
    """Where one can be held: locations of the place that everybody may know."""
    held = Location.objects.visible_to(actor.PUBLIC).filter(place=place).exclude(name="")
    return [(str(pk), name) for pk, name in held.order_by("name").values_list("pk", "name")]


def _row(held: Showcase) -> ShowcaseRow:
    told = next(documents("location", [held.location_id], PUBLIC), {})
    address = next(iter(told.get("addresses", ())), {})
    lines = (address.get(each, "") for each in ("address_1", "city", "postal_code"))
    access = (each.get("description") or each.get("accessibility", "") for each in told.get("accessibility", ()))
    return ShowcaseRow(
        str(held.pk),
        held.title,
        held.words,
        held.starts_at,
        held.ends_at,
        told.get("name", ""),
        ", ".join(each for each in lines if each),
        tuple(each for each in (held.access, *access) if each),
        held.became,
        held.called_off,
        held.ends_at < timezone.now(),
    )


def _stalls(held: Showcase, *, asked_too: bool) -> list[StallRow]:
    rows = Stall.objects.filter(showcase=held, service__in=Service.objects.visible_to(actor.PUBLIC).values("pk"))
    if not asked_too:
        rows = rows.filter(state=Stall.CONFIRMED)
    by_service = {str(each.service_id): each for each in rows}
    told = documents("service", [each.service_id for each in rows], PUBLIC)
    out = [
        StallRow(
            each["id"],
            each.get("name") or each.get("organization", {}).get("name", ""),
            each.get("organization", {}).get("name", ""),
            by_service[each["id"]].offers,
            by_service[each["id"]].state,
        )
        for each in told
    ]
    return sorted(out, key=lambda each: (each.state != Stall.CONFIRMED, each.name))
