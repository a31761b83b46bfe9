"""Tells the journal of shared devices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.journal import kinds
from commonweal.listening.capture import queries
from commonweal.listening.models import Kiosk


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "listening.kiosk",
        label=_("a shared device"),
        model=Kiosk,
        visible_to=queries.visible_to,
        describe=queries.describe,
    )
