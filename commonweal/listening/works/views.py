"""Pages of works: the gallery of a place, a work met as art, and how it was made.

Somebody with a slip types its code at each step: it is in no address, no cookie and no page.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError
from commonweal.directory.reaching import press
from commonweal.directory.reaching.sheet_views import as_pdf
from commonweal.listening.models import Work
from commonweal.listening.works import changes, paper, queries, rules
from commonweal.listening.works.forms import TogetherForm, WorkForm
from commonweal.listening.works.rows import WorkRow, WorkWhole
from commonweal.places import queries as places
from commonweal.places.models import Place

FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
@answers("The works that people of a place made together", rows={"works": list[WorkRow]})
def gallery(request: HttpRequest, slug: str) -> HttpResponse:
    """Works of a place, as they hang."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{place.slug}")],
        "making": queries.in_the_making(viewer, place),
        "leads": rules.leads(viewer, place),
    }
    return answer(request, "listening/works/gallery.html", page=page, works=queries.gallery(viewer, place))


@never_cache
@require_safe
@answers("A work made together, met whole", rows={"whole": WorkWhole}, table="whole.parts")
def work(request: HttpRequest, id: str) -> HttpResponse:
    """One work. Its makers come first."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.work(viewer, id)
    page = about(held) | {
        "leads": rules.leads(viewer, held.place),
        "inside": Work.objects.making_seen_by(viewer).filter(pk=held.pk).exists(),
        "printable": bool(queries.parts(held, on_paper=True)) and held.is_shown,
    }
    return answer(request, "listening/works/work.html", page=page, whole=queries.whole(viewer, held))


@never_cache
@require_http_methods(FORMS)
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a work."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_begin(viewer, place=place)
    form = WorkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = changes.begin_work(viewer, place=place, **form.cleaned_data)
            return HttpResponseRedirect(f"/work/{made.pk}/making")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = {"form": form, "place": place, "work": None, "invented": place.invented, "crumbs": _way(place)}
    return _page(request, "listening/works/edit.html", page)


@never_cache
@require_http_methods(FORMS)
def edit(request: HttpRequest, id: str) -> HttpResponse:
    """Set right what is said of it, or agree otherwise: then every maker is asked anew."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.made(viewer, id)
    rules.may_begin(viewer, held)
    names = (*changes.SAID, *changes.AGREED)
    form = WorkForm(request.POST or None, initial={name: getattr(held, name) for name in names} | {"kind": held.kind})
    form.fields["kind"].disabled = True
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            changes.describe_work(viewer, held, **{name: told[name] for name in changes.SAID})
            changes.change_terms(viewer, held, **{name: told[name] for name in changes.AGREED})
            return HttpResponseRedirect(f"/work/{held.pk}/making")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    return _page(request, "listening/works/edit.html", about(held) | {"form": form, "place": held.place})


@never_cache
@require_http_methods(FORMS)
def together(request: HttpRequest, id: str) -> HttpResponse:
    """Add what all made together."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.made(viewer, id)
    rules.may_begin(viewer, held)
    form = TogetherForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changes.add_part(viewer, held, **form.cleaned_data)
            return HttpResponseRedirect(f"/work/{held.pk}")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    return _page(request, "listening/works/together.html", about(held) | {"form": form})


@never_cache
@require_POST
def edition(request: HttpRequest, id: str) -> HttpResponse:
    """A paper edition. It is noted for each voice in it, so that its maker is told what cannot be recalled."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.made(viewer, id)
    rules.may_begin(viewer, held)
    large = request.POST.get("look") == "large"
    sheet = paper.edition(held, large=large)
    file = press.pdf(paper.TEMPLATE, sheet)
    changes.print_work(viewer, held, what=_("Paper edition of “%s”") % held.title)
    return as_pdf(file, "edition")


def about(held: Work) -> dict[str, Any]:
    """What every page of a work shows around it."""
    return {"work": held, "invented": held.place.invented, "crumbs": _way(held.place)}


def _way(place: Place) -> list[tuple[str, str]]:
    return [(place.name, f"/place/{place.slug}"), (_("Made together"), f"/place/{place.slug}/works")]


def _page(request: HttpRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    return answer(request, template, page=page, status=400 if request.method == "POST" else 200)
