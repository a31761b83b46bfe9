"""What stands on a sheet of paper, in words: a poster, a leaflet, large print, easy read, a card for a wall.

Sheets are made of what everyone may know, whoever asks for one: paper is seen by whoever passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

import segno
from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.core.context import tag
from commonweal.core.errors import NotFound
from commonweal.core.shorten import cut
from commonweal.directory import whole
from commonweal.directory.going_on import OVER
from commonweal.directory.models import Service
from commonweal.directory.reaching import easy, look
from commonweal.directory.reaching.queries import as_they_stand
from commonweal.directory.whole import HeldAt, Reach, ServiceWhole
from commonweal.journal.actor import PUBLIC
from commonweal.people.letters import site_address

WARNING = "info"  # the drawing beside what people have to know first; large print has a frame of its own for it
MOST_ON_A_CARD = 12  # two sheets: more than anybody reads on a wall
PLACES, TIMES = 3, 4  # so many are named on a sheet; its page has all of them


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of sheet: what it is called, and what it is for."""

    key: str
    template: str
    name: Any
    use: Any


SHEETS = {
    each.key: each
    for each in (
        Sheet("poster", "poster", gettext_lazy("Poster, A4"), gettext_lazy("For a wall or a window.")),
        Sheet(
            "leaflet", "leaflet", gettext_lazy("Leaflet, A5"), gettext_lazy("To hand to somebody, or leave on a table.")
        ),
        Sheet(
            "large-print",
            "large_print",
            gettext_lazy("Large print, A4"),
            gettext_lazy("Letters of at least 18 points, in one column."),
        ),
        Sheet(
            "easy-read",
            "easy_read",
            gettext_lazy("Easy read, a template"),
            gettext_lazy(
                "Short sentences with room for pictures. People with learning disabilities should check it with you "
                "before it is used."
            ),
        ),
    )
}


def of_service(key: str, id: str, *, line: str = "") -> tuple[str, dict[str, Any]]:
    """The template and data of a sheet about one service. Nothing is put on paper about what has ended."""
    sheet = SHEETS.get(key)
    if sheet is None:
        raise NotFound(_("There is no such sheet. There are a poster, a leaflet, large print and easy read."))
    told = whole.service(PUBLIC, id)
    if told.status in OVER:
        raise NotFound(_("This has ended, so no sheet is made for it."))
    made = _sheet(f"{told.name}: {sheet.name}", [told], places=2 if key == "poster" else PLACES) | {
        "line": cut(line, 90),
        "eyebrow": _eyebrow(told),
    }
    return sheet.template, made | _colours(told.organization_id or told.id)


def of_list(ids: Sequence[str], *, heading: str, note: str = "", address: str = "") -> dict[str, Any]:
    """A shortlist in large print: what of it everyone may know, in its order."""
    found = public(ids)
    intro = ngettext("There is %(n)s thing on it.", "There are %(n)s things on it.", len(found)) % {"n": len(found)}
    made = _sheet(heading, found) | {"heading": heading, "intro": intro, "note": note} | _colours("")
    return made | _square_for_all(address, _("This list on the web, as it is kept up to date."))


def card(found: Sequence[ServiceWhole], *, heading: str, intro: str, address: str = "", of: int = 0) -> dict[str, Any]:
    """A card for a wall: a theme, or a shortlist."""
    shown = found[:MOST_ON_A_CARD]
    made = _sheet(heading, shown) | {"heading": heading, "intro": intro} | _colours("card")
    more = max(0, (of or len(found)) - len(shown))
    words = ngettext("All of these, and %(n)s more.", "All of these, and %(n)s more.", more) % {"n": more}
    return made | _square_for_all(address, words if more else _("All of these, with the way there."))


def public(ids: Sequence[str]) -> list[ServiceWhole]:
    """Of these services, those that everyone may know, whole."""
    return whole.services(PUBLIC, as_they_stand(ids))


