"""Signing in by the staff sign-in or by NHS login: there, back, connecting and disconnecting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from commonweal.core.errors import NotAllowed, NotFound
from commonweal.people import actors, assurance, elsewhere, identities, invitations, oidc, providers, rules
from commonweal.people.models import Account, Identity
from commonweal.people.views import signed_in


@never_cache
@require_GET
def leave(request: HttpRequest, provider: str) -> HttpResponse:
    """To the other service. `?connect=1` ties it to the account signed in; `?level=P9` asks NHS login for more."""
    found = providers.provider(provider)
    if request.GET.get("connect"):
        return connect(request, provider)
    return _set_out(request, found, connect=False)


@elsewhere.proven
def connect(request: HttpRequest, provider: str) -> HttpResponse:
    """The same, for tying it to an account: only after saying once more who one is."""
    signed_in(request)
    return _set_out(request, providers.provider(provider), connect=True)


def _set_out(request: HttpRequest, found: oidc.Provider, *, connect: bool) -> HttpResponse:
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = "/me"
    trust = providers.trust_of(found.key, request.GET.get("level", ""))
    journey = oidc.Journey.fresh()
    more = {"vtr": "[" + ",".join(f'"{each}"' for each in trust) + "]"} if trust else {}
    where = oidc.way_there(found, journey, **more)
    invited = request.GET.get("invitation", "")
    elsewhere.set_out(
        request, journey, provider=found.key, trust=trust, next=onward, connect=connect, invitation=invited
    )
    return HttpResponseRedirect(where)


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
    claims = oidc.who_came(found, journey, request.GET.get("code", ""))
    level = providers.level_of(found, claims, kept["trust"])
    who = {"provider": found.key, "issuer": found.issuer, "subject": str(claims["sub"]), "level": level}
    if kept["connect"]:
        return _connected(request, who, found.name)
    return _let_in(request, who, kept, found)


def _connected(request: HttpRequest, who: dict[str, str], name: str) -> HttpResponse:
    user = signed_in(request)
    identities.link(request.viewer, user, **who)  # type: ignore[attr-defined]
    messages.success(request, _("Connected. From now on you can sign in with %(name)s.") % {"name": name})
    return HttpResponseRedirect("/me/keys")


def _let_in(request: HttpRequest, who: dict[str, str], kept: dict, found: oidc.Provider) -> HttpResponse:
    identity = identities.known(who["issuer"], who["subject"])
    if identity is None:
        account = _by_invitation(request, who, kept)
        if account is None:
            page = {"provider": found, "open": request.user.is_anonymous}
            return render(request, "people/unknown_elsewhere.html", page, status=403)
        elsewhere.let_in(request, account, "elsewhere", provider=who["provider"])
        return HttpResponseRedirect("/me")
    account = identity.account
    if account.is_active and identity.level != who["level"]:
        identities.set_level(actors.of_account(account), account, identity=identity, level=who["level"])
    elsewhere.let_in(request, account, "elsewhere", provider=who["provider"])
    return HttpResponseRedirect(kept["next"])


def _by_invitation(request: HttpRequest, who: dict[str, str], kept: dict) -> Account | None:
    """Somebody who came with an invitation's letter: the account is made, and opened by this identity alone."""
    invitation = invitations.by_code(kept["invitation"]) if kept["invitation"] else None
    if invitation is None or isinstance(request.user, Account):
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
    identities.unlink(request.viewer, user, identity=identity)  # type: ignore[attr-defined]
    messages.success(request, _("Disconnected."))
    return HttpResponseRedirect("/me/keys")


@require_GET
def levels(request: HttpRequest) -> HttpResponse:
    """What each way of signing in lets a person do, plainly."""
    return render(
        request, "people/levels.html", {"providers": providers.offered(), "levels": assurance.P_LEVELS.items()}
    )
