"""Handing a file over: choose it, read what was found in it, and only then have it kept. The same whoever sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from commonweal.core.answer import answer
from commonweal.core.errors import DomainError
from commonweal.evidence.models import Contract, Delivery
from commonweal.evidence.returns import changes, checking, contract, drafts, examples, ground, queries, tables
from commonweal.evidence.returns.forms import SendForm
from commonweal.journal.actor import Actor


@dataclass(frozen=True, slots=True)
class Desk:
    """Who hands over for which contract, and what their page needs besides."""

    who: Actor
    held: Contract
    for_them: bool  # somebody here puts it in for the partner
    page: dict[str, Any]


def handed_over(request: HttpRequest, desk: Desk) -> HttpResponse | Delivery:
    """What was kept; else the page that says what was found and asks what next."""
    if request.POST.get("do") == "keep":
        return _keep(request, desk)
    sent = request.POST if request.method == "POST" else None
    form = SendForm(sent, request.FILES or None, for_them=desk.for_them)
    found: checking.Checked | None = None
    sealed = ""
    if form.is_bound and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            table = tables.read(given.name, given.read())
            _version, found = changes.look(desk.held, table)
            how = form.cleaned_data.get("how", "")
            sealed = drafts.seal(desk.who, desk.held, table, given.name, how) if found.usable else ""
        except DomainError as refusal:
            form.add_error("file", refusal.sentence)
    return _page(request, desk, form, found, sealed)


def _keep(request: HttpRequest, desk: Desk) -> HttpResponse | Delivery:
    try:
        table, file, how = drafts.unseal(desk.who, desk.held, request.POST.get("sealed", ""))
        channel = Delivery.FOR_THEM if desk.for_them else Delivery.SITE
        return changes.keep_delivery(desk.who, desk.held, table=table, file=file, channel=channel, how=how)
    except DomainError as refusal:
        form = SendForm({}, for_them=desk.for_them)
        form.errors.clear()
        form.add_error("file", refusal.sentence)
        return _page(request, desk, form, None, "")


def _page(
    request: HttpRequest, desk: Desk, form: SendForm, found: checking.Checked | None, sealed: str
) -> HttpResponse:
    page = desk.page | {
        "form": form,
        "contract": queries.contract_row(desk.who, desk.held),
        "found": found,
        "sealed": sealed,
        "replaces": queries.replaced(desk.who, desk.held, found.periods) if found else [],
    }
    refused = form.is_bound and found is None
    return answer(request, "evidence/returns/send.html", page=page, status=400 if refused else 200)


def example(held: Contract, who: Actor) -> HttpResponse:
    """A small file that the contract takes, to fill in."""
    read = contract.read(queries.newest_document(who, held))
    body = examples.file(read, ground.of(held.place, read.area_kind))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{held.key}-example.csv"'
    return response
