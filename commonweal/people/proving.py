"""Steps that matter, taken by whoever has said once more who they are, in a way they have."""

from __future__ import annotations

import time
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from commonweal.core.answer import View
from commonweal.people.models import Account


def proven(view: View, *, to_look: bool = True) -> View:
    """A step for whoever has just said once more who they are; `to_look`: even seeing it needs that."""

    @wraps(view)
    def step(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        away = to_prove(request) if to_look or request.method == "POST" else ""
        return HttpResponseRedirect(away) if away else view(request, *args, **kwargs)

    return step


def never_suspended(view: View) -> View:
    """A step of the account package that asks for a proof itself.

    The package would keep what was sent in the session until then, passwords and all. Here it is sent again instead.
    """

    @wraps(view)
    def step(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ReauthenticationRequired:
            return HttpResponseRedirect(to_prove(request) or reverse("account_reauthenticate"))

    return step


def to_prove(request: HttpRequest, onward: str = "") -> str:
    """Where to say once more who one is, with the way back; "" for whoever has done so just now.

    Those with a password, passkey or code app are asked by the account package. It lets everybody else through, because
    it knows of nothing elsewhere: they go there again, and are asked there.
    """
    account, back = request.user, urlencode({"next": onward or request.get_full_path()})
    if not isinstance(account, Account):
        return f"{reverse('account_login')}?{back}"
    if get_reauthentication_flows(account):
        return "" if did_recently_reauthenticate(request) else f"{reverse('account_reauthenticate')}?{back}"
    identity = account.identities.order_by("-linked_at").first()
    if identity is None or _asked_elsewhere_lately(request, account):
        return ""
    return f"{reverse('elsewhere', args=[identity.provider])}?again=1&{back}"


def _asked_elsewhere_lately(request: HttpRequest, account: Account) -> bool:
    """Having signed in does not count: the other service may have let them in without a word."""
    asked = [each["at"] for each in get_authentication_records(request, account) if each.get("reauthenticated")]
    return bool(asked) and time.time() - asked[-1] < app_settings.REAUTHENTICATION_TIMEOUT
