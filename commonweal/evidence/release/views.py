"""The page on which everybody sees what was given out of counts of people, and by which rules."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import NotFound
from commonweal.core.pages import turn
from commonweal.evidence.release import changes, queries, rules
from commonweal.evidence.release.forms import RulesForm
from commonweal.evidence.release.rows import ReleaseRow, RulesRow
from commonweal.places import queries as places
from commonweal.places.models import Place


@never_cache
@require_safe
@answers(
    "What was given out of counts of people in a place, as it was given, and by which rules",
    rows={"releases": list[ReleaseRow], "rules": RulesRow},
    queries={"measure": "key of what is counted", "page": "Page of the table, from 1 (the data has all rows)"},
)
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """What is given out, what is kept back, and why."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    return _page(request, place, None)


@never_cache
@require_POST
def set_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """A steward says by which rules."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    rules.may_set_rules(request.viewer, place=place)  # type: ignore[attr-defined]
    form = RulesForm(request.POST)
    if not form.is_valid():
        return _page(request, place, form)
    changes.set_rules(request.viewer, place=place, profile=form.cleaned_data["profile"])  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/place/{slug}/release?done=rules")


def _page(request: HttpRequest, place: Place, form: RulesForm | None) -> HttpResponse:
    viewer, asked = request.viewer, request.GET.get("measure", "")  # type: ignore[attr-defined]
    measures = queries.measures(viewer, place)
    if asked and asked not in dict(measures):
        raise NotFound(_("Nothing of this kind has been asked for here."))
    rows, held = queries.releases(viewer, place, asked), queries.rules(viewer, place)
    if getattr(request, "answer_form", ""):
        return answer(request, "evidence/release/release.html", rules=held, releases=rows)
    turned = turn(request, len(rows), size=40, measure=asked)
    may = rules.sets_rules(viewer, place)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}"), (_("Evidence"), f"/place/{place.slug}/evidence")],
        "measures": measures,
        "measure": asked,
        "groups": queries.together(rows[turned.start : turned.stop]),
        "form": (form or RulesForm(initial={"profile": held.profile})) if may else None,
        "done": request.GET.get("done", ""),
    }
    shown = rows[turned.start : turned.stop]
    status = 400 if form is not None else 200
    template = "evidence/release/release.html"
    return answer(request, template, page=page | turned.shown(), status=status, releases=shown, rules=held)
