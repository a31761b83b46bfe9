"""Pages of shortlists: one's own, kept in the session, and those that somebody made for somebody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.answer import answer, answers
from commonweal.core.errors import DomainError, Invalid, NotFound
from commonweal.directory.going_on import one
from commonweal.directory.models import Service, Shortlist
from commonweal.directory.reaching import basket, changes, press, queries, rules, sheets
from commonweal.directory.reaching import messages as said
from commonweal.directory.reaching.forms import TEXT, CardForm, NoteForm, SendForm
from commonweal.directory.reaching.queries import Listed, Shared
from commonweal.directory.reaching.sheet_views import Printed, as_pdf
from commonweal.journal.actor import Actor
from commonweal.people import slips, texts
from commonweal.people.attempts import count_message, count_written, failed_slip, refuse_if_too_many_slips
from commonweal.people.letters import site_address

FORMS = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
@answers("One's own shortlist, in the order it was put", rows={"listed": list[Listed]})
def shortlist(request: HttpRequest) -> HttpResponse:
    """What somebody put on their list, and what can be done with it."""
    return _own_page(request, {})


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Put a service on the list, and go back to where it was found."""
    found = one(Service.objects.visible_to(request.viewer), request.POST.get("service", ""))  # type: ignore[attr-defined]
    basket.add(request, [str(found.pk)])
    messages.success(request, _("“%(name)s” is on your list.") % {"name": found.name})
    return HttpResponseRedirect(_onward(request))


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Move something up or down, or take it off."""
    basket.change(request, request.POST.get("service", ""), request.POST.get("do", ""))
    return HttpResponseRedirect("/list")


@require_POST
def empty(request: HttpRequest) -> HttpResponse:
    """Nothing is on the list any more."""
    basket.empty(request)
    messages.success(request, _("Your list is empty. Nothing of it is kept."))
    return HttpResponseRedirect("/list")


@never_cache
@require_POST
def share(request: HttpRequest) -> HttpResponse:
    """Give the list a short address, shown once."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _own_page(request, {"note_form": form}, status=400)
    _sendable(request)
    count_written(request)
    kept, code = _keep(request, form.cleaned_data["note"])
    page = {"address": site_address(f"/l/{code}"), "path": f"/l/{code}", "until": kept.expires_at, "to": ""}
    return answer(request, "directory/reaching/passed_on.html", page=page)


@never_cache
@require_http_methods(FORMS)
def send(request: HttpRequest) -> HttpResponse:
    """Send the list to somebody, by text or by e-mail."""
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(request, form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.sentence)
    status = 400 if request.method == "POST" else 200
    rows = queries.listed(request.viewer, basket.ids(request))  # type: ignore[attr-defined]
    page = {
        "form": form,
        "texts": texts.ready(),
        "going": [row for row in rows if row.for_everyone],
        "staying": [row for row in rows if not row.for_everyone],
        "days": changes.LASTS_DAYS,
        "crumbs": [(_("Your list"), "/list")],
    }
    return answer(request, "directory/reaching/send.html", page=page, status=status)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End a list that one made for others."""
    found = queries.one_made(request.POST.get("list", ""))
    changes.end(_maker(request), found)
    messages.success(request, _("It has ended. Its address opens nothing, and its words are gone."))
    return HttpResponseRedirect("/list")


@never_cache
@require_POST
def card(request: HttpRequest) -> HttpResponse:
    """The list as a card for a wall."""
    form = CardForm(request.POST)
    if not form.is_valid():
        return _own_page(request, {"card_form": form}, status=400)
    found = sheets.public(_sendable(request))
    intro = _("Ask us, or point your phone’s camera at a square.")
    made = sheets.card(found, heading=form.cleaned_data["heading"], intro=intro)
    return as_pdf(press.pdf("card", made), "card")


@never_cache
@require_safe
@answers("One's own shortlist in large print", rows={"printed": Printed})
def large_print(request: HttpRequest) -> HttpResponse:
    """The list, printed large."""
    made = sheets.of_list(_sendable(request), heading=_("A list for you"))
    return as_pdf(press.pdf("large_print", made), "list")


@never_cache
@require_safe
@answers(
    "A shortlist that somebody made, for whoever has its address", rows={"shared": Shared}, table="shared.services"
)
def opened(request: HttpRequest, code: str) -> HttpResponse:
    """A list that somebody made for somebody."""
    found = _by_code(request, code)
    row = queries.shared(request.viewer, found)  # type: ignore[attr-defined]
    page = {
        "code": code,
        "invented": queries.any_invented(found.services),
        "mine": str(found.pk) in basket.made(request),
    }
    response = answer(request, "directory/reaching/opened.html", page=page, shared=row)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
@answers("A shortlist that somebody made, in large print", rows={"printed": Printed})
def opened_large(request: HttpRequest, code: str) -> HttpResponse:
    """The same on paper."""
    found = _by_code(request, code)
    made = sheets.of_list(found.services, heading=_("A list for you"), note=found.note, address=f"/l/{code}")
    return as_pdf(press.pdf("large_print", made), "list")


@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Put what is on somebody's list on one's own."""
    found = _by_code(request, code)
    basket.add(request, [row.service.id for row in queries.listed(request.viewer, found.services)])  # type: ignore[attr-defined]
    messages.success(request, _("It is all on your own list."))
    return HttpResponseRedirect("/list")


