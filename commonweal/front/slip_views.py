"""Slips for a place: a helper asks for some, and gets a sheet to print and cut apart."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import answer
from commonweal.front import slip_sheet
from commonweal.front.slip_forms import HowManyForm
from commonweal.people import rules
from commonweal.people.changes import give_slips
from commonweal.places import queries as places


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: HttpRequest, slug: str) -> HttpResponse:
    """How many; then the sheet, once: the codes are kept nowhere."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_give_slip(viewer, place=str(place.pk))
    form = HowManyForm(request.POST or None)
    page = {"form": form, "place": place, "invented": place.invented}
    if request.method == "POST" and form.is_valid():
        codes = give_slips(viewer, place=str(place.pk), count=form.cleaned_data["count"])
        return answer(request, "front/slip_sheet.html", page=page | slip_sheet.parts(place.name, codes))
    return answer(request, "front/slips.html", status=400 if request.method == "POST" else 200, page=page)
