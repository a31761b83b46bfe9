"""Where devices send what they keep. Authority lies in what is sent, never in a cookie.

No cookie opens anything here, so there is nothing a stranger's page could borrow, and a token in a page that a device
kept for weeks would only be stale: instead, only JSON is taken, which no form of another site can send.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.answer import json_answer
from commonweal.core.errors import DomainError, Gone, Invalid
from commonweal.journal.actor import HOUSE
from commonweal.listening import sealing
from commonweal.listening.capture import changes, limits, taking
from commonweal.people.attempts import TooMany

JSON = "application/json"


def json_without_mark(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """JSON needs no mark of our own page; whatever a form of another site could send does, as everywhere."""

    @csrf_exempt
    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        return view(request) if request.content_type == JSON else csrf_protect(view)(request)

    return asked


class Cut(Invalid):
    """What came cannot be read: it was cut off on its way. That says nothing of the contribution itself."""


@never_cache
@json_without_mark
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Asked, the key to seal to and a fresh token for uploads. Sent something, what became of it."""
    if request.method != "POST":
        today = timezone.localdate().isoformat()
        return json_answer({"key": sealing.public_key(), "token": get_token(request), "today": today})
    try:
        said = _said(request)
        kiosk = taking.kiosk_of(_word(said, "kiosk"))
        if kiosk is None:
            limits.count_captured(request)
        kept = taking.take(_word(said, "sealed"), client_id=_word(said, "client_id"), kiosk=kiosk)
    except DomainError as refusal:
        return json_answer({"state": _state(refusal), "detail": refusal.sentence}, status=refusal.status)
    return json_answer(kept)


@never_cache
@json_without_mark
@require_POST
def counts(request: HttpRequest) -> HttpResponse:
    """A shared device says how much it still holds."""
    try:
        said = _said(request)
        kiosk = taking.kiosk_of(_word(said, "kiosk"))
        waiting, refused = said.get("waiting"), said.get("refused")
        if kiosk is None or not all(type(each) is int and each >= 0 for each in (waiting, refused)):
            raise Invalid(_("A shared device says how many contributions wait on it and how many were refused."))
        changes.hear_from(HOUSE, kiosk, waiting=waiting, refused=refused)
    except DomainError as refusal:
        return json_answer({"state": _state(refusal), "detail": refusal.sentence}, status=refusal.status)
    return json_answer({"state": "heard"})


def _state(refusal: DomainError) -> str:
    """What a device does next: delete it, keep it for later, or keep it and say why it was refused."""
    if isinstance(refusal, Gone):
        return "gone"
    return "later" if isinstance(refusal, TooMany | taking.Ended | Cut) else "refused"


def _said(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != JSON:
        raise Invalid(_("Send this as JSON."))
    try:
        said = orjson.loads(request.body)
    except orjson.JSONDecodeError as wrong:
        raise Cut(_("This cannot be read.")) from wrong
    if not isinstance(said, dict):
        raise Invalid(_("This cannot be read."))
    return said


def _word(said: dict[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise Invalid(_("This cannot be read."))
    return value
