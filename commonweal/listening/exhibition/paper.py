"""An exhibition on paper: a title panel, a panel for each thing that hangs now, each with its way to the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.directory.reaching import sheets as squares
from commonweal.listening import sheet as sheets
from commonweal.listening.exhibition import queries
from commonweal.listening.exhibition.rows import ThingRow
from commonweal.listening.media import queries as media
from commonweal.listening.media.printed import picture
from commonweal.listening.models import Exhibition, ExhibitionItem, Media, Voice
from commonweal.listening.works import paper as works
from commonweal.listening.works import queries as work_queries
from commonweal.people.letters import site_address

TEMPLATE = Path(__file__).parent.parent / "data" / "panels.typ"


def panels(held: Exhibition, *, size: str = "a4") -> dict[str, Any]:
    """What stands on the panels. Sounds and films are heard by their square code: paper cannot hold them."""
    whole = queries.whole(held)
    if not whole.rooms:
        raise Invalid(_("Nothing hangs in it now, so there is nothing to print."))
    address = f"/exhibition/{held.pk}"
    made = sheets.base(
        held.place, title=held.title, description=_("An exhibition to walk through"), address=address, about=held.title
    )
    return made | {
        "size": size,
        "welcome": sheets.lines(held.welcome) if held.welcome else [],
        "curators": held.curators,
        "rooms": [
            {
                "title": room.title,
                "words": room.words,
                "things": [_panel(address, each) for each in room.things],
            }
            for room in whole.rooms
        ],
        "labels": {
            "exhibition": _("An exhibition to walk through"),
            "put-together": _("Put together by"),
            "curator": _("The curator’s label"),
            "more": _("Hear it, see it, and say what it makes you think."),
            "walk": _("Walk through it on the web, and say what it makes you think."),
        },
    }


def _panel(address: str, thing: ThingRow) -> dict[str, Any]:
    work = thing.work
    words = work.about if work else thing.words
    square = squares.square(site_address(f"{address}/thing/{thing.id}"), thing.kind_label)
    return {
        "number": str(thing.number),
        "kind": thing.kind_label,
        "line": thing.show == ExhibitionItem.LINE,
        "title": work.title if work else "",
        "lines": sheets.lines(words) if words else [],
        "letters": len(words),
        "by": works.by(work) if work else thing.credit,
        "scribed": thing.scribed,
        "label": sheets.lines(thing.label) if thing.label else [],
        "cloth": works.svg(work_queries.hands(work.id)) if work else "",
        "picture": _first_picture(thing),
        "code": square,
    }


def _first_picture(thing: ThingRow) -> dict[str, str] | None:
    """The first picture that hangs with it. Sound and film are behind its square code."""
    if thing.show == ExhibitionItem.LINE or not thing.voice:
        return None
    held = media.public(Voice.objects.filter(pk=thing.voice))
    found = next((each for rows in held.values() for each in rows if each.kind == Media.PICTURE), None)
    return picture(found.id, found.described) if found else None
