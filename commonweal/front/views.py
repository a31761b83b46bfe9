"""The pages that gather rooms: home, finding, a place seen whole, an area, two areas side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.core import finding
from commonweal.core.answer import answer, answers
from commonweal.core.errors import Invalid, NotFound
from commonweal.evidence import queries as evidence
from commonweal.evidence.rows import AreaRow, FigureRow, PlaceWhole
from commonweal.front import find as find_by_words
from commonweal.front import gather, visits
from commonweal.front.beside import BesideRow, side_by_side
from commonweal.front.gather import AreaPage
from commonweal.front.here import Thing
from commonweal.places import queries as places
from commonweal.places.queries import PlaceRow


@require_safe
@answers("The places held here", rows={"places": list[PlaceRow]})
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and one box."""
    held = places.places(request.viewer)
    return answer(request, "front/home.html", page=gather.home_page(request.viewer, held), places=held)


@dataclass(frozen=True, slots=True)
class SearchRow:
    """Something that matches what was typed."""

    name: str
    note: str
    address: str
    group: str  # "places", "areas", "kinds", "assets" …
    away_km: float | None  # straight line from the postcode that was typed


@require_safe
@answers(
    "Places, areas and things that match what was typed",
    rows={"found": list[SearchRow]},
    queries={"q": "Postcode (or its beginning), a name, what something is", "in": "Only this group, with all it has"},
)
def find(request: HttpRequest) -> HttpResponse:
    """A postcode goes to its neighbourhood, a place's own name straight there, anything else makes lists."""
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:100]
    only = request.GET.get("in", "")
    if only and only not in finding.asked():
        raise Invalid(_("There is no such group to look in. Look in all of them."))
    outcome = find_by_words.find(request.viewer, typed, only=only)
    if outcome.go and not request.answer_form:
        return HttpResponseRedirect(outcome.go)
    page = {} if request.answer_form else gather.find_page(request.viewer, typed, outcome) | {"only": only}
    page["help_now"] = find_by_words.in_danger(typed)
    rows = [SearchRow(hit.name, hit.note, hit.address, key, hit.away_km) for key, hit in outcome.hits]
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
    if whole.became:
        return answer(request, "front/area_became.html", page={"area": whole.area}, whole=whole)
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
@answers(
    "A guided first visit: what is near a postcode, or where need is highest against what is there",
    rows={"things": list[Thing], "areas": list[AreaRow]},
    queries={
        "postcode": "For a resident or a link worker",
        "need": "For a link worker, more than once if need be: company, learn, outdoors, move or advice",
        "place": "For a director: the place’s name in addresses",
    },
)
def welcome(request: HttpRequest, who: str) -> HttpResponse:
    """One question, then an answer. Nothing that is typed is kept."""
    if who not in visits.STEPS:
        raise NotFound(_("There is no such visit. The first page has three to choose from."))
    asked = {
        "postcode": " ".join(request.GET.get("postcode", "").split())[:20],
        "needs": request.GET.getlist("need"),
        "place": request.GET.get("place", ""),
    }
    found = visits.visit(request.viewer, who, asked)
    page = found.page | {"who": who, "steps": visits.STEPS[who]}
    template = f"front/welcome_{who.replace('-', '_')}.html"
    return answer(request, template, page=page, things=found.things, areas=found.areas)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, and what to know before relying on it."""
    return render(request, "front/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What everyone can do here, and what falls short."""
    return render(request, "front/accessibility.html")
