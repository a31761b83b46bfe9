"""Takes what a device sends: opens it, and keeps it once, however often it comes.

A device names each contribution once and for all (`client_id`) and sends it until the server says "kept". Answers that
end it: kept; taken back (410: the device deletes it); refused, with a sentence. Anything else means "try again later".
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import DomainError, Gone, Invalid
from commonweal.journal.actor import HOUSE, ONLINE, PUBLIC, Actor
from commonweal.listening import sealing, tickets, uses
from commonweal.listening.capture import changes, ground, queries
from commonweal.listening.capture.words import ASKED
from commonweal.listening.changes import record_voice
from commonweal.listening.models import Gathering, Kiosk, Unkept, Voice
from commonweal.people import actors
from commonweal.people.changes import keep_slip
from commonweal.places import queries as places
from commonweal.places.models import Place

MOST_MARKS, OLDEST = 50, timedelta(days=400)
LARGEST = 600_000  # bytes of a sealed contribution: the longest voice, in a script of four bytes a letter, and marks


class Ended(DomainError):
    """A device whose token opens nothing any more. What it holds stays on it until it is set up again."""

    status = 409


@dataclass(frozen=True, slots=True)
class Kept:
    """What a device is told when the server has it."""

    state: str
    client_id: str
    voice: str
    ticket: str = ""  # for the files that belong to it, where there are any


def kiosk_of(token: str) -> Kiosk | None:
    """The shared device that sends. Errors: Ended if its token opens nothing any more."""
    if not token:
        return None
    found = queries.by_token(changes.hashed(token))
    if found is None:
        raise Ended(_("This device was ended as a kiosk. Whoever holds the gathering can set it up again."))
    return found


def take(sealed: str, *, client_id: str, kiosk: Kiosk | None = None) -> Kept:
    """Keep one contribution. What was kept before is answered with what is there; what was taken back, with Gone."""
    client_id = _named(client_id)
    met = Voice.objects.filter(client_id=client_id).only("erased_at").first()
    if met is not None and met.erased_at is not None:
        raise Gone(_("This was taken back. It is not taken in again, and should be deleted from the device."))
    said = _opened(sealed, client_id)
    place, gathering = _where(said)
    if kiosk is not None and kiosk.gathering != gathering:
        kiosk = None
    try:
        return _kept(said, client_id, place, gathering, kiosk, new=met is None)
    except Gone:
        raise
    except DomainError as refusal:
        changes.note_refused(
            HOUSE, place=place, client_id=client_id, sentence=refusal.sentence, gathering=gathering, kiosk=kiosk
        )
        raise


def _kept(
    said: Mapping[str, Any],
    client_id: str,
    place: Place,
    gathering: Gathering | None,
    kiosk: Kiosk | None,
    *,
    new: bool,
) -> Kept:
    """All of it or nothing: the slip, the voice, and that one more came."""
    with transaction.atomic():
        slip = keep_slip(HOUSE, place=str(place.pk), code=_text(said, "code", 40))
        who = actors.of_contributor(slip, channel=ONLINE)
        voice = _record(who, said, client_id, place, gathering)
        if new and kiosk is not None:
            changes.count_taken(HOUSE, kiosk)
        if Unkept.objects.filter(client_id=client_id).exists():
            changes.note_mended(HOUSE, client_id=client_id)
    return Kept("kept", client_id, str(voice.pk), tickets.ticket(voice) if said.get("files") else "")


def _record(who: Actor, said: Mapping[str, Any], client_id: str, place: Place, gathering: Gathering | None) -> Voice:
    marks = _marks(said)
    words, files = _text(said, "words", 100_001, exact=True), bool(said.get("files"))
    if not (words.strip() or marks or files):
        raise Invalid(_("There is nothing in this: no words, no mark, no picture and no sound."))
    language = _text(said, "language", 35) or "und"
    return record_voice(
        who,
        place=place,
        gathering=gathering,
        kind="map_mark" if marks else "story",
        words=words,
        language=language,
        agreed=_agreed(said, language),
        area=_area(place, marks),
        given_on=_day(said),
        level=_text(said, "level", 10) or Voice.COUNTED,
        called=_text(said, "called", 200),
        young=said.get("young") is True,
        guardian=_text(said, "guardian", 200),
        communities=[_plain(each, 120) for each in _list(said, "communities")[:10]],
        marks=marks,
        client_id=client_id,
    )


def _agreed(said: Mapping[str, Any], language: str) -> list[str]:
    """Only what they agreed to in the words that are asked with now.

    A device may have lain in a drawer since the words were changed. A yes to other words is not a yes to these, so
    such a use is left out: the person can give it later, by their slip.
    """
    given = said.get("agreed")
    heard = given if isinstance(given, Mapping) else {}
    return [use for use in ASKED if use in heard and heard[use] == uses.wording(use, language).words]


def _opened(sealed: str, client_id: str) -> dict[str, Any]:
    if len(sealed) > LARGEST * 4 // 3 + 1000:
        raise Invalid(_("This is larger than a contribution can be."))
    try:
        said = orjson.loads(sealing.opened(sealed))
    except orjson.JSONDecodeError as wrong:
        raise Invalid(_("This cannot be read.")) from wrong
    # The name stands inside too, so that nobody can pass one person's words off as the answer to another's name.
    if not isinstance(said, dict) or said.get("v") != 1 or said.get("client_id") != client_id:
        raise Invalid(_("This is not a contribution as this server knows them."))
    return said


def _where(said: Mapping[str, Any]) -> tuple[Place, Gathering | None]:
    """As it was sealed in when it was given: a device may have been lent to another gathering since."""
    place = places.place(PUBLIC, _text(said, "place", 80))
    named = _text(said, "gathering", 64)
    gathering = queries.gathering(PUBLIC, named) if named else None
    return place, gathering if gathering is not None and gathering.place_id == place.pk else None


def _marks(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    marks = _list(said, "marks")
    if len(marks) > MOST_MARKS:
        raise Invalid(_("These are more marks than one contribution can hold. Give some of them as another."))
    if not all(isinstance(each, Mapping) and isinstance(each.get("geometry"), Mapping) for each in marks):
        raise Invalid(_("A mark is a pin, a line or an area, with longitude before latitude."))
    return marks


def _area(place: Place, marks: list[Mapping[str, Any]]) -> Any:
    """Where the first mark lies. Whatever cannot be placed is refused by the change, with its sentence."""
    spot: Any = marks[0]["geometry"].get("coordinates") if marks else None
    while isinstance(spot, list) and spot and isinstance(spot[0], list):
        spot = spot[0]
    numbers = isinstance(spot, list) and len(spot) >= 2 and all(isinstance(each, int | float) for each in spot[:2])
    return ground.area_at(place, float(spot[0]), float(spot[1])) if numbers else None


def _day(said: Mapping[str, Any]) -> date:
    """The day it was said, by the device's clock; today where that clock cannot be right."""
    today = timezone.localdate()
    try:
        day = date.fromisoformat(_text(said, "given_on", 10))
    except ValueError:
        return today
    return day if today - OLDEST <= day <= today else today


def _named(client_id: str) -> str:
    try:
        return str(uuid.UUID(client_id))
    except (ValueError, AttributeError, TypeError) as wrong:
        raise Invalid(_("A contribution is named by a UUID that the device made.")) from wrong


def _text(said: Mapping[str, Any], name: str, most: int, *, exact: bool = False) -> str:
    return _plain(said.get(name, ""), most, exact=exact)


def _plain(value: Any, most: int, *, exact: bool = False) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise Invalid(_("There is a letter in this that cannot be kept. Copy the words out of a plain text."))
    return value if exact else value.strip()[:most]


def _list(said: Mapping[str, Any], name: str) -> list[Any]:
    value = said.get(name) or []
    if not isinstance(value, list):
        raise Invalid(_("This is not a contribution as this server knows them."))
    return value
