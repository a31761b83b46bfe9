"""A photograph comes in: it is straightened, its sheet is found, and what the camera sent is forgotten."""

from __future__ import annotations

import threading

from django.utils.translation import gettext as _

from commonweal.core.errors import DomainError
from commonweal.core.ids import new_id
from commonweal.journal.actor import Actor
from commonweal.listening.models import Gathering, PaperSheet
from commonweal.listening.paper import changes, photos, printing, queries, sight
from commonweal.listening.paper.rows import Brought
from commonweal.listening.paper.words import corners, refusal

MOST_BYTES = 20_000_000
MOST_AT_ONCE = 20
# All work and no waiting: more at once would only make everybody wait.
AT_ONCE = threading.BoundedSemaphore(2)


def bring(who: Actor, gathering: Gathering, name: str, data: bytes) -> Brought:
    """Take in one photograph, and say what became of it. Nothing of one that is refused is kept."""
    try:
        if len(data) > MOST_BYTES:
            return Brought(name, "refused", _("This file is larger than 20 MB. Send the photograph as JPEG."))
        with AT_ONCE:
            return _bring(who, gathering, name, data)
    except sight.Unusable as unusable:
        return Brought(name, "refused", refusal(unusable))
    except DomainError as refused:
        return Brought(name, "refused", refused.sentence)


def _bring(who: Actor, gathering: Gathering, name: str, data: bytes) -> Brought:
    image = sight.opened(data)
    found = sight.find(image)
    sheet = _sheet(who, gathering, image, found)
    if sheet is not None and sheet.run.layout != found.layout.key:
        raise sight.Unusable(sight.STRANGE)
    straight = sight.straightened(image, found)
    boxes = {box: (tick.ink, tick.ticked) for box, tick in sight.ticks(straight, found.layout).items()}
    id = new_id()
    photos.save(id, sight.as_jpeg(straight))
    try:
        photo = changes.keep_photo(
            who,
            sheet.run.gathering if sheet else gathering,
            id=id,
            layout=found.layout.key,
            sheet=sheet,
            missing=found.missing,
            off_mm=found.off_mm,
            ticks=boxes,
        )
    except DomainError:
        photos.path(id).unlink(missing_ok=True)
        raise
    warning = ""
    if found.uneven:
        warning = _(
            "The sheet did not lie flat, so marks may come out beside where they are. Better take it once more."
        )
    if found.missing:
        warning = _("One corner was not seen (%s). Look whether the picture lies straight.") % corners(found.missing)
    if sheet is None:
        return Brought(
            name, "nameless", _("The square code cannot be read. Type the letters beside “Sheet”."),
            f"/paper/photo/{photo.pk}", warning,
        )  # fmt: skip
    return Brought(name, "waiting", _("Sheet %s is here.") % sheet, f"/paper/sheet/{sheet.pk}", warning)


def _sheet(who: Actor, gathering: Gathering, image: sight.Image, found: sight.Found) -> PaperSheet | None:
    """Which sheet it is, by its square code; a code that is read but was never printed here is somebody else's."""
    code = printing.cleaned(sight.code(image, found))
    if code is None:
        named = sight.known_code(image, found, printing.squares(queries.codes(gathering.place, found.layout.key)))
        code = named if named and not named.startswith("?") else None
    return queries.by_code(who, gathering.place, code) if code else None
