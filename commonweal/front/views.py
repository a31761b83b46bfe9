"""The pages that gather rooms: home, finding, a place seen whole, an area, two areas side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Invalid
from commonweal.evidence import queries as evidence
from commonweal.evidence.rows import AreaRow, FigureRow, PlaceWhole
from commonweal.front import find as finding
from commonweal.front import gather
from commonweal.front.beside import BesideRow, side_by_side
from commonweal.front.gather import AreaPage
from commonweal.places import queries as places
from commonweal.places.queries import PlaceRow


@require_safe
@answers("The places held here", rows={"places": list[PlaceRow]})
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and one box."""
    held = places.places(request.viewer)
    return answer(request, "front/home.html", page=gather.cover(request.viewer, held), places=held)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Somewhere that matches what was typed."""

    name: str
    note: str
    address: str


@require_safe
@answers(
    "Places and areas that match what was typed", rows={"found": list[FoundRow]}, queries={"q": "Postcode or name"}
)
def find(request: HttpRequest) -> HttpResponse:
    """A postcode goes to its neighbourhood, a unique name goes straight there, several make a list."""
    typed = " ".join(request.GET.get("q", "").split())[:100]
    outcome = finding.find(request.viewer, typed)
    if len(outcome.found) == 1 and not request.answer_form:
        return HttpResponseRedirect(outcome.found[0].address)
    page = {"q": typed, "why": outcome.why, "more": outcome.more, "places": places.places(request.viewer)}
    rows = [FoundRow(each.name, each.note, each.address) for each in outcome.found]
    # An empty list is an answer; only a page has something to say about it.
    return answer(request, "front/find.html", page=page, found=rows)


@require_safe
@answers(
    "A place, seen whole: need, what is here, and what people say", rows={"whole": PlaceWhole}, table="whole.figures"
)
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """The page everything else leads to."""
    whole = evidence.place_whole(request.viewer, slug)
    page = {} if request.answer_form else gather.place_page(request.viewer, whole)
    return answer(request, "front/place.html", page=page, whole=whole)


@require_safe
@answers("An area: where it lies, its figures, what is in it", rows={"whole": AreaPage}, table="whole.figures")
def area(request: HttpRequest, key: str) -> HttpResponse:
    """One area, of any kind."""
    whole = gather.area_rows(request.viewer, key)
    page = {} if request.answer_form else gather.area_page(request.viewer, whole)
    return answer(request, "front/area.html", page=page, whole=whole)


@require_safe
@answers(
    "Two areas side by side",
    rows={
        "left": AreaRow,
        "right": AreaRow,
        "left_figures": list[FigureRow],
        "right_figures": list[FigureRow],
        "side_by_side": list[BesideRow],
    },
    table="side_by_side",
    queries={"a": "Key of one area, such as lsoa21:E01011229", "b": "Key of the other"},
)
def compare(request: HttpRequest) -> HttpResponse:
    """Two areas, or two lists to choose them from."""
    a, b = request.GET.get("a", "").strip(), request.GET.get("b", "").strip()
    why = _("Choose two areas to see them side by side.") if not (a and b) else ""
    if a and a == b:
        why = _("These are the same area. Choose another to put beside it.")
    if why and request.answer_form:
        raise Invalid(why + " " + _("Name them as ?a=KEY&b=KEY."))
    if why:
        return render(request, "front/compare.html", gather.choosing(request.viewer, a, b) | {"why": why})
    both = evidence.compare(request.viewer, a, b)
    page = {} if request.answer_form else gather.compare_page(request.viewer, both)
    return answer(
        request,
        "front/compare.html",
        page=page,
        left=both.left,
        right=both.right,
        left_figures=both.left_figures,
        right_figures=both.right_figures,
        side_by_side=side_by_side(both.left_figures, both.right_figures),
    )


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, and what to know before relying on it."""
    return render(request, "front/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What everyone can do here, and what falls short."""
    return render(request, "front/accessibility.html")