def _sheet(title: str, found: Sequence[ServiceWhole], *, places: int = PLACES) -> dict[str, Any]:
    language, _dash, region = tag(translation.get_language() or settings.LANGUAGE_CODE).partition("-")
    host = settings.SITE.netloc
    where = ", ".join(dict.fromkeys(each.place_name for each in found))
    invented = any(each.invented for each in found)
    return {
        "title": title,
        "author": "Commonweal",
        "description": _("What goes on in %(place)s") % {"place": where} if where else title,
        "lang": language,
        "region": region if len(region) == 2 else None,
        "colours": look.colours(),
        "icons": look.icons(),
        "mark": look.mark(),
        "leaves": look.leaves(),
        "eyebrow": _("What goes on in %(place)s") % {"place": where} if where else "",
        "entries": [entry(each, places=places) for each in found],
        "invented": _("This is invented, to show how a sheet looks. Nothing on it is real.") if invented else "",
        "printed": _("Printed on %(day)s from %(site)s.") % {"day": _day(timezone.localdate()), "site": host},
        "line": "",
        "heading": "",
        "intro": "",
        "note": "",
        "square": None,
        "square-words": "",
        "labels": {
            "scan": _("Point your phone’s camera here"),
            "scan-more": _("to see the next times, the way there, and whether anything has changed."),
            "scan-square": _(
                "Point your phone’s camera at a square to see the way there, and whether anything has changed."
            ),
            "ask": _("Ask"),
            "coming": _("The next times"),
            "picture": _("Room for a picture"),
            "template": _(
                "This is a template. Ask people with learning disabilities to check it with you before you use it."
            ),
        },
    }


def entry(told: ServiceWhole, *, places: int = PLACES) -> dict[str, Any]:
    """One service as a sheet says it. `places`: where it happens in many, so many are named."""
    facts, ask = _facts(told, places), _ask(told)
    return square(site_address(f"/service/{told.id}"), told.name) | {
        "name": cut(told.name, 140),
        "lead": cut(told.description, 300),
        "status": _status(told),
        "facts": facts,
        "brief": _brief(told),
        "ask": ask,
        "coming": _coming(told),
        "assured": assured(told),
        "easy": easy.rows(told, warning=_status(told), when=_when(told, places), where=_where(told, places), ask=ask),
    }


def _facts(told: ServiceWhole, places: int) -> list[dict[str, Any]]:
    """When, where, what it costs and how people get in are always said, also that nobody has said them."""
    rows = [
        (WARNING, _("Please know"), [_status(told)]),
        ("time", _("When"), _when(told, places)),
        ("pin", _("Where"), _where(told, places)),
        ("cost", _("What it costs"), _cost(told)),
        ("door", _("Getting in and taking part"), _access(told)),
        ("people", _("Who it is for"), _who(told)),
        ("voice", _("Languages"), [", ".join(told.languages)] if told.languages else []),
    ]
    return [
        {"icon": icon, "label": label, "lines": [cut(line, 170) for line in lines if line]}
        for icon, label, lines in rows
        if any(lines)
    ]


def when_in_brief(told: ServiceWhole) -> str:
    """When, on one line."""
    return "; ".join(_when(told)[:2])


def _brief(told: ServiceWhole) -> list[str]:
    """When, where and what it costs, a line each."""
    cost = "; ".join(_cost(told)[:2]) if told.costs or told.fees_description else _("Nobody has said what it costs.")
    return [cut("; ".join(lines), 120) for lines in (_when(told)[:2], _where(told)[:1], [cost])]


def _when(told: ServiceWhole, places: int = PLACES) -> list[str]:
    at = [each for each in told.service_at_locations if each.schedule]
    several = len({each.schedule for each in at}) > 1
    lines = [f"{each.schedule} ({_spot(each)})" if several else each.schedule for each in at[:places]]
    lines = list(dict.fromkeys([*lines, told.schedule]))
    if len(at) > places:
        lines.append(_("And at other places: ask, or look at its page."))
    return [line for line in lines if line] or [_("When it is on has not been written down. Ask first.")]


def _where(told: ServiceWhole, places: int = PLACES) -> list[str]:
    at = told.service_at_locations
    lines = [
        ", ".join(word for word in (_spot(each), _address(each), each.postcode.replace(" ", "\u00a0")) if word)
        for each in at[:places]
    ]
    if len(at) > places:
        more = len(at) - places
        lines.append(ngettext("And %(n)s more place.", "And %(n)s more places.", more) % {"n": more})
    if told.whereabouts_withheld:
        lines.append(_("Where it is is not told to everyone. Get in touch to be told."))
    return [line for line in dict.fromkeys(lines) if line] or [_("Where it is has not been written down. Ask first.")]


