"""Where somebody is signed in: which device, since when, last seen when; and how that is ended.

Kept in words a person can recognise, without network addresses. Signing in and out are no decisions, so this is exempt
from the change door.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.journal.actor import Actor
from commonweal.people.models import Account, SignedIn

ROW, SEEN = "signed_in", "signed_in_seen"
EVERY = timedelta(minutes=10)  # "last seen" is no finer than this: a page read is not a write each time
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox|FxiOS", "Firefox"))
BROWSERS += (("Chrome|CriOS|Chromium", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"))
SYSTEMS += (("Mac OS X|Macintosh", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One device that is signed in."""

    id: str
    device: str
    began_at: datetime
    seen_at: datetime
    this_one: bool


def device_of(agent: str) -> str:
    """What a browser calls itself: "Firefox/Windows". Kept so, and said in the language of whoever reads it."""
    browser = next((name for pattern, name in BROWSERS if re.search(pattern, agent)), "")
    system = next((name for pattern, name in SYSTEMS if re.search(pattern, agent)), "")
    return f"{browser}/{system}"


def in_words(device: str) -> str:
    """A device as people say it: "Firefox on Windows"."""
    browser, _slash, system = device.partition("/")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A device that does not say what it is")


def started(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Somebody signed in (Django's signal)."""
    if isinstance(user, Account) and getattr(request, "session", None) is not None:
        _note(request, user)


def stopped(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Somebody signed out (Django's signal)."""
    if getattr(request, "session", None) is not None:
        SignedIn.objects.filter(pk=request.session.get(ROW)).delete()


def _note(request: HttpRequest, account: Account) -> None:
    if request.session.session_key is None:
        request.session.create()
    now = timezone.now()
    _forget_ended(account)
    row, _ = SignedIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "account": account,
            "began_at": now,
            "seen_at": now,
            "device": device_of(request.META.get("HTTP_USER_AGENT", "")),
        },
    )
    request.session[ROW], request.session[SEEN] = str(row.pk), now.timestamp()


def _forget_ended(account: Account) -> None:
    """Devices whose session is over are not kept."""
    rows = SignedIn.objects.filter(account=account)
    rows.exclude(session_key__in=_live(rows.values_list("session_key", flat=True))).delete()


def forget_over() -> int:
    """Remove sessions that have run out, and the devices they were on. Returns of how many devices."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    live = Session.objects.filter(session_key=OuterRef("session_key"))
    return SignedIn.objects.filter(~Exists(live)).delete()[0]


def _live(keys: Any) -> set[str]:
    live = Session.objects.filter(session_key__in=list(keys), expire_date__gt=timezone.now())
    return set(live.values_list("session_key", flat=True))


def seen(request: HttpRequest, account: Account, *, at_once: bool = False) -> None:
    """Note that this device was here, every ten minutes at most."""
    now = timezone.now()
    if not at_once and now.timestamp() - request.session.get(SEEN, 0) < EVERY.total_seconds():
        return
    # The key changes when a password does; the row follows by its own id.
    known = SignedIn.objects.filter(pk=request.session.get(ROW), account=account)
    if known.update(seen_at=now, session_key=request.session.session_key):
        request.session[SEEN] = now.timestamp()
    else:
        _note(request, account)


def of(viewer: Actor, *, current: str | None = None) -> list[SessionRow]:
    """Where the viewer is signed in, last seen first."""
    if viewer.kind != "account":
        return []
    rows = list(SignedIn.objects.filter(account_id=viewer.id).order_by("-seen_at"))
    keys = _live(row.session_key for row in rows)
    return [
        SessionRow(str(row.pk), in_words(row.device), row.began_at, row.seen_at, row.session_key == current)
        for row in rows
        if row.session_key in keys
    ]


def end(viewer: Actor, row_id: str) -> None:
    """Sign one device out. Its next page finds nobody signed in."""
    known = {row.id for row in of(viewer)}
    if row_id not in known:
        raise NotFound(_("That device is not signed in to your account any more."))
    _end(SignedIn.objects.filter(pk=row_id, account_id=viewer.id))


def end_everywhere(account_id: Any, *, but: str | None = None) -> None:
    """Sign every device out, or every other."""
    _end(SignedIn.objects.filter(account_id=account_id).exclude(session_key=but or ""))


def _end(rows: Any) -> None:
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.filter(session_key__in=keys).delete()
