"""Sheets of paper: which there are for a service, each as PDF and as a small picture, and cards for a theme."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import NotFound
from commonweal.directory import going_on
from commonweal.directory.going_on import OVER, one
from commonweal.directory.models import Service
from commonweal.directory.reaching import press, sheets
from commonweal.directory.reaching.forms import PrintForm
from commonweal.journal.actor import PUBLIC
from commonweal.places import queries as places


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet to print (PDF/UA-1), or a picture of its first page."""

    file: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, id: str) -> HttpResponse:
    """Choose a sheet, see how it looks, and put a line of one's own on the poster.

    The line is sent and not asked for in an address: nobody can pass on a link to our poster with their words on it.
    """
    rows = Service.objects.visible_to(request.viewer).select_related("organization", "place")  # type: ignore[attr-defined]
    service = one(rows, id)
    form = PrintForm(request.POST or None)
    picture = ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        template, sheet = sheets.of_service(told["sheet"], id, line=told["line"] if told["sheet"] == "poster" else "")
        if request.POST.get("do") != "look":
            return as_pdf(press.pdf(template, sheet), told["sheet"])
        picture = base64.b64encode(press.picture(template, sheet, ppi=72.0)).decode()
    place = service.place
    page = {
        "service": service,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}"), (service.name, f"/service/{service.pk}")],
        "form": form,
        "picture": picture,
        "sheets": sheets.SHEETS.values(),
        "for_everyone": Service.objects.visible_to(PUBLIC).filter(pk=service.pk).exists(),
        "over": service.status in OVER,
    }
    status = 400 if request.method == "POST" and not form.is_valid() else 200
    return answer(request, "directory/reaching/print.html", page=page, status=status)


@never_cache
@require_safe
@answers("A sheet about a service: poster, leaflet, large-print or easy-read", rows={"printed": Printed})
def sheet(request: HttpRequest, id: str, sheet: str) -> HttpResponse:
    """A sheet to print."""
    template, made = sheets.of_service(sheet, id)
    return as_pdf(press.pdf(template, made), sheet)


@never_cache
@require_safe
@answers("A small picture of a sheet about a service", rows={"printed": Printed})
def picture(request: HttpRequest, id: str, sheet: str) -> HttpResponse:
    """How a sheet looks."""
    return HttpResponse(press.picture(*sheets.of_service(sheet, id)), content_type="image/png")


@never_cache
@require_safe
@answers(
    "A card for a wall: what helps with one thing in a place",
    rows={"printed": Printed},
    queries={"helps_with": "What it helps with: company, damp …"},
)
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """What everyone may know of that helps with something, several to a sheet."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    chosen = request.GET.get("helps_with", "").strip().lower()[:60]
    found = [row for row in going_on.services_in(PUBLIC, place, helps_with=chosen) if row.status == Service.ACTIVE]
    if not found:
        raise NotFound(_("Nothing here is said to help with that, so there is no card for it."))
    told = {"n": len(found), "place": place.name, "word": chosen}
    if chosen:
        intro = ngettext(
            "%(n)s thing in %(place)s says that it helps with %(word)s.",
            "%(n)s things in %(place)s say that they help with %(word)s.",
            len(found),
        )
    else:
        intro = ngettext("%(n)s thing that people can go to.", "%(n)s things that people can go to.", len(found))
    made = sheets.card(
        sheets.public([row.id for row in found[: sheets.MOST_ON_A_CARD]]),
        heading=chosen.capitalize() or place.name,
        intro=intro % told,
        address=sheets.address_of_theme(place.slug, chosen),
        of=len(found),
    )
    return as_pdf(press.pdf("card", made), "card")


def as_pdf(file: bytes, name: str) -> HttpResponse:
    """A PDF that opens in the browser, and is kept by none on the way."""
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
