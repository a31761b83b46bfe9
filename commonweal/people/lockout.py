"""Guessing passwords is stopped for one address at one origin: a bad typist never locks a library.

Counted by django-axes; what it keeps is hashed with our key, so that its table names nobody and no network address.
"""

from __future__ import annotations

from ipaddress import IPv6Address
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.exceptions import AxesBackendPermissionDenied
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.answer import answer_error
from commonweal.people.attempts import KEPT, TooMany, hashed, origin


class LockoutBackend(AxesStandaloneBackend):
    """Refuses before a password is looked at. At the command line there is no request, and nobody is guessing."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **credentials: Any) -> None:
        if request is None:
            return
        try:
            super().authenticate(request, *args, **credentials)
        except AxesBackendPermissionDenied:
            request.not_looked_at = True  # type: ignore[attr-defined]
            raise


def hashed_address(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Whom somebody tries to be."""
    given = credentials or {}
    return hashed(str(given.get("email") or given.get("username") or request.POST.get("login", "")))


def hashed_origin(request: HttpRequest) -> str:
    """Where from, as a private address that stands for it: the table takes addresses only."""
    return str(IPv6Address(b"\xfd" + bytes.fromhex(origin(request))[:15]))


def forget() -> int:
    """Remove counts that no longer hold anybody up. Returns how many."""
    return AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - KEPT).delete()[0]


def answer_locked(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any]) -> HttpResponse:
    """429, with the time from which it can be tried again."""
    tried = AccessAttempt.objects.filter(
        username=hashed_address(request, credentials), ip_address=hashed_origin(request)
    ).order_by("-attempt_time")
    last = tried.values_list("attempt_time", flat=True).first() or timezone.now()
    again = timezone.localtime(last + settings.AXES_COOLOFF_TIME)
    sentence = _(
        "That e-mail address and password have not matched several times. You can try again at %(time)s. "
        "If you have forgotten the password, you can ask for a new one now. Nobody else here is held up by this."
    ) % {"time": again.strftime("%H:%M")}
    refused = answer_error(request, TooMany(sentence))
    refused["Retry-After"] = str(max(1, int((again - timezone.now()).total_seconds())))
    return refused
