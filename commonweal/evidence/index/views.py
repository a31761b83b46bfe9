"""Pages of the index: the order as it stands, what would change, and a session in which people weigh together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, NotFound
from commonweal.core.pages import turn
from commonweal.evidence import rules
from commonweal.evidence.index import changes, cited, pictured, queries, sitting
from commonweal.evidence.index.forms import BeginForm
from commonweal.evidence.index.rows import Injustice, VersionRow
from commonweal.places import queries as places

FORMS = ["GET", "HEAD", "POST"]
PAGE = 40  # rows of a table: what to doubt stands below it and has to be met


@require_safe
@answers(
    "A place's own index of social injustice: what people chose, the order it gives, and how firm that is",
    rows={"injustice": Injustice, "versions": list[VersionRow]},
    table="injustice.areas",
    queries={"version": "number of a version; else the newest", "page": "page of the table, from 1"},
)
def injustice(request: HttpRequest, slug: str) -> HttpResponse:
    """The order by the newest weights, or by an earlier session's."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    asked = request.GET.get("version", "")
    held = queries.version(viewer, place, _number(asked) if asked else None)
    page: dict[str, Any] = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}"), (_("Evidence"), f"/place/{slug}/evidence")],
        "may": rules.reads_together(viewer, place),
        "open": queries.sessions_open(viewer, place),
        "done": request.GET.get("done", ""),
    }
    if held is None:
        if request.answer_form:  # type: ignore[attr-defined]
            raise NotFound(_("Nobody here has made an index yet."))
        return answer(request, "evidence/index/none.html", page=page)
    listed = queries.versions(viewer, place)
    found = queries.injustice(viewer, held, newest=held.number == listed[0].number)
    earlier = next((each for each in listed if each.number < held.number), None)
    if earlier is not None:
        before = queries.version(viewer, place, earlier.number)
        page["changed"] = queries.between(viewer, before, held) if before else None
    turned = turn(request, len(found.areas), size=PAGE, version=asked)
    page |= turned.shown() | {"shown": found.areas[turned.start : turned.stop]}
    page["drawn"] = pictured.drawn(viewer, place, found)
    page["number"] = cited.offered(viewer, found)
    page["bars"] = pictured.bars(found.parts)
    return answer(request, "evidence/index/injustice.html", page=page, injustice=found, versions=listed)


def _number(asked: str) -> int:
    if not asked.isdigit() or len(asked) > 5:
        raise NotFound(_("There is no such version of the index of this place."))
    return int(asked)


@never_cache
@require_http_methods(FORMS)
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Sit together: where, when, and what is to count."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_read_together(viewer, place=place)
    choices = queries.choices(viewer, place)
    form = BeginForm(request.POST if request.method == "POST" else None, choices=choices)
    if form.is_bound and form.is_valid():
        try:
            told = form.cleaned_data
            made = changes.begin(viewer, place=place, name=told["name"], on=told["on"], parts=form.chosen())
            return HttpResponseRedirect(f"/injustice-session/{made.pk}")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = {"place": place, "invented": place.invented, "form": form, "crumbs": sitting.crumbs(place), "any": choices}
    return answer(request, "evidence/index/begin.html", page=page, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(FORMS)
def session(request: HttpRequest, id: str) -> HttpResponse:
    """Weigh together, see what changes and what does not, and keep it."""
    held = queries.session(request.viewer, id)  # type: ignore[attr-defined]
    if held.kept_at is not None:
        return HttpResponseRedirect(f"/place/{held.place.slug}/injustice?version={held.version.number}")
    if request.method == "POST":
        onward, page, status = sitting.said(request, held)
        if onward:
            return HttpResponseRedirect(onward)
    else:
        page, status = sitting.shown(request, held), 200
    return answer(request, "evidence/index/session.html", page=page, status=status)
