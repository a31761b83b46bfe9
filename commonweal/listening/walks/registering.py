"""Tells the journal of walks and stops, and the room how they are let go of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonweal.journal import kinds
from commonweal.listening import leaving
from commonweal.listening.models import Stop, Walk
from commonweal.listening.walks import changes, queries


def register() -> None:
    """Called once, as the room makes itself ready."""
    leaving.register(changes.let_go)
    for name, label, model, visible_to, describe in (
        ("listening.walk", _("a walk"), Walk, queries.visible_to, queries.describe),
        ("listening.stop", _("a stop on a walk"), Stop, queries.stops_visible_to, queries.describe_stops),
    ):
        kinds.register(name, label=label, model=model, visible_to=visible_to, describe=describe)
