"""What django-allauth asks of the house: every write to an account goes through a change, every secret is encrypted."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonweal.config.keys import key
from commonweal.people import actors, attempts, changes
from commonweal.people.models import Account


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and up, and the address one is known by."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("That e-mail address and password do not match an account here."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not the password you have now."),
        "duplicate_email": _("This is the address you have already."),
        "invalid_or_expired_key": _("This link has been used, or is too old. Ask for a new one."),
        "too_many_login_attempts": _("Too many codes have not matched. Wait five minutes, then try again."),
        "incorrect_code": _("That code does not match. Type the newest one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGN_UP_OPEN)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Account:
        given = form.cleaned_data
        return changes.join(
            request.viewer,  # type: ignore[attr-defined]
            email=given["email"],
            name=given["name"],
            password=given["password1"],
        )

    def set_password(self, user: Any, password: str) -> None:
        changes.change_password(actors.of_account(user), user, password=password)
        user.refresh_from_db()

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """The package moves the address over; done inside a change, its write to the account is let through."""
        account = email_address.user
        confirm = super().confirm_email
        changes.confirm_email(
            actors.of_account(account), account, confirm=lambda: bool(confirm(request, email_address))
        )
        return True

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        # Not the package's own count: it stops a person wherever they are after five slips of anybody's fingers.
        attempts.refuse_if_too_many_passwords(credentials.get("email", ""))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # What was refused unlooked is no guess: else one machine could shut a person out everywhere by going on.
        if not getattr(request, "not_looked_at", False):
            attempts.failed_password(request, credentials.get("email", ""))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("me")

    def get_client_ip(self, request: HttpRequest) -> str:
        return request.META.get("REMOTE_ADDR") or "unknown"

    def is_ajax(self, request: HttpRequest) -> bool:
        """Only the passkey page asks for data, and says so."""
        return request.headers.get("Accept") == "application/json"


class TwoStepAdapter(DefaultMFAAdapter):
    """Passkeys and one-time codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code does not match. Type the newest one."),
        "unverified_email": _("Prove that your e-mail address is yours first."),
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return str(_("My passkey"))

    def _get_site_name(self) -> str:
        return "Commonweal"


def _fernet() -> Fernet:
    """With the key for fields, which is not in backups: a stolen backup makes no codes."""
    secret = key(settings.KEYS, "fields").encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(secret).digest()))
