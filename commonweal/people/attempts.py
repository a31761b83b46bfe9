"""Slows guessing down without locking out a library: slip codes, and one person's password tried from many places.

Counts messages too, so that nobody can pester a stranger with them; and what passers-by write, so that no script can
fill the records.

Somebody who guesses from one place is stopped sooner, by people/lockout.py. Kept as keyed hashes, exempt from the
change door, and forgotten after a day.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from commonweal.config.keys import key
from commonweal.core.errors import DomainError
from commonweal.people.models import Attempt

WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)
MOST_FOR_ADDRESS = 50  # for one address from anywhere: many machines guessing one person
MOST_SLIPS_FOR_PREFIX = 10
MOST_SLIPS = 300  # from everywhere together…
OFTEN = 20  # …and then only for an origin that has failed so often itself: else guessing would shut out every slip

MOST_TO_ONE = 3  # messages to one address or number in a day, whoever sends them
MOST_BY_ONE = 60  # by somebody who is signed in
MOST_FROM_ONE = 10  # by passers-by at one network address
MOST_BY_PASSERS_BY = 200  # by all of them together: each text is paid for

MOST_WRITTEN_FROM_ONE = 30  # what passers-by write here in a day: reports, suggestions, lists kept for others
MOST_WRITTEN_BY_PASSERS_BY = 600  # by all of them together: somebody reads each


class TooMany(DomainError):
    """Too many tries; the sentence says when to try again."""

    status = 429
    title = gettext_lazy("Please wait a little")


def hashed(text: str) -> str:
    """A keyed hash, so that the table names nobody."""
    secret = key(settings.KEYS, "session").encode()
    return hmac.new(secret, text.strip().lower().encode(), hashlib.sha256).hexdigest()


def origin(request: HttpRequest) -> str:
    """Where a request came from, hashed."""
    return hashed(request.META.get("REMOTE_ADDR", ""))


def refuse_if_too_many_passwords(address: str) -> None:
    """Before a password is looked at: many machines guessing one person."""
    recent = Attempt.objects.filter(what="password", subject=hashed(address), at__gt=timezone.now() - WINDOW)
    if recent.count() >= MOST_FOR_ADDRESS:
        raise TooMany(
            gettext("That address and password have not matched several times. Wait 15 minutes, then try again.")
        )


def failed_password(request: HttpRequest, address: str) -> None:
    """Count a failure."""
    forget()
    Attempt.objects.create(what="password", subject=hashed(address), origin=origin(request))


def refuse_if_too_many_slips(request: HttpRequest, prefix: str) -> None:
    """Before a slip code is looked up."""
    recent = Attempt.objects.filter(what="slip", at__gt=timezone.now() - WINDOW)
    guessed_at = recent.filter(subject=hashed(prefix)).count() >= MOST_SLIPS_FOR_PREFIX
    if guessed_at or (recent.count() >= MOST_SLIPS and recent.filter(origin=origin(request)).count() >= OFTEN):
        raise TooMany(gettext("Many codes have been tried. Wait 15 minutes, then type yours again."))


def failed_slip(request: HttpRequest, prefix: str) -> None:
    """Count a code that opened nothing."""
    forget()
    Attempt.objects.create(what="slip", subject=hashed(prefix), origin=origin(request))


def count_message(request: HttpRequest, to: str) -> None:
    """Before a message goes to somebody: refuse it if there have been too many today, else count it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    sender = hashed(f"{viewer.kind}/{viewer.id}") if viewer.known else origin(request)
    what = "message" if viewer.known else "stranger's message"
    recent = Attempt.objects.filter(what__in=("message", "stranger's message"), at__gt=timezone.now() - KEPT)
    if recent.filter(subject=hashed(to)).count() >= MOST_TO_ONE:
        raise TooMany(gettext("Several messages have gone there today. Print it instead, or send it tomorrow."))
    mine = recent.filter(origin=sender).count()
    if mine >= (MOST_BY_ONE if viewer.known else MOST_FROM_ONE):
        raise TooMany(gettext("Many messages have been sent from here today. Print it instead, or send it tomorrow."))
    if not viewer.known and recent.filter(what=what).count() >= MOST_BY_PASSERS_BY:
        raise TooMany(gettext("Many messages have been sent today. Sign in to send one, or print it instead."))
    forget()
    Attempt.objects.create(what=what, subject=hashed(to), origin=sender)


def count_written(request: HttpRequest) -> None:
    """Before something is kept that anybody may write: refuse it if passers-by wrote too much today, else count it."""
    if request.viewer.known:  # type: ignore[attr-defined]
        return
    recent = Attempt.objects.filter(what="written", at__gt=timezone.now() - KEPT)
    mine = recent.filter(origin=origin(request)).count()
    if mine >= MOST_WRITTEN_FROM_ONE or recent.count() >= MOST_WRITTEN_BY_PASSERS_BY:
        raise TooMany(gettext("Much has been written from here today. Sign in to go on, or try again tomorrow."))
    forget()
    Attempt.objects.create(what="written", subject=hashed("written"), origin=origin(request))


def forget() -> None:
    """What is older than a day says nothing any more."""
    Attempt.objects.filter(at__lt=timezone.now() - KEPT).delete()
