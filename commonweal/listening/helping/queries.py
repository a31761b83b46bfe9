"""What waits to be read back, and how much of helpers' time was planned and given."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Q, Sum
from django.utils import timezone

from commonweal.journal.actor import Actor
from commonweal.listening.channels import queries as channels
from commonweal.listening.channels.words import SHORT
from commonweal.listening.helping.rows import TimeRow, WaitingRow
from commonweal.listening.helping.words import CHANNELS
from commonweal.listening.models import Gathering, HelpGiven, HelpPlan, Voice
from commonweal.listening.queries import one
from commonweal.listening.reached import seasons
from commonweal.listening.words import KINDS
from commonweal.people.queries import record_look_up
from commonweal.places.models import Area, Place

FEW = 5
RECENT = timedelta(days=60)


def gatherings(place: Place) -> list[tuple[str, str]]:
    """Those to which something said now may belong: of the last two months, newest first."""
    since = timezone.localdate() - RECENT
    rows = Gathering.objects.filter(place=place, on__gte=since).order_by("-on", "name")
    return [(str(pk), f"{name} ({on:%d/%m/%Y})") for pk, name, on in rows.values_list("pk", "name", "on")]


def areas(place: Place) -> list[tuple[str, str]]:
    """A place's neighbourhoods, by name."""
    return [(str(each.pk), str(each)) for each in Area.objects.filter(placearea__place=place).order_by("name", "code")]


def _to_read_back(viewer: Actor, place: Place):  # type: ignore[no-untyped-def]
    mine = Q(writer_kind=viewer.kind, writer_id=viewer.id)
    waits = Voice.objects.here().filter(place=place, voicing__in=(Voice.SCRIBED, Voice.INTERPRETED), read_back_at=None)
    return waits.filter(mine | Q(pk__in=Voice.objects.readable_by(viewer).values("pk")))


def waiting(viewer: Actor, place: Place) -> list[WaitingRow]:
    """What waits to be read back, among what this helper wrote down or may read: the oldest first."""
    return [_waiting(viewer, each) for each in _to_read_back(viewer, place).order_by("given_on", "made_at")]


def to_read_back(viewer: Actor, id: str) -> Voice:
    """One of them, for a helper who may read it."""
    rows = Voice.objects.readable_by(viewer) if viewer.known else Voice.objects.none()
    held: Voice = one(rows.filter(voicing__in=(Voice.SCRIBED, Voice.INTERPRETED)).select_related("place"), id)
    return held


def _waiting(viewer: Actor, each: Voice) -> WaitingRow:
    teller = each.teller
    choice = channels.chosen(teller) if teller else None
    if choice is not None and teller is not None:
        record_look_up(viewer, teller, "how to reach them")
    return WaitingRow(
        str(each.pk),
        str(KINDS[each.kind]),
        each.given_on,
        (timezone.localdate() - each.given_on).days,
        each.language,
        each.interpreter,
        (each.writer_kind, each.writer_id) == (viewer.kind, viewer.id),
        str(SHORT[choice.channel]) if choice else "",
        channels.reach_of(choice) if choice else "",
        choice.worker if choice else "",
    )


def time_of(place: Place) -> list[TimeRow]:
    """Helpers' time by season and channel, newest season first. No helper is named."""
    planned = _planned(place)
    given: dict[tuple[str, str], int] = defaultdict(int)
    for on, channel, minutes in HelpGiven.objects.filter(place=place).values_list("on", "channel", "minutes"):
        given[seasons.of(on).code, channel] += minutes
    voices: dict[tuple[str, str], int] = defaultdict(int)
    unsaid: dict[tuple[str, str], int] = defaultdict(int)
    said: set[tuple[str, str]] = set(given)
    # Whoever took their words back was helped all the same: the minutes stay.
    rows = Voice.objects.filter(place=place, channel__in=CHANNELS, counted=True)
    rows = rows.filter(Q(helper_minutes__isnull=False) | ~Q(writer_id=""))
    for on, channel, minutes in rows.values_list("given_on", "channel", "helper_minutes"):
        key = (seasons.of(on).code, channel)
        voices[key] += 1
        if minutes is None:
            unsaid[key] += 1
        else:
            given[key] += minutes
            said.add(key)
    keys = sorted({*planned, *given, *voices}, key=_order)
    return [_row(key, planned.get(key), given[key] if key in said else None, voices[key], unsaid[key]) for key in keys]


def _planned(place: Place) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = defaultdict(int)
    for plan in HelpPlan.objects.filter(place=place).select_related("gathering"):
        season = seasons.of(plan.gathering.on).code if plan.gathering else plan.season
        found[season, plan.channel] += plan.minutes
    return found


def _order(key: tuple[str, str]) -> tuple[int, int]:
    season = seasons.named(key[0])
    return (-(season.start if season else date.min).toordinal(), list(CHANNELS).index(key[1]))


def _row(key: tuple[str, str], planned: int | None, given: int | None, voices: int, unsaid: int) -> TimeRow:
    season = seasons.named(key[0])
    many, few = (voices, unsaid) if voices >= FEW else (None, None)
    if few is not None and 0 < few < FEW:
        few = None
    name = season.name if season else key[0]
    return TimeRow(key[0], name, key[1], str(CHANNELS[key[1]]), planned, given, many, few)


def plans_of(gathering: Gathering) -> dict[str, int]:
    """Minutes planned for one gathering, by channel."""
    rows = HelpPlan.objects.filter(gathering=gathering).values_list("channel").annotate(Sum("minutes"))
    return dict(rows)
