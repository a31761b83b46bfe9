"""Signing in by the staff sign-in or by NHS login: there, back, connecting and disconnecting."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from commonweal.core.errors import NotAllowed, NotFound
from commonweal.people import actors, assurance, elsewhere, identities, invitations, oidc, providers, rules
from commonweal.people.models import Account, Identity, Invitation
from commonweal.people.proving import to_prove
from commonweal.people.views import signed_in

SIGN_IN, CONNECT, AGAIN, ACCEPT = "sign in", "connect", "again", "accept"


@never_cache
@require_GET
def leave(request: HttpRequest, provider: str) -> HttpResponse:
    """To the other service. `?again=1` shows once more who one is; `?level=P9` asks NHS login for more than usual."""
    found = providers.provider(provider)
    if request.GET.get("again"):
        signed_in(request)
        return onward(request, found, AGAIN)
    return HttpResponseRedirect(_set_out(request, found, SIGN_IN))


@never_cache
@require_POST
def connect(request: HttpRequest, provider: str) -> HttpResponse:
    """The same, to tie it to this account: by our own form, or another site's page could tie its maker's to it."""
    signed_in(request)
    found = providers.provider(provider)
    away = to_prove(request, "/me/keys")
    return HttpResponseRedirect(away) if away else onward(request, found, CONNECT)


def onward(request: HttpRequest, found: oidc.Provider, purpose: str, *, invitation: str = "") -> HttpResponse:
    """A page that leads to the other service by itself, or by its link.

    Browsers let a form of ours lead to this site only (form-action), through every redirect. A page ends that chain.
    """
    where = _set_out(request, found, purpose, invitation=invitation)
    return render(request, "people/onward.html", {"provider": found, "where": where, "again": purpose == AGAIN})


def _set_out(request: HttpRequest, found: oidc.Provider, purpose: str, *, invitation: str = "") -> str:
    """Remember the visit. What it is for is said by our own pages, never by an address somebody else could write."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/me"
    if purpose == ACCEPT:  # whoever turns out to have an account says yes with that
        back = reverse("invitation")
    trust = providers.trust_of(found.key, request.GET.get("level", ""))
    journey = oidc.Journey.fresh()
    more = {"vtr": json.dumps(trust, separators=(",", ":"))} if trust else {}
    kept = {"provider": found.key, "trust": trust, "next": back, "purpose": purpose, "invitation": invitation}
    user = request.user
    kept["account"] = str(user.pk) if isinstance(user, Account) else ""
    elsewhere.set_out(request, journey, **kept)
    return oidc.way_there(found, journey, anew=purpose == AGAIN, **more)


@never_cache
@require_GET
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """From the other service: who came is checked, then known here, connected, or told what to do."""
    found = providers.provider(provider)
    journey, kept = elsewhere.came_back(request, request.GET.get("state", ""), provider=provider)
    if request.GET.get("error"):
        raise NotAllowed(
            _("You did not finish signing in with %(name)s, so nobody was signed in.") % {"name": found.name}
        )
    if request.GET.get("iss", found.issuer) != found.issuer:
        raise oidc.refused(found)
    purpose = kept["purpose"]
    claims = oidc.who_came(found, journey, request.GET.get("code", ""), anew=purpose == AGAIN)
    level = providers.level_of(found, claims, kept["trust"])
    who = {"provider": found.key, "issuer": found.issuer, "subject": str(claims["sub"]), "level": level}
    if purpose in (CONNECT, AGAIN):
        return _signed_in_already(request, who, kept, found)
    return _let_in(request, who, kept, found)


def _signed_in_already(request: HttpRequest, who: dict[str, str], kept: dict, found: oidc.Provider) -> HttpResponse:
    """For the account that set out, and no other."""
    user = signed_in(request)
    if str(user.pk) != kept["account"]:
        raise NotAllowed(_("Somebody else is signed in now than when this was begun. Begin again."))
    if kept["purpose"] == CONNECT:
        identities.link(request.viewer, user, **who)  # type: ignore[attr-defined]
        elsewhere.vouched(request, user, who)
        messages.success(request, _("Connected. From now on you can sign in with %(name)s.") % {"name": found.name})
        return HttpResponseRedirect("/me/keys")
    identity = identities.known(who["issuer"], who["subject"])
    if identity is None or identity.account_id != user.pk:
        raise NotAllowed(
            _("%(name)s named somebody else than whoever is signed in here, so nothing was changed.")
            % {"name": found.name}
        )
    _note_level(identity, who["level"])
    elsewhere.proved(request, user, who)
    return HttpResponseRedirect(kept["next"])


def _let_in(request: HttpRequest, who: dict[str, str], kept: dict, found: oidc.Provider) -> HttpResponse:
    identity = identities.known(who["issuer"], who["subject"])
    if identity is not None:
        account, onward_to = identity.account, kept["next"]
        if account.is_active:
            _note_level(identity, who["level"])
    else:
        invited = _by_invitation(request, who, kept)
        if invited is None:
            page = {"provider": found, "open": request.user.is_anonymous}
            return render(request, "people/unknown_elsewhere.html", page, status=403)
        account, onward_to = invited, "/me"
    answered = elsewhere.let_in(request, account, "elsewhere", onward=onward_to, provider=who["provider"])
    elsewhere.vouched(request, account, who)
    return answered


def _note_level(identity: Identity, level: str) -> None:
    account = identity.account
    if identity.level != level:
        identities.set_level(actors.of_account(account), account, identity=identity, level=level)


def _by_invitation(request: HttpRequest, who: dict[str, str], kept: dict) -> Account | None:
    """Somebody who said yes on an invitation's page: the account is made, and opened by this identity alone."""
    if kept["purpose"] != ACCEPT or isinstance(request.user, Account):
        return None
    invitation = Invitation.objects.filter(pk=kept["invitation"]).first()
    if invitation is None:
        return None
    rules.may_accept(request.viewer, invitation)  # type: ignore[attr-defined]
    called = invitation.email.partition("@")[0]
    account = invitations.accept(request.viewer, invitation, name=called)  # type: ignore[attr-defined]
    identities.link(actors.of_account(account), account, **who)
    return account


@require_POST
def disconnect(request: HttpRequest, id: str) -> HttpResponse:
    """That identity no longer opens this account."""
    user = signed_in(request)
    identity = Identity.objects.filter(pk=id, account=user).first()
    if identity is None:
        raise NotFound(_("That is not connected to your account."))
    away = to_prove(request, "/me/keys")
    if away:
        return HttpResponseRedirect(away)
    identities.unlink(request.viewer, user, identity=identity)  # type: ignore[attr-defined]
    messages.success(request, _("Disconnected."))
    return HttpResponseRedirect("/me/keys")


@require_GET
def levels(request: HttpRequest) -> HttpResponse:
    """What each way of signing in lets a person do, plainly."""
    return render(
        request, "people/levels.html", {"providers": providers.offered(), "levels": assurance.P_LEVELS.items()}
    )


@require_GET
def our_keys(request: HttpRequest) -> JsonResponse:
    """The public halves of the keys that sign our requests (JWKS): NHS Care Identity can fetch them from here."""
    return JsonResponse({"keys": [oidc.public_key(each) for each in providers.offered() if each.key_file]})
