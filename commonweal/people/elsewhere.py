"""Letting somebody in whom another service, or a letter, has vouched for; and the visits that are under way."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from commonweal.config import variables
from commonweal.core.errors import NotAllowed
from commonweal.people import providers
from commonweal.people.models import Account
from commonweal.people.oidc import Journey

VISITS = "visits_elsewhere"
MOST = 4  # tabs a person may have open at the other service
LASTS = 900
VOUCHED = "vouched_elsewhere"  # who vouched for this session, how surely, when, and when it was last used
MINUTE = 60


def let_in(request: HttpRequest, account: Account, method: str, *, onward: str = "/me", **how: Any) -> HttpResponse:
    """Sign this account in, in this browser; or, while its address is not proven, send the letter that proves it."""
    if not account.is_active:
        raise NotAllowed(_("This account is closed. Ask a steward of your place, if you need it again."))
    record_authentication(request, account, method, **how)
    if not EmailAddress.objects.filter(user=account, verified=True).exists():
        return perform_login(request, Login(user=account, redirect_url=onward))
    get_adapter().login(request, account)
    request.session.set_expiry(0)  # until the browser is closed: nobody was asked whether this device is their own
    return HttpResponseRedirect(onward)


def vouched(request: HttpRequest, account: Account, who: dict[str, str]) -> None:
    """Keep what the other service said at this sign-in: it holds for this account and session, and for no other."""
    now = time.time()
    said = {name: who[name] for name in ("provider", "issuer", "level")} | {"account": str(account.pk)}
    request.session[VOUCHED] = said | {"at": now, "seen": now}


def proved(request: HttpRequest, account: Account, who: dict[str, str]) -> None:
    """Whoever is signed in was asked there once more, just now."""
    record_authentication(request, account, "elsewhere", provider=who["provider"], reauthenticated=True)
    vouched(request, account, who)


def assured(request: HttpRequest, account: Account) -> str:
    """How far NHS login, as it is set up here now, has checked who this is, at this session's sign-in."""
    said = request.session.get(VOUCHED)
    if not said or _over(said):
        return ""
    named = (said["provider"], said["issuer"], said["account"])
    ours = (providers.NHS_LOGIN, variables.NHS_LOGIN_ISSUER.value(), str(account.pk))
    return str(said["level"]) if named == ours else ""


def end_if_over(request: HttpRequest) -> None:
    """Sign out whoever came by NHS login and was away too long, or has been here too long: it asks that of services."""
    said = request.session.get(VOUCHED)
    if not said or said["provider"] != providers.NHS_LOGIN:
        return
    if _over(said):
        logout(request)
    elif time.time() - said["seen"] > MINUTE:
        request.session[VOUCHED] = said | {"seen": time.time()}


def _over(said: dict[str, Any]) -> bool:
    now = time.time()
    idle = now - said["seen"] > float(variables.NHS_LOGIN_IDLE_MINUTES.value()) * MINUTE
    return idle or now - said["at"] > float(variables.NHS_LOGIN_HOURS.value()) * MINUTE * 60


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
