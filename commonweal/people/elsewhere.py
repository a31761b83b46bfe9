"""Letting somebody in whom another service, or a letter, has vouched for; and the visits that are under way."""

from __future__ import annotations

import time
from dataclasses import asdict
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.core.answer import View
from commonweal.core.errors import NotAllowed
from commonweal.people.models import Account
from commonweal.people.oidc import Journey

VISITS = "visits_elsewhere"
MOST = 4  # tabs a person may have open at the other service
LASTS = 900


def let_in(request: HttpRequest, account: Account, method: str, **how: str) -> None:
    """Sign this account in, in this browser."""
    if not account.is_active:
        raise NotAllowed(_("This account is closed. Ask a steward of your place, if you need it again."))
    record_authentication(request, account, method, **how)
    get_adapter().login(request, account)
    request.session.set_expiry(0)  # until the browser is closed: nobody was asked whether this device is their own


def proven(view: View, *, to_look: bool = True) -> View:
    """A step that matters, taken by whoever has said once more who they are, in a way they have; `to_look`: seen too.

    Those with a password, passkey or code app are asked by the account package. It lets everybody else through, because
    it knows of nothing elsewhere: they go there again first.
    """
    asked = reauthentication_required(view)

    @wraps(view)
    def step(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not to_look and request.method != "POST":
            return view(request, *args, **kwargs)
        away = _to_prove_again(request, request.user) if isinstance(request.user, Account) else ""
        return HttpResponseRedirect(away) if away else asked(request, *args, **kwargs)

    return step


def _to_prove_again(request: HttpRequest, account: Account) -> str:
    """Where to, with the way back; "" for whoever has a key of our own or was there just now."""
    identity = account.identities.order_by("-linked_at").first()
    if identity is None or get_reauthentication_flows(account):
        return ""
    records = get_authentication_records(request, account)
    lately = bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
    return (
        ""
        if lately
        else f"{reverse('elsewhere', args=[identity.provider])}?{urlencode({'next': request.get_full_path()})}"
    )


def set_out(request: HttpRequest, journey: Journey, **kept: Any) -> None:
    """Remember a visit until the person is back: what it is for, and the secrets that prove it is the same visit."""
    now = time.time()
    visits = {k: v for k, v in request.session.get(VISITS, {}).items() if now - v["began"] < LASTS}
    newest = sorted(visits.items(), key=lambda item: item[1]["began"])[-(MOST - 1) :]
    request.session[VISITS] = dict(newest) | {journey.state: asdict(journey) | {"kept": kept}}


def came_back(request: HttpRequest, state: str, *, provider: str) -> tuple[Journey, dict[str, Any]]:
    """The visit this answer belongs to, which is used up by asking; or a refusal."""
    visits = request.session.get(VISITS, {})
    visit = visits.pop(state, None)
    request.session[VISITS] = visits
    if visit is None or visit["kept"].get("provider") != provider or time.time() - visit["began"] > LASTS:
        raise NotAllowed(
            _("This sign-in was not begun in this browser, or was used already. Begin again from the sign-in page.")
        )
    kept = visit.pop("kept")
    return Journey(**visit), kept
