"""How sheets are printed, come back, and become voices; and how a sheet is set aside.

Whatever stands on a sheet belongs to whoever tore the strip off it: it is recorded as theirs, written down by a helper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Gone, Invalid
from commonweal.journal.actor import HOUSE, PAPER, Actor
from commonweal.journal.door import change, current
from commonweal.listening.changes import record_voice
from commonweal.listening.models import Gathering, PaperDraft, PaperEntry, PaperPhoto, PaperRun, PaperSheet, Voice
from commonweal.listening.paper import ground, photos, rules, said
from commonweal.listening.paper.layouts import CAFE, LAYOUTS, MAP, STORY
from commonweal.listening.paper.printing import Codes
from commonweal.people import actors
from commonweal.people.changes import keep_slip
from commonweal.places.models import Area

MOST_COPIES = 60
MOST_MARKS = 24
VOICE_KINDS = {MAP: "map_mark", STORY: "story", CAFE: "table_note"}


@change("listening.paper.print", allowed=rules.may_print, facts=["layout", "copies"])
def print_sheets(
    who: Actor,
    gathering: Gathering,
    *,
    layout: str,
    codes: Sequence[Codes],
    area: Area | None = None,
    bounds: ground.Bounds | None = None,
    language: str = "en",
    question: str = "",
    twice: bool = False,
) -> PaperRun:
    """Keep that these copies were printed. Their slips' codes are on the paper and nowhere else."""
    if layout not in LAYOUTS or not 1 <= len(codes) <= MOST_COPIES:
        raise Invalid(_("Say which sheet, and how many of it: 1 to %s at a time.") % MOST_COPIES)
    if LAYOUTS[layout].kind == MAP and bounds is None:
        raise Invalid(_("There is no outline of this ground yet, so no map of it can be drawn."))
    west, south, east, north = bounds or (None, None, None, None)
    run = PaperRun.objects.create(
        gathering=gathering,
        layout=layout,
        area=area,
        west=west,
        south=south,
        east=east,
        north=north,
        language=language,
        question=question.strip()[:400],
        twice=twice,
        printed_at=timezone.now(),
    )
    place = str(gathering.place_id)
    for number, each in enumerate(codes, 1):
        contributor = keep_slip(HOUSE, place=place, code=each.slip)
        PaperSheet.objects.create(run=run, number=number, code=each.sheet, contributor=contributor)
    current().state(layout=layout, copies=len(codes))
    return run


@change("listening.paper.photograph", allowed=rules.may_bring, facts=["layout"])
def keep_photo(
    who: Actor,
    gathering: Gathering,
    *,
    id: UUID,
    layout: str,
    sheet: PaperSheet | None,
    missing: Sequence[int],
    off_mm: float,
    ticks: Mapping[str, Sequence[Any]],
) -> PaperPhoto:
    """Keep a straightened photograph until its sheet is entered. A newer one of the same sheet takes its place."""
    if sheet is not None:
        _refuse_entered(_locked(sheet))
        photos.forget(list(sheet.photos.all()))
    current().state(layout=layout)
    return PaperPhoto.objects.create(
        id=id,
        gathering=gathering,
        sheet=sheet,
        layout=layout,
        missing=list(missing),
        off_mm=round(off_mm, 2),
        ticks={name: list(value) for name, value in ticks.items()},
        made_at=timezone.now(),
        by_kind=who.kind,
        by_id=who.id,
    )


@change("listening.paper.name", allowed=rules.may_name)
def name_photo(who: Actor, photo: PaperPhoto, *, sheet: PaperSheet) -> PaperPhoto:
    """Say which sheet a photograph is of, where its square code could not be read."""
    if sheet.run.layout != photo.layout:
        raise Invalid(_("That is the code of another sort of sheet. Look at it once more."))
    _refuse_entered(_locked(sheet))
    photos.forget(list(sheet.photos.exclude(pk=photo.pk)))
    photo.sheet, photo.gathering = sheet, sheet.run.gathering
    photo.save(update_fields=["sheet", "gathering"])
    return photo


@change("listening.paper.drop", allowed=rules.may_drop)
def drop_photo(who: Actor, photo: PaperPhoto) -> Gathering:
    """Delete a photograph. Its sheet can be photographed again, or typed in from the paper."""
    gathering = photo.gathering
    photos.forget([photo])
    return gathering


@change("listening.paper.enter", allowed=rules.may_enter, facts=["voices"])
def enter(who: Actor, sheet: PaperSheet, *, read: said.Said) -> list[Voice]:
    """Write down what stands on a sheet. Where two people do, the first reading waits for the second.

    Gives the voices that came of it; none where a second reading, or settling, is still to come.
    """
    _refuse_entered(_locked(sheet))
    _refuse_empty(sheet, read)
    current().state(voices=0)
    if not sheet.run.twice:
        return _record(who, sheet, read)
    PaperDraft.objects.update_or_create(
        sheet=sheet, by_kind=who.kind, by_id=who.id, defaults={"said": dict(read), "made_at": timezone.now()}
    )
    readings = list(sheet.drafts.order_by("made_at"))
    if len(readings) >= 2 and not said.differences(readings[0].said, readings[1].said):
        return _record(who, sheet, read)
    return []


