"""Grants given: one list for a place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Invalid
from commonweal.core.pages import SIZE, turn
from commonweal.funding import queries
from commonweal.funding.queries import ELSEWHERE, HERE, OFFICE, GrantRow, GrantsWhole
from commonweal.places import queries as places


@require_safe
@answers(
    "Grants given in a place, as their funders publish them",
    rows={"grants": list[GrantRow], "whole": GrantsWhole},
    queries={"helps": "here, office or elsewhere", "page": "Page of the list, from 1 (the data has all rows)"},
)
def grants(request: HttpRequest, slug: str) -> HttpResponse:
    """Which grants help here, and which only have an office here."""
    place = places.place(request.viewer, slug)
    helps = request.GET.get("helps", "")
    choices = {
        "": _("Every grant we know of"),
        HERE: _("Known to help here"),
        OFFICE: _("Only an office is known to be here"),
        ELSEWHERE: _("Office here, help elsewhere"),
    }
    if helps not in choices:
        raise Invalid(_("“%(asked)s” is no kind of grant. Choose one from the list.") % {"asked": helps[:30]})
    rows = queries.grants(request.viewer, place, helps=helps)
    whole = queries.whole(request.viewer, place)
    if request.answer_form:
        return answer(request, "funding/grants.html", grants=rows, whole=whole)
    turned = turn(request, len(rows), helps=helps)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}")],
        "helps": helps,
        "choices": list(choices.items()),
        "words": choices,
        "total": len(rows),
    }
    shown = rows[turned.start : turned.start + SIZE]
    return answer(request, "funding/grants.html", page=page | turned.shown(), grants=shown, whole=whole)
