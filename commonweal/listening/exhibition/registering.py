"""Tells the journal of exhibitions, and how what is taken back leaves their walls."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.journal import kinds
from commonweal.listening import leaving
from commonweal.listening.exhibition import changes, queries
from commonweal.listening.models import Exhibition


def register() -> None:
    """Called once, as the room makes itself ready."""
    leaving.register(changes.let_go)
    kinds.register(
        "listening.exhibition",
        label=_("an exhibition"),
        model=Exhibition,
        visible_to=queries.visible_to,
        describe=queries.describe,
    )