@change("listening.paper.settle", allowed=rules.may_enter, facts=["voices"])
def settle(who: Actor, sheet: PaperSheet, *, read: said.Said) -> list[Voice]:
    """Two people read a sheet differently: this is what stands on it, looked at once more."""
    _refuse_entered(_locked(sheet))
    if sheet.drafts.count() < 2:
        raise Clash(_("Two people read this sheet first, each by themselves."))
    _refuse_empty(sheet, read)
    return _record(who, sheet, read)


@change("listening.paper.aside", allowed=rules.may_enter)
def set_aside(who: Actor, sheet: PaperSheet, *, reason: str) -> PaperSheet:
    """It came back empty, or nobody can read it. It is counted, and nothing is entered."""
    _refuse_entered(_locked(sheet))
    if not reason.strip():
        raise Invalid(_("Say why, so that whoever counts the sheets knows."))
    sheet.aside_at, sheet.aside_why = timezone.now(), reason.strip()[:200]
    sheet.save(update_fields=["aside_at", "aside_why"])
    photos.forget(list(sheet.photos.all()))
    sheet.drafts.all().delete()
    return sheet


@change("listening.paper.sweep", allowed=rules.may_sweep, facts=["files"])
def sweep(who: Actor) -> int:
    """Files that no row knows are deleted."""
    gone = photos.sweep()
    current().state(files=gone)
    return gone


def sweep_what_is_left() -> int:
    """Each day. Nothing is written down where nothing was left."""
    return sweep(HOUSE) if photos.left_over() else 0


def _locked(sheet: PaperSheet) -> PaperSheet:
    return PaperSheet.objects.select_for_update().get(pk=sheet.pk)


def _refuse_entered(sheet: PaperSheet) -> None:
    if sheet.entered_at is not None:
        day = date_format(timezone.localdate(sheet.entered_at), "j F Y")
        raise Clash(
            _("Sheet %(code)s was entered on %(day)s. No sheet is entered twice.") % {"code": sheet, "day": day}
        )
    if sheet.contributor_id is None:
        raise Gone(_("Whoever filled in this sheet took it back. It is not entered; please destroy the paper."))


def _refuse_empty(sheet: PaperSheet, read: said.Said) -> None:
    marks = [mark for note in read["notes"] for mark in note.get("marks", ())]
    if not marks and not any((note.get("words") or "").strip() for note in read["notes"]):
        raise Invalid(_("Nothing is entered yet. If the sheet is empty, set it aside instead."))
    if len(marks) > MOST_MARKS:
        raise Invalid(_("That is more than %s marks. Enter the clearest ones.") % MOST_MARKS)
    for mark in marks:
        if len(mark["spots"]) < said.SHAPES.get(mark["kind"], 99):
            raise Invalid(_("A pin is one spot, a line at least two, an area at least three."))
    if marks and LAYOUTS[sheet.run.layout].kind != MAP:
        raise Invalid(_("There is no map on this sheet to put a mark on."))


def _record(who: Actor, sheet: PaperSheet, read: said.Said) -> list[Voice]:
    voices = [_voice(who, sheet, note, read) for note in read["notes"] if note.get("words") or note.get("marks")]
    for note, voice in zip([n for n in read["notes"] if n.get("words") or n.get("marks")], voices, strict=True):
        PaperEntry.objects.create(sheet=sheet, voice=voice, number=note["number"])
        current().touch(voice)
    now = timezone.now()
    sheet.entered_at, sheet.aside_at, sheet.aside_why = now, None, ""
    sheet.save(update_fields=["entered_at", "aside_at", "aside_why"])
    sheet.drafts.all().delete()
    if "picture" in read.get("agreed", ()):
        sheet.photos.update(kept=True)
    else:
        photos.forget(list(sheet.photos.all()))
    current().state(voices=len(voices))
    return voices


def _voice(who: Actor, sheet: PaperSheet, note: said.Said, read: said.Said) -> Voice:
    run, gathering = sheet.run, sheet.run.gathering
    person = actors.of_contributor(sheet.contributor)  # type: ignore[arg-type]
    minutes = read.get("helper_minutes")
    return record_voice(
        actors.for_somebody(who, person, channel=PAPER),
        place=gathering.place,
        gathering=gathering,
        area=gathering.area,
        kind=VOICE_KINDS[LAYOUTS[run.layout].kind],
        words=note.get("words") or "",
        language=read.get("language") or run.language,
        agreed=read.get("agreed", ()),
        given_on=date.fromisoformat(read["given_on"]) if read.get("given_on") else gathering.on,
        voicing=read.get("voicing", Voice.OWN),
        level=read.get("level", Voice.COUNTED),
        called=read.get("called", ""),
        young=bool(read.get("young")),
        guardian=read.get("guardian", ""),
        # The time is the sheet's: said once, with its first voice.
        helper_minutes=minutes if note is read["notes"][0] else None,
        marks=[
            {
                "geometry": said.geometry(mark, run),
                "label": mark.get("label", "")[:200],
                "feeling": mark.get("feeling", ""),
            }
            for mark in note.get("marks", ())
        ],
    )
