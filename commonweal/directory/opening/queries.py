"""What there is to see of spaces that could be open: one on its way, a place's list, and where nothing has happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.directory import going_on
from commonweal.directory.models import Asset, Hindrance, Location, Opening, Organization, ServiceAtLocation
from commonweal.directory.opening import kinds
from commonweal.directory.opening.rows import (
    HindranceRow,
    OpenHours,
    OpeningBecame,
    OpeningRow,
    Openings,
    OpeningWhole,
    Silence,
)
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.journal.kinds import Card
from commonweal.people import roles, slips
from commonweal.places.models import Place

# After so many days nobody has looked at a suggestion, or moved a space that is being looked at, it is said aloud.
DAYS = 14


def whole(viewer: Actor, id: str) -> OpeningWhole:
    """One space, as this viewer may see it."""
    return _whole(viewer, one(viewer, id))


def one(viewer: Actor, id: str) -> Opening:
    """The space of this id, among those a viewer may know of."""
    return going_on.one(_with_all(Opening.objects.visible_to(viewer)), id)


def hindrance(viewer: Actor, id: str) -> Hindrance:
    """One thing that stops a space this viewer may know of."""
    rows = Hindrance.objects.filter(opening__in=Opening.objects.visible_to(viewer)).select_related("opening__place")
    return going_on.one(rows, id)


def in_place(viewer: Actor, place: Place) -> Openings:
    """A place's spaces, and where nothing has happened for too long."""
    found = list(_with_all(Opening.objects.visible_to(viewer).filter(place=place)).order_by("-since"))
    today = timezone.localdate()
    by: dict[str, list[OpeningRow]] = {}
    for each in found:
        by.setdefault(each.state, []).append(_row(viewer, each))
    opened = by.get(Opening.OPEN, [])
    this_year = [each for each in opened if each.opened_at and timezone.localtime(each.opened_at).year == today.year]
    unread = _unread(place)
    return Openings(
        tuple(by.get(Opening.BEING_OPENED, []) + by.get(Opening.LOOKED_AT, [])),
        tuple(this_year),
        tuple(each for each in opened if each not in this_year),
        tuple(by.get(Opening.NOT_NOW, [])),
        tuple(by.get(Opening.SUGGESTED, [])),
        len(unread),
        min(unread, default=None),
        tuple(silence for each in found for silence in _silences(viewer, each)),
        today.year,
    )


def at_asset(viewer: Actor, asset_id: str) -> list[OpeningRow]:
    """The ways to be open of one asset."""
    rows = _with_all(Opening.objects.visible_to(viewer).filter(asset=asset_id)).order_by("-since")
    return [_row(viewer, each) for each in rows]


def of_service(viewer: Actor, service_id: str) -> OpeningRow | None:
    """The opening by which a service came to be, where this viewer may know of it."""
    found = _with_all(Opening.objects.visible_to(viewer).filter(service=service_id)).first()
    return _row(viewer, found) if found else None


def silences(viewer: Actor, place: Place) -> list[Silence]:
    """All that waits too long in a place, the longest first."""
    found = _with_all(Opening.objects.visible_to(viewer).filter(place=place))
    rows = [silence for each in found for silence in _silences(viewer, each)]
    return sorted(rows, key=lambda row: row.since)


def became(code: str) -> OpeningBecame:
    """What became of a suggestion. Its words are not said again: the address may lie about."""
    found = _with_all(Opening.objects.filter(code_hash=slips.hashed(code))).first()
    if found is None:
        raise NotFound(_("Nothing was told to us at this address."))
    stopped = found.hindrances.all()
    # Where it is may have been withheld since: an address that lies about tells no more than a page.
    seen = found.asset_id is not None or Location.objects.visible_to(PUBLIC).filter(pk=found.location_id).exists()
    shown = found.state != Opening.SUGGESTED and Opening.objects.visible_to(PUBLIC).filter(pk=found.pk).exists()
    return OpeningBecame(
        _name(found) if seen else _("A space that is not named to everyone"),
        found.place.slug,
        found.place.name,
        found.state,
        found.made_at,
        found.since,
        found.reason,
        found.ask_again,
        str(found.pk) if shown else "",
        sum(1 for each in stopped if each.state == Hindrance.STANDS),
        sum(1 for each in stopped if each.state == Hindrance.OVERCOME),
    )


