"""What can be seen of gatherings' devices: for whoever holds gatherings there, counts and refusals, never a word."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from commonweal.directory import going_on
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening.capture.rows import Arrived, ByChannel, DeviceRow, RefusedRow
from commonweal.listening.capture.words import CHANNELS
from commonweal.listening.models import Gathering, Kiosk, Unkept, Voice
from commonweal.listening.models.voices import places_where
from commonweal.listening.rules import GATHER
from commonweal.people.models import Wording


def gathering(viewer: Actor, id: str) -> Gathering:
    """One gathering, by its address."""
    return going_on.one(Gathering.objects.visible_to(viewer).select_related("place", "area"), id)


def kiosk(viewer: Actor, id: str) -> Kiosk:
    """One shared device; whether somebody may do anything about it, the rule says."""
    return going_on.one(Kiosk.objects.select_related("gathering__place"), id)


def by_token(hashed: str) -> Kiosk | None:
    """The device that proves itself by this token, if it was not ended."""
    return Kiosk.objects.filter(token_hash=hashed, ended_at=None).select_related("gathering__place").first()


def arrived(viewer: Actor, held: Gathering) -> Arrived:
    """What came from a gathering, by the way it came; each device with what it still holds; what could not be kept."""
    rows = Voice.objects.filter(gathering=held, counted=True).values_list("channel").annotate(n=Count("pk"))
    channels = tuple(ByChannel(key, str(CHANNELS.get(key, key)), n) for key, n in sorted(rows, key=lambda r: -r[1]))
    devices = tuple(_device(each) for each in Kiosk.objects.filter(gathering=held).order_by("made_at"))
    refused = Unkept.objects.filter(gathering=held).select_related("kiosk").order_by("-at")
    return Arrived(
        sum(each.count for each in channels),
        channels,
        devices,
        tuple(RefusedRow(each.at, each.kiosk.name if each.kiosk else "", each.why) for each in refused),
    )


def _device(each: Kiosk) -> DeviceRow:
    return DeviceRow(
        str(each.pk), each.name, each.taken, each.waiting, each.refused, each.heard_at, each.ended_at is not None
    )


def words_by_language(uses: Iterable[str]) -> dict[str, dict[str, str]]:
    """The newest words people are asked with for each use, in every language in which somebody set them."""
    found: dict[str, dict[str, str]] = {}
    for each in Wording.objects.filter(purpose__in=list(uses)).order_by("version"):
        found.setdefault(each.language, {})[each.purpose] = each.words
    return found


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: devices are for whoever holds gatherings in their place."""
    where = places_where(viewer, GATHER)
    rows = Kiosk.objects.filter(pk__in=list(ids), gathering__place__in=where)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """For the journal: a device in a line."""
    rows = Kiosk.objects.filter(pk__in=list(ids)).select_related("gathering__place")
    return {
        str(each.pk): Card(
            each.name, f"/gathering/{each.gathering_id}/arrived", each.gathering.name, each.gathering.place.invented
        )
        for each in rows
    }
