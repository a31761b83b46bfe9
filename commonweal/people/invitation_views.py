"""Saying yes to an invitation, with the account one has, with a new one, or by a sign-in elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.errors import Clash, DomainError, Gone, NotFound
from commonweal.people import elsewhere, elsewhere_views, holders, invitations, providers, rules
from commonweal.people.forms import AcceptForm
from commonweal.people.models import Account, Invitation

OPENED = "invitation"


@never_cache
@require_safe
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """The letter's link. Which invitation it opens is kept in the session, and the code leaves the address."""
    found = invitations.by_code(code)
    if found is None:
        raise NotFound(_("There is no invitation at this address. Copy the whole address from the letter."))
    _refuse_closed(found)
    request.session[OPENED] = str(found.pk)
    return HttpResponseRedirect(reverse("invitation"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """What somebody is asked, by whom and why; and saying yes."""
    found = _opened(request)
    user = request.user if isinstance(request.user, Account) else None
    form = None if user or "elsewhere" in request.POST else AcceptForm(request.POST or None)
    if request.method == "POST":
        _refuse_another(request, found)
        if user is None and "elsewhere" in request.POST:
            provider = providers.provider(request.POST["elsewhere"])
            return elsewhere_views.onward(request, provider, elsewhere_views.ACCEPT, invitation=str(found.pk))
        if form is None or form.is_valid():
            try:
                return _accepted(request, found, user, form)
            except DomainError as error:
                if form is None or isinstance(error, Gone):
                    raise
                form.add_error(None, error.sentence)
    return _page(request, found, user, form)


def _opened(request: HttpRequest) -> Invitation:
    kept = request.session.get(OPENED)
    found = Invitation.objects.select_related("invited_by").filter(pk=kept).first() if kept else None
    if found is None:
        raise NotFound(_("No invitation is open in this browser. Open the link in your letter."))
    _refuse_closed(found)
    return found


def _refuse_closed(found: Invitation) -> None:
    if found.state != "open":
        raise Gone(str(rules.CLOSED[found.state]))


def _refuse_another(request: HttpRequest, found: Invitation) -> None:
    """Another link may have been opened in this browser since: nobody says yes to what they did not read."""
    if request.POST.get("invitation") != str(found.pk):
        raise Clash(_("Another invitation was opened in this browser since. Open the link in your letter again."))


def _page(request: HttpRequest, found: Invitation, user: Account | None, form: AcceptForm | None) -> HttpResponse:
    told = holders.letter(found)
    page = {
        "letter": told,
        "id": str(found.pk),
        "form": form,
        "user": user,
        "taken": user is None and Account.objects.filter(email__iexact=found.email).exists(),
        "providers": providers.offered(),
        "invented": told.invented,
    }
    return render(request, "people/invitation.html", page, status=400 if form is not None and form.errors else 200)


def _accepted(request: HttpRequest, found: Invitation, user: Account | None, form: AcceptForm | None) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    given = form.cleaned_data if form is not None else {}
    account = invitations.accept(viewer, found, account=user, **given)
    request.session.pop(OPENED, None)
    messages.success(request, _("You have accepted. What you may do here now is listed below."))
    return HttpResponseRedirect("/me") if user is not None else elsewhere.let_in(request, account, "password")