def _own_page(request: HttpRequest, forms: dict[str, Any], *, status: int = 200) -> HttpResponse:
    ids = basket.ids(request)
    rows = queries.listed(request.viewer, ids)  # type: ignore[attr-defined]
    page = {
        "invented": queries.any_invented(ids),
        "made": queries.made(_maker(request)),
        "note_form": NoteForm(),
        "card_form": CardForm(),
        "sendable": any(row.for_everyone and not row.over for row in rows),
        "texts": texts.ready(),
        "days": changes.LASTS_DAYS,
        "form": next(iter(forms.values()), None),
    }
    return answer(request, "directory/reaching/list.html", page=page | forms, status=status, listed=rows)


def _sent(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    found = sheets.public(_sendable(request))
    count_message(request, told["to"])
    kept, code = _keep(request, told["note"])
    way = dict(address=site_address(f"/l/{code}"), until=kept.expires_at)
    try:
        if told["how"] == TEXT:
            said.text(told["to"], found, **way)  # type: ignore[arg-type]
        # Whoever is not known could send anything to anybody: their words wait behind the address.
        elif not said.letter(told["to"], found, note=told["note"] if request.viewer.known else "", **way):  # type: ignore[arg-type,attr-defined]
            raise texts.NotSent(_("The letter could not be sent. Print it, or pass on its address."))
    except DomainError:
        changes.end(_maker(request), kept)
        raise
    changes.pass_on(_maker(request), kept, by=told["how"])
    page = {**way, "path": f"/l/{code}", "to": told["to"]}
    return answer(request, "directory/reaching/passed_on.html", page=page)


def _keep(request: HttpRequest, note: str) -> tuple[Shortlist, str]:
    kept, code = changes.keep(request.viewer, basket.ids(request), note=note)  # type: ignore[attr-defined]
    basket.remember(request, str(kept.pk))
    return kept, code


def _maker(request: HttpRequest) -> Actor:
    return rules.maker(request.viewer, basket.made(request))  # type: ignore[attr-defined]


def _sendable(request: HttpRequest) -> list[str]:
    """What of the list everyone may know: the rest stays on the page."""
    ids = basket.ids(request)
    if not ids:
        raise Invalid(_("There is nothing on your list yet."))
    rows = [row for row in queries.listed(request.viewer, ids) if row.for_everyone]  # type: ignore[attr-defined]
    if not rows:
        raise Invalid(
            _("Nothing on your list is for everyone, so it stays here and goes neither on paper nor to others.")
        )
    return [row.service.id for row in rows]


def _by_code(request: HttpRequest, code: str) -> Shortlist:
    """Slowed for whoever guesses; a slip of the pen is not counted."""
    clean = slips.cleaned(code)
    if clean is None:
        return queries.by_code(code)
    refuse_if_too_many_slips(request, f"list {clean[: slips.PREFIX]}")
    try:
        return queries.by_code(code)
    except NotFound:
        failed_slip(request, f"list {clean[: slips.PREFIX]}")
        raise


def _onward(request: HttpRequest) -> str:
    onward = request.POST.get("next") or "/list"
    good = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return onward if good else "/list"
