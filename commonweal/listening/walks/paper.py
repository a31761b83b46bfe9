"""A walk on paper: a booklet to fold, and a postcard for each stop. Only what was agreed to, and noted as printed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.context import tag
from commonweal.core.errors import NotAgreed
from commonweal.directory.reaching import look, press
from commonweal.directory.reaching.sheets import square
from commonweal.journal.actor import Actor
from commonweal.listening.keep_changes import note_shown
from commonweal.listening.media.printed import picture
from commonweal.listening.models import Voice, Walk
from commonweal.listening.walks import changes, drawing, queries, words
from commonweal.listening.walks.drawing import Picture
from commonweal.listening.walks.rows import StopRow, WalkWhole
from commonweal.people.letters import site_address

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Print:
    """What a print would hold, and how many stops stay out of it because nobody agreed to their being printed."""

    walk: WalkWhole
    left_out: int


def would_hold(held: Walk) -> Print:
    """Before it is printed."""
    walk = queries.printable(held)
    return Print(walk, held.stops.count() - len(walk.stops))


def booklet(who: Actor, held: Walk) -> bytes:
    """The walk as an A5 booklet. What goes into it is noted first: it cannot be recalled."""
    walk = queries.printable(held)
    if not walk.stops and not walk.line:
        raise NotAgreed(_("Nothing of this walk may be printed: nobody has agreed to be quoted or shown."))
    with transaction.atomic():
        _note(who, held, walk, walk.stops, _("Booklet: %s") % walk.name)
        if walk.voice_id and not walk.words:
            changes.note_printed(who, held, voice=held.voice, use="publish", what=_("Booklet: %s") % walk.name)
    told = _sheet(walk) | {
        "drawing": _svg(drawing.picture(walk, behind=drawing.around(walk, who))),
        "drawing-alt": _("Where the walk went, with its stops in order of their numbers"),
        "stops": [_stop(each) for each in walk.stops],
        "facts": facts(walk),
        "words": walk.words,
    }
    return press.pdf(DATA / "booklet.typ", told)


def postcard(who: Actor, held: Walk, id: str) -> bytes:
    """One stop as an A6 postcard: a picture or words in front, and room to write behind."""
    walk = queries.printable(held)
    stop = next((each for each in walk.stops if each.id == id), None)
    if stop is None or not (stop.media or stop.words or stop.quotes):
        raise NotAgreed(_("Nothing of this stop may be printed: nobody has agreed to be quoted or shown."))
    _note(who, held, walk, (stop,), _("Postcard: %s") % (stop.name or walk.name))
    return press.pdf(DATA / "postcard.typ", _sheet(walk) | {"stop": _stop(stop)})


def _note(who: Actor, held: Walk, walk: WalkWhole, stops: tuple[StopRow, ...], what: str) -> None:
    """Each voice once: by its words where they are printed, else by its picture."""
    voices = {str(each.pk): each for each in Voice.objects.filter(pk__in=[each.voice_id for each in stops])}
    address = f"/walk/{held.pk}"
    for each in stops:
        if each.words or each.quotes:
            note_shown(who, voices[each.voice_id], what=what, address=address, printed=True)
        elif each.media:
            changes.note_printed(who, held, voice=voices[each.voice_id], use="picture", what=what)
    if walk.words and len(stops) == len(walk.stops):
        note_shown(who, held.voice, what=what, address=address, printed=True)


def facts(walk: WalkWhole) -> str:
    """How far and how long, in a line; empty where nobody knows."""
    told = [words.far(walk.metres), words.long(walk.seconds)]
    count = len(walk.stops)
    told.append(ngettext("%(n)s stop", "%(n)s stops", count) % {"n": count})
    return " · ".join(each for each in told if each)


def _sheet(walk: WalkWhole) -> dict[str, Any]:
    language, _dash, region = tag(translation.get_language() or settings.LANGUAGE_CODE).partition("-")
    invented = _("This is invented, to show how it looks. Nobody said this.") if walk.invented else ""
    address = site_address(f"/walk/{walk.id}")
    return square(address, walk.name) | {
        "title": walk.name,
        "author": "Commonweal",
        "description": _("A walk in %(place)s, as people told of it") % {"place": walk.place_name},
        "lang": language,
        "region": region if len(region) == 2 else None,
        "colours": look.colours(),
        "accent": "voice",
        "wash": "voice-wash",
        "icons": look.icons(),
        "mark": look.mark(),
        "leaves": look.leaves(),
        "invented": invented,
        "name": walk.name,
        "place": walk.place_name,
        "whose": walk.whose,
        "when": formats.date_format(walk.when, "j F Y" if walk.whole_day else "F Y"),
        "eyebrow": _("A walk in %(place)s") % {"place": walk.place_name},
        "kept": _("Every word stands as it was said, and is here because whoever said it agreed."),
        "labels": {"follow": _("Hear it, and follow it"), "about": _("How this was made")},
        "method": words.method(walk),
    }


def _stop(stop: StopRow) -> dict[str, Any]:
    lines = [stop.words] if stop.words else [f"“{each.words}”" for each in stop.quotes]
    return {
        "number": str(stop.number),
        "name": stop.name,
        "whose": stop.whose if lines or stop.media else "",
        "lines": lines,
        "pictures": [picture(each.id, each.described) for each in stop.media[:2]],
    }


def _svg(picture: Picture | None) -> str:
    """The walk's drawing for paper; empty where nothing of where it went may be told."""
    if picture is None:
        return ""
    told = look.colours()
    areas = "".join(
        f'<path d="{each.d}" fill="{told["here-wash"]}" stroke="#ffffff" stroke-width="1.5"/>' for each in picture.areas
    )
    text = f'font-family="Atkinson Hyperlegible Next" fill="{told["ink"]}"'
    known = "".join(
        f'<circle cx="{each.x}" cy="{each.y}" r="3" fill="{told["here"]}"/>'
        f'<text x="{each.x + (-7 if each.left else 7)}" y="{each.y + 4}" font-size="11" {text} '
        f'text-anchor="{"end" if each.left else "start"}">{escape(press.printable(each.name))}</text>'
        for each in picture.landmarks
    )
    lines = "".join(
        f'<path d="{each}" fill="none" stroke="{told["voice"]}" stroke-width="5" stroke-linecap="round" '
        'stroke-linejoin="round"/>'
        for each in picture.lines
    )
    stops = "".join(
        f'<circle cx="{each.x}" cy="{each.y}" r="13" fill="{told["ink"]}" stroke="#ffffff" stroke-width="3"/>'
        f'<text x="{each.x}" y="{each.y + 5}" font-family="Atkinson Hyperlegible Next" font-size="14.5" '
        f'font-weight="700" text-anchor="middle" fill="#ffffff">{each.words}</text>'
        for each in picture.stops
    )
    pixels, says = picture.scale
    bottom = picture.height - 18
    bar = (
        f'<path d="M18 {bottom - 6}V{bottom}H{18 + pixels}V{bottom - 6}" fill="none" stroke="{told["ink"]}" '
        'stroke-width="2"/>'
        f'<text x="18" y="{bottom - 11}" font-size="12" {text}>{says}</text>'
    )
    size = f'viewBox="0 0 {picture.width} {picture.height}"'
    ground = f'<rect width="{picture.width}" height="{picture.height}" fill="{told["voice-wash"]}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground}{areas}{known}{lines}{stops}{bar}</svg>'
