"""Pages of paper: the pile of a gathering, printing, bringing photographs, and entering what stands on a sheet."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid, NotFound
from commonweal.directory.reaching.sheet_views import as_pdf
from commonweal.listening import queries as listening
from commonweal.listening.models import Gathering
from commonweal.listening.paper import access, bringing, changes, ground, photos, printing, queries, rules
from commonweal.listening.paper.forms import AsideForm, MakeForm, SheetCodeForm
from commonweal.listening.paper.layouts import LAYOUTS, MAP
from commonweal.listening.paper.rows import Pile
from commonweal.listening.paper.words import STATES, kind_of
from commonweal.listening.rules import GATHER, in_place
from commonweal.listening.views import page_of

FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
@answers("The sheets of a gathering: printed, come back, entered, waiting", rows={"pile": Pile}, table="pile.sheets")
def pile(request: HttpRequest, id: str) -> HttpResponse:
    """Where the sheets of a gathering are."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = listening.gathering(viewer, id)
    found = queries.pile(viewer, held)
    page = page_about(held) | {"enters": access.enters(viewer, held.place), "code_form": SheetCodeForm()}
    page |= {"states": STATES.items()}
    page["gathers"] = in_place(viewer, GATHER, held.place)
    return answer(request, "listening/paper/pile.html", page=page, pile=found)


@never_cache
@require_http_methods(FORMS)
def make(request: HttpRequest, id: str) -> HttpResponse:
    """Choose sheets, see how one looks, and print them: each copy once, for its slip's code is kept nowhere else."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = listening.gathering(viewer, id)
    rules.may_print(viewer, held)
    initial = {"question": held.question, "area": str(held.area_id or ""), "language": get_language() or "en"}
    form = MakeForm(
        request.POST if request.method == "POST" else None, areas=queries.areas(held.place), initial=initial
    )
    picture = ""
    if request.method == "POST" and form.is_valid():
        try:
            wanted = _wanted(held, form)
            if request.POST.get("do") != "look":
                return _printed(request, wanted, form)
            picture = base64.b64encode(printing.picture(wanted, printing.fresh())).decode()
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = page_about(held) | {"form": form, "picture": picture}
    status = 400 if form.is_bound and form.errors else 200
    return answer(request, "listening/paper/make.html", page=page, status=status)


def _wanted(held: Gathering, form: MakeForm) -> printing.Wanted:
    told = form.cleaned_data
    layout = LAYOUTS[told["layout"]]
    area, bounds = None, None
    if layout.kind == MAP:
        area = queries.area(held.place, told["area"])
        box = ground.bounds_of(held.place, area)
        if box is None:
            raise Invalid(_("There is no outline of this ground yet, so no map of it can be drawn."))
        bounds = ground.fitted(box, layout.frame)
    return printing.Wanted(held, layout, told["language"], told["question"], area, bounds)


def _printed(request: HttpRequest, wanted: printing.Wanted, form: MakeForm) -> HttpResponse:
    codes = [printing.fresh() for _number in range(form.cleaned_data["copies"])]
    # The file first: copies that are kept but could not be set would be codes on no paper.
    file = printing.pdf(wanted, codes)
    changes.print_sheets(
        request.viewer,  # type: ignore[attr-defined]
        wanted.gathering,
        layout=wanted.layout.key,
        codes=codes,
        area=wanted.area,
        bounds=wanted.bounds,
        language=wanted.language,
        question=wanted.question,
        twice=form.cleaned_data["twice"],
    )
    response = as_pdf(file, slugify(f"{wanted.gathering.name} {wanted.layout.key}"))
    response["Content-Disposition"] = response["Content-Disposition"].replace("inline", "attachment")
    return response


@never_cache
@require_http_methods(FORMS)
def bring(request: HttpRequest, id: str) -> HttpResponse:
    """Photographs come in, several at once; each is told what became of it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = listening.gathering(viewer, id)
    rules.may_bring(viewer, held)
    files = request.FILES.getlist("photos") if request.method == "POST" else []
    brought = [
        bringing.bring(viewer, held, each.name or "", each.read(bringing.MOST_BYTES + 1))
        for each in files[: bringing.MOST_AT_ONCE]
    ]
    if request.method == "POST" and request.headers.get("Accept", "").startswith("application/json"):
        rows = [asdict(each) for each in brought]
        return JsonResponse({"brought": rows}, status=200 if brought else 400)
    wrong = request.method == "POST" and not brought
    page = page_about(held) | {
        "brought": brought,
        "wrong": _("Choose at least one photograph.") if wrong else "",
        "too_many": len(files) > bringing.MOST_AT_ONCE,
        "most": bringing.MOST_AT_ONCE,
        "enters": access.enters(viewer, held.place),
    }
    return answer(request, "listening/paper/bring.html", page=page, status=400 if wrong else 200)


