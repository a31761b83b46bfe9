"""Pages of who is missing: a season for everybody, a gathering for those who work there; counting; reaching out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, NotFound
from commonweal.directory.models import Organization
from commonweal.journal.actor import Actor
from commonweal.listening.models import Gathering, Outreach
from commonweal.listening.reached import census, changes, counts, pictured, queries, rules, seasons
from commonweal.listening.reached.forms import SEPARATOR, CameForm, CountForm, OutreachForm
from commonweal.listening.reached.rows import Missing
from commonweal.listening.reached.who import works_here
from commonweal.listening.reached.words import GROUPS, STEPS
from commonweal.places import queries as places
from commonweal.places.models import Place

FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
@answers(
    "Who is missing in a season of a place: invited, came, spoke, beside the people who live there",
    rows={"missing": Missing},
    table="missing.rows",
    queries={"season": "like 2026-autumn"},
)
def season(request: HttpRequest, slug: str) -> HttpResponse:
    """All gatherings of a season together, for everybody."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    listed = queries.seasons_of(place)
    chosen = seasons.named(request.GET.get("season", "")) or queries.season_to_show(place)
    found = queries.of_season(viewer, place, chosen)
    page = _page(place, found) | {
        "seasons": listed,
        "chosen": chosen,
        "gatherings": queries.gatherings_in(viewer, place, chosen),
        "may": works_here(viewer, place),
        "done": request.GET.get("done", ""),
    }
    return answer(request, "listening/reached/missing.html", page=page, missing=found)


@never_cache
@require_safe
@answers(
    "Who is missing at a gathering, for those who work in its place",
    rows={"missing": Missing},
    table="missing.rows",
)
def gathering(request: HttpRequest, id: str) -> HttpResponse:
    """One gathering, step by step."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.of_gathering(viewer, id)
    held = queries.gathering(viewer, id)
    page = _page(held.place, found, held) | {
        "gathering": held,
        "may": True,
        "steps": STEPS.items(),
        "done": request.GET.get("done", ""),
    }
    return answer(request, "listening/reached/missing.html", page=page, missing=found)


@never_cache
@require_http_methods(FORMS)
def count(request: HttpRequest, id: str, step: str) -> HttpResponse:
    """Count who was there, on a telephone if need be."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.gathering(viewer, id)
    if step not in STEPS:
        raise NotFound(_("There is no such step. They are: invited, replied, came, spoke."))
    rules.may_count(viewer, held)
    form = CountForm(
        request.POST if request.method == "POST" else None,
        areas=census.areas(held.place),
        held=queries.counted(viewer, held, step),
    )
    if form.is_bound and form.is_valid():
        try:
            told = form.cleaned_data
            changes.count_people(
                viewer, held, step=step, how=told["how"], everybody=told["everybody"], groups=form.said()
            )
            return HttpResponseRedirect(f"/gathering/{held.pk}/reached?done=counted")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = _page(held.place, None, held) | {"form": form, "gathering": held, "step": step, "label": STEPS[step]}
    status = 400 if form.is_bound else 200
    return answer(request, "listening/reached/count.html", page=page, status=status)


@never_cache
@require_safe
def sheet(request: HttpRequest, id: str) -> HttpResponse:
    """A sheet for the table by the door: people tick what they like. No names."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.gathering(viewer, id)
    rules.may_count(viewer, held)
    areas = census.areas(held.place)
    groups = [
        (known.label, list((areas if name == "area" else known.values).values()))
        for name, known in GROUPS.items()
        if known.values or (name == "area" and areas)
    ]
    page = _page(held.place, None, held) | {"gathering": held, "groups": groups}
    return answer(request, "listening/reached/sheet.html", page=page)


@never_cache
@require_http_methods(FORMS)
def reach_out(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who will reach out to those who are missing."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_reach_out(viewer, place=place)
    at = request.POST.get("gathering") or request.GET.get("gathering", "")
    held: Gathering | None = queries.gathering(viewer, at) if at else None
    if held is not None and held.place_id != place.pk:
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    form = _outreach_form(request, place, held)
    if form.is_bound and form.is_valid():
        try:
            group, value = form.whom()
            told = {name: form.cleaned_data[name] for name in ("owner", "way", "how", "by", "myself")}
            organization = _organization(viewer, form.cleaned_data["organization"])
            changes.plan_outreach(
                viewer, place=place, group=group, value=value, organization=organization, gathering=held, **told
            )
            onward = f"/gathering/{held.pk}/reached" if held else f"/place/{place.slug}/reached"
            return HttpResponseRedirect(f"{onward}?done=reach#reaching-out")
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    page = _page(place, None, held) | {"form": form, "gathering": held}
    return answer(request, "listening/reached/reach_out.html", page=page, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(FORMS)
def outreach(request: HttpRequest, id: str) -> HttpResponse:
    """Say what came of reaching out, or give it another day."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held: Outreach = queries.outreach(viewer, id)
    rules.may_say_what_came(viewer, held)
    form = CameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["came_of_it"].strip():
            changes.say_what_came(viewer, held, came_of_it=form.cleaned_data["came_of_it"])
        else:
            changes.put_off(viewer, held, by=form.cleaned_data["by"])
        onward = f"/gathering/{held.gathering_id}/reached" if held.gathering_id else f"/place/{held.place.slug}/reached"
        return HttpResponseRedirect(f"{onward}?done=came#reaching-out")
    names = counts.labels([held.gathering]) if held.gathering else {}
    who = queries.label_of(held.place, held.group, held.value, names)
    page = _page(held.place, None, held.gathering) | {"form": form, "outreach": held, "who": who}
    return answer(request, "listening/reached/outreach.html", page=page, status=400 if form.is_bound else 200)


def _organization(viewer: Actor, id: str) -> Organization | None:
    return Organization.objects.visible_to(viewer).filter(pk=id).first() if id else None


def _outreach_form(request: HttpRequest, place: Place, held: Gathering | None) -> OutreachForm:
    viewer = request.viewer  # type: ignore[attr-defined]
    areas = census.areas(place)
    values = [
        (f"{group}{SEPARATOR}{value}", f"{known.label}: {label}")
        for group, known in GROUPS.items()
        for value, label in (areas if group == "area" else known.values).items()
    ]
    asked = f"{request.GET.get('group', '')}{SEPARATOR}{request.GET.get('value', '')}"
    initial: dict[str, Any] = {"who": asked}
    if asked not in dict(values) and request.GET.get("group") == "community":
        initial = {"who": f"community{SEPARATOR}", "community": request.GET.get("value", "")}
    rows = Organization.objects.visible_to(viewer).filter(place=place).order_by("name")
    chosen = [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
    sent = request.POST if request.method == "POST" else None
    return OutreachForm(sent, values=values, organizations=chosen, initial=initial)


def _page(place: Place, found: Missing | None, held: Gathering | None = None) -> dict[str, Any]:
    crumbs = [(place.name, f"/place/{place.slug}"), (_("Listening"), f"/place/{place.slug}/listening")]
    if held is not None:
        crumbs += [(held.name, f"/gathering/{held.pk}"), (_("Who is missing"), f"/gathering/{held.pk}/reached")]
    elif found is None:
        crumbs += [(_("Who is missing"), f"/place/{place.slug}/reached")]
    if found is not None and held is not None:
        crumbs = crumbs[:-1]
    drawn = [(group, pictured.lines(group), pictured.scale(group)) for group in found.groups] if found else []
    return {"place": place, "invented": place.invented, "crumbs": crumbs, "drawn": drawn}