def spot(viewer: Actor, place: Place, id: str) -> Asset | Location:
    """The asset or location of this id in a place, or NotFound where this viewer may not know of one."""
    try:
        key = UUID(id)
    except ValueError:
        key = None
    found = Asset.objects.filter(pk=key, area__placearea__place=place, gone_at=None).first() or (
        Location.objects.visible_to(viewer).filter(pk=key, place=place).first()
    )
    if found is None:
        raise NotFound(_("Nothing with this address is in the directory. It may have been taken out."))
    return found


def spots_like(viewer: Actor, place: Place, typed: str, *, most: int = 12) -> list[tuple[str, str, str]]:
    """Named assets of a place whose name has all these words: id, name, and where."""
    rows = Asset.objects.filter(area__placearea__place=place, gone_at=None).exclude(name="")
    for word in typed.split()[:6]:
        rows = rows.filter(name__icontains=word)
    return [(str(each.pk), each.name, str(each.area)) for each in rows.select_related("area").order_by("name")[:most]]


def organizations_in(viewer: Actor, place: Place) -> list[tuple[str, str]]:
    """Organisations that a step, or a door, can be somebody's of."""
    rows = Organization.objects.visible_to(viewer).filter(place=place).order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: those of the ids this viewer may know of."""
    rows = Opening.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def hindrances_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: as with the spaces they stop."""
    rows = Hindrance.objects.filter(pk__in=list(ids), opening__in=Opening.objects.visible_to(viewer))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """Openings as cards, by id."""
    rows = Opening.objects.filter(pk__in=list(ids)).select_related("asset", "location", "place")
    return {
        str(each.pk): Card(_name(each), f"/opening/{each.pk}", _("a space being opened"), each.place.invented)
        for each in rows
    }


def describe_hindrances(ids: Iterable[str]) -> dict[str, Card]:
    """What stops spaces, as cards: the kind, never the words."""
    rows = Hindrance.objects.filter(pk__in=list(ids)).select_related("opening__place")
    return {
        str(each.pk): Card(
            kinds.label(each.kind),
            f"/opening/{each.opening_id}",
            _("what stops a space"),
            each.opening.place.invented,
        )
        for each in rows
    }


def _with_all(rows):  # type: ignore[no-untyped-def]
    held = Hindrance.objects.select_related("owner_organization", "owner_account")
    return rows.select_related("asset__area", "location__area", "place", "service").prefetch_related(
        Prefetch("hindrances", held)
    )


def _unread(place: Place) -> list[date]:
    """When suggestions were made that nobody has looked at; of what is not for everyone nothing is counted."""
    rows = Opening.objects.filter(place=place, state=Opening.SUGGESTED)
    known = Q(asset__isnull=False) | Q(location__in=Location.objects.visible_to(PUBLIC).values("pk"))
    return [timezone.localtime(moment).date() for moment in rows.filter(known).values_list("made_at", flat=True)]


def _name(found: Opening) -> str:
    return str(found)


def _area(found: Opening):  # type: ignore[no-untyped-def]
    at = found.asset or found.location
    return at.area if at else None


def _row(viewer: Actor, found: Opening) -> OpeningRow:
    stopped = found.hindrances.all()
    area = _area(found)
    return OpeningRow(
        str(found.pk),
        _name(found),
        str(found.asset_id or ""),
        str(area) if area else "",
        found.use,
        found.state,
        str(kinds.STATES[found.state]),
        found.since,
        sum(1 for each in stopped if each.state == Hindrance.STANDS),
        sum(1 for each in stopped if each.state == Hindrance.OVERCOME),
        len(_silences(viewer, found)),
        found.ask_again,
        found.opened_at,
    )