@never_cache
@require_POST
def by_code(request: HttpRequest, id: str) -> HttpResponse:
    """Enter a sheet from the paper itself: its code leads to it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = listening.gathering(viewer, id)
    found = queries.pile(viewer, held)
    form = SheetCodeForm(request.POST)
    if form.is_valid():
        try:
            sheet = queries.by_code(viewer, held.place, form.cleaned_data["sheet_code"])
        except NotFound as refusal:
            form.add_error("sheet_code", refusal.sentence)
        else:
            return HttpResponseRedirect(f"/paper/sheet/{sheet.pk}")
    page = page_about(held) | {"enters": access.enters(viewer, held.place), "code_form": form}
    page |= {"states": STATES.items()}
    page["gathers"] = in_place(viewer, GATHER, held.place)
    return answer(request, "listening/paper/pile.html", page=page | {"pile": found}, status=400)


@never_cache
@require_http_methods(FORMS)
def photo(request: HttpRequest, id: str) -> HttpResponse:
    """A photograph whose code could not be read: somebody types the letters that stand on it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.photo(viewer, id)
    rules.may_name(viewer, held)
    if held.sheet_id:
        return HttpResponseRedirect(f"/paper/sheet/{held.sheet_id}")
    form = SheetCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = queries.by_code(viewer, held.gathering.place, form.cleaned_data["sheet_code"])
            changes.name_photo(viewer, held, sheet=sheet)
        except DomainError as refusal:
            form.add_error("sheet_code", refusal.sentence)
        else:
            return HttpResponseRedirect(f"/paper/sheet/{sheet.pk}")
    page = page_about(held.gathering) | {"photo": held, "form": form, "kind_label": kind_of(held.layout)}
    status = 400 if request.method == "POST" else 200
    return answer(request, "listening/paper/photo.html", page=page, status=status)


@never_cache
@require_safe
def picture(request: HttpRequest, id: str) -> HttpResponse | FileResponse:
    """A straightened photograph, for those who may see it."""
    held = queries.photo(request.viewer, id)  # type: ignore[attr-defined]
    where = photos.path(held.pk)
    if not where.is_file():
        raise NotFound(_("The picture is not here any more."))
    response = FileResponse(where.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response


@never_cache
@require_POST
def drop(request: HttpRequest, id: str) -> HttpResponse:
    """Delete a photograph."""
    viewer = request.viewer  # type: ignore[attr-defined]
    gathering = changes.drop_photo(viewer, queries.photo(viewer, id))
    messages.success(request, _("The photograph is deleted. Its sheet can be photographed again."))
    return HttpResponseRedirect(f"/gathering/{gathering.pk}/paper")


@never_cache
@require_POST
def aside(request: HttpRequest, id: str) -> HttpResponse:
    """Set a sheet aside: it came back empty, or nobody can read it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    sheet = queries.sheet(viewer, id)
    form = AsideForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Say why, so that whoever counts the sheets knows."))
    changes.set_aside(viewer, sheet, reason=form.cleaned_data["why"])
    messages.success(request, _("Sheet %s is set aside.") % sheet)
    return HttpResponseRedirect(f"/gathering/{sheet.run.gathering_id}/paper")


def page_about(held: Gathering) -> dict[str, Any]:
    """What every page of paper shows of its gathering."""
    told = page_of(held.place)
    told["crumbs"] = [
        *told["crumbs"], (held.name, f"/gathering/{held.pk}"), (_("Paper"), f"/gathering/{held.pk}/paper"),
    ]  # fmt: skip
    return told | {"held": held}
