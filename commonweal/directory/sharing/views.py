"""Pages of themes: all of a place's, one of them, and making one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Invalid
from commonweal.directory import going_on
from commonweal.directory.going_on_views import Calendar
from commonweal.directory.models import Theme
from commonweal.directory.sharing import changes, reading, rules
from commonweal.directory.sharing.forms import ThemeForm, theme_initial
from commonweal.directory.sharing.reading import ThemeRow, ThemeWhole
from commonweal.journal.actor import PUBLIC
from commonweal.journal.door import can
from commonweal.people.letters import site_address
from commonweal.places import queries as places
from commonweal.places.models import Place

FORMS = ["GET", "HEAD", "POST"]


@require_safe
@answers("A place's themes", rows={"themes": list[ThemeRow]})
def themes(request: HttpRequest, slug: str) -> HttpResponse:
    """Parts of the directory under names of their own."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    page = _page(place) | {"makes": can(viewer).ask(changes.make_theme, place) is None}
    return answer(request, "directory/sharing/themes.html", page=page, themes=reading.themes(viewer, place))


@require_safe
@answers("A theme, and everything that belongs to it", rows={"whole": ThemeWhole}, table="whole.services")
def theme(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    """One theme."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    whole = reading.theme(viewer, place, theme)
    page = theme_page(request, place, theme) | {"kept": "kept" in request.GET}
    return answer(request, "directory/sharing/theme.html", page=page, whole=whole)


def theme_page(request: HttpRequest, place: Place, slug: str) -> dict[str, Any]:
    """What a theme's pages say around it."""
    held = reading.theme_of(place, slug)
    makes = can(request.viewer).ask(changes.change_theme, held) is None  # type: ignore[attr-defined]
    return _page(place) | {
        "makes": makes,
        "widget": f"/place/{place.slug}/widget?{urlencode({'theme': slug, 'colour': held.colour})}",
        "drawn": f"core/drawings/{held.drawing}.html",
        "address_here": site_address(f"/place/{place.slug}/theme/{slug}"),
        "not_shown": reading.not_shown(held) if makes else 0,
    }


@require_safe
@answers("The coming sessions of everything in a theme, as a calendar", rows={"calendar": Calendar})
def sessions(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    """What a phone's calendar keeps, and asks for anew each day."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    response = HttpResponse(reading.calendar(viewer, place, theme), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{theme}.ics"'
    return response


@never_cache
@require_http_methods(FORMS)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a theme."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    rules.may_make_theme(request.viewer, place)  # type: ignore[attr-defined]
    return _write(request, place, None)


@never_cache
@require_http_methods(FORMS)
def edit(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    """Say a theme anew."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    held = reading.theme_of(place, theme)
    rules.may_keep_theme(request.viewer, held)  # type: ignore[attr-defined]
    return _write(request, place, held)


@require_POST
def end(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    """Take it down."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    held = reading.theme_of(place, theme)
    rules.may_keep_theme(request.viewer, held)  # type: ignore[attr-defined]
    if request.POST.get("sure") != "yes":
        raise Invalid(_("Tick the box that says you mean it: a theme that is taken down is gone."))
    changes.end_theme(request.viewer, held)  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/place/{slug}/themes")


def _write(request: HttpRequest, place: Place, held: Theme | None) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    helps = going_on.needs_met(going_on.services_in(PUBLIC, place))
    initial = theme_initial(held) if held else {}
    form = ThemeForm(request.POST or None, helps=helps, picks=reading.picks(place), initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                told = form.said()
                kept = changes.change_theme(viewer, held, **told) if held else changes.make_theme(viewer, place, **told)
                return HttpResponseRedirect(f"/place/{place.slug}/theme/{kept.slug}?kept=1")
            except Invalid as refusal:
                form.add_error(None, refusal.sentence)
        status = 400
    page = _page(place) | {"form": form, "held": held, "not_shown": reading.not_shown(held) if held else 0}
    page["crumbs"] += [(_("Themes"), f"/place/{place.slug}/themes")]
    return answer(request, "directory/sharing/theme_form.html", page=page, status=status)


def _page(place: Place) -> dict[str, Any]:
    return {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}"), (_("What goes on"), f"/place/{place.slug}/services")],
    }
