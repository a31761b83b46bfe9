"""Somebody with an account asks to be erased."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import answer
from commonweal.core.errors import NotAllowed
from commonweal.people import attempts
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import Account
from commonweal.people.slip_forms import EraseAccountForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase_me(request: HttpRequest) -> HttpResponse:
    """What goes and what stays; then the password, and a yes."""
    account = request.user
    if not isinstance(account, Account):
        raise NotAllowed(_("Sign in first. If you have a slip and no account, use the page for slips."))
    form = EraseAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_theirs(request, account, form):
        viewer = request.viewer  # type: ignore[attr-defined]
        done = erase_person(viewer, viewer)
        logout(request)
        return answer(request, "people/erased.html", erased=done)
    status = 400 if request.method == "POST" else 200
    return answer(request, "people/erase_me.html", status=status, page={"form": form})


def _is_theirs(request: HttpRequest, account: Account, form: EraseAccountForm) -> bool:
    attempts.refuse_if_too_many_passwords(request, account.email)
    if account.check_password(form.cleaned_data["password"]):
        return True
    attempts.failed_password(request, account.email)
    form.add_error("password", _("That is not the password of this account. Nothing has been changed."))
    return False
