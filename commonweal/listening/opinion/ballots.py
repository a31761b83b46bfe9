"""Who votes: somebody signed in, or whoever holds this device. Nobody has to say who they are.

A device is known by a mark that this browser keeps until it is closed. What is kept here is a keyed hash of it, another
one in each conversation: that two votes in two conversations came from one device is told nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from commonweal.config.keys import key
from commonweal.journal.actor import Actor
from commonweal.listening.models import Conversation, Voter
from commonweal.listening.opinion.changes import voters_of

COOKIE = "voter"
MARK = re.compile(r"[A-Za-z0-9_-]{20,40}")


@dataclass(frozen=True, slots=True)
class Ballot:
    """Who votes here, and what they are known by."""

    who: Actor
    device: str  # "": they are known by their account
    mark: str  # what the browser keeps
    fresh: bool  # the browser has no mark yet
    conversation: Conversation

    @property
    def voters(self) -> QuerySet[Voter]:
        """Their row, if they have voted here; not asked for yet."""
        return Voter.objects.none() if self.fresh else voters_of(self.who, self.conversation, self.device)

    @property
    def voter(self) -> Voter | None:
        """The same, asked for."""
        return self.voters.first()

    @property
    def seed(self) -> str:
        """What the order of statements is drawn from: it stays the same while somebody votes."""
        return self.device or f"{self.who.kind}/{self.who.id}"

    def kept(self, response: HttpResponse) -> HttpResponse:
        """Let the browser keep its mark. It ends with the browser's session."""
        if self.fresh and not self.who.known:
            response.set_cookie(COOKIE, self.mark, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
        return response


def ballot(request: HttpRequest, conversation: Conversation) -> Ballot:
    """Whose votes these are."""
    viewer: Actor = request.viewer  # type: ignore[attr-defined]
    if viewer.kind == "account":
        return Ballot(viewer, "", "", False, conversation)
    held = request.COOKIES.get(COOKIE, "")
    fresh = not MARK.fullmatch(held)
    mark = secrets.token_urlsafe(18) if fresh else held
    return Ballot(viewer, _hashed(conversation, mark), mark, fresh, conversation)


def _hashed(conversation: Conversation, mark: str) -> str:
    secret = key(settings.KEYS, "session").encode()
    return hmac.new(secret, f"voter/{conversation.pk}/{mark}".encode(), hashlib.sha256).hexdigest()
