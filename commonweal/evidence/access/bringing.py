"""Streets, tables of minutes and timetables on their way in: handed over by a page, read by the worker."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, DomainError, Invalid
from commonweal.core.handed import Handed, name_of
from commonweal.evidence import rules
from commonweal.evidence.access import changes, reading, streets, timetable
from commonweal.evidence.models import Bringing
from commonweal.journal.actor import Actor
from commonweal.people import actors
from commonweal.places.models import Place

log = logging.getLogger(__name__)
HANDED = Handed("ways")
MOST = {Bringing.STREETS: streets.LARGEST, Bringing.MINUTES: reading.LARGEST, Bringing.TIMETABLE: timetable.LARGEST}
LONGEST = timedelta(hours=6)
TOLD_EVERY = 1.0  # seconds between two tellings of how far it is


def begin(who: Actor, place: Place, what: str, *, name: str, chunks: Iterable[bytes], told: dict[str, Any]) -> Bringing:
    """Keep what was handed over, and have the worker read it. A table of minutes is looked at before it is used."""
    rules.may_look_after(who, place=place)
    if what == Bringing.STREETS:
        streets.refuse_unless_installed()
    HANDED.tidy()
    _end_interrupted(place)
    made = Bringing(
        place=place, what=what, told=told, use=what != Bringing.MINUTES, began_at=timezone.now(), file=name_of(name),
        asked_by=who.id if who.kind == "account" else "",
    )  # fmt: skip
    try:
        HANDED.keep(made.pk, made.file, chunks, most=MOST[what], too_large=_("This file is larger than can be read."))
        with transaction.atomic():
            made.save()
            _hand_to_worker(made)
    except Exception:
        HANDED.forget(made.pk)
        raise
    return made


def put_to_use(who: Actor, looked: Bringing) -> None:
    """Take what was looked at into use: the worker does it, and nobody hands the file over again."""
    rules.may_look_after(who, looked)
    if not HANDED.here(looked.pk):
        raise Invalid(_("The file is no longer here: it was kept for a day. Hand it over again."))
    now = {"use": True, "state": Bringing.WAITING, "began_at": timezone.now(), "ended_at": None, "come": 0}
    with transaction.atomic():
        if not Bringing.objects.filter(pk=looked.pk, state=Bringing.LOOKED).update(**now):
            raise Clash(_("It is not waiting to be put to use."))
        _hand_to_worker(looked)


def _hand_to_worker(made: Bringing) -> None:
    from commonweal.evidence.access.tasks import bring

    transaction.on_commit(lambda: bring.enqueue(str(made.pk)) and None)


def _end_interrupted(place: Place) -> None:
    """What was being read as the worker was ended never says so itself."""
    now = timezone.now()
    Bringing.objects.filter(place=place, ended_at=None, began_at__lt=now - LONGEST).update(
        state=Bringing.FAILED,
        ended_at=now,
        sentence=_("It was interrupted. Nothing was kept by halves: bring it again."),
    )


def work(made: Bringing) -> Bringing:
    """Do it. However it ends, it says so in a sentence; what cannot be used changes nothing."""
    made.state = Bringing.READING
    made.save(update_fields=["state"])
    try:
        who = actors.as_now(made.asked_by)
        rules.may_look_after(who, made)
        made.found = DO[made.what](who, made, HANDED.of(made.pk, made.file))
        made.state = Bringing.DONE if made.use else Bringing.LOOKED
        if made.found.get("wrong"):
            made.state, made.sentence = Bringing.FAILED, _("Nothing was kept. Mend the file, and bring it again.")
    except DomainError as refusal:
        made.state, made.sentence = Bringing.FAILED, refusal.sentence
    except Exception:
        made.state = Bringing.FAILED
        made.sentence = _("Reading it stopped at something that we did not foresee. Nothing was changed.")
        log.exception("What the way is measured by could not be read")
    made.ended_at = timezone.now()
    made.save(update_fields=["state", "ended_at", "found", "sentence"])
    if made.state != Bringing.LOOKED:
        HANDED.forget(made.pk)
    return made


def _streets(who: Actor, made: Bringing, path: Path) -> dict[str, Any]:
    said = made.told.get("vintage")
    vintage = date.fromisoformat(said) if said else None
    laid = streets.lay(made.place, path, vintage=vintage, tell=_telling(made))
    kept = changes.bring_streets(who, place=made.place, title=made.told["title"], laid=laid)
    facts = ("points", "corners", "kilometres", "left_out", "homes", "far")
    return {"made": str(kept.pk), "vintage": laid.vintage.isoformat()} | {each: getattr(kept, each) for each in facts}


def _minutes(who: Actor, made: Bringing, path: Path) -> dict[str, Any]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(_("This is not a .csv file in UTF-8. Save it as “CSV UTF-8”.")) from error
    found = changes.look_at(made.place, text, _telling(made))
    if made.use and not found.wrong:
        changes.bring_minutes(
            who, place=made.place, title=made.told["title"], licence=made.told.get("licence", ""), found=found
        )
    ways = {mode: len(rows.minutes) for mode, rows in found.modes.items()}
    return {"rows": found.rows, "wrong": found.wrong, "mistakes": [str(each) for each in found.mistakes], "ways": ways}


def _timetable(who: Actor, made: Bringing, path: Path) -> dict[str, Any]:
    day, hour = date.fromisoformat(made.told["day"]), int(made.told["hour"])
    found = timetable.of_place(made.place, path, day, hour)
    asked = f"{day}, {hour}, ".encode() + path.read_bytes()
    found.sha256 = hashlib.sha256(asked).hexdigest()
    title = timetable.called(made.place, made.told["title"], day, hour)
    changes.bring_minutes(who, place=made.place, title=title, licence=made.told.get("licence", ""), found=found)
    return {"rows": found.rows, "ways": {timetable.RIDE: found.rows}}


DO: dict[str, Callable[[Actor, Bringing, Path], dict[str, Any]]] = {
    Bringing.STREETS: _streets,
    Bringing.MINUTES: _minutes,
    Bringing.TIMETABLE: _timetable,
}


def _telling(made: Bringing) -> Callable[[int], None]:
    told = [time.monotonic()]

    def tell(come: int) -> None:
        if time.monotonic() - told[0] >= TOLD_EVERY:
            told[0] = time.monotonic()
            Bringing.objects.filter(pk=made.pk).update(come=come)

    return tell
