"""Tells the journal of themes, codebooks and sessions, and how they let go of a voice or a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.journal import kinds
from commonweal.listening import leaving as room_leaving
from commonweal.listening.coding import held, leaving, queries, sessions
from commonweal.listening.models import Codebook, SenseSession, Theme
from commonweal.people import held_beside


def register() -> None:
    """Called once, as the room makes itself ready."""
    room_leaving.register(leaving.let_go)
    held_beside.register(held.gather)
    kinds.register(
        "listening.theme",
        label=_("a theme"),
        model=Theme,
        visible_to=queries.visible_to,
        describe=queries.describe,
        erase=leaving.person,
    )
    for name, label, model, visible_to, describe in (
        ("codebook", _("a version of the themes"), Codebook, queries.codebooks_visible_to, queries.describe_codebooks),
        ("sense", _("making sense together"), SenseSession, sessions.visible_to, sessions.describe),
    ):
        kinds.register(f"listening.{name}", label=label, model=model, visible_to=visible_to, describe=describe)