def _whole(viewer: Actor, found: Opening) -> OpeningWhole:
    area = _area(found)
    return OpeningWhole(
        str(found.pk),
        _name(found),
        str(found.asset_id or ""),
        area.key if area else "",
        str(area) if area else "",
        found.place.slug,
        found.place.name,
        found.place.invented,
        found.use,
        found.by_whom,
        found.state,
        str(kinds.STATES[found.state]),
        found.since,
        found.made_at,
        found.reason,
        found.ask_again,
        found.opened_at,
        tuple(_hindrance(viewer, each, found) for each in found.hindrances.all()),
        _hours(viewer, found),
        _quiet(found),
    )


def _hindrance(viewer: Actor, each: Hindrance, found: Opening) -> HindranceRow:
    organization = each.owner_organization
    known = organization is not None and Organization.objects.visible_to(viewer).filter(pk=organization.pk).exists()
    return HindranceRow(
        str(each.pk),
        each.kind,
        kinds.label(each.kind),
        each.words,
        _owner(viewer, each, known),
        str(organization.pk) if organization is not None and known else "",
        each.step,
        each.by,
        each.since,
        each.state,
        each.how,
        each.ended_at,
        _waits(each, found),
    )


def _owner(viewer: Actor, each: Hindrance, known: bool) -> str:
    """Whose the step is, in words: a name only where somebody agreed to it."""
    if each.owner == Hindrance.ROLE:
        return _("the %(role)s") % {"role": roles.named(each.owner_role)}
    if each.owner == Hindrance.ORGANIZATION and each.owner_organization is not None:
        return each.owner_organization.name if known else _("an organisation that is not named to everyone")
    if each.owner in (Hindrance.PERSON, Hindrance.ACCOUNT):
        does = each.owner_as or _("somebody who works here")
        return f"{each.owner_name}, {does}" if each.owner_name else does
    return ""


def _waits(each: Hindrance, found: Opening) -> str:
    if each.state != Hindrance.STANDS or found.state not in (Opening.LOOKED_AT, Opening.BEING_OPENED):
        return ""
    # An organisation that has gone from the directory no longer has the step.
    gone = each.owner == Hindrance.ORGANIZATION and each.owner_organization is None
    if not each.owner or gone or not each.step:
        return "nobody"
    return "late" if each.by and each.by < timezone.localdate() else ""


def _quiet(found: Opening) -> str:
    """Why it is said aloud that nothing happens to the space as a whole."""
    today = timezone.localdate()
    days = (today - timezone.localtime(found.since).date()).days
    stands = [each for each in found.hindrances.all() if each.state == Hindrance.STANDS]
    if found.state == Opening.NOT_NOW:
        return "ask_again" if found.ask_again and found.ask_again <= today else ""
    if found.state == Opening.SUGGESTED and days >= DAYS:
        return "not_looked_at"
    if found.state in (Opening.LOOKED_AT, Opening.BEING_OPENED) and not stands and days >= DAYS:
        return "nothing_moves"
    return ""


def _silences(viewer: Actor, found: Opening) -> list[Silence]:
    rows = []
    quiet = _quiet(found)
    if quiet:
        since = found.ask_again if quiet == "ask_again" and found.ask_again else timezone.localtime(found.since).date()
        rows.append(Silence(str(found.pk), _name(found), "", quiet, "", since))
    for each in found.hindrances.all():
        waits = _waits(each, found)
        if waits:
            row = _hindrance(viewer, each, found)
            since = each.by if waits == "late" and each.by else timezone.localtime(each.since).date()
            rows.append(Silence(str(found.pk), _name(found), each.step or each.words, waits, row.owner, since))
    return rows


def _hours(viewer: Actor, found: Opening) -> OpenHours | None:
    if found.service_id is None:
        return None
    held = ServiceAtLocation.objects.visible_to(viewer).filter(service=found.service_id)
    at = held.prefetch_related("schedules").select_related("service__place").first()
    return OpenHours(str(at.service_id), at.service.name, going_on.said_when(viewer, at)) if at else None


def place_of(asset_id: str) -> str:
    """The address of the place an asset lies in; "" where it lies in none, or has gone from its list."""
    found = Place.objects.filter(placearea__area__assets=asset_id, placearea__area__assets__gone_at=None)
    return str(found.values_list("slug", flat=True).first() or "")
