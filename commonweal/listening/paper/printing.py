"""What stands on a printed sheet, in words and numbers, for the press. Each copy has its own code and its own slip."""

from __future__ import annotations

import io
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from commonweal.core.context import tag
from commonweal.directory.reaching import look, press
from commonweal.listening import uses
from commonweal.listening.models import Gathering
from commonweal.listening.paper import ground, layouts, sight
from commonweal.listening.paper.layouts import CAFE, MAP, STORY, Layout
from commonweal.people import slips
from commonweal.places.models import Area

TEMPLATE = Path(__file__).parent / "data" / "paper.typ"
BEGINS = "CW1:"  # what the square code says before the letters of a sheet
LENGTH = 7


@dataclass(frozen=True, slots=True)
class Wanted:
    """A run of sheets as somebody asks for it."""

    gathering: Gathering
    layout: Layout
    language: str
    question: str
    area: Area | None = None
    bounds: ground.Bounds | None = None


@dataclass(frozen=True, slots=True)
class Codes:
    """The code of one copy, and of the slip on its strip. The slip's is kept nowhere but on the paper."""

    sheet: str
    slip: str


def fresh() -> Codes:
    """New codes for one copy: "7KQM-2XWD", and a slip's."""
    body = "".join(secrets.choice(slips.LETTERS) for _ in range(LENGTH))
    return Codes(body + slips.check_letter(body), slips.fresh())


def cleaned(typed: str) -> str | None:
    """The code of a sheet as it was meant, by hand or from a square code; None where it cannot be one.

    >>> cleaned("CW1:") is None, cleaned("7kqm 2xw") is None
    (True, True)
    """
    letters = "".join(each for each in typed.upper().removeprefix(BEGINS) if each.isalnum())
    if len(letters) != LENGTH + 1 or any(each not in slips.LETTERS for each in letters):
        return None
    return letters if slips.check_letter(letters[:LENGTH]) == letters[LENGTH] else None


def squares(codes: Sequence[str], *, decoys: int = 8) -> dict[str, list[list[bool]]]:
    """The square codes of sheets that were printed, as the eye compares them. With some that were not (their names
    begin with "?"): what looks as much like one of those is none of ours.
    """
    others = {f"?{number}": fresh().sheet for number in range(decoys)}
    named = {code: code for code in codes} | others
    made = {name: segno.make(BEGINS + code, error="q", micro=False, boost_error=False) for name, code in named.items()}
    return {name: [[bool(each) for each in row] for row in square.matrix] for name, square in made.items()}


def pdf(wanted: Wanted, codes: Sequence[Codes]) -> bytes:
    """The sheets as one file, a page to a copy."""
    return press.pdf(TEMPLATE, sheet(wanted, codes))


def picture(wanted: Wanted, codes: Codes, *, ppi: float = 60.0) -> bytes:
    """How a sheet looks, as PNG."""
    return press.picture(TEMPLATE, sheet(wanted, [codes]), ppi=ppi)


def sheet(wanted: Wanted, codes: Sequence[Codes]) -> dict[str, Any]:
    """Everything the template needs."""
    with translation.override(wanted.language):
        return _sheet(wanted, codes)


def _sheet(wanted: Wanted, codes: Sequence[Codes]) -> dict[str, Any]:
    layout, place = wanted.layout, wanted.gathering.place
    language, _dash, region = tag(wanted.language).partition("-")
    address = f"{settings.SITE.scheme}://{settings.SITE.netloc}/slip"
    day = formats.date_format(timezone.localdate(), "j F Y")
    return {
        "title": f"{wanted.gathering.name}: {_kind(layout)}",
        "author": "Commonweal",
        "description": _("A sheet to fill in by hand"),
        "lang": language,
        "region": region if len(region) == 2 else None,
        "colours": look.colours(),
        "accent": "here",
        "wash": "here-wash",
        "letters": layout.letters,
        "layout": _places(layout, wanted.language),
        "markers": [marker(id) for id in layout.ids],
        "heading": wanted.gathering.name,
        "question": wanted.question,
        "how": _how(layout),
        "copies": [_copy(each, number, len(codes)) for number, each in enumerate(codes, 1)],
        "slip-square": _square(address, "m"),
        "invented": _("An invented place: nothing here is real.") if place.invented else "",
        "printed": _("Printed on %(day)s from %(site)s.") % {"day": day, "site": settings.SITE.netloc},
        "labels": _labels(layout, address) | {"heard": uses.wording("listen", wanted.language).words},
        **_map(wanted),
    }


