"""Numbers with the voices beside them, and choosing one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, NotAllowed
from commonweal.listening.beside import changes, figures, queries, rules
from commonweal.listening.beside.forms import PairForm
from commonweal.listening.beside.rows import NumberRow
from commonweal.listening.rules import THEMES
from commonweal.people.roles import holders
from commonweal.places import queries as places


@never_cache
@require_safe
@answers(
    "Numbers of a place with the voices that people there chose to stand beside them", rows={"numbers": list[NumberRow]}
)
def beside(request: HttpRequest, slug: str) -> HttpResponse:
    """Every number that has a voice beside it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}")],
        "pairs": rules.pairs(viewer, place),
    }
    return answer(request, "listening/beside/beside.html", page=page, numbers=queries.in_place(viewer, place))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a number, then a line to stand beside it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    if not rules.pairs(viewer, place):
        raise NotAllowed(_("Only a resident or listener with a role here can do this: %s.") % holders(THEMES))
    asked = request.POST if request.method == "POST" else request.GET
    indicator, area_key = asked.get("indicator", "")[:80], asked.get("area", "")[:80]
    held = queries.lines(viewer, place)
    number = figures.number(viewer, place, indicator, area_key) if indicator else None
    form = PairForm(request.POST or None, quotes=[(row.id, f"“{row.words}” {row.credit}") for row in held])
    if request.method == "POST" and number is not None and form.is_valid():
        told = form.cleaned_data
        try:
            quote = queries.line(viewer, place, told["quote"])
            changes.pair(viewer, quote, indicator=indicator, area_key=area_key, way=told["way"], reason=told["why"])
            return HttpResponseRedirect(f"/place/{place.slug}/beside")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}"), (_("Numbers and voices"), f"/place/{place.slug}/beside")],
        "number": number,
        "numbers": [] if number else figures.numbers(viewer, place, area_key),
        "indicator": indicator,
        "area_key": area_key,
        "form": form,
        "lines": held,
    }
    status = 400 if request.method == "POST" else 200
    return answer(request, "listening/beside/choose.html", page=page, status=status)


@never_cache
@require_POST
def part(request: HttpRequest, id: str) -> HttpResponse:
    """Let it stand there no more."""
    held = queries.pairing(request.viewer, id)  # type: ignore[attr-defined]
    slug = held.place.slug
    changes.part(request.viewer, held)  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/place/{slug}/beside")