def _spot(each: HeldAt) -> str:
    return each.location_name or each.address


def _address(each: HeldAt) -> str:
    return each.address if each.location_name and each.address != each.location_name else ""


def _cost(told: ServiceWhole) -> list[str]:
    costs = [f"{each.label}: {each.value}" if each.label else each.value for each in told.costs[:TIMES]]
    return [*costs, told.fees_description] if costs or told.fees_description else [_("Nobody has said. Ask first.")]


def _access(told: ServiceWhole) -> list[str]:
    said = dict.fromkeys(word for each in told.service_at_locations for word in each.access)
    return list(said)[:TIMES] or [_("Nobody has said. Ask before you set out.")]


def _who(told: ServiceWhole) -> list[str]:
    ages = [
        _("From %(age)s years.") % {"age": told.minimum_age} if told.minimum_age is not None else "",
        _("Up to %(age)s years.") % {"age": told.maximum_age} if told.maximum_age is not None else "",
    ]
    areas = (
        _("For people who live in: %(areas)s.") % {"areas": ", ".join(told.areas_served)} if told.areas_served else ""
    )
    return [" ".join(each for each in (told.eligibility_description, *ages) if each), areas]


def _ask(told: ServiceWhole) -> list[str]:
    reached = [_reach(each) for each in told.reach[:2]]
    lines = list(dict.fromkeys([*reached, told.email]))
    return [cut(line, 110) for line in lines if line] or (
        [cut(told.organization_name, 110)] if told.organization_name else []
    )


def _reach(each: Reach) -> str:
    return ", ".join(word for word in (each.words, each.telephone, each.email) if word)


def _status(told: ServiceWhole) -> str:
    if told.status in OVER:
        return _("It has ended.") if told.status == Service.DEFUNCT else _("It is not on at present.")
    closed = _("It is closed for now.") if told.status == Service.PAUSED else ""
    return cut(" ".join(each for each in (closed, told.alert) if each), 200)


def _coming(told: ServiceWhole) -> list[str]:
    return [
        date_format(each.starts, "l j F")
        + (f", {each.starts:%H:%M}" if each.timed else "")
        + (f"–{each.ends:%H:%M}" if each.timed and each.ends else "")
        + (f" ({_('ask first')})" if each.ask_first else "")
        for each in told.coming[:TIMES]
    ]


def address_of_theme(slug: str, helps_with: str) -> str:
    """Where all that helps with something is listed."""
    return f"/place/{slug}/services" + (f"?{urlencode({'helps_with': helps_with})}" if helps_with else "")


def assured(told: ServiceWhole) -> str:
    """When somebody last said that the entry is true."""
    if told.assured_date is None:
        return _("Nobody has confirmed yet that this is true.")
    return _("Said to be true on %(day)s.") % {"day": _day(told.assured_date)}


def square(address: str, about: str) -> dict[str, str]:
    """A QR code of one of our own addresses, and what it is, for those who do not see it."""
    drawn = segno.make(address, error="m").svg_inline(omitsize=True, border=0, dark="#241f19")
    # A drawing on its own, rather than in a page, names its language.
    drawn = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) if "xmlns" not in drawn else drawn
    return {
        "square": drawn,
        "square-alt": _("A square code that opens the page about “%(name)s”: %(address)s")
        % {"name": about, "address": address},
    }


def _square_for_all(address: str, words: str) -> dict[str, Any]:
    if not address:
        return {}
    return {"square": square(site_address(address), _("all of this")), "square-words": words}


def _colours(of: str) -> dict[str, str]:
    """Sheets that hang side by side may be told apart; those of one organisation look alike."""
    return dict(zip(("accent", "wash"), look.PAIRS[crc32(of.encode()) % len(look.PAIRS)], strict=True))


def _eyebrow(told: ServiceWhole) -> str:
    return " · ".join(each for each in (told.organization_name, told.place_name) if each)


def _day(day: Any) -> str:
    return date_format(day, "j F Y")