def _map(wanted: Wanted) -> dict[str, Any]:
    layout, bounds, place = wanted.layout, wanted.bounds, wanted.gathering.place
    if layout.kind != MAP or bounds is None:
        return {"map": "", "names": [], "scale": None, "credits": ""}
    return {
        "map": ground.svg(layout, bounds, wanted.area, place),
        "names": [asdict(each) for each in ground.labels(layout, bounds, wanted.area, place)],
        "scale": asdict(ground.scale(bounds, layout.frame)),
        "credits": _("Map: %s.") % "; ".join(ground.credits(bounds, place)),
    }


def _copy(codes: Codes, number: int, many: int) -> dict[str, str]:
    return {
        "code": slips.spelled(codes.sheet),
        "slip": codes.slip,
        "square": _square(BEGINS + codes.sheet, "q"),
        "number": _("%(number)s of %(many)s") % {"number": number, "many": many},
    }


def _square(words: str, error: str) -> str:
    # Capitals and digits only make the smallest square, which a poor photograph still shows.
    drawn = segno.make(words, error=error, micro=False, boost_error=False)
    out = io.BytesIO()
    drawn.save(out, kind="svg", xmldecl=False, omitsize=True, border=0, nl=False)
    return out.getvalue().decode()


def marker(id: int) -> str:
    """A corner mark as a drawing: six by six squares, black around."""
    rows = sight.marker(id)
    black = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, lit in enumerate(row) if not lit)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 6 6" shape-rendering="crispEdges">'
        f'<rect width="6" height="6" fill="#fff"/><path d="{black}" fill="#000"/></svg>'
    )


def _places(layout: Layout, language: str) -> dict[str, Any]:
    room = layout.panel.width if layout.panel else layout.width - 2 * layouts.EDGE
    return {
        "kind": layout.kind,
        "width": layout.width,
        "height": layout.height,
        "marker": layout.marker,
        "edge": layouts.EDGE,
        "head": layout.head,
        "strip": layouts.STRIP,
        "gap": layouts.GAP,
        "across": layout.across,
        "down": layout.down,
        "centres": [list(each) for each in layout.centres],
        "code": asdict(layout.code),
        "whole": asdict(layout.whole),
        "frame": asdict(layout.frame),
        "panel": asdict(layout.panel) if layout.panel else None,
        "notes": [asdict(each) for each in layout.notes],
        "ticks": [
            {"x": box.x, "y": box.y, "side": box.width, "room": room, "words": _agreeing(name, layout, language)}
            for name, box in layout.ticks.items()
        ],
    }


def _agreeing(name: str, layout: Layout, language: str) -> str:
    """What stands beside a box."""
    if name == "young":
        return _("Somebody here is under 18") if layout.kind == CAFE else _("I am under 18")
    if name == "scribed":
        return _("One of us wrote for the others") if layout.kind == CAFE else _("Somebody wrote this down for me")
    return uses.wording(name, language).words


def _kind(layout: Layout) -> str:
    return {MAP: _("a map to draw on"), STORY: _("a page for a story"), CAFE: _("a sheet for a table")}[layout.kind]


def _how(layout: Layout) -> list[tuple[str, str]]:
    if layout.kind == MAP:
        return [
            ("", _("Draw with a dark pen.")),
            ("pin", _("A dot for a spot.")),
            ("line", _("A line for a way or a street.")),
            ("area", _("Draw around an area.")),
            ("", _("Put a number beside each, and write what it means under that number.")),
        ]
    if layout.kind == STORY:
        return [("", _("In your own words, in any language. Spelling does not matter."))]
    return [("", _("Write in your own words, one thought to a box. Everybody may hold the pen."))]


def _labels(layout: Layout, address: str) -> dict[str, str]:
    return {
        "square": _("Code of this sheet:"),
        "sheet": _("Sheet"),
        "north": _("N"),
        "map": _("A map to draw on, with a grid of squares"),
        "meaning": _("What does each mark mean to you?"),
        "table": _("What was said at this table"),
        "table-more": _("Leave out other people’s names. Angry words are welcome."),
        "called": _("How may we call this table? Leave it empty to be counted only.")
        if layout.kind == CAFE
        else _("How may we call you? Leave it empty to be counted only."),
        "tick": _("Tick only what all of you agree to as well:")
        if layout.kind == CAFE
        else _("Tick only what you agree to as well:"),
        "slip-square": _("Opens %s") % address,
        "code": _("Your code"),
        "keep": _("Tear this off and keep it. Show it to nobody."),
        "keep-more": _("With it you see what became of what you said, and can take it back at any time: %s") % address,
    }
