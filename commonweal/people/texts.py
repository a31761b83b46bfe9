"""Texts the house sends, as letters.py sends letters: through GOV.UK Notify, where an installation has a key for it.

Beside letters and not in the directory, as every room that has to reach somebody may use what stands here. A number
is handed over and kept nowhere: not in a table, not in a log, not in an error.
"""

from __future__ import annotations

import logging
import re
import time
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.errors import DomainError, Invalid

log = logging.getLogger(__name__)
TIMEOUT = 10.0
LONGEST = 459  # three texts' worth, which arrive as one: each part is paid for
# "name-service id-secret": the two ids at the end of a key, each as long as a UUID is written.
KEY = re.compile(r"^(?P<name>.+)-(?P<service>[0-9a-f-]{36})-(?P<secret>[0-9a-f-]{36})$")
MOBILE = re.compile(r"^(?:\+44|0044|44|0)(7\d{9})$")


class NotSent(DomainError):
    """The text was not taken; the sentence says why, and what else can be done."""

    status = 502
    title = gettext_lazy("The text was not sent")


def ready() -> bool:
    """Can this installation send texts?"""
    return bool(KEY.match(settings.NOTIFY_KEY) and settings.NOTIFY_TEMPLATE)


def number(typed: str) -> str:
    """A UK mobile number as it is dialled from anywhere.

    >>> number("07700 900 123"), number("+44 (0)7700-900123")
    ('+447700900123', '+447700900123')
    """
    bare = re.sub(r"[^\d+]", "", typed.replace("(0)", ""))
    found = MOBILE.match(bare)
    if found is None:
        raise Invalid(_("This is not a UK mobile number. It looks like 07700 900 123."))
    return f"+44{found[1]}"


def send(to: str, words: str) -> None:
    """Send a text. `to` is a number as number() gives it. Refusals come out as a sentence, without the number."""
    if not ready():
        raise NotSent(_("Texts are not set up here. Print it, send it by e-mail or pass on its address."))
    try:
        answered = _asked(to, words[:LONGEST])
    except (OSError, _transport_errors()) as error:
        log.warning("GOV.UK Notify could not be reached: %s", type(error).__name__)
        raise NotSent(_("GOV.UK Notify, which sends our texts, does not answer. Try again later.")) from None
    if answered.status_code == 201:
        return
    # Its own words may repeat the number: only what kind of error it is goes into the log.
    kind, said = _told(answered)
    log.warning("GOV.UK Notify refused a text: %s %s", answered.status_code, kind)
    raise NotSent(_why(answered.status_code, kind, said)) from None


def _asked(to: str, words: str) -> Any:
    import httpx

    address = f"{settings.NOTIFY_ADDRESS.rstrip('/')}/v2/notifications/sms"
    body = {"phone_number": to, "template_id": settings.NOTIFY_TEMPLATE, "personalisation": {"words": words}}
    return httpx.post(address, json=body, headers={"Authorization": f"Bearer {_token()}"}, timeout=TIMEOUT)


def _transport_errors() -> type[Exception]:
    import httpx

    return httpx.HTTPError


def _token() -> str:
    """What shows that it is us: our service's id and the time, signed with the key's secret (JWT, HS256)."""
    from joserfc import jwt
    from joserfc.jwk import OctKey

    parts = KEY.match(settings.NOTIFY_KEY)
    assert parts is not None  # noqa: S101 - ready() was asked first
    claims = {"iss": parts["service"], "iat": int(time.time())}
    return jwt.encode({"alg": "HS256", "typ": "JWT"}, claims, OctKey.import_key(parts["secret"]))


def _told(answered: Any) -> tuple[str, str]:
    """The first of the errors it names: its kind, and its words."""
    try:
        first = answered.json()["errors"][0]
        return re.sub(r"\W", "", str(first["error"]))[:40], str(first["message"])
    except (ValueError, LookupError, TypeError):
        return "", ""


def _why(status: int, kind: str, said: str) -> str:
    if status == 403:
        if "clock" in said:
            return _("GOV.UK Notify says that this server’s clock is wrong. Tell whoever looks after this site.")
        return _("GOV.UK Notify does not take this site’s key. Tell whoever looks after this site.")
    if status == 429:
        if kind == "TooManyRequestsError":
            return _("All the texts that may be sent today have been sent. Print it, or send it by e-mail.")
        return _("Too many texts are being sent at once. Wait a minute, then try again.")
    if status == 400:
        if "team-only" in said or "trial mode" in said:
            return _("So far GOV.UK Notify lets this site text its own team only. Print it, or send it by e-mail.")
        if "phone_number" in said or "number" in said.lower():
            return _("GOV.UK Notify cannot send to this number. Check it, or use another way.")
        return _(
            "Texts are not set up rightly here: GOV.UK Notify does not take our template. Tell whoever looks after "
            "this site."
        )
    return _("GOV.UK Notify, which sends our texts, has a fault at the moment. Try again later.")
