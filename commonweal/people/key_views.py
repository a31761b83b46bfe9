"""Signing in, and the keys to one's own account: the account package's steps where they need a word of ours."""

from __future__ import annotations

from typing import Any

from allauth.account.views import EmailView, LoginView
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.people import providers
from commonweal.people.models import Identity


class SignIn(LoginView):
    """The front door, with every way in that this installation offers."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"providers": providers.offered()}

    def form_invalid(self, form: Any) -> HttpResponse:
        answered = super().form_invalid(form)
        answered.status_code = 400
        return answered


class Address(EmailView):
    """One address, and perhaps one that is being proven to take its place."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The package would also write "make primary" straight to the account; with one address there is no need.
        if not {"action_add", "action_send", "action_remove"} & set(request.POST):
            raise Invalid(_("Type the new address, then press the button below it."))
        return super().post(request, *args, **kwargs)


class Keys(IndexView):
    """Every way into this account."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = list(Identity.objects.filter(account=self.request.user).order_by("linked_at"))
        own_keys = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.WEBAUTHN)
        offered = providers.offered()
        names = {each.key: each.name for each in offered}
        return super().get_context_data(**kwargs) | {
            "identities": [(each, names.get(each.provider, each.provider)) for each in own],
            "connectable": [each for each in offered if each.key not in {one.provider for one in own}],
            "has_password": self.request.user.has_usable_password(),
            "passkeys": list(own_keys.order_by("created_at")),
        }


@login_required
def passkeys(request: HttpRequest) -> HttpResponse:
    """The package comes back here; ours stand with the other keys."""
    return HttpResponseRedirect(reverse("mfa_index"))


sign_in, address, keys = SignIn.as_view(), Address.as_view(), Keys.as_view()
