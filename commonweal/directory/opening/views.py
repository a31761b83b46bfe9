"""Pages of spaces on their way: suggesting one, following it, and leading it to open doors."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import Invalid, NotFound
from commonweal.directory.models import Hindrance, Opening, Organization
from commonweal.directory.opening import changes, kinds, queries, rules
from commonweal.directory.opening.forms import (
    DoorsForm,
    EndForm,
    HindranceForm,
    PutOffForm,
    StepForm,
    SuggestForm,
    TimesForm,
    times_typed,
)
from commonweal.directory.opening.rows import OpeningBecame, Openings, OpeningWhole
from commonweal.directory.rules import keeps_directory
from commonweal.people import letters, slips
from commonweal.people.attempts import TooMany, count_written, failed_slip, refuse_if_too_many_slips
from commonweal.places import queries as places

FORMS = ["GET", "HEAD", "POST"]
PICTURED = 7  # so many stones the picture has room for; the list beside it has them all


@require_safe
@answers(
    "Spaces of a place that could be open: on their way, opened, not for now",
    rows={"openings": Openings},
    table="openings.going",
)
def openings(request: HttpRequest, slug: str) -> HttpResponse:
    """Every space on its way, what was opened this year, and where nothing has happened."""
    place = places.place(request.viewer, slug)  # type: ignore[attr-defined]
    found = queries.in_place(request.viewer, place)  # type: ignore[attr-defined]
    page = {
        "place": place,
        "invented": place.invented,
        "crumbs": [(place.name, f"/place/{slug}")],
        "keeps": keeps_directory(request.viewer, place),  # type: ignore[attr-defined]
    }
    return answer(request, "directory/opening/openings.html", page=page, openings=found)


@require_safe
@answers(
    "A space on its way to be open: what stops it, whose the next step is",
    rows={"opening": OpeningWhole},
    table="opening.hindrances",
)
def opening(request: HttpRequest, id: str) -> HttpResponse:
    """One space and its way."""
    found = queries.whole(request.viewer, id)  # type: ignore[attr-defined]
    at = kinds.WAY.index(found.state) if found.state in kinds.WAY else 1
    page = {
        "invented": found.invented,
        "crumbs": _crumbs(found.place_name, found.place_slug),
        "way": [kinds.STATES[each] for each in kinds.WAY],
        "now": at + 1,
        "stones": stones(found),
        "leads": keeps_directory(request.viewer, queries.one(request.viewer, id).place),  # type: ignore[attr-defined]
    }
    return answer(request, "directory/opening/opening.html", page=page, opening=found)


@never_cache
@require_http_methods(FORMS)
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """Anybody says that a spot could be open. First which one, where the address does not say."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    page = {"place": place, "invented": place.invented, "crumbs": _crumbs(place.name, slug)}
    at = request.GET.get("at", "").strip()[:60]
    if not at:
        if request.method == "POST":
            raise Invalid(_("Say first which building or green space could be open."))
        typed = request.GET.get("q", "").strip()[:100]
        page |= {"typed": typed, "spots": queries.spots_like(viewer, place, typed) if typed else []}
        return answer(request, "directory/opening/which.html", page=page)
    spot = queries.spot(viewer, place, at)
    form = SuggestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count_written(request)
            _made, code = changes.suggest(viewer, spot, place=place, **form.cleaned_data)
            return HttpResponseRedirect(f"/opening/told/{code}?new=1")
        except TooMany as refusal:
            form.add_error(None, refusal.sentence)
    page |= {"form": form, "spot": spot}
    return answer(request, "directory/opening/suggest.html", page=page, status=400 if form.is_bound else 200)


@never_cache
@require_safe
@answers("What became of a space that somebody suggested", rows={"became": OpeningBecame})
def told(request: HttpRequest, code: str) -> HttpResponse:
    """What became of it, for whoever has the address."""
    guessed = f"opening {code[: slips.PREFIX]}"  # one who guesses must not shut out all the others
    refuse_if_too_many_slips(request, guessed)
    try:
        found = queries.became(code)
    except NotFound:
        failed_slip(request, guessed)
        raise
    page = {"new": request.GET.get("new") == "1", "address": letters.site_address(f"/opening/told/{code}")}
    return answer(request, "directory/opening/told.html", page=page, became=found)


@never_cache
@require_http_methods(["GET", "HEAD"])
def lead(request: HttpRequest, id: str) -> HttpResponse:
    """For whoever leads a space on its way: all that can be done next."""
    return _lead(request, _led(request, id))


@require_POST
def move(request: HttpRequest, id: str) -> HttpResponse:
    """It is looked at, or to be opened, or not for now."""
    found, to = _led(request, id), request.POST.get("to", "")
    viewer = request.viewer  # type: ignore[attr-defined]
    if to == Opening.LOOKED_AT:
        changes.look_at(viewer, found)
    elif to == Opening.BEING_OPENED:
        changes.begin(viewer, found)
    elif to == Opening.NOT_NOW:
        form = PutOffForm(request.POST)
        if not form.is_valid():
            return _lead(request, found, put_off=form)
        try:
            changes.put_off(viewer, found, **form.cleaned_data)
        except Invalid as refusal:
            form.add_error(None, refusal.sentence)
            return _lead(request, found, put_off=form)
    else:
        raise Invalid(_("Say how it goes on: it is looked at, or being opened, or not for now."))
    return HttpResponseRedirect(f"/opening/{id}/lead")


@require_POST
def find_hindrance(request: HttpRequest, id: str) -> HttpResponse:
    """Something stops it."""
    found = _led(request, id)
    form = HindranceForm(request.POST, organizations=_organizations(request, found))
    if form.is_valid():
        try:
            changes.find_hindrance(request.viewer, found, **_step(request, found, form))  # type: ignore[attr-defined]
            return HttpResponseRedirect(f"/opening/{id}/lead")
        except Invalid as refusal:
            form.add_error(None, refusal.sentence)
    return _lead(request, found, hindrance=form)


