"""The page of a place's school terms: for everybody to read, and for stewards to keep."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError
from commonweal.directory import rules
from commonweal.directory.school_terms import changes, queries
from commonweal.directory.school_terms.forms import TermForm
from commonweal.directory.school_terms.queries import TermRow
from commonweal.journal.door import can
from commonweal.places import queries as places
from commonweal.places.models import Place


@require_safe
@answers("When term is in a place", rows={"terms": list[TermRow]})
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    """When term is, as far as anybody has said."""
    return _page(request, places.place(request.viewer, slug), TermForm())  # type: ignore[attr-defined]


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a stretch of term."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    form = TermForm(request.POST)
    rules.may_keep_terms(viewer, place)
    if form.is_valid():
        try:
            changes.add_term(viewer, place, **form.cleaned_data)
            return HttpResponseRedirect(f"/place/{slug}/school-terms")
        except DomainError as refused:
            form.add_error(None, refused.sentence)
    return _page(request, place, form, status=400)


@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one away."""
    viewer = request.viewer  # type: ignore[attr-defined]
    asked = request.POST.get("term", "")
    changes.remove_term(viewer, places.place(viewer, slug), id=int(asked) if asked.isdigit() else 0)
    return HttpResponseRedirect(f"/place/{slug}/school-terms")


def _page(request: HttpRequest, place: Place, form: TermForm, status: int = 200) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}"), (_("What goes on"), f"/place/{place.slug}/services")],
        "form": form,
        "keeps": can(viewer).ask(changes.add_term, place) is None,
    }
    return answer(request, "directory/school_terms/terms.html", page=page, status=status, terms=queries.rows(place))
