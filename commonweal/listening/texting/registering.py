"""Answers STATUS with the least there is to say, until other parts say more."""

from __future__ import annotations

from django.utils.translation import ngettext

from commonweal.journal.actor import Actor
from commonweal.listening.models import Voice
from commonweal.listening.texting import replies


def register() -> None:
    """Called once, as the room makes itself ready."""
    replies.register(_kept)


def _kept(person: Actor) -> str:
    many = Voice.objects.of(person).count()
    return ngettext("We keep %(many)s thing you told us.", "We keep %(many)s things you told us.", many) % {
        "many": many
    }