@never_cache
@require_http_methods(FORMS)
def step(request: HttpRequest, id: str) -> HttpResponse:
    """One thing that stops a space: whose step it is now, or how it ended."""
    viewer = request.viewer  # type: ignore[attr-defined]
    row = queries.hindrance(viewer, id)
    rules.may_lead_hindrance(viewer, row)
    ends = request.POST.get("do") == "end"
    organizations = _organizations(request, row.opening)
    form = StepForm(None if ends else request.POST or None, organizations=organizations, initial=_now(row))
    end = EndForm(request.POST if ends else None)
    asked: Any = end if ends else form
    if request.method == "POST" and asked.is_valid():
        try:
            if ends:
                told = dict(overcome=request.POST.get("overcome") == "yes", how=end.cleaned_data["how"])
                changes.end_hindrance(viewer, row, **told)
            else:
                changes.give_step(viewer, row, **_step(request, row.opening, form))
            return HttpResponseRedirect(f"/opening/{row.opening_id}/lead")
        except Invalid as refusal:
            asked.add_error(None, refusal.sentence)
    page = _page(row.opening) | {"form": form, "end": end, "asked": asked, "row": row, "kind": kinds.label(row.kind)}
    return answer(request, "directory/opening/step.html", page=page, status=400 if request.method == "POST" else 200)


@never_cache
@require_http_methods(FORMS)
def doors(request: HttpRequest, id: str) -> HttpResponse:
    """Open it: who, what and when, as the directory has it from then on."""
    found = _led(request, id)
    form = DoorsForm(request.POST or None, organizations=_organizations(request, found), initial={"name": ""})
    formset = TimesForm(request.POST or None, prefix="times")
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        try:
            changes.open_doors(request.viewer, found, **_said(request, found, form, formset))  # type: ignore[attr-defined]
            return HttpResponseRedirect(f"/opening/{id}")
        except Invalid as refusal:
            form.add_error(None, refusal.sentence)
    page = _page(found) | {"form": form, "formset": formset}
    return answer(request, "directory/opening/doors.html", page=page, status=400 if request.method == "POST" else 200)


def stones(found: OpeningWhole) -> list[tuple[int, int, bool]]:
    """Where the picture of the way has its stones: across, down, and whether each still stands in the way."""
    last = found.hindrances[-PICTURED:]
    apart = 190 // max(1, len(last))
    return [
        (24 + apart // 2 + number * apart, 170 - number % 2 * 6, each.state == Hindrance.STANDS)
        for number, each in enumerate(last)
    ]


def _led(request: HttpRequest, id: str) -> Opening:
    found = queries.one(request.viewer, id)  # type: ignore[attr-defined]
    rules.may_lead(request.viewer, found)  # type: ignore[attr-defined]
    return found


def _lead(request: HttpRequest, found: Opening, **forms: Any) -> HttpResponse:
    organizations = _organizations(request, found)
    whole = queries.whole(request.viewer, str(found.pk))  # type: ignore[attr-defined]
    page = _page(found) | {
        "can": kinds.NEXT[found.state],
        "put_off": forms.get("put_off") or PutOffForm(),
        "form": forms.get("hindrance") or HindranceForm(organizations=organizations),
        "wrong": forms.get("hindrance") or forms.get("put_off"),
        "whole": whole,
        "stands": sum(1 for each in whole.hindrances if each.state == Hindrance.STANDS),
    }
    return answer(request, "directory/opening/lead.html", page=page, status=400 if forms else 200)


def _organizations(request: HttpRequest, found: Opening) -> list[tuple[str, str]]:
    return queries.organizations_in(request.viewer, found.place)  # type: ignore[attr-defined]


def _organization(request: HttpRequest, found: Opening, id: str) -> Organization | None:
    """The organisation that was chosen, among those this viewer may know of."""
    rows = Organization.objects.visible_to(request.viewer).filter(place=found.place)  # type: ignore[attr-defined]
    return rows.filter(pk=id).first() if id else None


def _step(request: HttpRequest, found: Opening, form: StepForm) -> dict[str, Any]:
    told = dict(form.cleaned_data)
    return told | {"owner_organization": _organization(request, found, told["owner_organization"])}


def _now(row: Hindrance) -> dict[str, Any]:
    names = ("owner", "owner_role", "owner_as", "owner_name", "step", "by")
    now = {name: getattr(row, name) for name in names}
    return now | {"owner_organization": str(row.owner_organization_id or ""), "agreed": bool(row.owner_name)}


def _said(request: HttpRequest, found: Opening, form: DoorsForm, formset: Any) -> dict[str, Any]:
    told = dict(form.cleaned_data)
    words = [word.strip() for word in told.pop("helps_with").split(",")]
    # Its words are asked for once, for all its times together.
    asked_once = ("at", "description")
    times = [{name: each[name] for name in each if name not in asked_once} for each in times_typed(formset)]
    return told | {
        "organization": _organization(request, found, told["organization"]),
        "helps_with": [word for word in words if word],
        "times": times,
    }


def _crumbs(place_name: str, slug: str) -> list[tuple[str, str]]:
    return [(place_name, f"/place/{slug}"), (_("Spaces that could be open"), f"/place/{slug}/openings")]


def _page(found: Opening) -> dict[str, Any]:
    place = found.place
    crumbs = [*_crumbs(place.name, place.slug), (str(found), f"/opening/{found.pk}")]
    return {"opening": found, "place": place, "invented": place.invented, "crumbs": crumbs}
