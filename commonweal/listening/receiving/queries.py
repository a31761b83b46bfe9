"""Which voices wait for an answer, the longest first; and how long a place lets people wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.journal.models import Because, Touched
from commonweal.listening.models import Gathering, Patience, Quote, Reply, Voice
from commonweal.listening.rules import LISTEN, in_place
from commonweal.listening.words import KINDS
from commonweal.people import receipts
from commonweal.people.roles import PLACE
from commonweal.places.models import Place

VOICE, QUOTE, READING = "listening.voice", "listening.quote", "listening.voice.read"
LOT = 400  # ids asked for at once: SQLite takes no more than 999 values


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A voice whose teller has heard nothing for longer than the place promised."""

    id: str
    kind: str
    said_on: date
    gathering: str
    read: bool
    silent_days: int  # since it was given, or since it was read
    days_over: int  # how many of them are more than promised
    readable: bool  # may this viewer read it?


def patience(place: Place) -> int:
    """Within how many days people hear."""
    held = Patience.objects.filter(place=place).values_list("days", flat=True).first()
    return held or receipts.LIMIT


def read_would_count(viewer: Actor, voice: Voice) -> bool:
    """Is this the first time that somebody who listens there, and did not give or write it, reads it?"""
    mine = (viewer.kind, viewer.id) in ((voice.teller_kind, voice.teller_id), (voice.writer_kind, voice.writer_id))
    if mine or viewer.for_id or not in_place(viewer, LISTEN, voice.place):
        return False
    return not Touched.objects.filter(kind=VOICE, thing=str(voice.pk), entry__what=READING).exists()


def waiting(viewer: Actor, place: Place) -> list[WaitingRow]:
    """Voices that nothing came of within the days promised, and that nobody answered: the longest wait first."""
    if not sees_waiting(viewer, place):
        return []
    today, limit = timezone.localdate(), patience(place)
    heard = Voice.objects.here().free().agreed("listen").filter(place=place, replies=None)
    old = list(heard.filter(given_on__lt=today - timedelta(days=limit)).select_related("gathering"))
    used, read = used_among([str(each.pk) for each in old])
    readable = set(Voice.objects.readable_by(viewer).filter(place=place).values_list("pk", flat=True))
    rows = []
    for each in old:
        key = str(each.pk)
        if key in used:
            continue
        silent = (today - max(each.given_on, read.get(key, each.given_on))).days
        if silent > limit:
            rows.append(_row(each, silent, silent - limit, key in read, each.pk in readable))
    return sorted(rows, key=lambda row: (-row.silent_days, row.said_on, row.id))


def sees_waiting(viewer: Actor, place: Place) -> bool:
    """Which voices wait is for those who listen there, and for the place's stewards."""
    return in_place(viewer, LISTEN, place) or viewer.holds("steward", PLACE, str(place.pk))


def used_among(ids: Sequence[str]) -> tuple[set[str], dict[str, date]]:
    """Of these voices: those that something came of, and when each was last read."""
    used: set[str] = set()
    read: dict[str, date] = {}
    steps = [what for what, stage in receipts.verbs().items() if stage != receipts.READ]
    for start in range(0, len(ids), LOT):
        lot = ids[start : start + LOT]
        touched = Touched.objects.filter(kind=VOICE, thing__in=lot)
        used |= set(touched.filter(entry__what__in=steps).values_list("thing", flat=True))
        for thing, at in touched.filter(entry__what=READING).values_list("thing", "entry__at"):
            read[thing] = max(timezone.localtime(at).date(), read.get(thing, date.min))
        used |= set(Because.objects.filter(kind=VOICE, thing__in=lot).values_list("thing", flat=True))
        used |= {str(pk) for pk in Quote.objects.filter(voice__in=lot).values_list("voice", flat=True)}
    return used, read


def _row(voice: Voice, silent: int, over: int, read: bool, readable: bool) -> WaitingRow:
    gathering: Gathering | None = voice.gathering
    name = gathering.name if gathering else ""
    return WaitingRow(str(voice.pk), str(KINDS[voice.kind]), voice.given_on, name, read, silent, over, readable)


def replies_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: the teller, and those who listen there."""
    rows = Reply.objects.filter(pk__in=list(ids))
    rows = rows.filter(voice__in=Voice.objects.readable_by(viewer).values("pk"))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def describe_replies(ids: Iterable[str]) -> dict[str, Card]:
    """That there is one, and no more."""
    return {str(id): Card(_("an answer to whoever said it")) for id in ids}


def may_answer(viewer: Actor, voice: Voice) -> bool:
    """Does this viewer listen where it was said, so that they may know of it?"""
    return in_place(viewer, LISTEN, voice.place)
