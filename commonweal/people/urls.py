"""Addresses of people. The account package's steps stand at our addresses, under the names it looks for."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as two_step
from allauth.mfa.recovery_codes import views as written
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, path, re_path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonweal.core import addresses  # noqa: F401 - registers the kinds of part that addresses have
from commonweal.core.answer import View, twins
from commonweal.people import (
    elsewhere_views,
    erase_views,
    helper_views,
    invitation_views,
    key_views,
    language,
    role_views,
    slip_views,
    views,
)
from commonweal.people.proving import never_suspended, proven

FORM, READ = ["GET", "HEAD", "POST"], ["GET", "HEAD"]


def step(
    route: str, view: View, name: str, methods: list[str] = FORM, at: Callable[..., URLPattern] = path
) -> URLPattern:
    """A step of the account package: never kept by a browser, and met in these ways only."""
    return at(route, never_cache(require_http_methods(methods)(never_suspended(view))), name=name)


urlpatterns = [
    step("sign-in", key_views.sign_in, "account_login"),
    path("sign-out", views.sign_out, name="account_logout"),
    step("sign-up", account.signup, "account_signup"),
    step("sign-in/closed", account.account_inactive, "account_inactive", READ),
    step("sign-in/passkey", passkeys.login_webauthn, "mfa_login_webauthn"),
    step("sign-in/code", two_step.authenticate, "mfa_authenticate"),
    step("sign-in/again", account.reauthenticate, "account_reauthenticate"),
    step("sign-in/again/code", two_step.reauthenticate, "mfa_reauthenticate"),
    step("sign-in/again/passkey", passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    step("password/forgotten", account.password_reset, "account_reset_password"),
    step("password/forgotten/sent", account.password_reset_done, "account_reset_password_done", READ),
    step("password/new/done", account.password_reset_from_key_done, "account_reset_password_from_key_done", READ),
    step(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$",
        account.password_reset_from_key,
        "account_reset_password_from_key",
        at=re_path,
    ),
    step("e-mail/sent", account.email_verification_sent, "account_email_verification_sent", READ),
    step(r"^e-mail/proof/(?P<key>[-:\w]+)$", account.confirm_email, "account_confirm_email", at=re_path),
    path("sign-in/levels", elsewhere_views.levels, name="sign-in-levels"),
    path("sign-in/jwks", elsewhere_views.our_keys, name="our-keys"),
    path("sign-in/<slug:provider>", elsewhere_views.leave, name="elsewhere"),
    path("sign-in/<slug:provider>/back", elsewhere_views.back, name="elsewhere-back"),
    *twins("me", views.me, name="me"),
    path("me/name", views.name, name="my-name"),
    path("me/erase", erase_views.erase_me, name="erase-me"),
    *twins("me/sessions", views.devices, name="my-sessions"),
    path("me/sessions/end", views.end_devices, name="end-sessions"),
    step("me/e-mail", proven(key_views.address, to_look=False), "account_email"),
    step("me/password", account.password_change, "account_change_password"),
    step("me/password/first", proven(account.password_set), "account_set_password"),
    step("me/keys", key_views.keys, "mfa_index", READ),
    path("me/keys/elsewhere/<slug:provider>/connect", elsewhere_views.connect, name="connect"),
    path("me/keys/elsewhere/<uuid:id>/disconnect", elsewhere_views.disconnect, name="disconnect"),
    step("me/keys/app", proven(app.activate_totp), "mfa_activate_totp"),
    step("me/keys/app/remove", app.deactivate_totp, "mfa_deactivate_totp"),
    step("me/keys/codes", written.view_recovery_codes, "mfa_view_recovery_codes", READ),
    step("me/keys/codes/new", written.generate_recovery_codes, "mfa_generate_recovery_codes"),
    step("me/keys/codes/download", written.download_recovery_codes, "mfa_download_recovery_codes", READ),
    step("me/keys/passkeys", key_views.passkeys, "mfa_list_webauthn", READ),
    step("me/keys/passkeys/add", proven(passkeys.add_webauthn), "mfa_add_webauthn"),
    step("me/keys/passkeys/<int:pk>/name", passkeys.edit_webauthn, "mfa_edit_webauthn"),
    step("me/keys/passkeys/<int:pk>/remove", passkeys.remove_webauthn, "mfa_remove_webauthn"),
    *twins("person/<key:id>", views.person, name="person"),
    *twins("roles/house", role_views.roles, name="house-roles"),
    path("roles/house/invite", role_views.invite, name="house-invite"),
    *twins("roles/<kind:kind>/<key:id>", role_views.roles, name="roles"),
    path("roles/<kind:kind>/<key:id>/invite", role_views.invite, name="invite"),
    path("roles/held/<uuid:id>/end", role_views.end_role, name="end-role"),
    path("invitations/<uuid:id>/withdraw", role_views.withdraw, name="withdraw-invitation"),
    path("invitation", invitation_views.invitation, name="invitation"),
    path("invitation/<key:code>", invitation_views.letter, name="invitation-letter"),
    path("language", language.language, name="language"),
    path("slip", slip_views.slip, name="slip"),
    path("slip/script", slip_views.script, name="slip-script"),
    path("me/receipts", slip_views.mine, name="my-receipts"),
    path("slip/withdraw", slip_views.withdraw, name="slip-withdraw"),
    path("slip/erase", slip_views.erase, name="slip-erase"),
    path("slip/agree", helper_views.agree, name="slip-agree"),
]
