"""The widget: a list or a search that stands on other people's sites, and the page that makes it.

It is a plain page in a frame: no script, no cookie, no session, and nothing that is not for everybody. Every other page
of the house refuses to stand in a frame (settings: frame-ancestors, X-Frame-Options); this one alone allows it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer
from commonweal.core.context import tag
from commonweal.core.errors import DomainError
from commonweal.directory import going_on
from commonweal.directory.models import Theme
from commonweal.directory.sharing import chosen, reading
from commonweal.directory.sharing.changes import COLOURS
from commonweal.directory.sharing.forms import WidgetForm
from commonweal.journal.actor import PUBLIC
from commonweal.people.letters import site_address
from commonweal.places import queries as places
from commonweal.places.models import Place

ASKED = ("theme", "helps_with", "free", "title", "most", "look", "colour", "search")
MOST, USUAL = 20, 5
FRAME_HEIGHTS = {"5": 760, "10": 1340, "20": 2500}


@require_safe
@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
@cache_control(public=True, max_age=300)
def widget(request: HttpRequest, slug: str) -> HttpResponse:
    """A list in a frame. Whoever is signed in here is nobody there: the page never asks who looks."""
    asked = request.GET
    try:
        place = places.place(PUBLIC, slug)
        page = _shown(place, asked)
        status = 200
    except DomainError as refusal:
        page, status = {"refused": refusal.sentence, "look": "", "colour": "here"}, refusal.status
    page |= {
        "language_tag": tag(translation.get_language() or "en-gb"),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }
    # Rendered without the request: no template can come by a session, a cookie or a viewer.
    return HttpResponse(render_to_string("directory/sharing/widget.html", page), status=status)


def _shown(place: Place, asked: QueryDict) -> dict[str, Any]:
    typed = asked.get("q", "").strip()[:200]
    theme = reading.theme_of(place, asked["theme"]) if asked.get("theme") else None
    ids = _ids(place, theme, asked, typed)
    most = min(int(asked["most"]), MOST) if asked.get("most", "").isdecimal() else USUAL
    rows = chosen.rows(chosen.told(ids[: max(1, most)]))
    return {
        "place": place,
        "invented": place.invented,
        "title": asked.get("title", "").strip()[:80] or (theme.title if theme else place.name),
        "rows": rows,
        "total": len(ids),
        "typed": typed,
        "look": asked["look"] if asked.get("look") in ("light", "dark") else "",
        "colour": asked["colour"] if asked.get("colour") in COLOURS else "here",
        "searches": asked.get("search") != "off",
        "kept": [(name, asked[name][:80]) for name in ASKED if asked.get(name)],
        "site": site_address(""),
        "whole": site_address(_whole(place, theme, asked, typed)),
    }


def _ids(place: Place, theme: Theme | None, asked: QueryDict, typed: str) -> list[str]:
    """What it shows: a theme or everything, of that what helps with a word and is free, of that what was searched."""
    rule: dict[str, Any] = {}
    if word := asked.get("helps_with", "").strip().lower()[:60]:
        rule["helps_with"] = [word]
    if asked.get("free"):
        rule["free"] = True
    if theme is None:
        return chosen.ids(place, rule, typed=typed) if rule else chosen.everything(place, typed=typed)
    held = chosen.ids(place, theme.rule, theme.picked, typed=typed)
    narrowed = set(chosen.ids(place, rule)) if rule else set(held)
    return [each for each in held if each in narrowed]


def _whole(place: Place, theme: Theme | None, asked: QueryDict, typed: str) -> str:
    """The full page of the same."""
    if theme is not None and not typed:
        return f"/place/{place.slug}/theme/{theme.slug}"
    word = asked.get("helps_with", "").strip()
    if typed or asked.get("free"):
        ask = {"q": " ".join(each for each in (typed, word) if each), "free": "on" if asked.get("free") else ""}
        return f"/place/{place.slug}/find?{urlencode({name: value for name, value in ask.items() if value})}"
    return f"/place/{place.slug}/services" + (f"?{urlencode({'helps_with': word})}" if word else "")


@require_safe
def build(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a widget: choose, look at it, copy three lines."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    held = [(each.slug, each.title) for each in reading.themes(viewer, place)]
    helps = [word for word, _count in going_on.needs_met(going_on.services_in(PUBLIC, place))]
    form = WidgetForm(request.GET or None, themes=held, helps=sorted(helps))
    told = form.cleaned_data if form.is_bound and form.is_valid() else {}
    ask = {name: "on" if told[name] is True else told[name] for name in ASKED if told.get(name)}
    path = f"/widget/{slug}" + (f"?{urlencode(ask)}" if ask else "")
    title = told.get("title") or dict(held).get(told.get("theme", ""), "") or place.name
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}"), (_("What goes on"), f"/place/{slug}/services")],
        "form": form,
        "preview": path,
        "preview_title": title,
        "height": FRAME_HEIGHTS.get(ask.get("most", ""), FRAME_HEIGHTS["5"]),
        "widget_address": site_address(path),
    }
    status = 400 if form.errors else 200
    return answer(request, "directory/sharing/widget_build.html", page=page, status=status)
