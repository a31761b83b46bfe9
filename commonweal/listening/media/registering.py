"""Tells the journal of pictures, sound and film, and the room how they are let go of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.journal import kinds
from commonweal.listening import leaving
from commonweal.listening.media import changes, queries
from commonweal.listening.models import Media


def register() -> None:
    """Called once, as the room makes itself ready."""
    leaving.register(changes.let_go)
    kinds.register(
        "listening.media",
        label=_("a picture, sound or film"),
        model=Media,
        visible_to=queries.visible_to,
        describe=queries.describe,
    )
