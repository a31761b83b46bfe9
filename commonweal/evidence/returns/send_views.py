"""Agreeing on a contract, sending a file, taking one back."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.answer import answer
from commonweal.core.errors import DomainError, Invalid
from commonweal.directory.opening.queries import organizations_in
from commonweal.evidence.models import Delivery
from commonweal.evidence.returns import changes, examples, queries, rules, who
from commonweal.evidence.returns.desk import Desk, handed_over
from commonweal.evidence.returns.forms import ContractForm, TakeBackForm
from commonweal.evidence.returns.views import about, back_to, crumb
from commonweal.places import queries as places

FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORMS)
def new_contract(request: HttpRequest, slug: str) -> HttpResponse:
    """Agree on what an organisation sends."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    rules.may_agree(viewer, place=place)
    choices = organizations_in(viewer, place)
    form = ContractForm(_sent(request), organizations=choices, initial={"document": examples.pattern()})
    if form.is_bound and form.is_valid():
        try:
            partner = queries.organization(viewer, place, form.cleaned_data["organization"])
            made = changes.make_contract(
                viewer, place=place, organization=partner, document=form.cleaned_data["document"]
            )
            return HttpResponseRedirect(f"/place/{place.slug}/returns/{made.key}?done=made")
        except DomainError as refusal:
            form.add_error("document", refusal.sentence)
    page = about(place, crumb(place)) | {"form": form}
    return answer(request, "evidence/returns/agree.html", page=page, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(FORMS)
def renew_contract(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Agree on another version."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    held = queries.contract(viewer, place, key)
    rules.may_agree(viewer, held)
    document = queries.newest_document(viewer, held)
    told = json.dumps(document, indent=2, ensure_ascii=False)
    form = ContractForm(_sent(request), organizations=None, initial={"document": told})
    if form.is_bound and form.is_valid():
        try:
            changes.renew_contract(viewer, held, document=form.cleaned_data["document"])
            return HttpResponseRedirect(f"/place/{place.slug}/returns/{held.key}?done=renewed")
        except DomainError as refusal:
            form.add_error("document", refusal.sentence)
    page = about(place, crumb(place), back_to(held, queries.title(viewer, held))) | {"form": form, "contract": held}
    return answer(request, "evidence/returns/agree.html", page=page, status=400 if form.is_bound else 200)


@never_cache
@require_POST
def end_contract(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Nothing more is expected."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.contract(viewer, places.place(viewer, slug), key)
    changes.end_contract(viewer, held)
    return HttpResponseRedirect(f"/place/{slug}/returns/{held.key}?done=ended")


@never_cache
@require_http_methods(FORMS)
def send(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Choose a file, read what was found in it, and only then have it kept."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = places.place(viewer, slug)
    held = queries.contract(viewer, place, key)
    rules.may_send(viewer, held)
    here = f"/place/{slug}/returns/{key}"
    page = about(place, crumb(place), back_to(held, queries.title(viewer, held))) | {
        "agreed": here,
        "example": f"{here}/example.csv",
    }
    done = handed_over(request, Desk(viewer, held, not who.speaks_for(viewer, held), page))
    return HttpResponseRedirect(f"/return/{done.pk}?done=kept") if isinstance(done, Delivery) else done


@never_cache
@require_POST
def take_back(request: HttpRequest, id: str) -> HttpResponse:
    """Take a bad file back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    held = queries.delivery(viewer, id)
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        raise Invalid(str(form.errors["reason"][0]))
    changes.withdraw_delivery(viewer, held, reason=form.cleaned_data["reason"])
    return HttpResponseRedirect(f"/return/{held.pk}?done=taken-back")


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
