"""Somebody with an account asks to be erased."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core.answer import answer
from commonweal.core.errors import NotAllowed
from commonweal.people.erase_changes import erase_person
from commonweal.people.models import Account
from commonweal.people.proving import proven
from commonweal.people.slip_forms import SureForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase_me(request: HttpRequest) -> HttpResponse:
    """What goes and what stays, then a yes: from somebody who has said once more who they are, in a way they have."""
    if not isinstance(request.user, Account):
        raise NotAllowed(_("Sign in first. If you have a slip and no account, use the page for slips."))
    return _sure(request)


@proven
def _sure(request: HttpRequest) -> HttpResponse:
    form = SureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        viewer = request.viewer  # type: ignore[attr-defined]
        done = erase_person(viewer, viewer)
        logout(request)
        return answer(request, "people/erased.html", erased=done)
    status = 400 if request.method == "POST" else 200
    return answer(request, "people/erase_me.html", status=status, page={"form": form})
