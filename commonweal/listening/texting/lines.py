"""One telephone: its number is hashed before anything is kept, and guesses from it are counted as any others."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.utils import timezone

from commonweal.config.keys import key
from commonweal.listening.models import TextIn, TextLine
from commonweal.people import attempts, queries, slips
from commonweal.people.models import Contributor

MOST_A_DAY = 40  # two machines that answer each other end here


def hashed(number: str) -> str:
    """The keyed hash that is kept of a number."""
    secret = key(settings.KEYS, "fields").encode()
    return hmac.new(secret, f"telephone/{number}".encode(), hashlib.sha256).hexdigest()


def too_many_today(line: TextLine) -> bool:
    """Has this telephone been answered so often today that a machine must be at the other end?"""
    return TextIn.objects.filter(line=line, at__gt=timezone.now() - timedelta(days=1)).count() > MOST_A_DAY


def code_for(message_id: str) -> str:
    """The code of the slip that a story gets: the same each time the same message is handed over, and unguessable."""
    secret = key(settings.KEYS, "slips").encode()
    mark = hmac.new(secret, f"text/{message_id}".encode(), hashlib.sha256).digest()
    body = "".join(slips.LETTERS[byte % len(slips.LETTERS)] for byte in mark[: slips.LENGTH])
    return slips.spelled(body + slips.check_letter(body))


def contributor_of(typed: str, line: TextLine) -> Contributor | None:
    """Whose slip a code is. Wrong ones are counted, for the code's beginning and for the telephone."""
    clean = slips.cleaned(typed)
    if clean is None:
        return None
    origin: Any = SimpleNamespace(META={"REMOTE_ADDR": f"telephone/{line.number_hash}"})
    attempts.refuse_if_too_many_slips(origin, clean[: slips.PREFIX])
    found = queries.by_slip(slips.hashed(clean))
    if found is None:
        attempts.failed_slip(origin, clean[: slips.PREFIX])
    return found
