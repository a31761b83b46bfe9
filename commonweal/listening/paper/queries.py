"""Paper as a viewer may see it: the pile of a gathering, one sheet, one photograph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed, NotFound
from commonweal.directory.going_on import one
from commonweal.journal.actor import Actor
from commonweal.listening.models import Gathering, PaperDraft, PaperEntry, PaperPhoto, PaperRun, PaperSheet, Voice
from commonweal.listening.paper import access
from commonweal.listening.paper.layouts import LAYOUTS
from commonweal.listening.paper.rows import LooseRow, Pile, RunRow, SheetRow
from commonweal.listening.paper.words import STATES, kind_of
from commonweal.listening.rules import GATHER
from commonweal.people.roles import holders
from commonweal.places.models import Area, Place

BACK = ("photo", "second", "differ", "entered", "aside")
WAITING = ("photo", "second", "differ")
ORDER = ("differ", "photo", "second", "out", "aside", "entered")


def pile(viewer: Actor, gathering: Gathering) -> Pile:
    """Where the sheets of a gathering are, for those who work with paper in the place."""
    if not access.handles(viewer, gathering.place):
        raise NotAllowed(_("Only those who hold gatherings here see where its sheets are: %s.") % holders(GATHER))
    runs = list(gathering.paper_runs.order_by("printed_at"))
    sheets = PaperSheet.objects.filter(run__in=runs).select_related("run").prefetch_related("photos", "drafts")
    rows = sorted((_row(viewer, each) for each in sheets), key=lambda each: ORDER.index(each.state))
    counted = {state: sum(each.state == state for each in rows) for state in STATES}
    loose = (
        gathering.paper_photos.filter(sheet=None).order_by("made_at") if access.enters(viewer, gathering.place) else ()
    )
    return Pile(
        str(gathering.pk),
        gathering.name,
        len(rows),
        sum(counted[state] for state in BACK),
        counted["entered"],
        sum(counted[state] for state in WAITING),
        counted["aside"],
        tuple(rows),
        tuple(_run(each, rows) for each in runs),
        tuple(LooseRow(str(each.pk), kind_of(each.layout), each.made_at) for each in loose),
    )


def state_of(sheet: PaperSheet) -> str:
    """Where a sheet is on its way."""
    if sheet.entered_at:
        return "entered"
    if sheet.aside_at:
        return "aside"
    readings = len(sheet.drafts.all())
    if readings:
        return "differ" if readings > 1 else "second"
    return "photo" if sheet.photos.all() else "out"


def _row(viewer: Actor, sheet: PaperSheet) -> SheetRow:
    state = state_of(sheet)
    photos = list(sheet.photos.all())
    kind = LAYOUTS[sheet.run.layout].kind
    own = any((each.by_kind, each.by_id) == (viewer.kind, viewer.id) for each in sheet.drafts.all())
    return SheetRow(
        str(sheet.pk),
        str(sheet),
        sheet.number,
        kind,
        kind_of(sheet.run.layout),
        state,
        str(STATES[state]),
        sheet.aside_why,
        str(photos[0].pk) if photos else "",
        own,
    )


def _run(run: PaperRun, rows: Sequence[SheetRow]) -> RunRow:
    return RunRow(
        str(run.pk),
        kind_of(run.layout),
        LAYOUTS[run.layout].paper.upper(),
        run.sheets.count(),
        run.printed_at,
        run.twice,
    )


def sheet(viewer: Actor, id: str) -> PaperSheet:
    """One sheet, for those who enter what stands on it."""
    rows = PaperSheet.objects.select_related("run__gathering__place", "run__area", "contributor")
    found = one(rows.prefetch_related(Prefetch("drafts", PaperDraft.objects.order_by("made_at")), "photos"), id)
    access.refuse_unless_enters(viewer, found.run.gathering.place)
    return found  # type: ignore[no-any-return]


def by_code(viewer: Actor, place: Place, code: str | None) -> PaperSheet:
    """The sheet of this place with this code."""
    rows = PaperSheet.objects.filter(run__gathering__place=place).select_related("run__gathering__place")
    found = rows.filter(code=code).first() if code else None
    if found is None:
        raise NotFound(
            _("No sheet of this place has this code. It is the one beside “Sheet”: eight letters and numbers.")
        )
    return found


def photo(viewer: Actor, id: str) -> PaperPhoto:
    """A photograph, for those who enter sheets; of one that was kept, for whoever may read what its maker gave."""
    found = one(PaperPhoto.objects.select_related("gathering__place", "sheet__run"), id)
    if found.kept:
        voices = PaperEntry.objects.filter(sheet=found.sheet).values("voice")
        if Voice.objects.readable_by(viewer).for_use("picture").filter(pk__in=voices).exists():
            return found  # type: ignore[no-any-return]
    access.refuse_unless_enters(viewer, found.gathering.place)
    return found  # type: ignore[no-any-return]


def codes(place: Place, layout: str) -> list[str]:
    """The codes of all sheets of one sort that were printed in a place and have not been entered."""
    rows = PaperSheet.objects.filter(run__gathering__place=place, run__layout=layout)
    return list(rows.order_by("-run__printed_at", "number").values_list("code", flat=True)[:2000])


def areas(place: Place) -> list[tuple[str, str]]:
    """Neighbourhoods of a place that have an outline, by name; those that people drew come first."""
    drawn = Area.objects.filter(drawing__place=place, shape__isnull=False).order_by("name")
    small = Area.objects.filter(placearea__place=place, shape__isnull=False).order_by("name", "code")
    found: dict[str, Any] = {str(each.pk): str(each) for each in [*drawn, *small[:500]]}
    return list(found.items())


def area(place: Place, id: str) -> Area | None:
    """One of those neighbourhoods."""
    return Area.objects.filter(pk=id).first() if id in dict(areas(place)) else None


def gatherings(place: Place) -> list[Gathering]:
    """Gatherings of a place that sheets were printed for, newest first."""
    return list(Gathering.objects.filter(place=place, paper_runs__isnull=False).distinct().order_by("-on"))
